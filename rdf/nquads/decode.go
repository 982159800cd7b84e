package nquads

import (
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
		maxDepth: orDefault(o.MaxDepth, defaultDepth), maxToken: orDefault(o.MaxToken, defaultToken),
	}
	return func(yield func(rdf.Quad, error) bool) {
		if o.Workers > 1 {
			decodeParallel(newBlocks(r, d.maxToken), d, o, yield)
			return
		}
		decodeBlocks(newBlocks(r, d.maxToken), d, o, yield)
	}
}

func orDefault(n, standard int) int {
	if n == 0 {
		return standard
	}
	return n
}

func decodeBlocks(b *blocks, d *dialect, o rdf.DecodeOptions, yield func(rdf.Quad, error) bool) {
	p := &parser{dialect: d}
	for {
		blk, end := b.read()
		for p.start(blk); ; {
			if q, ok := p.next(); ok {
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
		if end != nil {
			finish(d, blk, end, yield)
			return
		}
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

// finish yields what ended a document, unless that is its end.
func finish(d *dialect, last block, end error, yield func(rdf.Quad, error) bool) {
	switch end {
	case io.EOF:
	case errLongLine:
		yield(rdf.Quad{}, d.longLine(last))
	default:
		yield(rdf.Quad{}, end)
	}
}
