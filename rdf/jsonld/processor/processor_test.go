package processor_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"

	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/jsonld/ojson"
	"w3id.org/plenary/rdf/jsonld/processor"
	"w3id.org/plenary/rdf/nquads"
)

func value(t testing.TB, text string) any {
	t.Helper()
	v, err := ojson.Parse(strings.NewReader(text), ojson.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func ExampleCompact() {
	document := map[string]any{
		"@context":                 map[string]any{"name": "http://schema.org/name"},
		"@id":                      "http://example.org/ottawa",
		"name":                     "Ottawa",
		"http://schema.org/sameAs": map[string]any{"@id": "http://example.org/x"},
	}
	with := map[string]any{"@context": map[string]any{"@vocab": "http://schema.org/", "sameAs": map[string]any{"@type": "@id"}}}
	compacted, err := processor.Compact(context.Background(), document, with, processor.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	compacted.Delete("@context")
	fmt.Println(string(ojson.Append(nil, compacted)))
	// Output: {"@id":"http://example.org/ottawa","sameAs":"http://example.org/x","name":"Ottawa"}
}

func TestErrorPositions(t *testing.T) {
	tests := []struct {
		name, text   string
		code         processor.Code
		line, column int
		msg          string
	}{
		{"node", "[{},\n  {\"@id\": 1}]", processor.InvalidIDValue, 2, 3, "@id is 1"},
		{"context", "{\"@context\":\n {\"a\": 1}}", processor.InvalidTermDefinition, 2, 2, `term "a" is 1`},
		{"definition", "{\"@context\": {\"a\":\n {\"@id\": \"x:a\", \"@type\": 1}}}", processor.InvalidTypeMapping, 2, 2, `term "a": @type is 1`},
		{"value", "{\"x:p\": [1,\n {\"@value\": [1]}]}", processor.InvalidValueObjectValue, 2, 2, "@value is [1]"},
		{"nested", "{\"@context\": {\"n\": \"@nest\"}, \"n\":\n {\"@id\": 1}}", processor.InvalidIDValue, 2, 2, ""},
		{"remote", `{"@context": "http://x/c"}`, processor.InvalidIRIMapping, 1, 1, "<http://x/c>:1:14: "},
		{"unknown", `{"@context": "http://x/d"}`, processor.LoadingRemoteContextFailed, 1, 1, "remote contexts are not fetched"},
		{"relative", `{"@context": "d"}`, processor.LoadingDocumentFailed, 1, 1, "no base IRI"},
	}
	contexts := map[string]any{"http://x/c": value(t, `{"@context": {"a": "b"}}`)}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := processor.Expand(context.Background(), value(t, tt.text), processor.Options{Contexts: contexts})
			var e *processor.Error
			if !errors.As(err, &e) || e.Code != tt.code || e.At.Line != tt.line || e.At.Column != tt.column || !strings.Contains(e.Msg, tt.msg) {
				t.Errorf("error %v at %+v, want %s at %d:%d: %s", err, e.At, tt.code, tt.line, tt.column, tt.msg)
			}
		})
	}
}

func TestLimits(t *testing.T) {
	deep := any(ojson.NewObject("x:p", ojson.Number("1")))
	for range 100 {
		deep = ojson.NewObject("x:p", deep)
	}
	tree := value(t, `{"@graph": [{"@id": "x:a", "x:p": [{"@id": "x:b"}, {"@id": "x:c"}]}, {"@id": "x:b", "x:p": [{"@id": "x:c"}, {"@id": "x:d"}]},
		{"@id": "x:c", "x:p": [{"@id": "x:d"}]}, {"@id": "x:d", "x:q": 1}]}`)
	contexts := make(map[string]any)
	for i := range 100 {
		contexts[fmt.Sprint("http://x/", i)] = fmt.Sprint("http://x/", i+1)
	}
	ctx := context.Background()
	tests := []struct {
		name, limit string
		run         func() error
	}{
		{"depth", "depth", func() error {
			_, err := processor.Expand(ctx, deep, processor.Options{MaxDepth: 50})
			return err
		}},
		{"contexts", "contexts", func() error {
			_, err := processor.Expand(ctx, value(t, `{"@context": "http://x/0"}`), processor.Options{Contexts: contexts})
			return err
		}},
		{"terms", "names", func() error {
			_, err := processor.Expand(ctx, value(t, `{"@context": {"a": "x:a", "b": "x:b"}}`), processor.Options{MaxWork: 1})
			return err
		}},
		{"nodes", "nodes", func() error {
			_, err := processor.Frame(ctx, tree, value(t, `{"@embed": "@always"}`), processor.Options{MaxOutput: 8})
			return err
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var e *processor.Error
			if err := tt.run(); !errors.As(err, &e) || e.Limit != tt.limit {
				t.Errorf("error %v, want one of the limit %q", err, tt.limit)
			}
		})
	}
}

func TestCancel(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := processor.Expand(ctx, value(t, `{"x:p": 1}`), processor.Options{}); !errors.Is(err, context.Canceled) {
		t.Errorf("error %v, want that of the context", err)
	}
}

func TestInputs(t *testing.T) {
	tests := []struct {
		name  string
		input any
		want  string
	}{
		{"Go values", map[string]any{"x:p": []any{1.5, true, nil}}, `[{"x:p":[{"@value":1.5},{"@value":true}]}]`},
		{"document", &processor.Document{Value: value(t, `{"@id": "a", "x:p": 1}`), URL: "http://x/d/"}, `[{"@id":"http://x/d/a","x:p":[{"@value":1}]}]`},
		{"base of a page", &processor.Document{Value: value(t, `{"@id": "a", "x:p": 1}`), URL: "http://x/d/", BaseRef: "../e/"}, `[{"@id":"http://x/e/a","x:p":[{"@value":1}]}]`},
		{"nothing said", value(t, `{"@id": "x:a"}`), `[]`},
		{"large integer", value(t, `{"x:p": 123456789012345678901234567890}`), `[{"x:p":[{"@value":123456789012345678901234567890}]}]`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := processor.Expand(context.Background(), tt.input, processor.Options{})
			if text := string(ojson.Append(nil, got)); err != nil || text != tt.want {
				t.Errorf("Expand = %s, %v, want %s", text, err, tt.want)
			}
		})
	}
	for _, bad := range []any{"http://x/", 1, struct{}{}, nil} {
		var e *processor.Error
		if _, err := processor.Expand(context.Background(), bad, processor.Options{}); !errors.As(err, &e) || e.Code != processor.LoadingDocumentFailed {
			t.Errorf("Expand(%v): %v, want %s", bad, err, processor.LoadingDocumentFailed)
		}
	}
}

// toRDF returns the quads in the order in which they come.
func toRDF(t *testing.T, text string, o processor.Options) (lines string, err error) {
	t.Helper()
	var out []byte
	for q, err := range processor.ToRDF(context.Background(), value(t, text), o) {
		if err != nil {
			return "", err
		}
		out = nquads.AppendQuad(out, q)
	}
	return string(out), nil
}

func TestToRDF(t *testing.T) {
	tests := []struct {
		name, text string
		opts       processor.Options
		want       string
	}{
		{"order of the document", `{"@id": "x:s", "x:q": {"x:r": 1}, "x:p": "a"}`, processor.Options{BlankPrefix: "d"},
			"_:db0 <x:r> \"1\"^^<http://www.w3.org/2001/XMLSchema#integer> .\n<x:s> <x:q> _:db0 .\n<x:s> <x:p> \"a\" .\n"},
		{"labels", `[{"@id": "_:b0", "x:p": {}}, {"@id": "_:a b", "x:p": {"@id": "_:a b"}}]`, processor.Options{},
			"_:b0 <x:p> _:b1 .\n_:b2 <x:p> _:b2 .\n"},
		{"what is left out", `{"@id": "x:s", "x:p": [{"@id": "rel"}, {"@value": "a", "@language": "e n"}, "b"], "_:p": 1}`, processor.Options{}, "<x:s> <x:p> \"b\" .\n"},
		{"direction", `{"@id": "x:s", "x:p": [{"@value": "a", "@language": "AR", "@direction": "rtl"}, {"@value": "b", "@direction": "ltr"}]}`,
			processor.Options{RDFDirection: processor.Directional}, "<x:s> <x:p> \"a\"@ar--rtl .\n<x:s> <x:p> \"b\" .\n"},
		{"numbers", `{"@id": "x:s", "x:p": [-0, 12345678901234567890, 1e2, 0.5, 1e21, 1e400]}`, processor.Options{}, numbers},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got, err := toRDF(t, tt.text, tt.opts); err != nil || got != tt.want {
				t.Errorf("ToRDF(%s) = %v\n%s\nwant\n%s", tt.text, err, got, tt.want)
			}
		})
	}
}

const numbers = `<x:s> <x:p> "0"^^<http://www.w3.org/2001/XMLSchema#integer> .
<x:s> <x:p> "12345678901234567890"^^<http://www.w3.org/2001/XMLSchema#integer> .
<x:s> <x:p> "100"^^<http://www.w3.org/2001/XMLSchema#integer> .
<x:s> <x:p> "5.0E-1"^^<http://www.w3.org/2001/XMLSchema#double> .
<x:s> <x:p> "1.0E21"^^<http://www.w3.org/2001/XMLSchema#double> .
<x:s> <x:p> "1E400"^^<http://www.w3.org/2001/XMLSchema#double> .
`

func TestStrict(t *testing.T) {
	for name, text := range map[string]string{
		"relative IRI": "{\"x:p\":\n {\"@id\": \"rel\"}}",
		"graph name":   "{\"@id\": \"rel\", \"@graph\":\n {\"x:p\": 1}}",
	} {
		_, err := toRDF(t, text, processor.Options{Strict: true})
		var e *processor.Error
		if !errors.As(err, &e) || e.At.Line == 0 {
			t.Errorf("%s: error %v, want one with a position", name, err)
		}
	}
}

// What is ill-formed is left out, and told.
func TestLeftOut(t *testing.T) {
	const text = "[\n {\"x:p\": [{\"@value\": \"a\", \"@language\": \"e n\"}, {\"@id\": \"x:a b\"}, \"kept\"]}]"
	for _, goOn := range []bool{true, false} {
		var told []error
		o := processor.Options{Strict: true, LeftOut: func(err error) bool { told = append(told, err); return goOn }}
		got, err := toRDF(t, text, o)
		var e *processor.Error
		switch {
		case goOn && (err != nil || strings.Count(got, "\n") != 1 || len(told) != 2):
			t.Errorf("%v, told of %v, got\n%s; want one quad, told of two", err, told, got)
		case !goOn && (!errors.As(err, &e) || e.At.Line != 2 || len(told) != 1):
			t.Errorf("%v, told of %v; want the error told of", err, told)
		}
	}
}

func TestToRDFStops(t *testing.T) {
	n := 0
	for range processor.ToRDF(context.Background(), value(t, `{"x:p": [1, 2, 3]}`), processor.Options{}) {
		n++
		break
	}
	if n != 1 {
		t.Errorf("%d quads after a stop at the first", n)
	}
}

// A list that another graph refers to stays a chain of nodes.
func TestFromRDFKeepsSharedLists(t *testing.T) {
	const text = `<x:s> <x:p> _:l <x:g> .
_:l <http://www.w3.org/1999/02/22-rdf-syntax-ns#first> "a" .
_:l <http://www.w3.org/1999/02/22-rdf-syntax-ns#rest> <http://www.w3.org/1999/02/22-rdf-syntax-ns#nil> .
`
	nodes, err := processor.FromRDF(context.Background(), nquads.Decode(strings.NewReader(text), rdf.DecodeOptions{}), processor.Options{})
	if err != nil {
		t.Fatal(err)
	}
	back, err := rdf.ReadDataset(processor.ToRDF(context.Background(), nodes, processor.Options{}))
	if err != nil || back.Len() != 3 {
		t.Errorf("%s, %v: want three quads", ojson.Append(nil, nodes), err)
	}
}

func TestCheckContext(t *testing.T) {
	if err := processor.CheckContext(value(t, `{"@context": {"a": "x:a"}}`), processor.Options{}); err != nil {
		t.Error(err)
	}
	var e *processor.Error
	if err := processor.CheckContext(map[string]any{"a": 1}, processor.Options{}); !errors.As(err, &e) || e.Code != processor.InvalidTermDefinition {
		t.Errorf("error %v, want %s", err, processor.InvalidTermDefinition)
	}
}
