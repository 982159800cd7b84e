package processor_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/canon"
	"w3id.org/plenary/rdf/jsonld/ojson"
	"w3id.org/plenary/rdf/jsonld/processor"
	"w3id.org/plenary/rdf/jsonld/remote"
	"w3id.org/plenary/rdf/manifest/suitetest"
	"w3id.org/plenary/rdf/nquads"
)

const (
	apiTests     = "https://w3c.github.io/json-ld-api/tests/"
	framingTests = "https://w3c.github.io/json-ld-framing/tests/"
)

// suites lists the manifests, how many tests each has, and how many of them are
// for JSON-LD 1.0 alone and left out.
var suites = []struct {
	base, name   string
	tests, other int
}{
	{apiTests, "expand", 385, 9},
	{apiTests, "compact", 246, 2},
	{apiTests, "flatten", 58, 3},
	{apiTests, "toRdf", 467, 11},
	{apiTests, "fromRdf", 54, 1},
	{framingTests, "frame", 92, 1},
	{apiTests, "html", 50, 0},
	{apiTests, "remote-doc", 18, 0},
}

// folders maps the IRIs of the suites to files.
func folders(t *testing.T) map[string]string {
	t.Helper()
	return map[string]string{
		apiTests:     filepath.Join(suitetest.Dir(t, "json-ld-api"), "tests"),
		framingTests: filepath.Join(suitetest.Dir(t, "json-ld-framing"), "tests"),
	}
}

func TestConformance(t *testing.T) {
	web := &playedWeb{folders: folders(t)}
	known := suitetest.ReadKnown(t)
	for _, suite := range suites {
		entries := web.manifest(t, suite.base+suite.name+"-manifest.jsonld")
		t.Run(suite.name, func(t *testing.T) {
			if len(entries) != suite.tests {
				t.Errorf("%d tests, want %d", len(entries), suite.tests)
			}
			passed, other := 0, 0
			for _, e := range entries {
				c := newCase(web, suite.base, e)
				if c.option("specVersion") == "json-ld-1.0" {
					other++
					continue
				}
				t.Run(c.id, func(t *testing.T) {
					if known.Judge(t, suite.name+c.id, c.run()) {
						passed++
					}
				})
			}
			if other != suite.other {
				t.Errorf("%d tests are of JSON-LD 1.0 alone, want %d", other, suite.other)
			}
			t.Logf("%d of %d pass, %d are of JSON-LD 1.0 alone", passed, len(entries)-other, other)
		})
	}
	if !t.Failed() {
		known.Rest(t)
	}
}

// A testCase is one entry of a manifest.
type testCase struct {
	web   *playedWeb
	base  string // of the suite
	id    string
	kinds []string
	entry *ojson.Object
	opts  processor.Options
}

func newCase(web *playedWeb, base string, e *ojson.Object) *testCase {
	c := &testCase{web: web, base: base, entry: e}
	c.id, _ = e.Get("@id").(string)
	for _, k := range e.Get("@type").([]any) {
		c.kinds = append(c.kinds, strings.TrimPrefix(k.(string), "jld:"))
	}
	return c
}

func (c *testCase) option(name string) any {
	o, _ := c.entry.Get("option").(*ojson.Object)
	return o.Get(name)
}

func (c *testCase) is(kind string) bool {
	for _, k := range c.kinds {
		if k == kind {
			return true
		}
	}
	return false
}

func (c *testCase) iri(entry string) string {
	name, _ := c.entry.Get(entry).(string)
	return c.base + name
}

// read returns a JSON file of the suite.
func (c *testCase) read(iri string) (*processor.Document, error) {
	f, err := os.Open(c.web.path(iri))
	if err != nil {
		return nil, err
	}
	defer func() { _ = f.Close() }() // only read
	v, err := ojson.Parse(f, ojson.Options{Source: iri})
	return &processor.Document{Value: v, URL: iri}, err
}

func (c *testCase) prepare() error {
	all, isSet := c.option("extractAllScripts").(bool)
	if !isSet {
		all = c.is("ToRDFTest")
	}
	c.opts = processor.Options{Loader: &remote.Loader{
		Allow:      func(iri string) bool { return c.web.path(iri) != "" },
		Fetch:      func(_ context.Context, iri, _ string) (*remote.Response, error) { return c.web.fetch(c, iri) },
		AllScripts: all,
	}}
	c.opts.Base, _ = c.option("base").(string)
	c.opts.Mode10 = c.option("processingMode") == "json-ld-1.0"
	c.opts.KeepArrays = c.option("compactArrays") == false
	c.opts.KeepAbsolute = c.option("compactToRelative") == false
	c.opts.NativeTypes = c.option("useNativeTypes") == true
	c.opts.RDFType = c.option("useRdfType") == true
	c.opts.GeneralizedRDF = c.option("produceGeneralizedRdf") == true
	c.opts.Ordered = c.option("ordered") == true
	if omit, ok := c.option("omitGraph").(bool); ok {
		c.opts.OmitGraph = &omit
	}
	switch c.option("rdfDirection") {
	case "i18n-datatype":
		c.opts.RDFDirection = processor.I18nDatatype
	case "compound-literal":
		c.opts.RDFDirection = processor.CompoundLiteral
	}
	if name, ok := c.option("expandContext").(string); ok {
		doc, err := c.read(c.base + name)
		c.opts.ExpandContext = doc
		return err
	}
	return nil
}

// run returns what is wrong, or "".
func (c *testCase) run() string {
	if err := c.prepare(); err != nil {
		return err.Error()
	}
	if c.is("ToRDFTest") {
		return c.runToRDF()
	}
	got, err := c.result()
	if c.is("NegativeEvaluationTest") {
		return c.judge(err)
	}
	if err != nil {
		return err.Error()
	}
	want, err := c.read(c.iri("expect"))
	if err != nil {
		return err.Error()
	}
	if !sameJSON(got, want.Value) {
		return fmt.Sprintf("got %s\nwant %s", ojson.Append(nil, got), ojson.Append(nil, want.Value))
	}
	if c.is("CompactTest") || c.is("FrameTest") {
		return c.expandAgain(got, want.Value)
	}
	return ""
}

// judge compares an error with the code that is expected.
func (c *testCase) judge(err error) string {
	var e *processor.Error
	want, _ := c.entry.Get("expectErrorCode").(string)
	switch {
	case err == nil:
		return "succeeds, want the error " + want
	case !errors.As(err, &e) || string(e.Code) != want:
		return fmt.Sprintf("error %v, want %s", err, want)
	}
	return ""
}

func (c *testCase) result() (any, error) {
	ctx := context.Background()
	switch {
	case c.is("ExpandTest"):
		return anyOf(processor.Expand(ctx, c.iri("input"), c.opts))
	case c.is("CompactTest"):
		with, err := c.read(c.iri("context"))
		if err != nil {
			return nil, err
		}
		return anyOf(processor.Compact(ctx, c.iri("input"), with, c.opts))
	case c.is("FlattenTest"):
		if !c.entry.Has("context") {
			return processor.Flatten(ctx, c.iri("input"), nil, c.opts)
		}
		with, err := c.read(c.iri("context"))
		if err != nil {
			return nil, err
		}
		return processor.Flatten(ctx, c.iri("input"), with, c.opts)
	case c.is("FrameTest"):
		frame, err := c.read(c.iri("frame"))
		if err != nil {
			return nil, err
		}
		return anyOf(processor.Frame(ctx, c.iri("input"), frame, c.opts))
	case c.is("FromRDFTest"):
		f, err := os.Open(c.web.path(c.iri("input")))
		if err != nil {
			return nil, err
		}
		defer func() { _ = f.Close() }() // only read
		return anyOf(processor.FromRDF(ctx, nquads.Decode(f, rdf.DecodeOptions{}), c.opts))
	}
	return nil, fmt.Errorf("unknown kind of test: %v", c.kinds)
}

// anyOf forgets the type of a result.
func anyOf[T []any | *ojson.Object](v T, err error) (any, error) { return v, err }

// expandAgain compares what two compacted documents mean: lists of terms with a
// container have an order that comparing JSON does not see.
func (c *testCase) expandAgain(got, want any) string {
	o := processor.Options{Base: c.opts.Base, Loader: c.opts.Loader, Mode10: c.opts.Mode10}
	a, errA := processor.Expand(context.Background(), &processor.Document{Value: got, URL: c.iri("input")}, o)
	b, errB := processor.Expand(context.Background(), &processor.Document{Value: want, URL: c.iri("input")}, o)
	if errB != nil {
		return "" // no document to begin with
	}
	if errA != nil {
		return "expanding again: " + errA.Error()
	}
	if !sameJSON(a, b) {
		return fmt.Sprintf("expanded again %s\nwant %s", ojson.Append(nil, a), ojson.Append(nil, b))
	}
	return ""
}

func (c *testCase) runToRDF() string {
	var got []rdf.Quad
	var err error
	for q, e := range processor.ToRDF(context.Background(), c.iri("input"), c.opts) {
		if err = e; err == nil {
			got = append(got, q)
		}
	}
	switch {
	case c.is("NegativeEvaluationTest"):
		return c.judge(err)
	case err != nil:
		return err.Error()
	case c.is("PositiveSyntaxTest"):
		return ""
	}
	text, err := os.ReadFile(c.web.path(c.iri("expect")))
	if err != nil {
		return err.Error()
	}
	if c.opts.GeneralizedRDF {
		text = plainPredicates(text)
	}
	want, err := rdf.ReadDataset(nquads.Decode(bytes.NewReader(text), rdf.DecodeOptions{}))
	if err != nil {
		return err.Error()
	}
	quads := want.Quads()
	if c.opts.GeneralizedRDF {
		quads, got = asNodes(quads), asNodes(got)
	}
	return canon.Diff(rdf.NewDataset(got...), rdf.NewDataset(quads...))
}

const blankScheme = "blank:"

// plainPredicates makes IRIs of blank nodes that are predicates.
func plainPredicates(text []byte) []byte {
	var out []byte
	for line := range bytes.Lines(text) {
		fields := bytes.SplitN(line, []byte(" "), 3)
		if len(fields) == 3 && bytes.HasPrefix(fields[1], []byte("_:")) {
			line = fmt.Appendf(nil, "%s <%s%s> %s", fields[0], blankScheme, fields[1][2:], fields[2])
		}
		out = append(out, line...)
	}
	return out
}

// asNodes takes generalized quads apart, so that they are RDF.
func asNodes(quads []rdf.Quad) (out []rdf.Quad) {
	for i, q := range quads {
		if label, ok := strings.CutPrefix(q.P.Value(), blankScheme); ok {
			q.P = rdf.BlankNode(label)
		}
		node := rdf.BlankNode(fmt.Sprint("quad", i))
		for name, term := range map[string]rdf.Term{"s": q.S, "p": q.P, "o": q.O} {
			out = append(out, rdf.Quad{S: node, P: rdf.IRI(blankScheme + name), O: term, G: q.G})
		}
	}
	return out
}

// A playedWeb serves the suites as their manifests say.
type playedWeb struct{ folders map[string]string }

// path returns the file of an IRI, "" for one of elsewhere.
func (w *playedWeb) path(iri string) string {
	for base, dir := range w.folders {
		if name, ok := strings.CutPrefix(iri, base); ok && filepath.IsLocal(filepath.FromSlash(name)) {
			return filepath.Join(dir, filepath.FromSlash(name))
		}
	}
	return ""
}

func (w *playedWeb) manifest(t *testing.T, iri string) (entries []*ojson.Object) {
	t.Helper()
	f, err := os.Open(w.path(iri))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }() // only read
	v, err := ojson.Parse(f, ojson.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range v.(*ojson.Object).Get("sequence").([]any) {
		entries = append(entries, e.(*ojson.Object))
	}
	return entries
}

// fetch answers for an IRI; options of a case are those of its input.
func (w *playedWeb) fetch(c *testCase, iri string) (*remote.Response, error) {
	r := &remote.Response{Status: 200, ContentType: mediaOf(iri), Body: io.NopCloser(strings.NewReader(""))}
	if input, _, _ := strings.Cut(c.iri("input"), "#"); iri == input {
		if to, ok := c.option("redirectTo").(string); ok {
			r.Location = c.base + to
			_, err := fmt.Sscan(string(c.option("httpStatus").(ojson.Number)), &r.Status)
			return r, err
		}
		if media, ok := c.option("contentType").(string); ok {
			r.ContentType = media
		}
		switch l := c.option("httpLink").(type) {
		case string:
			r.Links = []string{l}
		case []any:
			for _, x := range l {
				r.Links = append(r.Links, x.(string))
			}
		}
	}
	body, err := os.Open(w.path(iri))
	if err != nil {
		r.Status = 404
		return r, nil
	}
	r.Body = body
	return r, nil
}

func mediaOf(iri string) string {
	switch filepath.Ext(iri) {
	case ".jsonld":
		return "application/ld+json"
	case ".html":
		return "text/html"
	}
	return "application/json"
}
