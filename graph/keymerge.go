package graph

import (
	"bytes"
	"iter"
	"slices"

	"w3id.org/plenary/graph/internal/termkey"
)

// keyMerge gives the terms of stocks their codes in the base to be.
type keyMerge struct {
	stocks   []stock
	highest  uint32   // code
	named    uint32   // the highest code of a blank node or IRI
	numbered []uint32 // codes of the predicates
}

func newKeyMerge(stocks ...stock) *keyMerge { return &keyMerge{stocks: stocks} }

// keyInput is a stock with a key to come.
type keyInput struct {
	stock
	key  []byte
	next func() ([]byte, error, bool)
}

// all yields the keys of all stocks, ascending, each once, and gives them codes.
func (m *keyMerge) all(yield func([]byte, error) bool) {
	if len(m.stocks) == 1 {
		m.one(m.stocks[0], yield)
		return
	}
	var inputs []*keyInput
	for _, s := range m.stocks {
		next, stop := iter.Pull2(iter.Seq2[[]byte, error](s.keys))
		defer stop()
		inputs = append(inputs, &keyInput{stock: s, next: next})
	}
	last := inputs // those that had the least key
	room := make([]*keyInput, 0, len(inputs))
	for {
		for _, in := range last {
			var err error
			if in.key, err, _ = in.next(); err != nil {
				yield(nil, err)
				return
			}
		}
		inputs = slices.DeleteFunc(inputs, func(in *keyInput) bool { return in.key == nil })
		if len(inputs) == 0 {
			return
		}
		last = least(room[:0], inputs)
		m.count(last[0].key)
		for _, in := range last {
			in.give(m.highest)
		}
		if !yield(last[0].key, nil) {
			return
		}
	}
}

// least appends the inputs with the least key.
func least(dst, inputs []*keyInput) []*keyInput {
	for _, in := range inputs {
		order := -1
		if len(dst) > 0 {
			order = bytes.Compare(in.key, dst[0].key)
		}
		if order < 0 {
			dst = dst[:0]
		}
		if order <= 0 {
			dst = append(dst, in)
		}
	}
	return dst
}

func (m *keyMerge) one(s stock, yield func([]byte, error) bool) {
	for key, err := range s.keys {
		if err == nil {
			m.count(key)
			s.give(m.highest)
		}
		if !yield(key, err) {
			return
		}
	}
}

func (m *keyMerge) count(key []byte) {
	if m.highest++; key[0] <= termkey.IRI {
		m.named = m.highest
	}
}

// predicates returns the codes of all predicates and has the stocks number them.
func (m *keyMerge) predicates() []uint32 {
	var codes []uint32
	for _, s := range m.stocks {
		codes = append(codes, s.predicateCodes()...)
	}
	slices.Sort(codes)
	codes = slices.Compact(codes)
	for _, s := range m.stocks {
		s.number(codes)
	}
	m.numbered = codes
	return codes
}
