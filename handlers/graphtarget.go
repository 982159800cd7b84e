package handlers

import (
	"net/http"
	"strings"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/handlers/problem"
	"w3id.org/plenary/handlers/site"
	"w3id.org/plenary/rdf"
)

// isGraphs reports whether a request is about the graph store or a graph in it.
func (s *Server) isGraphs(r *http.Request) bool {
	rest, ok := strings.CutPrefix(r.URL.Path, s.Root+site.Graphs)
	return ok && (rest == "" || rest[0] == '/')
}

// graphNamed returns the graph that a request of the Graph Store Protocol is about:
// the one whose name is the address itself, below /graphs/, or that of a parameter.
// given is false where the request names none. Errors: *Problem.
//
// Spec: SPARQL 1.1 Graph Store HTTP Protocol §4.
func (s *Server) graphNamed(r *http.Request) (name rdf.Term, given bool, err error) {
	q := r.URL.Query()
	path := strings.TrimPrefix(r.URL.EscapedPath(), s.Root+site.Graphs)
	if len(path) <= 1 {
		return s.graphParameter(q)
	}
	if q.Has("graph") || q.Has("default") {
		return name, false, problem.BadParameter("graph", "the address is that of a graph already: graph and default go with /%s", site.Graphs)
	}
	return rdf.IRI(s.Base + site.Graphs + path), true, nil
}

// graphHome is where a graph is read and written: the address that is its name,
// or the one that has its name as parameter.
func (s *Server) graphHome(name rdf.Term) string {
	own := s.Base + site.Graphs + "/"
	if below, ok := strings.CutPrefix(name.Value(), own); ok && below != "" && !strings.ContainsAny(below, "?#") {
		return name.Value()
	}
	return s.Base + site.Graphs + site.GraphQuery(name)
}

// pattern matches the quads of a state.
func (w state) pattern() graph.Pattern {
	if w.whole {
		return graph.Pattern{}
	}
	return graph.Pattern{G: w.graph, Unnamed: w.graph.IsZero()}
}
