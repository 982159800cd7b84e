package graph

import (
	"cmp"
	"encoding/binary"
	"runtime/debug"
	"time"

	"w3id.org/plenary/graph/internal/corrupt"
	"w3id.org/plenary/graph/internal/termkey"
	"w3id.org/plenary/rdf"
)

// A record is a commit as the log keeps it: in terms, since a merge gives them
// other IDs.
//
//	version  uvarint, 1; 2 for a load that makes a base
//	time     varint, nanoseconds since 1970
//	author, message, base  strings
//	added    version 2: string, name of a load file or ""; uvarint, how many quads
//	terms    uvarint count, then each key as a string
//	added    uvarint count, then each quad as four uvarints: 0 for the unnamed
//	         graph, else 1 + the place of the term among the terms
//	removed  likewise
//
// A string is a uvarint and as many bytes. Base names the files of the base that
// a load has made; its quads are not in the record but in the load file, or, when
// the store was empty, in the base.
type record struct {
	time            time.Time
	author, message string
	base            string
	loadFile        string
	loaded          int      // quads; -1 when a record of version 1 does not say
	terms           []string // keys
	added, removed  [][4]uint64
}

const (
	recordVersion = 1
	loadVersion   = 2
)

func (r *record) append(dst []byte) []byte {
	version := uint64(recordVersion)
	if r.base != "" {
		version = loadVersion
	}
	dst = binary.AppendUvarint(dst, version)
	dst = binary.AppendVarint(dst, r.time.UnixNano())
	for _, text := range [...]string{r.author, r.message, r.base} {
		dst = appendString(dst, text)
	}
	if version == loadVersion {
		dst = binary.AppendUvarint(appendString(dst, r.loadFile), uint64(r.loaded))
	}
	dst = binary.AppendUvarint(dst, uint64(len(r.terms)))
	for _, key := range r.terms {
		dst = appendString(dst, key)
	}
	return appendPlaces(appendPlaces(dst, r.added), r.removed)
}

func appendString(dst []byte, text string) []byte {
	return append(binary.AppendUvarint(dst, uint64(len(text))), text...)
}

func appendPlaces(dst []byte, quads [][4]uint64) []byte {
	dst = binary.AppendUvarint(dst, uint64(len(quads)))
	for i := range quads {
		for _, place := range quads[i] {
			dst = binary.AppendUvarint(dst, place)
		}
	}
	return dst
}

// parseRecord is the inverse of append. Its strings are parts of one copy of b.
func parseRecord(b []byte) (r record, err error) {
	defer corrupt.Recover(&err, debug.SetPanicOnFault(true))
	p := recordParser{rest: b}
	version := p.uvarint()
	if p.err == nil && version != recordVersion && version != loadVersion {
		return r, corrupt.Errorf("a record of the log has version %d, this program knows %d and %d", version, recordVersion, loadVersion)
	}
	r.time = time.Unix(0, p.varint()).UTC()
	r.author, r.message, r.base = p.string(), p.string(), p.string()
	if r.loaded = -1; version == loadVersion {
		r.loadFile, r.loaded = p.string(), int(p.uvarint())
	}
	n := p.count(1)
	r.terms = make([]string, 0, n)
	for range n {
		r.terms = append(r.terms, p.string())
	}
	r.added, r.removed = p.quads(n), p.quads(n)
	if p.err == nil && len(p.rest) > 0 {
		p.fail()
	}
	return r, p.err
}

type recordParser struct {
	rest []byte
	err  error
}

func (p *recordParser) fail() {
	if p.err == nil {
		p.err = corrupt.Errorf("a record of the log is not one, %d bytes before its end", len(p.rest))
	}
	p.rest = nil
}

func (p *recordParser) uvarint() uint64 {
	v, n := binary.Uvarint(p.rest)
	p.skip(n)
	return v
}

func (p *recordParser) varint() int64 {
	v, n := binary.Varint(p.rest)
	p.skip(n)
	return v
}

// skip goes past a number of n bytes; a bad one has none and is 0.
func (p *recordParser) skip(n int) {
	if n <= 0 {
		p.fail()
		return
	}
	p.rest = p.rest[n:]
}

// count returns the number of parts that follow, of so many bytes at least.
func (p *recordParser) count(bytes int) int {
	n := p.uvarint()
	if n > uint64(len(p.rest)/bytes) {
		p.fail()
		return 0
	}
	return int(n)
}

func (p *recordParser) string() string {
	n := p.count(1)
	s := string(p.rest[:n])
	p.rest = p.rest[n:]
	return s
}

func (p *recordParser) quads(terms int) [][4]uint64 {
	quads := make([][4]uint64, p.count(4))
	for i := range quads {
		for j := range quads[i] {
			if quads[i][j] = p.uvarint(); quads[i][j] > uint64(terms) {
				p.fail()
			}
		}
	}
	return quads
}

// decode returns the terms of a record.
func (r *record) decode(d *termkey.Decoder) ([]rdf.Term, error) {
	terms := make([]rdf.Term, len(r.terms))
	for i, key := range r.terms {
		var err error
		if terms[i], err = d.Term(key); err != nil {
			return nil, err
		}
	}
	return terms, nil
}

// A recorder collects what a transaction changes.
type recorder struct {
	record
	places map[ID]uint64
	term   func(ID) rdf.Term
	key    []byte
}

// quad returns a quad for the record.
func (r *recorder) quad(q *quad) (places [4]uint64) {
	for i, id := range q {
		if id == 0 {
			continue
		}
		place, known := r.places[id]
		if !known {
			r.key = termkey.Append(r.key[:0], r.term(id))
			r.terms = append(r.terms, string(r.key))
			place = uint64(len(r.terms))
			r.places[id] = place
		}
		places[i] = place
	}
	return places
}

// replay does again what a record says.
func (r *record) replay(tx *Tx, d *termkey.Decoder) error {
	terms, err := r.decode(d)
	if err != nil {
		return err
	}
	for _, change := range []struct {
		quads [][4]uint64
		do    func(rdf.Quad) (bool, error)
	}{{r.added, tx.Add}, {r.removed, tx.Remove}} {
		for _, places := range change.quads {
			if changed, err := change.do(quadOf(terms, places)); err != nil || !changed {
				return cmp.Or(err, corrupt.Errorf("a record of the log does not follow from the ones before"))
			}
		}
	}
	return nil
}
