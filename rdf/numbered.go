package rdf

import (
	"slices"
	"strings"

	"w3id.org/plenary/rdf/pname"
)

// Numbered are quads whose terms have numbers: their places in Terms. These are in
// the order of CompareTerms, each there once, behind the zero Term. A quad is the
// numbers of subject, predicate, object and graph, which is 0 in the default graph.
//
// So the order of numbers is that of terms, and those of one kind lie together:
// blank nodes, IRIs, literals, triple terms.
type Numbered struct {
	Terms []Term
	Quads [][4]uint32
	Sound bool // all terms have been checked
}

// Quad returns the quad with a number as terms.
func (n *Numbered) Quad(i int) Quad {
	q := &n.Quads[i]
	return Quad{n.Terms[q[0]], n.Terms[q[1]], n.Terms[q[2]], n.Terms[q[3]]}
}

// Find returns the number of a term, 0 when it is none of them.
func (n *Numbered) Find(t Term) uint32 {
	if i, ok := slices.BinarySearchFunc(n.Terms, t, CompareTerms); ok {
		return uint32(i)
	}
	return 0
}

// Merged returns the quads without the names of their graphs.
func (n *Numbered) Merged() *Numbered {
	if !slices.ContainsFunc(n.Quads, func(q [4]uint32) bool { return q[3] != 0 }) {
		return n
	}
	merged := &Numbered{n.Terms, slices.Clone(n.Quads), n.Sound}
	for i := range merged.Quads {
		merged.Quads[i][3] = 0
	}
	return merged
}

// Kinds returns the first number behind the blank nodes, and behind the IRIs.
//
// Cost: two binary searches.
func (n *Numbered) Kinds() (behindBlank, behindIRI uint32) {
	behind := func(k Kind) uint32 {
		i, _ := slices.BinarySearchFunc(n.Terms, k, func(t Term, k Kind) int { return int(t.Kind()) - int(k) - 1 })
		return uint32(i)
	}
	return max(behind(BlankNodeKind), 1), max(behind(IRIKind), 1)
}

// Check reports what Quad.Check does of the first quad that is at fault.
//
// Cost: that of looking at each term once, unless they are Sound.
func (n *Numbered) Check() error {
	blanks, iris := n.Kinds()
	for i := range n.Quads {
		q := &n.Quads[i]
		if q[0] == 0 || q[0] >= iris || q[1] < blanks || q[1] >= iris || q[2] == 0 || q[3] >= iris {
			return n.Quad(i).Check()
		}
	}
	if n.Sound {
		return nil
	}
	var literals checkedMetas
	namespace := "" // the IRI before up to its last '/'; it is in order
	for _, t := range n.Terms {
		if t.meta == iriMeta {
			cut := strings.LastIndexByte(t.value, '/') + 1
			if t.value[:cut] == namespace && cut > 0 && pname.IsPlainIRI(t.value[cut:]) {
				continue
			}
			namespace = t.value[:cut]
		}
		if err := literals.check(t); err != nil {
			return err
		}
	}
	return nil
}

// A Numbering numbers the terms of quads as they come. The zero value is ready.
type Numbering struct {
	numbers map[Term]uint32 // in the order in which they came
	terms   []Term
	quads   [][4]uint32
	last    Quad
}

// Add takes a quad up.
func (n *Numbering) Add(q Quad) {
	if n.numbers == nil {
		n.numbers, n.terms = map[Term]uint32{{}: 0}, []Term{{}}
	}
	var ids [4]uint32
	if len(n.quads) > 0 {
		ids = n.quads[len(n.quads)-1]
	}
	if q.S != n.last.S {
		ids[0] = n.number(q.S)
	}
	if q.P != n.last.P {
		ids[1] = n.number(q.P)
	}
	if q.O != n.last.O {
		ids[2] = n.number(q.O)
	}
	if q.G != n.last.G {
		ids[3] = n.number(q.G)
	}
	n.last, n.quads = q, append(n.quads, ids)
}

func (n *Numbering) number(t Term) uint32 {
	id, met := n.numbers[t]
	if !met {
		id = uint32(len(n.terms))
		n.numbers[t] = id
		n.terms = append(n.terms, t)
	}
	return id
}

// Numbered returns the quads with the numbers of the order of their terms, and
// forgets them.
func (n *Numbering) Numbered() *Numbered {
	if n.numbers == nil {
		return &Numbered{Terms: []Term{{}}}
	}
	order := make([]uint32, len(n.terms))
	for i := range order {
		order[i] = uint32(i)
	}
	slices.SortFunc(order, func(a, b uint32) int { return CompareTerms(n.terms[a], n.terms[b]) })
	terms, place := make([]Term, len(order)), make([]uint32, len(order))
	for i, id := range order {
		terms[i], place[id] = n.terms[id], uint32(i)
	}
	for i := range n.quads {
		for j, id := range n.quads[i] {
			n.quads[i][j] = place[id]
		}
	}
	out := &Numbered{Terms: terms, Quads: n.quads}
	*n = Numbering{}
	return out
}

// Number numbers the terms of quads.
func Number(quads []Quad) *Numbered {
	var n Numbering
	for _, q := range quads {
		n.Add(q)
	}
	return n.Numbered()
}

// A NumberedEncoder is an Encoder that takes the quads of a whole document at
// once, as if they had come one by one. It keeps them until Close.
type NumberedEncoder interface {
	EncodeNumbered(n *Numbered) error
}

// WriteNumbered encodes all quads and closes the encoder.
func WriteNumbered(e Encoder, n *Numbered) error {
	if whole, ok := e.(NumberedEncoder); ok {
		if err := whole.EncodeNumbered(n); err != nil {
			return err
		}
		return e.Close()
	}
	for i := range n.Quads {
		if err := e.Encode(n.Quad(i)); err != nil {
			return err
		}
	}
	return e.Close()
}
