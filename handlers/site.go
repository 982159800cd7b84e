package handlers

import (
	"cmp"
	"net/url"
	"slices"
	"strings"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/graph/labels"
	"w3id.org/plenary/ontology"
	"w3id.org/plenary/rdf"
)

// A site is where the data lives and who publishes it there: it turns what clients
// write into things, and things into addresses.
type site struct {
	base        string // IRI, "https://data.example.org/g7/"
	root        string // its path, "/g7/": where the routes are
	labels      *labels.Index
	publication Publication
	license     string // IRI
	version     string // of the program; "" for none
}

// Where queries are answered, and graphs read as wholes.
const (
	sparqlPath = "sparql"
	graphsPath = "graphs"
)

// exampleThing is one to try things with: where the data is plenary's own, it is there.
const exampleThing = "id/meeting/2025-ism-ottawa"

// iri returns the term of a path under the base.
func (s *site) iri(path string) rdf.Term { return rdf.IRI(s.base + path) }

// known reports whether the data says anything about a term.
func (s *site) known(snap *graph.Snapshot, t rdf.Term) bool { return snap.Has(graph.Pattern{S: t}) }

// escapePath escapes what may not stand in a path.
func escapePath(path string) string { return (&url.URL{Path: path}).EscapedPath() }

// resolveIRI turns what a client writes into a term: an absolute IRI, a
// prefixed name, or an IRI relative to the base.
func (s *site) resolveIRI(text string) (rdf.Term, error) {
	if prefix, local, ok := strings.Cut(text, ":"); ok && !strings.HasPrefix(local, "//") {
		for _, known := range ontology.Prefixes {
			if known.Name == prefix {
				return rdf.IRI(known.IRI + local), nil
			}
		}
	}
	iri, err := rdf.ResolveIRI(s.base, strings.TrimPrefix(text, "/"))
	return rdf.IRI(iri), cmp.Or(err, rdf.CheckIRI(iri))
}

// isOf reports whether a thing is a member of a class or of its collection.
func (s *site) isOf(snap *graph.Snapshot, t rdf.Term, class ontology.Class) bool {
	return snap.Has(graph.Pattern{S: t, P: rdf.IRI(ontology.RDFType), O: rdf.IRI(class.IRI)}) &&
		(class.Path == "" || strings.HasPrefix(t.Value(), s.base+"id/"+class.Path+"/"))
}

// members returns the things of a class in the order of their IRIs.
func (s *site) members(snap *graph.Snapshot, class ontology.Class) ([]rdf.Term, error) {
	prefix := s.base + "id/" + class.Path + "/"
	var members []rdf.Term
	for t, err := range snap.Triples(graph.Pattern{P: rdf.IRI(ontology.RDFType), O: rdf.IRI(class.IRI)}) {
		if err != nil {
			return nil, err
		}
		if strings.HasPrefix(t.S.Value(), prefix) && !strings.Contains(t.S.Value()[len(prefix):], "#") {
			members = append(members, t.S)
		}
	}
	slices.SortFunc(members, rdf.CompareTerms)
	return members, nil
}

// classMembers returns the members of a class that has a path, or of a
// subclass, in the order of their IRIs.
func (s *site) classMembers(snap *graph.Snapshot, class ontology.Class) ([]rdf.Term, error) {
	if class.Path != "" {
		return s.members(snap, class)
	}
	var members []rdf.Term
	for t, err := range snap.Triples(graph.Pattern{P: rdf.IRI(ontology.RDFType), O: rdf.IRI(class.IRI)}) {
		if err != nil {
			return nil, err
		}
		members = append(members, t.S)
	}
	slices.SortFunc(members, rdf.CompareTerms)
	return members, nil
}

// dumpName is the file of a named graph among the dumps, graphs/summits.nq; "" for a
// graph that is not under the base.
func (s *site) dumpName(g rdf.Term) string {
	path, ok := strings.CutPrefix(g.Value(), s.base)
	if !ok || path == "" {
		return ""
	}
	return "graphs/" + strings.TrimPrefix(path, "id/graph/") + ".nq"
}

// collectionPage is how many members of a class one document lists.
const collectionPage = 200

// graphQuery is the query of a graph's address in the graph store.
func graphQuery(name rdf.Term) string {
	if name.IsZero() {
		return "?default"
	}
	return "?graph=" + url.QueryEscape(name.Value())
}
