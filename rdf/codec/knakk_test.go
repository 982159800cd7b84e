package codec_test

import (
	"bytes"
	"io"
	"testing"

	knakk "github.com/knakk/rdf"
	"pgregory.net/rapid"

	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/canon"
	"w3id.org/plenary/rdf/codec"
)

// knakkReaders are what github.com/knakk/rdf reads right: of Turtle what has no
// brackets (its own blank nodes take the labels of others), of RDF/XML not even
// IRIs like urn:x:y.
var knakkReaders = []struct {
	token  string
	can    abilities
	decode func(io.Reader) ([]rdf.Quad, error)
}{
	{"ntriples", abilities{}, knakkTriples(knakk.NTriples)},
	{"turtle", abilities{}, knakkTriples(knakk.Turtle)},
	{"nquads", abilities{graphs: true}, knakkQuads},
}

func knakkTriples(f knakk.Format) func(io.Reader) ([]rdf.Quad, error) {
	return func(r io.Reader) (quads []rdf.Quad, err error) {
		triples, err := knakk.NewTripleDecoder(r, f).DecodeAll()
		for _, t := range triples {
			tr, err := rdf.FromKnakkTriple(t)
			if err != nil {
				return nil, err
			}
			quads = append(quads, tr.In(rdf.Term{}))
		}
		return quads, err
	}
}

func knakkQuads(r io.Reader) (quads []rdf.Quad, err error) {
	all, err := knakk.NewQuadDecoder(r, knakk.NQuads).DecodeAll()
	for _, q := range all {
		quad, err := rdf.FromKnakkQuad(q)
		if err != nil {
			return nil, err
		}
		quads = append(quads, quad)
	}
	return quads, err
}

// What plenary writes, knakk/rdf reads as the same dataset.
func TestKnakkReadsTheSame(t *testing.T) {
	for _, k := range knakkReaders {
		t.Run(k.token, func(t *testing.T) {
			f, _ := rdf.FormatOf(k.token)
			rapid.Check(t, func(t *rapid.T) {
				d := drawDataset(t, k.can)
				var b bytes.Buffer
				o := rdf.EncodeOptions{Stream: true}
				if err := rdf.WriteAll(codec.NewEncoder(f, &b, o, codec.Options{}), d.All()); err != nil {
					t.Fatal(err)
				}
				text := b.String()
				quads, err := k.decode(&b)
				if err != nil {
					t.Fatalf("%v in\n%s", err, text)
				}
				if diff := canon.Diff(d, rdf.NewDataset(quads...)); diff != "" {
					t.Fatalf("%s%s", diff, text)
				}
			})
		})
	}
}
