package graph

import (
	"sync"
	"time"

	"w3id.org/plenary/rdf"
)

// A Snapshot is the state of a store after one commit. It never changes, costs
// nothing to take, and may be read by any number of goroutines; no writer
// waits for it and it waits for no writer.
//
// For queries the default graph is the set union of the unnamed graph and all
// named graphs: Triples yields no triple twice. Quads tells the graphs apart.
type Snapshot struct {
	dict     dict
	base     *index // most quads
	ranks    *[gspo]rank
	added    *index // quads that base lacks
	removed  *index // quads of base that are gone
	versions versions
	commit   Commit
	stats    func() *Stats
}

func newSnapshot(s Snapshot) *Snapshot {
	out := &s
	out.stats = sync.OnceValue(out.count)
	return out
}

// Seq returns the sequence number of the commit the snapshot shows; 0 is the
// empty store.
func (s *Snapshot) Seq() uint64 { return s.commit.Seq }

// Time returns the time of that commit.
func (s *Snapshot) Time() time.Time { return s.commit.Time }

// Len returns the number of quads.
func (s *Snapshot) Len() int { return s.base.len() - s.removed.len() + s.added.len() }

// ID returns the number of a term, false when no quad has had it.
func (s *Snapshot) ID(t rdf.Term) (ID, bool) {
	id, ok := s.dict.id(t)
	return ID(id), ok && id != 0
}

// Term returns the term with a number, the zero Term when there is none.
func (s *Snapshot) Term(id ID) rdf.Term {
	if id > ID(len(s.dict.terms)) {
		return rdf.Term{}
	}
	return s.dict.term(uint32(id))
}

// Version returns the sequence number of the last commit that added or removed
// a quad with the term as subject, object or graph; 0 for a term that none
// had. The zero Term stands for the unnamed graph.
func (s *Snapshot) Version(t rdf.Term) uint64 {
	id, ok := s.dict.id(t)
	if !ok {
		return 0
	}
	return s.versions.of(id)
}

// GraphsOf returns the names of the graphs that hold a triple, the zero Term
// for the unnamed one first.
func (s *Snapshot) GraphsOf(t rdf.Triple) (names []rdf.Term) {
	for q := range s.Quads(Pattern{S: t.S, P: t.P, O: t.O}) {
		names = append(names, q.G)
	}
	return names
}

// GraphNames returns the names of the graphs that hold a quad, without the
// unnamed one, in the order in which the store first met them.
//
// Cost: a few binary searches for each graph.
func (s *Snapshot) GraphNames() (names []rdf.Term) {
	for next := (quad{3: 1}); ; next[3]++ {
		graph, ok := s.graphFrom(next)
		if !ok {
			return names
		}
		next[3] = graph
		if s.Has(Pattern{G: s.dict.term(graph)}) {
			names = append(names, s.dict.term(graph))
		}
	}
}

// graphFrom returns the lowest graph number from that of low on that has a quad
// now or in the base.
func (s *Snapshot) graphFrom(low quad) (lowest uint32, ok bool) {
	for _, x := range []*index{s.base, s.added} {
		from, _ := permutations[gspo].bounds(x[gspo], &low, 1)
		if from < len(x[gspo]) {
			if graph := x[gspo][from][3]; !ok || graph < lowest {
				lowest, ok = graph, true
			}
		}
	}
	return lowest, ok
}
