package codec_test

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/codec"
)

// longDocument has every kind of token, over and over, in some 300 kB.
func longDocument(f rdf.Format) string {
	var b strings.Builder
	lines := "<http://example.org/é/%d> <http://example.org/p> \"x\" .\n" +
		"_:b%d.x <http://example.org/p> \"caf\\u00E9 \\\"%d\\\"\"@en-GB .\r\n" +
		"<http://example.org/\\u00E9> <http://example.org/p> \"%d\"^^<http://example.org/dt> . # é %d\n" +
		"<x:s> <x:p> <<( _:b <x:p> \"%d\"@ar--rtl )>> .\n"
	if f.Token == "turtle" || f.Token == "trig" {
		b.WriteString("@prefix ex: <http://example.org/> .\n@prefix é.x: <http://example.org/é#> .\n")
		lines += "ex:a%d.b é.x:\\-%%20é:%d \"\"\"long \"\" %d\nline\"\"\", ( 1 -2.5 +3e%d true [ a ex: ] ) ; ex:q '%d' ~ ex:r {| ex:s _:b%d |} .\n" +
			"<< <x:a> <x:b> %d ~ _:r >> <x:c> <%%7E> , 'a\\nb'^^ex:dt, []; .\n"
	}
	for i := range 1200 {
		args := make([]any, strings.Count(lines, "%d"))
		for k := range args {
			args[k] = i
		}
		fmt.Fprintf(&b, lines, args...)
	}
	return b.String()
}

func decodeAll(f rdf.Format, r io.Reader, o rdf.DecodeOptions) ([]rdf.Quad, error) {
	o.Base = "http://example.org/base/"
	var quads []rdf.Quad
	for q, err := range codec.Decode(f, r, o, codec.Options{}) {
		if err != nil {
			return quads, err
		}
		quads = append(quads, q)
	}
	return quads, nil
}

// Wherever the reader's chunks end, the document says the same.
func TestChunks(t *testing.T) {
	for _, token := range []string{"ntriples", "nquads", "turtle", "trig"} {
		t.Run(token, func(t *testing.T) {
			f, _ := rdf.FormatOf(token)
			text := longDocument(f)
			want, err := decodeAll(f, strings.NewReader(text), rdf.DecodeOptions{})
			if err != nil || len(want) < 4800 {
				t.Fatalf("%d quads, %v", len(want), err)
			}
			for pad := range 42 {
				var r io.Reader = strings.NewReader("#" + strings.Repeat("é", pad) + "\n" + text)
				if pad%3 == 1 {
					r = iotest.HalfReader(r)
				} else if pad%20 == 2 {
					r = iotest.OneByteReader(r)
				}
				got, err := decodeAll(f, r, rdf.DecodeOptions{Workers: pad % 4})
				if err != nil || !slices.Equal(got, want) {
					t.Fatalf("behind %d characters: %d quads, %v; want %d", pad, len(got), err, len(want))
				}
			}
		})
	}
}

// Wherever an error is, its position is right, and so is what came before.
func TestErrorPositionsInLongDocuments(t *testing.T) {
	for _, token := range []string{"ntriples", "nquads", "turtle", "trig"} {
		t.Run(token, func(t *testing.T) {
			f, _ := rdf.FormatOf(token)
			text := longDocument(f)
			for at := 0; at < len(text); at += 30011 {
				at := at + strings.Index(text[at:], " .\n") + 3
				for _, fault := range []string{"é", "\xff", "<x:é"} {
					got, err := decodeAll(f, strings.NewReader(text[:at]+"  "+fault+"\n"+text[at:]), rdf.DecodeOptions{Workers: at % 3})
					var e *rdf.SyntaxError
					if !errors.As(err, &e) || e.Line != 1+strings.Count(text[:at], "\n") || e.Offset < int64(at+2) || e.Offset > int64(at+2+len(fault)) || e.Column < 3 {
						t.Fatalf("%q at %d, line %d: %+v after %d quads", fault, at, 1+strings.Count(text[:at], "\n"), err, len(got))
					}
				}
			}
		})
	}
}

// A line format goes on behind each error, in order, with one worker and with
// more.
func TestErrorsAreSkipped(t *testing.T) {
	var text strings.Builder
	var want []string
	for i := range 20000 {
		switch {
		case i%1000 == 7:
			fmt.Fprintf(&text, "<x:s> <x:p> \"%d .\n", i)
			want = append(want, fmt.Sprintf("error in line %d", i+1))
		case i%1000 == 500:
			fmt.Fprintf(&text, "<x:s> <x:p> \"%d\xff\" .\n", i)
			want = append(want, fmt.Sprintf("error in line %d", i+1))
		default:
			fmt.Fprintf(&text, "<x:s> <x:p> \"%d\" .\n", i)
			want = append(want, fmt.Sprint(i))
		}
	}
	f, _ := rdf.FormatOf("ntriples")
	for workers := range 4 {
		var got []string
		o := rdf.DecodeOptions{Workers: workers, OnError: func(e *rdf.SyntaxError) bool {
			got = append(got, fmt.Sprintf("error in line %d", e.Line))
			return true
		}}
		for q, err := range codec.Decode(f, strings.NewReader(text.String()), o, codec.Options{}) {
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, q.O.Value())
		}
		if !slices.Equal(got, want) {
			t.Errorf("%d workers: %d quads and errors, want %d", workers, len(got), len(want))
		}
	}
}

// Who stops reading leaves no worker behind: the race detector and the
// deadlock detector of the runtime would tell.
func TestStopReading(t *testing.T) {
	f, _ := rdf.FormatOf("nquads")
	text := strings.Repeat("<x:s> <x:p> <x:o> .\n", 200_000)
	for stop := 1; stop < 100_000; stop *= 7 {
		n := 0
		for range codec.Decode(f, strings.NewReader(text), rdf.DecodeOptions{Workers: 3}, codec.Options{}) {
			if n++; n == stop {
				break
			}
		}
		if n != stop {
			t.Errorf("%d quads, want %d", n, stop)
		}
	}
}

// What a reader fails with comes behind what it gave before.
func TestReadErrors(t *testing.T) {
	broken := errors.New("broken")
	for _, token := range []string{"ntriples", "nquads", "turtle", "trig"} {
		f, _ := rdf.FormatOf(token)
		for workers := range 3 {
			r := io.MultiReader(strings.NewReader("<x:s> <x:p> <x:o> .\n<x:s> <x:p> <x:o> .\n"), iotest.ErrReader(broken))
			got, err := decodeAll(f, r, rdf.DecodeOptions{Workers: workers})
			if !errors.Is(err, broken) || len(got) != 2 {
				t.Errorf("%s, %d workers: %d quads, %v; want 2 and %v", token, workers, len(got), err, broken)
			}
		}
	}
}

// Wherever a document breaks off, or goes on with what is not UTF-8, its reader
// says so, or reads a document that could end there.
func TestTruncated(t *testing.T) {
	for _, token := range []string{"ntriples", "nquads", "turtle", "trig"} {
		t.Run(token, func(t *testing.T) {
			f, _ := rdf.FormatOf(token)
			text := longDocument(f)[:1500]
			for i := range text {
				for _, tail := range []string{"", "\xff", "\xff<x:a> .", "é\xc3"} {
					_, err := decodeAll(f, strings.NewReader(text[:i]+tail), rdf.DecodeOptions{})
					var e *rdf.SyntaxError
					switch {
					case err != nil && !errors.As(err, &e):
						t.Fatalf("%q: %v is no syntax error", text[:i]+tail, err)
					case err == nil && tail != "":
						t.Fatalf("%q is read", text[:i]+tail)
					}
				}
			}
		})
	}
}
