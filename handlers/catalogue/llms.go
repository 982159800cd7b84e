package catalogue

import (
	"fmt"
	"strings"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/handlers/examples"
	"w3id.org/plenary/handlers/site"
	"w3id.org/plenary/ontology"
	"w3id.org/plenary/rdf"
)

// LLMs writes it from the data.
func (s *Describer) LLMs(snap *graph.Snapshot) (string, error) {
	var b strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	linked := func(name, path, says string) { line("- [%s](%s%s): %s", name, s.Base, path, says) }
	line("# plenary\n\n> %s\n", s.Explorer.Text("en", "home.description"))
	line("There are %d statements about %d things. Each has claims behind it with status, confidence and the passage or record it comes from: ask `/api/evidence` before citing, and cite the IRI of the thing, the claim and its source. "+
		"Where sources disagree, both statements are kept and ranked (`pl:rank`). What is not here is not known; do not fill it in. Licence: %s\n", snap.Stats().Triples, snap.Stats().Subjects, s.License)
	line("Things have addresses %sid/{class}/{slug}, which lead to their documents; append .ttl, .jsonld or .html for a form. Classes, each with the list of its things that have documents of their own; the other claims are parts of records:\n", s.Base)
	for _, class := range ontology.Classes {
		if snap.Stats().Classes[rdf.IRI(class.IRI)] == 0 || class.Path == "" || !strings.HasPrefix(class.IRI, ontology.Namespace) {
			continue
		}
		members, err := s.Members(snap, class)
		if err != nil {
			return "", err
		}
		name := strings.TrimPrefix(class.IRI, ontology.Namespace)
		count := fmt.Sprintf("%d, `pl:%s`", len(members), name)
		if all := snap.Stats().Classes[rdf.IRI(class.IRI)]; all > len(members) {
			count = fmt.Sprintf("%d of the %d, `pl:%s`", len(members), all, name)
		}
		linked(class.PluralEN, "doc/"+class.Path+".jsonld", count)
	}
	line("\n## Ask\n")
	linked("OpenAPI", "openapi.json", "every route with its parameters; JSON answers; page by `next`")
	linked("Search", "api/search?q=ottawa", "things by name; then use their `iri`")
	linked("Resolve", "api/resolve?iri=JP", "identifiers of Wikidata, GeoNames, EuroVoc, ISO 3166 to things here")
	linked("Evidence", "api/evidence?iri=id/claim/sc-007", "the claims, passages and sources behind statements")
	linked("Paths", "api/path?from=id/person/gary-anandasangaree&to=id/country/japan", "how two things are connected, each step with its evidence")
	linked("SPARQL", site.SPARQL, "endpoint and service description; usual prefixes need no declaration; errors say line, column and what was expected")
	line("\n## Learn the schema\n")
	linked("Vocabulary", "ontology.ttl", "classes and properties with definitions and examples; prefix `pl:` is <%s>")
	linked("VoID", "void.ttl", "which classes and properties are used, and how often")
	linked("Shapes", "ontology/shapes.ttl", "what is required of each class, in SHACL")
	line("\n## Questions with their queries\n")
	for _, e := range examples.All() {
		line("- %s:\n\n```sparql\n%s\n```\n", e.EN, e.Text)
	}
	line("## Optional\n")
	linked("Dumps", "dumps/", "everything in one file, with hashes")
	linked("Documentation", "docs", "the API for people")
	return strings.ReplaceAll(b.String(), "<%s>", "<"+ontology.Namespace+">"), nil
}
