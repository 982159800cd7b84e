package turtle_test

import (
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/turtle"
)

// A token is the same wherever the text that has been read ends.
func TestTokensInTwoReads(t *testing.T) {
	const text = "@prefix p.q: <x:> . _:a...b p.q:c...d \"e\\\"\"@en-GB , 'f\\n'^^p.q:g , \"\", -1.5e+3, true, <x:\\u0041> ."
	want, err := rdf.ReadDataset(turtle.Decode(strings.NewReader(text), rdf.DecodeOptions{}))
	if err != nil {
		t.Fatal(err)
	}
	for i := range text {
		r := io.MultiReader(strings.NewReader(text[:i]), strings.NewReader(text[i:]))
		got, err := rdf.ReadDataset(turtle.Decode(r, rdf.DecodeOptions{}))
		if err != nil {
			t.Fatalf("%q and then %q: %v", text[:i], text[i:], err)
		}
		for _, q := range want.Quads() {
			if !got.Has(q) {
				t.Errorf("%q and then %q: %v is missing", text[:i], text[i:], q)
			}
		}
	}
}

// Long tokens in small reads are not looked at from their start each time.
func TestLongTokensInSmallReads(t *testing.T) {
	long := strings.Repeat("a", 1<<18)
	text := "@prefix p: <x:> . _:" + long + " p:" + long + " \"" + long + "\" , '''" + long + "''' , <x:" + long + "> ."
	d, err := rdf.ReadDataset(turtle.Decode(iotest.OneByteReader(strings.NewReader(text)), rdf.DecodeOptions{}))
	if err != nil {
		t.Fatal(err)
	}
	if d.Len() != 2 { // both strings are the same
		t.Errorf("%d triples, want 2", d.Len())
	}
}

// The position of an error is that of its token, wherever a chunk ends.
func TestPositionsAtChunkEnds(t *testing.T) {
	for pad := 16300; pad < 16500; pad++ {
		text := "#" + strings.Repeat("x", pad) + "\n<x:é> <x:p> undeclared:name .\n"
		_, err := rdf.ReadDataset(turtle.Decode(strings.NewReader(text), rdf.DecodeOptions{}))
		var e *rdf.SyntaxError
		if !errors.As(err, &e) || e.Offset != int64(strings.Index(text, "undeclared")) || e.Line != 2 || e.Column != 13 {
			t.Fatalf("behind %d bytes: %+v, want 2:13", pad, e)
		}
	}
}

// What comes together with a read error counts.
func TestTextBesideReadError(t *testing.T) {
	n := 0
	var last error
	for _, err := range turtle.Decode(iotest.DataErrReader(io.MultiReader(strings.NewReader("<x:a> <x:b> 1 ."), iotest.ErrReader(io.ErrUnexpectedEOF))), rdf.DecodeOptions{}) {
		if last = err; err == nil {
			n++
		}
	}
	if n != 1 || !errors.Is(last, io.ErrUnexpectedEOF) {
		t.Errorf("%d triples, then %v; want 1 and %v", n, last, io.ErrUnexpectedEOF)
	}
}
