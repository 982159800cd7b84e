// Package codec is the one switch over syntaxes: from a row of rdf.Formats to
// the package that reads and writes it.
package codec

import (
	"fmt"
	"io"
	"iter"

	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/jsonld"
	"w3id.org/plenary/rdf/nquads"
	"w3id.org/plenary/rdf/rdfxml"
	"w3id.org/plenary/rdf/turtle"
)

// Options are those of single syntaxes. The zero value works.
type Options struct {
	JSONLD jsonld.Options
}

// Decode reads a document of a format of rdf.Formats. For any other format, the
// sequence is one error; so it is for an HTML page.
func Decode(f rdf.Format, r io.Reader, o rdf.DecodeOptions, x Options) iter.Seq2[rdf.Quad, error] {
	return func(yield func(rdf.Quad, error) bool) {
		whole, err := refuseHTML(r, o.Source)
		if err != nil {
			yield(rdf.Quad{}, err)
			return
		}
		decode(f, whole, o, x)(yield)
	}
}

func decode(f rdf.Format, r io.Reader, o rdf.DecodeOptions, x Options) iter.Seq2[rdf.Quad, error] {
	switch f.Token {
	case "turtle":
		return turtle.Decode(r, o)
	case "trig":
		return turtle.DecodeTriG(r, o)
	case "ntriples":
		return nquads.DecodeTriples(r, o)
	case "nquads":
		return nquads.Decode(r, o)
	case "rdfxml":
		return rdfxml.Decode(r, o)
	case "jsonld":
		return jsonld.DecodeWith(r, o, x.JSONLD)
	}
	return func(yield func(rdf.Quad, error) bool) { yield(rdf.Quad{}, unknown(f.Name).err()) }
}

// NewEncoder starts a document of a format of rdf.Formats. For any other
// format, Encode and Close fail.
func NewEncoder(f rdf.Format, w io.Writer, o rdf.EncodeOptions, x Options) rdf.Encoder {
	switch f.Token {
	case "turtle":
		return turtle.NewEncoder(w, o)
	case "trig":
		return turtle.NewTriGEncoder(w, o)
	case "ntriples":
		return nquads.NewTriplesEncoder(w, o)
	case "nquads":
		return nquads.NewEncoder(w, o)
	case "rdfxml":
		return rdfxml.NewEncoder(w, o)
	case "jsonld":
		return jsonld.NewEncoderWith(w, o, x.JSONLD)
	}
	return unknown(f.Name)
}

// unknown is the encoder of a format that nobody knows.
type unknown string

func (u unknown) Encode(rdf.Quad) error { return u.err() }
func (u unknown) Close() error          { return u.err() }
func (u unknown) err() error            { return fmt.Errorf("codec: no syntax is named %q", string(u)) }
