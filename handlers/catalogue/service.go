package catalogue

import (
	"fmt"
	"strings"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/handlers/examples"
	"w3id.org/plenary/handlers/site"
	"w3id.org/plenary/ontology"
	"w3id.org/plenary/rdf"
	"w3id.org/plenary/sparql/results"
)

const (
	sdNS      = "http://www.w3.org/ns/sparql-service-description#"
	formatsNS = "http://www.w3.org/ns/formats/"
	shaclNS   = "http://www.w3.org/ns/shacl#"
)

// uniqueFormats are the names of the formats of answers at W3C.
var uniqueFormats = map[string]string{
	"srj": "SPARQL_Results_JSON", "srx": "SPARQL_Results_XML", "csv": "SPARQL_Results_CSV", "tsv": "SPARQL_Results_TSV",
	"turtle": "Turtle", "jsonld": "JSON-LD", "ntriples": "N-Triples", "nquads": "N-Quads", "trig": "TriG", "rdfxml": "RDF_XML",
}

// Service says what is true of the service.
func (s *Describer) Service(snap *graph.Snapshot) ([]rdf.Quad, error) {
	d := subject{node: s.IRI(site.SPARQL)}
	d.add(ontology.RDFType, rdf.IRI(sdNS+"Service"))
	d.add(ontology.RDFSLabel, rdf.LangString("SPARQL endpoint of plenary", "en"), rdf.LangString("Point d’accès SPARQL de plenary", "fr"))
	d.add(sdNS+"endpoint", d.node)
	d.add(sdNS+"supportedLanguage", rdf.IRI(sdNS+"SPARQL10Query"), rdf.IRI(sdNS+"SPARQL11Query"))
	if s.Writable() {
		d.add(sdNS+"supportedLanguage", rdf.IRI(sdNS+"SPARQL11Update"))
		for _, f := range rdf.Formats {
			d.add(sdNS+"inputFormat", rdf.IRI(formatsNS+uniqueFormats[f.Token]))
		}
	}
	d.add(sdNS+"defaultEntailmentRegime", rdf.IRI("http://www.w3.org/ns/entailment/Simple"))
	d.add(sdNS+"feature", rdf.IRI(sdNS+"UnionDefaultGraph"))
	d.add(sdNS+"propertyFeature", rdf.IRI(ontology.Matches))
	for _, f := range results.Formats {
		d.add(sdNS+"resultFormat", rdf.IRI(formatsNS+uniqueFormats[f.Token]))
	}
	for _, f := range rdf.Formats {
		d.add(sdNS+"resultFormat", rdf.IRI(formatsNS+uniqueFormats[f.Token]))
	}
	s.addDataset(&d, snap)
	s.addExamples(&d)
	return d.quads, nil
}

// addDataset describes the dataset that queries without one see.
func (s *Describer) addDataset(d *subject, snap *graph.Snapshot) {
	st := snap.Stats()
	dataset := subject{node: s.IRI("dataset")}
	d.add(sdNS+"defaultDataset", dataset.node)
	dataset.add(ontology.RDFType, rdf.IRI(sdNS+"Dataset"), rdf.IRI(voidNS+"Dataset"))
	union := subject{node: rdf.IRI(d.node.Value() + "#default")}
	dataset.add(sdNS+"defaultGraph", union.node)
	union.add(ontology.RDFType, rdf.IRI(sdNS+"Graph"), rdf.IRI(voidNS+"Dataset"))
	union.count("triples", st.Triples)
	union.count("distinctSubjects", st.Subjects)
	union.count("distinctObjects", st.Objects)
	union.count("properties", len(st.Predicates))
	union.count("classes", len(st.Classes))
	if len(st.Graphs) <= MostGraphs {
		for i, name := range inOrder(st.Graphs) {
			addGraph(&dataset, fmt.Sprintf("%s#graph-%d", d.node.Value(), i+1), name, st.Graphs[name])
		}
	}
	d.quads = append(append(d.quads, dataset.quads...), union.quads...)
}

// addExamples adds queries to try, and the prefixes that need no declaration.
func (s *Describer) addExamples(d *subject) {
	self := d.node.Value()
	for i, p := range ontology.Prefixes {
		x := subject{node: rdf.IRI(fmt.Sprintf("%s#prefix-%d", self, i+1))}
		d.add(shaclNS+"declare", x.node)
		x.add(shaclNS+"prefix", rdf.String(p.Name))
		x.add(shaclNS+"namespace", rdf.Literal(p.IRI, "http://www.w3.org/2001/XMLSchema#anyURI"))
		d.quads = append(d.quads, x.quads...)
	}
	for _, q := range examples.All() {
		x := subject{node: rdf.IRI(self + "#example-" + q.Slug)}
		x.add(ontology.RDFType, rdf.IRI(shaclNS+"SPARQLExecutable"), rdf.IRI(shaclNS+"SPARQL"+q.Form()+"Executable"))
		x.add(rdfsComment, rdf.LangString(q.EN, "en"), rdf.LangString(q.FR, "fr"))
		x.add(shaclNS+"prefixes", d.node)
		x.add(shaclNS+strings.ToLower(q.Form()), rdf.String(q.Text))
		x.add("https://schema.org/target", d.node)
		d.quads = append(d.quads, x.quads...)
	}
}

const rdfsComment = "http://www.w3.org/2000/01/rdf-schema#comment"
