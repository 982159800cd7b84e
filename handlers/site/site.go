// Package site knows where the data lives and who publishes it: what texts and paths
// name which things, and at which addresses things are.
//
// Nothing here is remembered between calls but the index of names; what a call finds is
// that of the snapshot it is given.
package site

import (
	"cmp"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/graph/labels"
	"w3id.org/plenary/ontology"
	"w3id.org/plenary/rdf"
)

// A Site is where the data lives and who publishes it there: it turns what clients
// write into things, and things into addresses.
type Site struct {
	Base        string // IRI, "https://data.example.org/g7/"
	Root        string // its path, "/g7/": where the routes are
	Labels      *labels.Index
	Publication Publication
	License     string // IRI
	Version     string // of the program; "" for none
}

// Where queries are answered, graphs read as wholes, and changes followed.
const (
	SPARQL  = "sparql"
	Graphs  = "graphs"
	Changes = "changes"
)

// Example is one to try things with: where the data is plenary's own, it is there.
const Example = "id/meeting/2025-ism-ottawa"

// IRI returns the term of a path under the base.
func (s *Site) IRI(path string) rdf.Term { return rdf.IRI(s.Base + path) }

// Known reports whether the data says anything about a term.
func (s *Site) Known(snap *graph.Snapshot, t rdf.Term) bool { return snap.Has(graph.Pattern{S: t}) }

// EscapePath escapes what may not stand in a path.
func EscapePath(path string) string { return (&url.URL{Path: path}).EscapedPath() }

// Resolve turns what a client writes into a term: an absolute IRI, a
// prefixed name, or an IRI relative to the base.
func (s *Site) Resolve(text string) (rdf.Term, error) {
	if prefix, local, ok := strings.Cut(text, ":"); ok && !strings.HasPrefix(local, "//") {
		for _, known := range ontology.Prefixes {
			if known.Name == prefix {
				return rdf.IRI(known.IRI + local), nil
			}
		}
	}
	iri, err := rdf.ResolveIRI(s.Base, strings.TrimPrefix(text, "/"))
	return rdf.IRI(iri), cmp.Or(err, rdf.CheckIRI(iri))
}

// IsOf reports whether a thing is a member of a class or of its collection.
func (s *Site) IsOf(snap *graph.Snapshot, t rdf.Term, class ontology.Class) bool {
	return snap.Has(graph.Pattern{S: t, P: rdf.IRI(ontology.RDFType), O: rdf.IRI(class.IRI)}) &&
		(class.Path == "" || strings.HasPrefix(t.Value(), s.Base+"id/"+class.Path+"/"))
}

// Members returns the things of a class in the order of their IRIs.
func (s *Site) Members(snap *graph.Snapshot, class ontology.Class) ([]rdf.Term, error) {
	prefix := s.Base + "id/" + class.Path + "/"
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

// ClassMembers returns the members of a class that has a path, or of a
// subclass, in the order of their IRIs.
func (s *Site) ClassMembers(snap *graph.Snapshot, class ontology.Class) ([]rdf.Term, error) {
	if class.Path != "" {
		return s.Members(snap, class)
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

// Dump is the file of a named graph among the dumps, graphs/summits.nq; "" for a
// graph that is not under the base.
func (s *Site) Dump(g rdf.Term) string {
	path, ok := strings.CutPrefix(g.Value(), s.Base)
	if !ok || path == "" {
		return ""
	}
	return "graphs/" + strings.TrimPrefix(path, "id/graph/") + ".nq"
}

// PageSize is how many members of a class one document lists.
const PageSize = 200

// GraphQuery is the query of a graph's address in the graph store.
func GraphQuery(name rdf.Term) string {
	if name.IsZero() {
		return "?default"
	}
	return "?graph=" + url.QueryEscape(name.Value())
}

// PageQuery is the query of a page's address; the first page has none.
func PageQuery(parameter string, page int) string {
	if page == 1 {
		return ""
	}
	return "?" + parameter + "=" + strconv.Itoa(page)
}
