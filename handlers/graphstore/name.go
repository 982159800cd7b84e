package graphstore

import (
	"cmp"
	"net/http"
	"net/url"
	"strings"

	"w3id.org/plenary/handlers/problem"
	"w3id.org/plenary/handlers/site"
	"w3id.org/plenary/rdf"
)

// Named returns the graph that a request of the Graph Store Protocol is about:
// the one whose name is the address itself, below /graphs/, or that of a parameter.
// given is false where the request names none. Errors: *problem.Problem.
//
// Spec: SPARQL 1.1 Graph Store HTTP Protocol §4.
func Named(s *site.Site, r *http.Request) (name rdf.Term, given bool, err error) {
	q := r.URL.Query()
	path := strings.TrimPrefix(r.URL.EscapedPath(), s.Root+site.Graphs)
	if len(path) <= 1 {
		return parameter(s, q)
	}
	if q.Has("graph") || q.Has("default") {
		return name, false, problem.BadParameter("graph", "the address is that of a graph already: graph and default go with /%s", site.Graphs)
	}
	return rdf.IRI(s.Base + site.Graphs + path), true, nil
}

// Home is where a graph is read and written: the address that is its name,
// or the one that has its name as parameter.
func Home(s *site.Site, name rdf.Term) string {
	own := s.Base + site.Graphs + "/"
	if below, ok := strings.CutPrefix(name.Value(), own); ok && below != "" && !strings.ContainsAny(below, "?#") {
		return name.Value()
	}
	return s.Base + site.Graphs + site.GraphQuery(name)
}

// longestName is how many bytes the name of a graph may have.
const longestName = 4096

// parameter reads which graph a request of the Graph Store Protocol is about:
// ?default is the zero Term, the unnamed graph; ?graph= is an IRI, relative ones to
// the base.
//
// Spec: SPARQL 1.1 Graph Store HTTP Protocol §4.2.
func parameter(s *site.Site, q url.Values) (name rdf.Term, given bool, err error) {
	switch {
	case q.Has("default") && q.Has("graph"):
		return name, false, problem.BadParameter("graph", "a request is about the default graph or a named one: give default or graph, not both")
	case q.Get("default") != "":
		return name, false, problem.BadParameter("default", "default has no value: write ?default")
	case q.Has("default"):
		return name, true, nil
	case !q.Has("graph"):
		return name, false, nil
	case q.Get("graph") == "":
		return name, false, problem.BadParameter("graph", "graph is empty: write ?graph= and the IRI of a graph, percent-encoded")
	}
	if n := len(q.Get("graph")); n > longestName {
		return name, false, problem.BadParameter("graph", "the name of a graph has %d bytes at most, this one has %d", longestName, n)
	}
	iri, err := rdf.ResolveIRI(s.Base, q.Get("graph"))
	if err = cmp.Or(err, rdf.CheckIRI(iri)); err != nil {
		return name, false, problem.BadParameter("graph", "%.200q is no IRI: %v", q.Get("graph"), err)
	}
	return rdf.IRI(iri), true, nil
}
