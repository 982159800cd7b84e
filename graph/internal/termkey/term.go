package termkey

import (
	"encoding/binary"
	"strings"
	"sync/atomic"

	"w3id.org/plenary/graph/internal/corrupt"
	"w3id.org/plenary/graph/internal/inline"
	"w3id.org/plenary/rdf"
)

// A Decoder makes terms of keys. It remembers the datatypes and languages it
// has met, since to make one anew takes longer than all else. It may be used by
// many goroutines. The zero Decoder is ready for use.
type Decoder struct {
	seen atomic.Pointer[map[string]rdf.Term] // literals without text by suffix; never changed
}

// remembered bounds what a decoder holds.
const remembered = 1000

// deepest is how deep triple terms may be nested in a key.
const deepest = 100

// Fits reports whether a term has a key that Decoder.Term takes: triple terms
// may be nested a hundred times.
func Fits(t rdf.Term) bool { return fits(t, deepest) }

func fits(t rdf.Term, depth int) bool {
	tr, ok := t.Triple()
	return !ok || depth > 0 && fits(tr.O, depth-1)
}

// Term returns the term of a key. Its text is part of the key's string unless
// it has zero bytes. Errors: those that wrap corrupt.Err.
func (d *Decoder) Term(key string) (rdf.Term, error) { return d.term(key, 0) }

func (d *Decoder) term(key string, depth int) (rdf.Term, error) {
	if key == "" || depth > deepest {
		return rdf.Term{}, corrupt.Errorf("%.40q is no key of a term", key)
	}
	switch text := key[1:]; key[0] {
	case Blank:
		return rdf.BlankNode(text), nil
	case IRI:
		return rdf.IRI(text), nil
	case Value:
		return value(text)
	case Literal:
		return d.literal(text)
	case Triple:
		return d.triple(text, depth)
	}
	return rdf.Term{}, corrupt.Errorf("%.40q is no key of a term", key)
}

func value(text string) (rdf.Term, error) {
	if len(text) == 8 {
		if t, ok := inline.Term(binary.BigEndian.Uint64([]byte(text))); ok {
			return t, nil
		}
	}
	return rdf.Term{}, corrupt.Errorf("%x is no code of a literal", text)
}

func (d *Decoder) literal(text string) (rdf.Term, error) {
	lexical, suffix, escaped := split(text)
	if escaped {
		lexical = strings.ReplaceAll(lexical, "\x00\xff", "\x00")
	}
	if suffix == "" {
		return rdf.String(lexical), nil
	}
	sample, err := d.sample(suffix)
	return sample.WithLexical(lexical), err
}

// split parts a text at the first zero byte that is not an escape. The suffix
// keeps it.
func split(text string) (lexical, suffix string, escaped bool) {
	from := 0
	for {
		zero := strings.IndexByte(text[from:], 0)
		if zero < 0 {
			return text, "", escaped
		}
		zero += from
		if zero+1 == len(text) || text[zero+1] != isZero {
			return text[:zero], text[zero:], escaped
		}
		escaped, from = true, zero+2
	}
}

// sample returns a literal with the datatype or language of a suffix.
func (d *Decoder) sample(suffix string) (rdf.Term, error) {
	seen := d.seen.Load()
	if seen != nil {
		if t, ok := (*seen)[suffix]; ok {
			return t, nil
		}
	}
	t, ok := parse(strings.Clone(suffix))
	if !ok {
		return rdf.Term{}, corrupt.Errorf("%.40q is no datatype or language of a literal's key", suffix)
	}
	d.remember(seen, suffix, t)
	return t, nil
}

// remember adds to what is seen, unless another goroutine has just done so.
func (d *Decoder) remember(seen *map[string]rdf.Term, suffix string, t rdf.Term) {
	more := map[string]rdf.Term{}
	if seen != nil && len(*seen) < remembered {
		for k, v := range *seen {
			more[k] = v
		}
	}
	more[strings.Clone(suffix)] = t
	d.seen.CompareAndSwap(seen, &more)
}

// parse makes a literal of a suffix, with its zero byte.
func parse(suffix string) (rdf.Term, bool) {
	if len(suffix) < 3 {
		return rdf.Term{}, false
	}
	switch text := suffix[2:]; suffix[1] {
	case isLang:
		lang, dir, _ := strings.Cut(text, "\x00")
		way, ok := map[string]rdf.Direction{"": rdf.NoDirection, "l": rdf.LeftToRight, "r": rdf.RightToLeft}[dir]
		return rdf.DirLangString("", lang, way), ok && lang != ""
	case isDatatype:
		return rdf.Literal("", text), true
	case isKnown:
		if int(text[0]) >= len(known) || len(text) > 1 {
			return rdf.Term{}, false
		}
		return rdf.Literal("", known[text[0]]), true
	}
	return rdf.Term{}, false
}

func (d *Decoder) triple(text string, depth int) (rdf.Term, error) {
	var parts [3]rdf.Term
	for i := range parts {
		part, rest, escaped := split(text)
		if !strings.HasPrefix(rest, "\x00\x01") {
			return rdf.Term{}, corrupt.Errorf("the key of a triple term has no end of its term %d", i+1)
		}
		if escaped {
			part = strings.ReplaceAll(part, "\x00\xff", "\x00")
		}
		var err error
		if parts[i], err = d.term(part, depth+1); err != nil {
			return rdf.Term{}, err
		}
		text = rest[2:]
	}
	t := rdf.Triple{S: parts[0], P: parts[1], O: parts[2]}
	if text != "" || !t.Valid() {
		return rdf.Term{}, corrupt.Errorf("the key of a triple term has other terms than a triple")
	}
	return rdf.TripleTerm(t), nil
}
