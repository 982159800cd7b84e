package graph

import (
	"cmp"
	"slices"
	"sync"
	"sync/atomic"

	"w3id.org/plenary/graph/internal/corrupt"
	"w3id.org/plenary/graph/internal/lexicon"
	"w3id.org/plenary/graph/internal/table"
	"w3id.org/plenary/graph/internal/termkey"
	"w3id.org/plenary/rdf"
)

// A dictionary is the terms of a file. All have codes from 1 on in the order of
// their keys; code 0 is the unnamed graph.
type dictionary struct {
	terms   *lexicon.Lexicon          // all keys but those of inline literals
	values  *table.Uint64s            // inline literals
	firsts  [len(sections) + 1]uint32 // the first code of each section, and the one behind the last
	decoder termkey.Decoder
	byCode  cache[uint32, rdf.Term]
	byTerm  cache[rdf.Term, ID]
	checked []atomic.Uint32                   // a bit for each code: its term passed rdf.Term.Check
	manners func() []manner                   // of each literal that is not inline, found when first asked for
	quoted  func() (map[rdf.Term]bool, error) // blank nodes in triple terms, likewise
}

// sections are the kinds of terms in the order of their codes.
var sections = [...]byte{termkey.Blank, termkey.IRI, termkey.Value, termkey.Literal, termkey.Triple}

const (
	blankSection = iota
	iriSection
	valueSection
	literalSection
	tripleSection
)

// id returns the ID of a code.
func (d *dictionary) id(code uint32) (ID, error) {
	switch f := &d.firsts; {
	case code == 0:
		return 0, nil
	case code < f[iriSection]:
		return tagBlank<<tagShift | ID(code), nil
	case code < f[valueSection]:
		return tagIRI<<tagShift | ID(code), nil
	case code < f[literalSection]:
		v, err := d.values.At(int(code - f[valueSection]))
		return ID(v), err
	case code < f[tripleSection]:
		return tagLiteral<<tagShift | ID(code), nil
	}
	return tagTriple<<tagShift | ID(code), nil
}

// code returns the code of an ID, false when the dictionary does not have it.
func (d *dictionary) code(id ID) (code uint32, ok bool, err error) {
	switch tag := id.tag(); tag {
	case 0:
		return 0, id == 0, nil
	case tagBlank, tagIRI, tagLiteral, tagTriple:
		return uint32(id), id&(1<<tagShift-1) < ID(d.firsts[len(sections)]), nil
	case tagNew:
		return 0, false, nil
	}
	n, ok, err := d.values.Find(uint64(id))
	return d.firsts[valueSection] + uint32(n), ok, err
}

// find returns the ID of a term, false when the dictionary does not have it.
func (d *dictionary) find(t rdf.Term) (ID, bool, error) {
	if id, ok := d.byTerm.get(t); ok {
		return id, true, nil
	}
	var room [128]byte
	key := termkey.Append(room[:0], t)
	rank, found, err := d.terms.Find(key)
	if err != nil || !found {
		return 0, false, err
	}
	id := tagOfKey[key[0]]<<tagShift | ID(d.codeOfRank(rank))
	d.byTerm.put(t.Clone(), id)
	return id, true, nil
}

// codeOfRank returns the code of the key with a rank in terms.
func (d *dictionary) codeOfRank(rank int) uint32 {
	code := uint32(rank) + 1
	if code >= d.firsts[valueSection] {
		code += d.firsts[literalSection] - d.firsts[valueSection]
	}
	return code
}

// rankOfCode is the inverse of codeOfRank.
func (d *dictionary) rankOfCode(code uint32) int {
	if code >= d.firsts[literalSection] {
		code -= d.firsts[literalSection] - d.firsts[valueSection]
	}
	return int(code) - 1
}

// term returns the term of an ID whose tag is one of a dictionary.
func (d *dictionary) term(id ID) (rdf.Term, error) {
	code := uint32(id)
	if t, ok := d.byCode.get(code); ok {
		return t, nil
	}
	var room [128]byte
	key, err := d.terms.Append(room[:0], d.rankOfCode(code))
	if err != nil {
		return rdf.Term{}, err
	}
	t, err := d.decoder.Term(string(key))
	if err == nil {
		d.byCode.put(code, t)
	}
	return t, err
}

// sound reports whether the term of an ID whose tag is one of the dictionary can be
// written. It is looked at once.
func (d *dictionary) sound(id ID, t rdf.Term) bool {
	word, bit := &d.checked[uint32(id)/32], uint32(1)<<(id%32)
	if word.Load()&bit != 0 {
		return true
	}
	if t.Check() != nil {
		return false
	}
	word.Or(bit)
	return true
}

// A termFinder finds terms of a dictionary whose codes mostly ascend. Their texts
// lie together.
type termFinder struct {
	*dictionary
	keys  *lexicon.Finder
	texts rdf.Arena
}

// term returns the term of an ID whose tag is one of the dictionary.
func (f *termFinder) term(id ID) (rdf.Term, error) {
	if f.keys == nil {
		f.keys = f.terms.Finder()
	}
	key, err := f.keys.Key(f.rankOfCode(uint32(id)))
	if err != nil {
		return rdf.Term{}, err
	}
	return f.decoder.Term(f.texts.Copy(key))
}

// open opens what writeTerms has written.
func (d *dictionary) open(from opener) error {
	err := cmp.Or(open(from, termsFile, lexicon.Open, &d.terms), open(from, valuesFile, table.OpenUint64s, &d.values))
	if err != nil {
		return err
	}
	d.byCode = newCache[uint32, rdf.Term](d.terms.Len(), itself)
	d.byTerm = newCache[rdf.Term, ID](d.terms.Len(), hashOf[rdf.Term]())
	d.manners = sync.OnceValue(d.findManners)
	d.quoted = sync.OnceValues(d.findQuoted)
	if err := d.openSections(from); err != nil {
		return err
	}
	d.checked = make([]atomic.Uint32, d.firsts[len(sections)]/32+1)
	return nil
}

func (d *dictionary) openSections(from opener) error {
	var v *table.Vector
	if err := open(from, sectionsFile, table.OpenVector, &v); err != nil {
		return err
	}
	if v.Len() != len(d.firsts) {
		return corrupt.Errorf("file %s has %d numbers, not %d", sectionsFile, v.Len(), len(d.firsts))
	}
	if err := v.Read(0, d.firsts[:]); err != nil {
		return err
	}
	f := &d.firsts
	if !slices.IsSorted(f[:]) || f[0] != 1 || int(f[literalSection]-f[valueSection]) != d.values.Len() ||
		int(f[len(sections)])-1 != d.terms.Len()+d.values.Len() {
		return corrupt.Errorf("file %s does not agree with %s and %s", sectionsFile, termsFile, valuesFile)
	}
	return nil
}
