package nquads

import (
	"cmp"
	"fmt"
	"io"
	"iter"

	"w3id.org/plenary/rdf"
)

const (
	// defaultDepth bounds how deep triple terms nest unless told.
	defaultDepth = 64
	// defaultToken bounds a line, and so each token, unless told.
	defaultToken = 64 << 20
)

// Decode reads N-Quads. Blank node labels are kept, behind the prefix of the
// options; relative IRIs are errors whatever the base is.
//
// Errors: a *rdf.SyntaxError for each statement at fault while OnError goes on.
//
// Memory: some blocks of 256 KiB; more where a line is longer, up to MaxToken
// bytes, 64 MiB by default. MaxDepth is 64 by default.
func Decode(r io.Reader, o rdf.DecodeOptions) iter.Seq2[rdf.Quad, error] {
	return decode(r, o, "N-Quads", true)
}

// DecodeTriples reads N-Triples, like Decode. A graph name is an error.
func DecodeTriples(r io.Reader, o rdf.DecodeOptions) iter.Seq2[rdf.Quad, error] {
	return decode(r, o, "N-Triples", false)
}

func decode(r io.Reader, o rdf.DecodeOptions, syntax string, graphs bool) iter.Seq2[rdf.Quad, error] {
	d := &dialect{
		syntax: syntax, source: o.Source, prefix: o.BlankPrefix, graphs: graphs,
		maxDepth: cmp.Or(o.MaxDepth, defaultDepth), maxToken: cmp.Or(o.MaxToken, defaultToken),
	}
	return func(yield func(rdf.Quad, error) bool) {
		if o.Workers > 1 {
			decodeParallel(newBlocks(r, d.maxToken), d, o, yield)
			return
		}
		decodeBlocks(newBlocks(r, d.maxToken), d, o, yield)
	}
}

func decodeBlocks(b *blocks, d *dialect, o rdf.DecodeOptions, yield func(rdf.Quad, error) bool) {
	p := &parser{dialect: d}
	var blk block
	var q rdf.Quad
	var end error
	for lines := 0; end == nil; lines += p.lines() {
		blk, end = b.read(blk.data)
		for p.start(blk, lines); ; {
			if p.next(&q) {
				if !yield(q, nil) {
					return
				}
				continue
			}
			if p.err == nil {
				break
			}
			if !goOn(p.err, o, yield) {
				return
			}
			p.skip()
		}
		d.finish(end, blk.off, lines, yield)
	}
}

// goOn tells what an error leads to: the caller may want the next statement.
func goOn(err *rdf.SyntaxError, o rdf.DecodeOptions, yield func(rdf.Quad, error) bool) bool {
	if o.OnError != nil && o.OnError(err) {
		return true
	}
	yield(rdf.Quad{}, err)
	return false
}

// finish yields what ends a document, unless it goes on or that is its end. off
// and lines are where its last block begins.
func (d *dialect) finish(end error, off int64, lines int, yield func(rdf.Quad, error) bool) {
	switch end {
	case nil, io.EOF:
	case errLongLine:
		yield(rdf.Quad{}, &rdf.SyntaxError{
			Source: d.source, Offset: off, Line: lines + 1, Column: 1, Rule: d.syntax + " statement",
			Msg: fmt.Sprintf("a line longer than the limit of %d bytes", d.maxToken), Limit: "token",
		})
	default:
		yield(rdf.Quad{}, end)
	}
}
