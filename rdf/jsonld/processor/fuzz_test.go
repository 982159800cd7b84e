package processor_test

import (
	"context"
	"strings"
	"testing"

	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/canon"
	"w3id.org/plenary/rdf/jsonld/ojson"
	"w3id.org/plenary/rdf/jsonld/processor"
)

// seeds are documents, of which some are contexts and frames too.
var seeds = []string{
	`{"@context": {"@version": 1.1, "@vocab": "http://x/", "n": "@nest", "p": {"@container": ["@graph", "@id"]}}, "p": {"a:b": {"q": 1}}, "n": {"r": true}}`,
	`{"@context": [{"T": {"@id": "x:T", "@context": {"p": "x:p"}}, "l": {"@id": "x:l", "@container": "@language"}}, null, {"p": "x:q"}], "@type": "T", "p": {"@list": [[1], []]}}`,
	`{"@context": {"@base": "http://x/a/", "id": "@id", "r": {"@reverse": "x:r", "@container": "@set"}, "d": {"@id": "x:d", "@direction": "rtl", "@language": "ar"}}, "id": "../b", "r": {"id": "#c", "d": "t"}}`,
	`{"@context": {"i": {"@id": "x:i", "@container": "@index", "@index": "x:prop"}, "t": {"@id": "x:t", "@container": "@type"}, "j": {"@id": "x:j", "@type": "@json"}}, "i": {"a": {"x:b": 1}}, "t": {"x:T": "x:u"}, "j": [{}]}`,
	`{"@context": {"@vocab": "http://x/"}, "@type": "T", "p": {"@embed": "@always", "@default": "none"}, "@reverse": {"q": {}}, "@included": [{"s": {}}]}`,
	`{"@id": "x:s", "@graph": [{"@id": "_:b", "x:p": {"@id": "_:b"}, "@index": "i"}], "x:p": {"@value": "v", "@type": "x:d"}}`,
	`[{"@id": "_:a", "_:p": [{"@set": [null, 1e400, -0]}]}, {"@value": 1}]`,
}

// FuzzProcessor runs every algorithm on a document, with a second one for
// context and frame: none may panic, and what a document says in RDF stays the
// same when it is expanded first.
func FuzzProcessor(f *testing.F) {
	for i, s := range seeds {
		f.Add(s, seeds[(i+1)%len(seeds)])
		f.Add(s, s)
	}
	f.Fuzz(func(t *testing.T, text, other string) {
		doc, err := ojson.Parse(strings.NewReader(text), ojson.Options{MaxDepth: 30})
		if err != nil {
			return
		}
		with, err := ojson.Parse(strings.NewReader(other), ojson.Options{MaxDepth: 30})
		if err != nil {
			return
		}
		ctx, o := context.Background(), processor.Options{Base: "http://example.org/base", MaxWork: 1e5, MaxOutput: 1e4, RDFDirection: processor.CompoundLiteral}
		expanded, err := processor.Expand(ctx, doc, o)
		if err != nil {
			return
		}
		_, _ = processor.Compact(ctx, expanded, with, o)
		_, _ = processor.Flatten(ctx, expanded, with, o)
		_, _ = processor.Frame(ctx, expanded, with, o)
		a, err := rdf.ReadDataset(processor.ToRDF(ctx, doc, o))
		if err != nil {
			return
		}
		again, err := processor.Expand(ctx, expanded, o)
		if err != nil {
			t.Fatalf("%s is expanded to what cannot be expanded: %v", text, err)
		}
		b, err := rdf.ReadDataset(processor.ToRDF(ctx, again, o))
		if err != nil {
			t.Fatal(err)
		}
		same, err := canon.IsomorphicWithin(a, b, 1000)
		if err == nil && !same {
			t.Fatalf("%s says something else expanded: %s", text, canon.Diff(a, b))
		}
	})
}
