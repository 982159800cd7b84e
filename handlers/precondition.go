package handlers

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

// A state is what a change must find: that of a graph, or of all of them.
type state struct {
	graph rdf.Term // the zero Term is the unnamed graph
	whole bool
}

// version returns the commit that made a state, and whether there is anything.
func (w state) version(snap *graph.Snapshot) (seq uint64, there bool) {
	if w.whole {
		return snap.Seq(), snap.Len() > 0
	}
	return snap.Version(w.graph), snap.Has(graph.Pattern{G: w.graph, Unnamed: w.graph.IsZero()})
}

// stateTag is the entity tag of a state in answers to changes. Those of its
// representations begin with the same, and have a hyphen and more behind it.
func stateTag(seq uint64) string { return `"` + strconv.FormatUint(seq, 10) + `"` }

// ofState reports whether an entity tag is that of a state or of one of its
// representations.
func ofState(tag string, seq uint64) bool {
	opaque := strings.Trim(tag, `"`)
	opaque, _, _ = strings.Cut(opaque, "-")
	return len(tag) > 2 && tag[0] == '"' && opaque == strconv.FormatUint(seq, 10)
}

// expected evaluates the conditions of a request that writes, inside its
// transaction: no other change can come between.
//
// Spec: RFC 9110 §13.1, §13.2.2.
func (w state) expected(r *http.Request, tx *graph.Tx) error {
	snap, err := tx.Snapshot()
	if err != nil {
		return err
	}
	seq, there := w.version(snap)
	if match := r.Header.Values("If-Match"); len(match) > 0 {
		if !there || !listsState(match, seq) {
			return w.failed(seq, there)
		}
	} else if since, ok := answer.DateHeader(r, "If-Unmodified-Since"); ok && snap.Time().After(since.Add(1e9-1)) {
		return w.failed(seq, there)
	}
	if none := r.Header.Values("If-None-Match"); len(none) > 0 && there && listsState(none, seq) {
		return w.failed(seq, there)
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

func (w state) failed(seq uint64, there bool) error {
	if !there {
		return problem.New("precondition-failed", "there is nothing yet")
	}
	return problem.New("precondition-failed", "the current tag is %s", stateTag(seq))
}
