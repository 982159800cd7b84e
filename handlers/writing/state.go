package writing

import (
	"net/http"
	"strconv"
	"strings"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/handlers/answer"
	"w3id.org/plenary/handlers/negotiate"
	"w3id.org/plenary/handlers/problem"
	"w3id.org/plenary/rdf"
)

// A State is what a change must find: that of a graph, or of all of them.
type State struct {
	Graph rdf.Term // the zero Term is the unnamed graph
	Whole bool
}

// Version returns the commit that made a state, and whether there is anything.
func (s State) Version(snap *graph.Snapshot) (seq uint64, there bool) {
	if s.Whole {
		return snap.Seq(), snap.Len() > 0
	}
	return snap.Version(s.Graph), snap.Has(s.Pattern())
}

// StateTag is the entity tag of a state in answers to changes. Those of its
// representations begin with the same, and have a hyphen and more behind it.
func StateTag(seq uint64) string { return `"` + strconv.FormatUint(seq, 10) + `"` }

// ofState reports whether an entity tag is that of a state or of one of its
// representations.
func ofState(tag string, seq uint64) bool {
	opaque := strings.Trim(tag, `"`)
	opaque, _, _ = strings.Cut(opaque, "-")
	return len(tag) > 2 && tag[0] == '"' && opaque == strconv.FormatUint(seq, 10)
}

// Expected evaluates the conditions of a request that writes, inside its
// transaction: no other change can come between.
//
// Spec: RFC 9110 §13.1, §13.2.2.
func (s State) Expected(r *http.Request, tx *graph.Tx) error {
	snap, err := tx.Snapshot()
	if err != nil {
		return err
	}
	seq, there := s.Version(snap)
	if match := r.Header.Values("If-Match"); len(match) > 0 {
		if !there || !listsState(match, seq) {
			return s.failed(seq, there)
		}
	} else if since, ok := answer.DateHeader(r, "If-Unmodified-Since"); ok && snap.Time().After(since.Add(1e9-1)) {
		return s.failed(seq, there)
	}
	if none := r.Header.Values("If-None-Match"); len(none) > 0 && there && listsState(none, seq) {
		return s.failed(seq, there)
	}
	return nil
}

func listsState(headers []string, seq uint64) bool {
	for _, tag := range negotiate.SplitList(strings.Join(headers, ",")) {
		if tag == "*" || ofState(tag, seq) {
			return true
		}
	}
	return false
}

func (s State) failed(seq uint64, there bool) error {
	if !there {
		return problem.New("precondition-failed", "there is nothing yet")
	}
	return problem.New("precondition-failed", "the current tag is %s", StateTag(seq))
}

// String names the state in the history.
func (s State) String() string {
	switch {
	case s.Whole:
		return "graphs"
	case s.Graph.IsZero():
		return "the unnamed graph"
	}
	return "<" + s.Graph.Value() + ">"
}

// Pattern matches the quads of a state.
func (s State) Pattern() graph.Pattern {
	if s.Whole {
		return graph.Pattern{}
	}
	return graph.Pattern{G: s.Graph, Unnamed: s.Graph.IsZero()}
}
