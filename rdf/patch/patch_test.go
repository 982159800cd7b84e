package patch_test

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"testing"

	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/patch"
)

// read collects the rows before the first error.
func read(text string, o rdf.DecodeOptions) (rows []patch.Row, err error) {
	for row, err := range patch.Decode(strings.NewReader(text), o) {
		if err != nil {
			return rows, err
		}
		rows = append(rows, row)
	}
	return rows, nil
}

const whole = `H id <uuid:016f5292-2b49-11b2-80fe-6057182f557b> .
H "previous" "none" .
TX . # the first
PA "rdf" <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
PA : "x:" .
A <x:s> <x:p> "1"^^<x:t> .
A <_:b0> <x:p> <<( _:b0 <x:p> "é"@en--ltr )>> <x:g> .
TC .
TX .
PD rdf .
D _:b0 <x:p> "a \" b" _:g .
TA .
`

func TestDecode(t *testing.T) {
	p, b0 := rdf.IRI("x:p"), rdf.BlankNode("b0")
	want := []patch.Row{
		{Op: patch.Header, Name: "id", Term: rdf.IRI("uuid:016f5292-2b49-11b2-80fe-6057182f557b")},
		{Op: patch.Header, Name: "previous", Term: rdf.String("none")},
		{Op: patch.Begin},
		{Op: patch.AddPrefix, Name: "rdf", Term: rdf.IRI("http://www.w3.org/1999/02/22-rdf-syntax-ns#")},
		{Op: patch.AddPrefix, Term: rdf.String("x:")},
		{Op: patch.Add, Quad: rdf.Quad{S: rdf.IRI("x:s"), P: p, O: rdf.Literal("1", "x:t")}},
		{Op: patch.Add, Quad: rdf.Quad{S: b0, P: p, O: rdf.TripleTerm(rdf.Triple{S: b0, P: p, O: rdf.DirLangString("é", "en", rdf.LeftToRight)}), G: rdf.IRI("x:g")}},
		{Op: patch.Commit},
		{Op: patch.Begin},
		{Op: patch.DeletePrefix, Name: "rdf"},
		{Op: patch.Delete, Quad: rdf.Quad{S: b0, P: p, O: rdf.String(`a " b`), G: rdf.BlankNode("g")}},
		{Op: patch.Abort},
	}
	rows, err := read(whole, rdf.DecodeOptions{})
	if err != nil || !slices.Equal(rows, want) {
		t.Errorf("read %+v, %v, want %+v", rows, err, want)
	}
	if again, err := read(written(t, rows), rdf.DecodeOptions{}); err != nil || !slices.Equal(again, want) {
		t.Errorf("read again %+v, %v", again, err)
	}
	if rows, err := read("A _:a <x:p> <_:b> .", rdf.DecodeOptions{BlankPrefix: "p"}); err != nil || rows[0].Quad.S != rdf.BlankNode("pa") || rows[0].Quad.O != rdf.BlankNode("pb") {
		t.Errorf("with a prefix %+v, %v", rows, err)
	}
}

func written(t *testing.T, rows []patch.Row) string {
	t.Helper()
	var b bytes.Buffer
	e := patch.NewEncoder(&b)
	for _, row := range rows {
		if err := e.Encode(row); err != nil {
			t.Fatal(err)
		}
	}
	if err := e.Flush(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestSyntaxErrors(t *testing.T) {
	tests := []struct {
		name, text   string
		line, column int
		msg          string
	}{
		{"no operation", "TX .\nX <x:s> <x:p> <x:o> .", 2, 1, `"X" is no operation; there are H, TX, TC, TA, PA, PD, A and D`},
		{"lower case", "tx .", 1, 1, `"tx" is no operation; there are H, TX, TC, TA, PA, PD, A and D`},
		{"a triple", "<x:s> <x:p> <x:o> .", 1, 1, "found '<' where H, TX, TC, TA, PA, PD, A or D was expected"},
		{"half a patch", "TX .\nA <x:s> <x:p> <x:o> .\n", 3, 1, "the patch ends before TC or TA ends its transaction"},
		{"half a row", "TX .\nA <x:s> <x:p> <x:o>", 2, 20, "found the end of the document where an IRI was expected"},
		{"half a term", "TX .\nA <x:s> <x:p> <x:o", 2, 15, "'<' without '>'"},
		{"row without end", "D <x:s> <x:p> <x:o> <x:g>\nD <x:s> <x:p> <x:o> .", 2, 1, "found 'D' where '.' was expected"},
		{"end without begin", "TC .", 1, 1, "TC: there is no transaction to end"},
		{"transaction in one", "TX .\nTX .", 2, 1, "TX: the transaction before it has not ended"},
		{"change between", "TX .\nTC .\nA <x:s> <x:p> <x:o> .", 3, 1, "A: it is in no transaction"},
		{"transaction behind a change", "A <x:s> <x:p> <x:o> .\nTX .", 2, 1, "TX: it cannot stand behind a change that is in no transaction"},
		{"late header", "TX .\nH id <x:y> .", 2, 1, "H: the transaction before it has not ended"},
		{"relative IRI", "A <x:s> <p> <x:o> .", 1, 9, "relative IRI <p>"},
		{"prefixed name", "A x:s <x:p> <x:o> .", 1, 3, "found 'x' where an IRI was expected"},
		{"literal subject", `A "s" <x:p> <x:o> .`, 1, 3, `found '"' where an IRI was expected`},
		{"blank predicate", "A <x:s> _:p <x:o> .", 1, 9, "found '_' where an IRI was expected"},
		{"no object", "A <x:s> <x:p> .", 1, 15, "found '.' where an IRI, blank node, literal or triple term was expected"},
		{"label", "A <_:a b> <x:p> <x:o> .", 1, 7, "found ' ' inside an IRI"},
		{"label of colons", "A <_:a:b> <x:p> <x:o> .", 1, 3, `"a:b" is no label of a blank node`},
		{"long string", `A <x:s> <x:p> """x""" .`, 1, 15, "found three quotes where one was expected"},
		{"line in a string", "A <x:s> <x:p> \"x\n\" .", 1, 15, "a string that does not end on its line"},
		{"prefix of a number", `PA x "1"^^<x:y> .`, 1, 16, "the value of a prefix is an IRI or a string"},
		{"open triple term", "A <x:s> <x:p> <<( <x:s> <x:p> <x:o> .", 1, 37, "found '.' where ')>>' was expected"},
		{"not UTF-8", "A <x:s> <x:p> \"\xff\" .", 1, 16, "found a byte that is not UTF-8"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := read(tt.text, rdf.DecodeOptions{})
			var e *rdf.SyntaxError
			if !errors.As(err, &e) || e.Line != tt.line || e.Column != tt.column || e.Msg != tt.msg {
				t.Errorf("error %v, want %d:%d: %s", err, tt.line, tt.column, tt.msg)
			}
		})
	}
}

func TestPatchOfOneGraph(t *testing.T) {
	for text, want := range map[string]int{"A <x:s> <x:p> <x:o> .": 0, "A <x:s> <x:p> <x:o> <x:g> .": 21} {
		var e *rdf.SyntaxError
		for _, err := range patch.DecodeTriples(strings.NewReader(text), rdf.DecodeOptions{}) {
			if errors.As(err, &e) && e.Column != want || e == nil && want == 0 && err != nil {
				t.Errorf("%s: %v, want an error in column %d", text, err, want)
			}
		}
		if (e != nil) != (want > 0) {
			t.Errorf("%s: %v", text, e)
		}
	}
}

func TestDepthOfTripleTerms(t *testing.T) {
	const n = 100_000
	text := "A <x:s> <x:p> " + strings.Repeat("<<( <x:s> <x:p> ", n)
	var e *rdf.SyntaxError
	if _, err := read(text, rdf.DecodeOptions{}); !errors.As(err, &e) || e.Limit != "depth" {
		t.Errorf("error %v, want the limit of depth", err)
	}
}

func TestEncoderRefusesWhatCannotBeRead(t *testing.T) {
	q := rdf.Quad{S: rdf.IRI("x:s"), P: rdf.IRI("x y"), O: rdf.IRI("x:o")}
	if err := patch.NewEncoder(new(bytes.Buffer)).Encode(patch.Row{Op: patch.Add, Quad: q}); err == nil {
		t.Errorf("%v is written", q)
	}
}

// What is read is written and read again as the same rows.
func FuzzPatch(f *testing.F) {
	f.Add(whole)
	f.Add("D <x:s> <x:p> \"\\u00E9\" .\nA <x:s\\u0041> <x:p> _:a.b _:c .")
	f.Add("PA \"\" <x:> .PD\"a b\".")
	f.Fuzz(func(t *testing.T, text string) {
		rows, err := read(text, rdf.DecodeOptions{})
		if err != nil {
			return
		}
		again, err := read(written(t, rows), rdf.DecodeOptions{})
		if err != nil || !slices.Equal(again, rows) {
			t.Errorf("%+v is read again as %+v, %v", rows, again, err)
		}
	})
}
