package plan

import (
	"sync"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/rdf"
)

// Terms gives terms their IDs in a query: those of its snapshot, and to terms
// that the snapshot does not have IDs of its own, so that equal IDs are equal
// terms. It may be used by several goroutines.
type Terms struct {
	snapshot *graph.Snapshot

	mu    sync.RWMutex
	ids   map[rdf.Term]graph.ID
	terms []rdf.Term
	bytes int
}

// NewTerms returns the IDs of a query over a snapshot.
func NewTerms(s *graph.Snapshot) *Terms {
	return &Terms{snapshot: s, ids: map[rdf.Term]graph.ID{}}
}

// Snapshot returns what the IDs are of.
func (t *Terms) Snapshot() *graph.Snapshot { return t.snapshot }

// ID returns the ID of a term, 0 of the zero Term.
func (t *Terms) ID(term rdf.Term) graph.ID {
	if term.IsZero() {
		return 0
	}
	if id, ok := t.snapshot.ID(term); ok {
		return id
	}
	t.mu.RLock()
	id, ok := t.ids[term]
	t.mu.RUnlock()
	if ok {
		return id
	}
	return t.add(term.Clone())
}

func (t *Terms) add(term rdf.Term) graph.ID {
	t.mu.Lock()
	defer t.mu.Unlock()
	if id, ok := t.ids[term]; ok {
		return id
	}
	id := graph.FirstLocal + graph.ID(len(t.terms))
	t.terms = append(t.terms, term)
	t.ids[term] = id
	t.bytes += termBytes + len(term.Value())
	return id
}

// termBytes is about what a term takes beside its text.
const termBytes = 128

// Bytes returns about how much memory the terms take that the snapshot does not
// have.
func (t *Terms) Bytes() int {
	t.mu.RLock()
	defer t.mu.RUnlock()
	return t.bytes
}

// Term returns the term with an ID, the zero Term of 0.
func (t *Terms) Term(id graph.ID) rdf.Term {
	if id < graph.FirstLocal {
		return t.snapshot.Term(id)
	}
	t.mu.RLock()
	defer t.mu.RUnlock()
	if n := id - graph.FirstLocal; n < graph.ID(len(t.terms)) {
		return t.terms[n]
	}
	return rdf.Term{}
}

// A TermReader reads many terms of a query. Their texts share memory. It is not
// safe for use by several goroutines.
type TermReader struct {
	terms    *Terms
	snapshot *graph.TermReader
	room     []rdf.Term
}

// Reader returns a reader.
func (t *Terms) Reader() *TermReader { return &TermReader{terms: t, snapshot: t.snapshot.TermReader()} }

// Term returns the term with an ID, the zero Term of 0, and of damaged files,
// which the snapshot then tells of.
//
// Cost: least when the IDs of calls that follow each other ascend.
func (r *TermReader) Term(id graph.ID) rdf.Term {
	if id >= graph.FirstLocal {
		return r.terms.Term(id)
	}
	r.room, _ = r.snapshot.Append(r.room[:0], id)
	if len(r.room) == 0 {
		return rdf.Term{}
	}
	return r.room[0]
}
