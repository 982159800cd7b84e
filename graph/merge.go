package graph

import (
	"bytes"
	"cmp"
	"context"
	"encoding/binary"
	"slices"

	"w3id.org/plenary/graph/internal/btree"
	"w3id.org/plenary/graph/internal/inline"
	"w3id.org/plenary/graph/internal/termkey"
)

// A merger writes the base and what changed since as a new base. Terms that
// nothing refers to any more get no code; those with a history keep theirs. Of
// the history before the first commit that is kept, the last commit of each term
// stays.
type merger struct {
	ctx        context.Context // of the merge: the rows are iterators, which a base pulls
	from       *Snapshot
	first      uint64        // commit of the history that is kept
	old        []uint32      // by code in the old base: the new one, or used or unused
	fresh      []uint32      // by number of the terms since: likewise
	values     map[ID]uint32 // of inline literals
	predicates map[ID]uint32 // numbers
	place      *uint32       // of the key last yielded,
	value      ID            // or this inline literal
}

// What old, fresh and values say before new codes are given.
const (
	unused = iota
	used
)

func newMerger(ctx context.Context, s *Snapshot, first uint64) (*merger, error) {
	s.base.files.inOrder()
	m := &merger{
		ctx: ctx, from: s, first: first, old: make([]uint32, s.base.firsts[len(sections)]), fresh: make([]uint32, s.delta.last()+1),
		values: map[ID]uint32{}, predicates: map[ID]uint32{},
	}
	return m, m.mark()
}

func (m *merger) source() source {
	keys := newKeyMerge(m)
	return source{keys: keys.all, predicates: keys.predicates, triples: m.triples, graphs: m.graphs, history: m.history}
}

// placeOf returns where the code of a term is kept that is no inline literal.
func (m *merger) placeOf(id ID) *uint32 {
	switch id.tag() {
	case tagNew:
		return &m.fresh[uint32(id)]
	default:
		return &m.old[uint32(id)]
	}
}

func (m *merger) use(id ID) {
	if inline.Is(uint64(id)) {
		m.values[id] = used
	} else if id != 0 {
		*m.placeOf(id) = used
	}
}

// code returns the new code of a term.
func (m *merger) code(id ID) uint32 {
	if id == 0 {
		return 0
	}
	if inline.Is(uint64(id)) {
		return m.values[id]
	}
	return *m.placeOf(id)
}

// mark finds the terms that are used.
func (m *merger) mark() error {
	s := m.from
	err := s.triples(&match{order: spo}, func(q *quad) bool {
		m.use(q[0])
		m.use(q[1])
		m.use(q[2])
		m.predicates[q[1]] = 0
		return true
	})
	for next := ID(1); err == nil; next++ {
		graph, ok := s.graphFrom(next)
		if !ok {
			break
		}
		m.use(graph)
		next = graph
	}
	for row, e := range s.base.touched() {
		if err = cmp.Or(err, e); err == nil && row[0] != 0 && uint64(row[1]) >= m.first {
			m.old[row[0]] = used
		}
	}
	for c := s.delta.changes(history, btree.Key{}, 0); c.more; c.next() {
		if ^c.key[1] >= m.first {
			m.use(ID(c.key[0]))
		}
	}
	return cmp.Or(err, s.Err())
}

// give tells the new code of the key last yielded.
func (m *merger) give(code uint32) {
	if m.place != nil {
		*m.place = code
	} else {
		m.values[m.value] = code
	}
}

// keys yields all keys in order.
func (m *merger) keys(yield func([]byte, error) bool) {
	fresh := m.freshKeys()
	values := m.sortedValues()
	var key []byte
	before := func(limit []byte) bool { // yields what is not of the old base and below limit
		for {
			key = binary.BigEndian.AppendUint64(append(key[:0], termkey.Value), uint64(first(values)))
			switch {
			case len(values) > 0 && (limit == nil || bytes.Compare(key, limit) < 0) && (len(fresh) == 0 || bytes.Compare(key, fresh[0].key) < 0):
				m.place, m.value = nil, values[0]
				if values = values[1:]; !yield(key, nil) {
					return false
				}
			case len(fresh) > 0 && (limit == nil || bytes.Compare(fresh[0].key, limit) < 0):
				next := fresh[0]
				m.place = next.place
				if fresh = fresh[1:]; !yield(next.key, nil) {
					return false
				}
			default:
				return true
			}
		}
	}
	base := m.from.base
	cursor := base.terms.From(0)
	for rank := 0; ; rank++ {
		old, ok, err := cursor.Next()
		if err != nil {
			yield(nil, err)
			return
		}
		if !ok {
			before(nil)
			return
		}
		place := &m.old[base.codeOfRank(rank)]
		if *place != used {
			continue
		}
		if !before(old) {
			return
		}
		if m.place = place; !yield(old, nil) {
			return
		}
	}
}

func first(values []ID) ID {
	if len(values) == 0 {
		return 0
	}
	return values[0]
}

// A freshKey is a used term that the old base lacks.
type freshKey struct {
	key   []byte
	place *uint32
}

func (m *merger) freshKeys() (keys []freshKey) {
	for n := range m.fresh {
		if place := &m.fresh[n]; *place == used {
			keys = append(keys, freshKey{termkey.Append(nil, m.from.delta.term(uint32(n))), place})
		}
	}
	slices.SortFunc(keys, func(a, b freshKey) int { return bytes.Compare(a.key, b.key) })
	return keys
}

func (m *merger) sortedValues() []ID {
	values := make([]ID, 0, len(m.values))
	for id := range m.values {
		values = append(values, id)
	}
	slices.Sort(values)
	return values
}

func (m *merger) predicateCodes() (codes []uint32) {
	for id := range m.predicates {
		codes = append(codes, m.code(id))
	}
	return codes
}

func (m *merger) number(predicates []uint32) {
	for id := range m.predicates {
		n, _ := slices.BinarySearch(predicates, m.code(id))
		m.predicates[id] = uint32(n)
	}
}
