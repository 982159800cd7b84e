package ojson_test

import (
	"encoding/json"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/jsonld/ojson"
)

func parse(t *testing.T, text string) any {
	t.Helper()
	v, err := ojson.Parse(strings.NewReader(text), ojson.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestParse(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"scalars", ` [ null , true,false, "x", 0, -0.10e+05 ] `, `[null,true,false,"x",0,-0.10e+05]`},
		{"order", `{"b": 1, "a": {"d": [], "c": {}}}`, `{"b":1,"a":{"d":[],"c":{}}}`},
		{"escapes", `"\"\\\/\b\f\n\r\t\u0041\u00e9\ud83d\ude00\u0000"`, `"\"\\/\b\f\n\r\tAé😀\u0000"`},
		{"characters", `"é😀"`, `"é😀"`},
		{"empty name", `{"": 1}`, `{"":1}`},
		{"mark", "\uFEFF[]", `[]`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := string(ojson.Append(nil, parse(t, tt.text))); got != tt.want {
				t.Errorf("Parse(%q) = %s, want %s", tt.text, got, tt.want)
			}
			v, err := ojson.Parse(iotest.OneByteReader(strings.NewReader(tt.text)), ojson.Options{})
			if got := string(ojson.Append(nil, v)); err != nil || got != tt.want {
				t.Errorf("Parse(%q) by bytes = %s, %v, want %s", tt.text, got, err, tt.want)
			}
		})
	}
}

func TestParseErrors(t *testing.T) {
	tests := []struct {
		name, text   string
		line, column int
		msg          string
	}{
		{"nothing", "", 1, 1, "unexpected end, expected a JSON value"},
		{"word", "[\n tru]", 2, 5, `invalid character ']' in "true"`},
		{"after a character", `["é" x]`, 1, 6, "invalid character 'x', expected ',' or ']'"},
		{"comma", `[1,]`, 1, 4, "invalid character ']', expected a JSON value"},
		{"comma in object", `{"a":1,}`, 1, 8, "expected a string that names an entry"},
		{"colon", `{"a" 1}`, 1, 6, "expected ':'"},
		{"leading zero", `01`, 1, 2, "after the end"},
		{"point", `1.`, 1, 3, "expected a digit"},
		{"minus", `-`, 1, 2, "expected a digit"},
		{"exponent", `1e+`, 1, 4, "expected a digit"},
		{"line break", "\"a\n\"", 1, 3, `invalid character '\n' in a string`},
		{"open string", `["abc`, 1, 6, "unexpected end in the string that begins at 1:2"},
		{"escape", `"\x"`, 1, 2, "invalid escape sequence"},
		{"end in escape", `"\`, 1, 3, "unexpected end in an escape"},
		{"hexadecimal", `"\u12g4"`, 1, 2, "four hexadecimal digits"},
		{"end in hexadecimal", `"\u12`, 1, 2, "unexpected end in an escape"},
		{"surrogate", `"\udc00"`, 1, 2, "surrogate"},
		{"two first halves", `"\ud83d\ud83d"`, 1, 2, "surrogate"},
		{"second entry", `{"a": 1, "a": 2}`, 1, 10, `two entries "a"`},
		{"invalid UTF-8 outside", "[\xff]", 1, 2, "invalid UTF-8"},
		{"UTF-32", "\x00\x00\xFE\xFF", 1, 1, "UTF-32"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := ojson.Parse(strings.NewReader(tt.text), ojson.Options{})
			var e *rdf.SyntaxError
			if !errors.As(err, &e) || e.Line != tt.line || e.Column != tt.column || !strings.Contains(e.Msg, tt.msg) {
				t.Errorf("Parse(%q): %v, want %d:%d: %s", tt.text, err, tt.line, tt.column, tt.msg)
			}
		})
	}
}

func TestParseReadError(t *testing.T) {
	_, err := ojson.Parse(io.MultiReader(strings.NewReader(`{"a": `), iotest.ErrReader(io.ErrClosedPipe)), ojson.Options{})
	if !errors.Is(err, io.ErrClosedPipe) {
		t.Errorf("error %v, want that of the reader", err)
	}
}

func TestPositions(t *testing.T) {
	v := parse(t, "[\n \"é\", {}]").([]any)
	if got, want := v[1].(*ojson.Object).At, (ojson.Position{Offset: 9, Line: 2, Column: 7}); got != want {
		t.Errorf("the object is at %v, want %v", got, want)
	}
}

func TestAppendCanonical(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"numbers", `[0, -0, 1.0, 100, 1e21, 123456789012345678901, 1e-7, 0.000001, 4.50, 2e-3, 1E30, 333333333.33333329]`,
			`[0,0,1,100,1e+21,123456789012345680000,1e-7,0.000001,4.5,0.002,1e+30,333333333.3333333]`},
		{"beyond doubles", `1e999`, `1e999`},
		{"order", "{\"\U00010000\": 1, \"\uFFFD\": 2, \"b\": 3, \"a\": [{\"d\":1,\"c\":2}]}", "{\"a\":[{\"c\":2,\"d\":1}],\"b\":3,\"\U00010000\":1,\"\uFFFD\":2}"},
		{"strings", `"\u20ac$\u000f\u000aA'B\"\\\\\"\/"`, `"€$\u000f\nA'B\"\\\\\"/"`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := string(ojson.AppendCanonical(nil, parse(t, tt.text))); got != tt.want {
				t.Errorf("AppendCanonical(%s) = %s, want %s", tt.text, got, tt.want)
			}
		})
	}
}

func TestEqual(t *testing.T) {
	tests := []struct {
		name, a, b string
		want       bool
	}{
		{"order of entries", `{"a":1,"b":[2]}`, `{"b":[2],"a":1}`, true},
		{"notation", `[1.0, 10]`, `[1, 1e1]`, true},
		{"number and text", `1`, `"1"`, false},
		{"order of arrays", `[1,2]`, `[2,1]`, false},
		{"length", `[1]`, `[1,2]`, false},
		{"another entry", `{"a":null}`, `{"b":null}`, false},
		{"null and array", `null`, `[]`, false},
		{"object and array", `{}`, `[]`, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := ojson.Equal(parse(t, tt.a), parse(t, tt.b)); got != tt.want {
				t.Errorf("Equal(%s, %s) = %v, want %v", tt.a, tt.b, got, tt.want)
			}
		})
	}
}

func TestObject(t *testing.T) {
	o := new(ojson.Object)
	for c := 'a'; c <= 'z'; c++ {
		o.Set(string(c), ojson.Number("1"))
	}
	o.Set("b", "again")
	o.Delete("a")
	o.Delete("nothing")
	if o.Len() != 25 || o.Has("a") || o.Get("b") != "again" || o.Get("z") != ojson.Number("1") || o.Keys()[0] != "b" {
		t.Errorf("%s is not what was set", ojson.Append(nil, o))
	}
	c := o.Clone()
	c.Set("b", nil)
	if v, ok := c.Lookup("b"); v != nil || !ok || o.Get("b") != "again" {
		t.Error("a clone is not apart")
	}
	var none *ojson.Object
	if none.Len() != 0 || none.Has("a") || none.Get("a") != nil || len(none.SortedKeys()) != 0 || none.Clone() != nil {
		t.Error("a nil object is not empty")
	}
}

func TestFromAndPlain(t *testing.T) {
	var v any
	d := json.NewDecoder(strings.NewReader(`{"b": [1, 2.5, "x", true, null], "a": {}}`))
	d.UseNumber()
	if err := d.Decode(&v); err != nil {
		t.Fatal(err)
	}
	o, err := ojson.From(v)
	if got, want := string(ojson.Append(nil, o)), `{"a":{},"b":[1,2.5,"x",true,null]}`; err != nil || got != want {
		t.Errorf("From = %s, %v, want %s", got, err, want)
	}
	back, err := json.Marshal(ojson.Plain(o))
	if want := `{"a":{},"b":[1,2.5,"x",true,null]}`; err != nil || string(back) != want {
		t.Errorf("Plain = %s, %v, want %s", back, err, want)
	}
	if v, err := ojson.From([]any{1, 0.5}); err != nil || string(ojson.Append(nil, v)) != `[1,0.5]` {
		t.Errorf("From of Go numbers = %v, %v", v, err)
	}
	if _, err := ojson.From(map[string]any{"a": []any{struct{}{}}}); err == nil {
		t.Error("a struct is taken for JSON")
	}
}

func FuzzParse(f *testing.F) {
	for _, text := range []string{`{"a": [1, -2.5e3, "\u00e9\ud83d\ude00", null, true, {}]}`, "[[[[", `"\ud800"`, "\xff\xfe[\x00", `{"a":1,"a":2}`, "1e", "\uFEFF{}"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		v, err := ojson.Parse(strings.NewReader(text), ojson.Options{MaxDepth: 50})
		if err != nil {
			return
		}
		if !json.Valid([]byte(strings.TrimPrefix(text, "\uFEFF"))) {
			t.Fatalf("Parse(%q) takes what is not JSON", text)
		}
		for name, written := range map[string][]byte{"Append": ojson.Append(nil, v), "AppendCanonical": ojson.AppendCanonical(nil, v)} {
			back, err := ojson.Parse(strings.NewReader(string(written)), ojson.Options{MaxDepth: 50})
			if err != nil || !ojson.Equal(v, back) {
				t.Fatalf("%s of %q is %q: %v", name, text, written, err)
			}
		}
	})
}
