package labels

import (
	"bytes"
	"context"
	"encoding/binary"
	"encoding/json"
	"errors"
	"hash/crc32"
	"runtime/debug"

	"w3id.org/plenary/graph/internal/corrupt"
	"w3id.org/plenary/graph/internal/lexicon"
	"w3id.org/plenary/graph/internal/table"
	"w3id.org/plenary/graph/internal/termkey"
	"w3id.org/plenary/rdf"
)

// A segment is the names of a store after one commit, in immutable bytes. Names
// are numbered by what they are worth without a query, the best first: their
// static, then the IRI of their thing.
type segment struct {
	header
	things   *lexicon.Lexicon // IRIs; a thing's number is its rank
	labels   *lexicon.Lexicon // keys of literals
	words    *lexicon.Lexicon
	postings *table.Table // word, name
	thing    numbers      // of each name
	label    numbers      // of each name
	static   numbers      // of each name
	language []byte       // of each name, a place in Languages
	starts   numbers      // of each name, its first word in sequence; one more at the end
	sequence numbers      // the words of all names
	decoder  termkey.Decoder
}

// header is what a segment says about itself.
type header struct {
	Format    int      `json:"format"`
	Store     string   `json:"store"` // ID
	Seq       uint64   `json:"seq"`   // the commit after which it was made
	Names     int      `json:"names"`
	Made      Options  `json:"made"`
	Languages []string `json:"languages"`
}

// format is the version of segments.
const format = 1

// numbers are numbers of 32 bits, little-endian.
type numbers []byte

func (n numbers) len() int        { return len(n) / 4 }
func (n numbers) at(i int) uint32 { return binary.LittleEndian.Uint32(n[4*i:]) }

func makeNumbers(of []uint32) numbers {
	out := make(numbers, 0, 4*len(of))
	for _, v := range of {
		out = binary.LittleEndian.AppendUint32(out, v)
	}
	return out
}

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// The parts of a segment's file. Each begins at a multiple of eight bytes, with
// zeros between; behind them 8 bytes each where they begin and where they end,
// then 4 the checksum of all before and 4 magic.
const (
	headerPart = iota
	thingsPart
	labelsPart
	wordsPart
	postingsPart
	thingPart
	labelPart
	staticPart
	languagePart
	startsPart
	sequencePart
	partCount

	magic = 0x6c62616c
	foot  = 16*partCount + 8
)

// join makes the file of parts.
func join(parts [partCount][]byte) []byte {
	var out []byte
	var places []byte
	for _, part := range parts {
		out = append(out, make([]byte, -len(out)&7)...)
		places = binary.LittleEndian.AppendUint64(places, uint64(len(out)))
		out = append(out, part...)
		places = binary.LittleEndian.AppendUint64(places, uint64(len(out)))
	}
	out = append(out, places...)
	out = binary.LittleEndian.AppendUint32(out, crc32.Checksum(out, castagnoli))
	return binary.LittleEndian.AppendUint32(out, magic)
}

// split is the inverse of join.
func split(b []byte) (parts [partCount][]byte, err error) {
	if len(b) < foot || binary.LittleEndian.Uint32(b[len(b)-4:]) != magic {
		return parts, corrupt.Errorf("the index of labels is cut off, or another file")
	}
	if crc32.Checksum(b[:len(b)-8], castagnoli) != binary.LittleEndian.Uint32(b[len(b)-8:]) {
		return parts, corrupt.Errorf("the index of labels has another checksum")
	}
	places := b[len(b)-foot:]
	for i := range parts {
		from, to := binary.LittleEndian.Uint64(places[16*i:]), binary.LittleEndian.Uint64(places[16*i+8:])
		if from > to || to > uint64(len(b)-foot) {
			return parts, corrupt.Errorf("the index of labels has parts beyond its end")
		}
		parts[i] = b[from:to:to]
	}
	return parts, nil
}

// openSegment opens what a builder has written. Errors: those that wrap
// corrupt.Err.
//
// Cost: a checksum over all.
func openSegment(b []byte) (s *segment, err error) {
	defer corrupt.Recover(&err, debug.SetPanicOnFault(true))
	parts, err := split(b)
	if err != nil {
		return nil, err
	}
	s = &segment{
		thing: parts[thingPart], label: parts[labelPart], static: parts[staticPart],
		language: parts[languagePart], starts: parts[startsPart], sequence: parts[sequencePart],
	}
	if err := json.Unmarshal(parts[headerPart], &s.header); err != nil || s.Format != format {
		return nil, corrupt.Errorf("the index of labels is of another format")
	}
	var errs [4]error
	s.things, errs[0] = lexicon.Open(parts[thingsPart])
	s.labels, errs[1] = lexicon.Open(parts[labelsPart])
	s.words, errs[2] = lexicon.Open(parts[wordsPart])
	s.postings, errs[3] = table.Open(parts[postingsPart])
	return s, errors.Join(errs[:]...)
}

// isOf reports whether a segment was made of a store, for such options.
func (s *segment) isOf(store string, o Options) bool {
	mine, err := json.Marshal(s.Made)
	other, err2 := json.Marshal(o)
	return s.Store == store && errors.Join(err, err2) == nil && bytes.Equal(mine, other)
}

// wordsOfName returns the words of a name.
func (s *segment) wordsOfName(name uint32) numbers {
	return s.sequence[4*s.starts.at(int(name)) : 4*s.starts.at(int(name)+1)]
}

// thingOf returns the IRI with a number.
func (s *segment) thingOf(n uint32) (string, error) {
	var room [128]byte
	b, err := s.things.Append(room[:0], int(n))
	return string(b), err
}

// numberOf returns the number of a thing.
func (s *segment) numberOf(iri string) (uint32, bool, error) {
	rank, ok, err := s.things.Find([]byte(iri))
	return uint32(rank), ok, err
}

// labelOf returns the literal that a name is.
func (s *segment) labelOf(name uint32) (rdf.Term, error) {
	var room [128]byte
	key, err := s.labels.Append(room[:0], int(s.label.at(int(name))))
	if err != nil {
		return rdf.Term{}, err
	}
	return s.decoder.Term(string(key))
}

// verify checks that numbers lead to something.
func (s *segment) verify(ctx context.Context) (err error) {
	defer corrupt.Recover(&err, debug.SetPanicOnFault(true))
	return errors.Join(s.things.Verify(ctx), s.labels.Verify(ctx), s.words.Verify(ctx), s.postings.Verify(ctx))
}
