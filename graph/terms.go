package graph

import (
	"w3id.org/plenary/graph/internal/inline"
	"w3id.org/plenary/graph/internal/lexicon"
	"w3id.org/plenary/rdf"
)

// A TermReader reads many terms of a snapshot. Their texts share memory. It is
// not safe for use by several goroutines.
type TermReader struct {
	s     *Snapshot
	keys  *lexicon.Reader
	texts rdf.Arena
	room  []byte
}

// TermReader returns a reader.
func (s *Snapshot) TermReader() *TermReader {
	return &TermReader{s: s, keys: s.base.terms.Reader()}
}

// Append appends the terms of IDs that the snapshot has given. Errors: those
// that wrap ErrCorrupt.
//
// Cost: least when the IDs ascend, since terms lie in their order.
func (r *TermReader) Append(dst []rdf.Term, ids ...ID) ([]rdf.Term, error) {
	for _, id := range ids {
		t, err := r.term(id)
		if !r.s.sound(err) {
			return dst, err
		}
		dst = append(dst, t)
	}
	return dst, nil
}

func (r *TermReader) term(id ID) (t rdf.Term, err error) {
	d := &r.s.base.dictionary
	switch id.tag() {
	case 0:
	case tagNew:
		return r.s.delta.term(uint32(id)), nil
	case tagBlank, tagIRI, tagLiteral, tagTriple:
		if r.room, err = r.keys.Append(r.room[:0], d.rankOfCode(uint32(id))); err != nil {
			return t, err
		}
		return d.decoder.Term(r.texts.Copy(r.room))
	default:
		var like rdf.Term
		r.room, like = inline.Append(r.room[:0], uint64(id))
		return like.WithLexical(r.texts.Copy(r.room)), nil
	}
	return t, nil
}
