package results_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/manifest/suitetest"
	"w3id.org/plenary/rdf/xsd"
	"w3id.org/plenary/sparql/results"
)

// table is a result in memory.
type table struct {
	vars []string
	rows [][]rdf.Term
}

func format(t interface{ Fatalf(string, ...any) }, token string) results.Format {
	f, ok := results.FormatOf(token)
	if !ok {
		t.Fatalf("no format %s", token)
	}
	return f
}

func write(f results.Format, in table) (string, error) {
	var b bytes.Buffer
	w := results.NewWriter(&b, f, in.vars)
	for _, row := range in.rows {
		if err := w.Row(row); err != nil {
			return "", err
		}
	}
	err := w.Close()
	return b.String(), err
}

func read(f results.Format, text string) (out table, boolean *bool, err error) {
	r, err := results.Read(strings.NewReader(text), f, results.Options{})
	if err != nil {
		return out, nil, err
	}
	if r.IsBoolean {
		return out, &r.Boolean, nil
	}
	out.vars = r.Vars
	for row, err := range r.Rows() {
		if err != nil {
			return out, nil, err
		}
		out.rows = append(out.rows, slices.Clone(row))
	}
	return out, nil, nil
}

func equal(a, b table) bool {
	return slices.Equal(a.vars, b.vars) && slices.EqualFunc(a.rows, b.rows, func(x, y []rdf.Term) bool { return slices.Equal(x, y) })
}

var sample = table{[]string{"x", "y"}, [][]rdf.Term{
	{rdf.IRI("http://a/b?c&d"), rdf.BlankNode("b0")},
	{rdf.String("a \"b\" <c>\r\n\t, é𝄞"), rdf.Term{}},
	{rdf.String(""), rdf.LangString("chat", "fr")},
	{rdf.DirLangString("x", "ar", rdf.RightToLeft), rdf.Literal("5", xsd.Namespace+"integer")},
	{rdf.Literal("1.50", xsd.Namespace+"decimal"), rdf.Literal("1e0", xsd.Namespace+"double")},
	{rdf.TripleTerm(rdf.Triple{S: rdf.BlankNode("b0"), P: rdf.IRI("http://p"), O: rdf.String("o")}), rdf.Literal("x", xsd.Namespace+"integer")},
}}

func TestWrite(t *testing.T) {
	for token, want := range map[string]string{
		"srj": `{"head":{"vars":["x","y"]},"results":{"bindings":[
{"x":{"type":"uri","value":"http://a/b?c&d"},"y":{"type":"bnode","value":"b0"}},
{"x":{"type":"literal","value":"a \"b\" <c>\r\n\t, é𝄞"}},
{"x":{"type":"literal","value":""},"y":{"type":"literal","value":"chat","xml:lang":"fr"}},
{"x":{"type":"literal","value":"x","xml:lang":"ar","its:dir":"rtl"},"y":{"type":"literal","value":"5","datatype":"http://www.w3.org/2001/XMLSchema#integer"}},
{"x":{"type":"literal","value":"1.50","datatype":"http://www.w3.org/2001/XMLSchema#decimal"},"y":{"type":"literal","value":"1e0","datatype":"http://www.w3.org/2001/XMLSchema#double"}},
{"x":{"type":"triple","value":{"subject":{"type":"bnode","value":"b0"},"predicate":{"type":"uri","value":"http://p"},"object":{"type":"literal","value":"o"}}},"y":{"type":"literal","value":"x","datatype":"http://www.w3.org/2001/XMLSchema#integer"}}
]}}
`,
		"srx": `<?xml version="1.0" encoding="UTF-8"?>
<sparql xmlns="http://www.w3.org/2005/sparql-results#" xmlns:its="http://www.w3.org/2005/11/its" its:version="2.0">
<head><variable name="x"/><variable name="y"/></head>
<results>
<result><binding name="x"><uri>http://a/b?c&amp;d</uri></binding><binding name="y"><bnode>b0</bnode></binding></result>
<result><binding name="x"><literal>a &quot;b&quot; &lt;c&gt;&#13;&#10;&#9;, é𝄞</literal></binding></result>
<result><binding name="x"><literal></literal></binding><binding name="y"><literal xml:lang="fr">chat</literal></binding></result>
<result><binding name="x"><literal xml:lang="ar" its:dir="rtl">x</literal></binding><binding name="y"><literal datatype="http://www.w3.org/2001/XMLSchema#integer">5</literal></binding></result>
<result><binding name="x"><literal datatype="http://www.w3.org/2001/XMLSchema#decimal">1.50</literal></binding><binding name="y"><literal datatype="http://www.w3.org/2001/XMLSchema#double">1e0</literal></binding></result>
<result><binding name="x"><triple><subject><bnode>b0</bnode></subject><predicate><uri>http://p</uri></predicate><object><literal>o</literal></object></triple></binding><binding name="y"><literal datatype="http://www.w3.org/2001/XMLSchema#integer">x</literal></binding></result>
</results>
</sparql>
`,
		"csv": "x,y\r\nhttp://a/b?c&d,_:b0\r\n\"a \"\"b\"\" <c>\r\n\t, é𝄞\",\r\n\"\",chat\r\nx,5\r\n1.50,1e0\r\n\"<<( _:b0 <http://p> \"\"o\"\" )>>\",x\r\n",
		"tsv": "?x\t?y\n<http://a/b?c&d>\t_:b0\n\"a \\\"b\\\" <c>\\r\\n\\t, é𝄞\"\t\n\"\"\t\"chat\"@fr\n\"x\"@ar--rtl\t5\n1.50\t1e0\n<<( _:b0 <http://p> \"o\" )>>\t\"x\"^^<http://www.w3.org/2001/XMLSchema#integer>\n",
	} {
		got, err := write(format(t, token), sample)
		if err != nil || got != want {
			t.Errorf("%s: error %v, got\n%s\nwant\n%s", token, err, got, want)
		}
	}
}

// terms draws what rows may have.
func terms(xml bool) *rapid.Generator[rdf.Term] {
	text := rapid.String()
	if xml {
		text = rapid.StringOf(rapid.RuneFrom([]rune("ab<>&\"'\n\r\t,é𝄞\u2028\uFFFD ")))
	}
	label := rapid.StringMatching(`[a-z][a-z0-9]{0,5}`)
	leaf := rapid.Custom(func(t *rapid.T) rdf.Term {
		switch rapid.IntRange(0, 5).Draw(t, "kind") {
		case 0:
			return rdf.IRI("http://example.org/" + label.Draw(t, "iri"))
		case 1:
			return rdf.BlankNode(label.Draw(t, "label"))
		case 2:
			return rdf.DirLangString(text.Draw(t, "text"), "en-gb", rdf.Direction(rapid.IntRange(0, 2).Draw(t, "direction")))
		case 3:
			datatype := rapid.SampledFrom([]string{"integer", "decimal", "double", "boolean", "date"}).Draw(t, "datatype")
			return rdf.Literal(rapid.SampledFrom([]string{"1", "-1.5", "+.5", "5.", "1e3", "1.E-3", "x", "true"}).Draw(t, "lexical"), xsd.Namespace+datatype)
		case 4:
			return rdf.Term{}
		}
		return rdf.String(text.Draw(t, "text"))
	})
	return rapid.Custom(func(t *rapid.T) rdf.Term {
		o := leaf.Draw(t, "term")
		if rapid.IntRange(0, 9).Draw(t, "nested") > 0 || o.IsZero() {
			return o
		}
		return rdf.TripleTerm(rdf.Triple{S: rdf.BlankNode("b"), P: rdf.IRI("http://p"), O: o})
	})
}

// TestRoundTrip reads what is written, in all formats but CSV, which forgets.
func TestRoundTrip(t *testing.T) {
	for _, token := range []string{"srj", "srx", "tsv"} {
		f := format(t, token)
		t.Run(token, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				in := table{vars: []string{"a", "b", "c"}[:rapid.IntRange(0, 3).Draw(t, "width")]}
				row := rapid.SliceOfN(terms(token == "srx"), len(in.vars), len(in.vars))
				for range rapid.IntRange(0, 4).Draw(t, "rows") {
					in.rows = append(in.rows, row.Draw(t, "row"))
				}
				text, err := write(f, in)
				if err != nil {
					t.Fatal(err)
				}
				out, _, err := read(f, text)
				if err != nil || !equal(in, out) {
					t.Fatalf("%v reads as %v, error %v, from\n%s", in, out, err, text)
				}
			})
		})
	}
}

func TestCSVReads(t *testing.T) {
	text, err := write(format(t, "csv"), sample)
	if err != nil {
		t.Fatal(err)
	}
	out, _, err := read(format(t, "csv"), text)
	if err != nil || len(out.rows) != len(sample.rows) {
		t.Fatalf("%d rows, error %v", len(out.rows), err)
	}
	for i, row := range out.rows {
		for k, got := range row {
			if want := sample.rows[i][k]; want.Kind() != rdf.TripleTermKind && (got.Value() != want.Value() || got.IsZero() != want.IsZero()) {
				t.Errorf("row %d: %v, want the value of %v", i, got, want)
			}
		}
	}
}

// TestCutShort reads every beginning of a document: none but the whole is taken
// for it.
func TestCutShort(t *testing.T) {
	for _, token := range []string{"srj", "srx"} {
		f := format(t, token)
		text, err := write(f, sample)
		if err != nil {
			t.Fatal(err)
		}
		text = strings.TrimRight(text, "\n")
		for n := range len(text) {
			var e *rdf.SyntaxError
			if _, _, err := read(f, text[:n]); !errors.As(err, &e) {
				t.Fatalf("%s: the first %d of %d bytes are read, error %v", token, n, len(text), err)
			}
		}
		if _, _, err := read(f, text+"x"); err == nil {
			t.Errorf("%s: read with more behind it", token)
		}
	}
}

func TestBoolean(t *testing.T) {
	for _, token := range []string{"srj", "srx"} {
		for _, value := range []bool{true, false} {
			var b bytes.Buffer
			if err := results.WriteBoolean(&b, format(t, token), value); err != nil {
				t.Fatal(err)
			}
			if _, got, err := read(format(t, token), b.String()); err != nil || got == nil || *got != value {
				t.Errorf("%s: %v reads as %v, error %v", token, value, got, err)
			}
		}
	}
	if err := results.WriteBoolean(new(bytes.Buffer), format(t, "csv"), true); err == nil {
		t.Error("CSV has truth values")
	}
}

func TestNotWritable(t *testing.T) {
	_, err := write(format(t, "srx"), table{[]string{"x"}, [][]rdf.Term{{rdf.String("a")}, {rdf.String("a\x01")}}})
	if !errors.Is(err, results.ErrNotWritable) || !strings.Contains(err.Error(), "?x of row 2") {
		t.Errorf("error %v", err)
	}
}

func TestBad(t *testing.T) {
	for _, tt := range []struct{ token, text, part string }{
		{"srj", `{"head":{"vars":["x"]},"results":{"bindings":[{"y":{"type":"uri","value":"a:b"}}]}}`, "?y is not among"},
		{"srj", `{"head":{"vars":["x"]},"results":{"bindings":[{"x":{"type":"url","value":"a:b"}}]}}`, `"url" is no type`},
		{"srj", `{"head":{"vars":["x"]},"results":{"bindings":[{"x":{"type":"uri","value":1}}]}}`, "no string"},
		{"srj", `{"head":{"vars":["x","x"]},"results":{"bindings":[]}}`, "twice"},
		{"srj", `{"head":{"vars":["x"]},"results":{}}`, "without bindings"},
		{"srj", `{"head":{"vars":["x"]}}`, "no results"},
		{"srj", `{"results":{"bindings":[]}}`, "neither head"},
		{"srj", `[]`, "expected"},
		{"srj", `{"head":{"vars":["x"]},"results":{"bindings":[{"x":` + strings.Repeat(`{"type":"triple","value":{"subject":{"type":"uri","value":"a:b"},"predicate":{"type":"uri","value":"a:b"},"object":`, 100) + `{}` + strings.Repeat(`}}`, 100) + `}]}}`, "levels"},
		{"srx", `<sparql xmlns="http://a/"/>`, "namespace"},
		{"srx", `<!DOCTYPE sparql [<!ENTITY a "b">]><sparql xmlns="http://www.w3.org/2005/sparql-results#"/>`, "document type"},
		{"srx", `<sparql xmlns="http://www.w3.org/2005/sparql-results#"><head/><boolean>maybe</boolean></sparql>`, "neither true nor false"},
		{"srx", `<sparql xmlns="http://www.w3.org/2005/sparql-results#"><head><variable name="x"/></head><results><result><binding name="x"/></result></results></sparql>`, "without the term"},
		{"tsv", "?x\t?y\n<a:b>\n", "1 fields for 2"},
		{"tsv", "x\n", "no variable"},
		{"tsv", "?x\n<a>\n", "BASE"},
		{"tsv", "", "no line"},
		{"csv", "x\n\"a", "no end"},
		{"csv", "x\n\"a\"b\n", "behind a quoted field"},
	} {
		_, _, err := read(format(t, tt.token), tt.text)
		var e *rdf.SyntaxError
		if !errors.As(err, &e) || !strings.Contains(err.Error(), tt.part) {
			t.Errorf("%s %.60q: error %v, want %s", tt.token, tt.text, err, tt.part)
		}
	}
}

// TestHeadLast reads JSON whose members stand in another order.
func TestHeadLast(t *testing.T) {
	out, _, err := read(format(t, "srj"), `{"more":[1],"results":{"more":{},"bindings":[{"x":{"type":"typed-literal","value":"1","datatype":"http://a"}}],"distinct":true},"head":{"link":[],"vars":["x"]}}`)
	if want := (table{[]string{"x"}, [][]rdf.Term{{rdf.Literal("1", "http://a")}}}); err != nil || !equal(out, want) {
		t.Errorf("%v, error %v", out, err)
	}
}

func TestLimit(t *testing.T) {
	for _, token := range []string{"srj", "srx", "csv", "tsv"} {
		f := format(t, token)
		text, err := write(f, table{[]string{"x"}, [][]rdf.Term{{rdf.String(strings.Repeat("a", 100_000))}}})
		if err != nil {
			t.Fatal(err)
		}
		r, err := results.Read(strings.NewReader(text), f, results.Options{MaxToken: 10_000})
		if err == nil {
			for _, err = range r.Rows() {
			}
		}
		var e *rdf.SyntaxError
		if !errors.As(err, &e) || e.Limit != "token" {
			t.Errorf("%s: error %v", token, err)
		}
	}
}

// TestSuites reads the results of the W3C suites and writes and reads them
// again.
func TestSuites(t *testing.T) {
	dir := suitetest.Dir(t, "rdf-tests/sparql")
	n := map[string]int{}
	err := filepath.WalkDir(dir, func(path string, _ os.DirEntry, err error) error {
		suffix := strings.TrimPrefix(filepath.Ext(path), ".")
		f, ok := results.FormatOf(suffix)
		if err != nil || !ok || suffix == "json" || suffix == "xml" {
			return err
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		out, boolean, err := read(f, string(text))
		if err != nil {
			t.Errorf("%s: %v", path, err)
			return nil
		}
		n[suffix]++
		if boolean != nil || suffix == "csv" {
			return nil
		}
		again, err := write(f, out)
		if err != nil {
			return err
		}
		if back, _, err := read(f, again); err != nil || !equal(out, back) {
			t.Errorf("%s is written as %s, error %v", path, again, err)
		}
		return nil
	})
	if err != nil || n["srx"] < 300 || n["srj"] < 10 || n["csv"] < 3 || n["tsv"] < 3 {
		t.Errorf("read %v, error %v", n, err)
	}
}

func FuzzRead(f *testing.F) {
	for i, format := range results.Formats {
		text, _ := write(format, sample)
		f.Add(i, text)
	}
	f.Fuzz(func(t *testing.T, i int, text string) {
		form := results.Formats[uint(i)%uint(len(results.Formats))]
		out, boolean, err := read(form, text)
		if err != nil || boolean != nil || form.Token == "csv" {
			return
		}
		if again, err := write(form, out); err == nil {
			if back, _, err := read(form, again); err != nil || !equal(out, back) {
				t.Errorf("%q is written as %q, error %v", text, again, err)
			}
		}
	})
}

func BenchmarkWrite(b *testing.B) {
	for _, f := range results.Formats {
		b.Run(f.Token, func(b *testing.B) {
			var n counter
			w := results.NewWriter(&n, f, sample.vars)
			b.ReportAllocs()
			for b.Loop() {
				for _, row := range sample.rows {
					if err := w.Row(row); err != nil {
						b.Fatal(err)
					}
				}
			}
			b.SetBytes(int64(n) / int64(b.N))
		})
	}
}

type counter int64

func (c *counter) Write(p []byte) (int, error) {
	*c += counter(len(p))
	return len(p), nil
}
