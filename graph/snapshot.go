package graph

import (
	"sync"
	"sync/atomic"
	"time"

	"w3id.org/plenary/graph/internal/btree"
	"w3id.org/plenary/graph/internal/inline"
	"w3id.org/plenary/rdf"
)

// A Snapshot is the state of a store after one commit. It never changes, costs
// nothing to take, and may be read by any number of goroutines; no writer
// waits for it and it waits for no writer.
//
// For queries the default graph is the set union of the unnamed graph and all
// named graphs: Triples yields no triple twice. Quads tells the graphs apart.
type Snapshot struct {
	base   *base
	delta  *delta
	commit Commit
	loads  []string // load files of the commits
	first  uint64   // commit that the base has the history since
	shape  uint64   // which files; each switch to others has a higher number
	damage *atomic.Pointer[error]
	past   *past
	stats  func() *Stats
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

// Shape tells apart snapshots of a store, as long as it is open, that show the same
// commit in other files: iterators yield the same in both, but not always in the
// same order. It grows with each switch of files.
func (s *Snapshot) Shape() uint64 { return s.shape }

// Follows reports whether the snapshot is of the same commit as another or of a later
// one, and in the same files, so that the other's IDs stand for the same terms in it.
// Both must come from Store.Snapshot.
func (s *Snapshot) Follows(other *Snapshot) bool {
	return s.base == other.base && s.shape == other.shape && s.Seq() >= other.Seq()
}

// Err returns the first damage that any reader of the store met. Readers that
// cannot return an error act as if there were nothing more; who has used them
// asks here before the answer counts. Errors wrap ErrCorrupt.
func (s *Snapshot) Err() error {
	if err := s.damage.Load(); err != nil {
		return *err
	}
	return nil
}

// sound remembers an error and reports whether there is none.
func (s *Snapshot) sound(err error) bool {
	if err == nil {
		return true
	}
	first := err
	s.damage.CompareAndSwap(nil, &first)
	return false
}

// Len returns the number of quads.
func (s *Snapshot) Len() int { return s.base.graphs.Len() + s.delta.count(spog, btree.Key{}, 0) }

// ID returns the ID of a term, false when no quad has had it. Numbers, dates and
// booleans that are their own IDs are always known.
func (s *Snapshot) ID(t rdf.Term) (ID, bool) {
	id, ok := s.id(t)
	return id, ok && id != 0
}

// id also returns 0 for the zero Term.
func (s *Snapshot) id(t rdf.Term) (ID, bool) {
	if t.IsZero() {
		return 0, true
	}
	if id, ok := inlineID(t); ok {
		return id, true
	}
	if n, ok := s.delta.top.find(t); ok {
		return newID(t, n), true
	}
	id, ok, err := s.base.find(t)
	if !ok && err == nil {
		return s.delta.findBelow(t)
	}
	return id, ok && s.sound(err)
}

// Term returns the term with an ID, the zero Term when there is none.
func (s *Snapshot) Term(id ID) rdf.Term {
	if known, err := s.knows(id); !known || !s.sound(err) {
		return rdf.Term{}
	}
	return s.term(id)
}

// knows reports whether an ID that came from outside stands for a term.
func (s *Snapshot) knows(id ID) (bool, error) {
	switch id.tag() {
	case tagBlank, tagIRI, tagLiteral, tagTriple:
		if uint64(id)&(1<<tagShift-1)>>32 != 0 {
			return false, nil
		}
		if _, ok, _ := s.base.code(id); !ok || uint32(id) == 0 {
			return false, nil
		}
		back, err := s.base.id(uint32(id))
		return back == id, err
	case tagNew:
		return id == newID(s.delta.term(uint32(id)), uint32(id)), nil
	}
	_, ok := inline.Term(uint64(id))
	return ok, nil
}

// term returns the term of an ID of the snapshot, the zero Term of 0.
func (s *Snapshot) term(id ID) (t rdf.Term) {
	var err error
	switch id.tag() {
	case 0:
	case tagBlank, tagIRI, tagLiteral, tagTriple:
		t, err = s.base.term(id)
	case tagNew:
		t = s.delta.term(uint32(id))
	default:
		t, _ = inline.Term(uint64(id))
	}
	s.sound(err)
	return t
}

// Terms writes the term of each ID to dst, which is as long, as Term does. Where IDs ascend, those
// near the one before are found from there. The terms share their texts: who
// keeps few of them keeps clones.
//
// Cost: for each ID in another block of sixteen terms that of reading the block,
// some ten nanoseconds for others.
func (s *Snapshot) Terms(ids []ID, dst []rdf.Term) {
	find := termFinder{dictionary: &s.base.dictionary}
	for i, id := range ids {
		known, err := s.knows(id)
		switch tag := id.tag(); {
		case !known || err != nil:
			dst[i] = rdf.Term{}
		case tag == tagBlank || tag == tagIRI || tag == tagLiteral || tag == tagTriple:
			dst[i], err = find.term(id)
		default:
			dst[i] = s.term(id)
		}
		s.sound(err)
	}
}

// Version returns the sequence number of the last commit that added or removed
// a quad with the IRI or blank node as subject, object or graph; 0 for a term
// that none had, and for literals. The zero Term stands for the unnamed graph.
func (s *Snapshot) Version(t rdf.Term) uint64 {
	id, ok := s.id(t)
	if !ok {
		return 0
	}
	return s.VersionOf(id)
}

// VersionOf is Version by ID.
func (s *Snapshot) VersionOf(id ID) uint64 {
	if !isEntity(id) {
		return 0
	}
	if seq := s.delta.version(id, s.commit.Seq); seq != 0 {
		return seq
	}
	seq, err := s.base.version(id, s.commit.Seq)
	s.sound(err)
	return seq
}

// isEntity reports whether a term has a history: IRIs, blank nodes and the
// unnamed graph.
func isEntity(id ID) bool {
	kind := id.Kind()
	return kind <= rdf.IRIKind
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
// unnamed one, in the order of their IDs.
//
// Cost: that of GraphSizes, and of a term for each.
func (s *Snapshot) GraphNames() (names []rdf.Term) {
	for _, graph := range s.GraphIDs() {
		names = append(names, s.term(graph))
	}
	return names
}

// graphFrom returns the first graph from an ID on that has a quad now or in the
// base.
func (s *Snapshot) graphFrom(low ID) (first ID, ok bool) {
	first, ok = s.delta.graphFrom(low)
	graph, found, err := s.base.graphFrom(low)
	if found && s.sound(err) && (!ok || graph < first) {
		first, ok = graph, true
	}
	return first, ok
}
