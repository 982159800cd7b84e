package rdfxml_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/rdfxml"
)

const rdfNS = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"

func ex(local string) rdf.Term { return rdf.IRI("http://example.org/" + local) }

func TestEncoder(t *testing.T) {
	e := []rdf.Quad{
		{S: ex("a"), P: rdf.IRI(rdfNS + "type"), O: ex("T")},
		{S: ex("a"), P: rdf.IRI(rdfNS + "type"), O: ex("1")},
		{S: ex("a"), P: rdf.IRI("http://example.com/x#p"), O: rdf.LangString("<é> & \"q\"", "en")},
		{S: ex("a"), P: rdf.IRI("http://example.com/x#q"), O: rdf.BlankNode("1st")},
		{S: rdf.BlankNode("1st"), P: ex("p"), O: rdf.Literal("1", "http://www.w3.org/2001/XMLSchema#integer")},
		{S: rdf.BlankNode("b0"), P: ex("p"), O: ex("o?a=b&c=d")},
		{S: ex("root"), P: rdf.IRI(rdfNS + "type"), O: ex("T")},
	}
	want := `<?xml version="1.0" encoding="UTF-8"?>
<rdf:RDF
    xmlns:ex="http://example.org/"
    xmlns:ns1="http://example.com/x#"
    xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
  <ex:T rdf:about="http://example.org/root"/>
  <ex:T rdf:about="http://example.org/a">
    <ns1:p xml:lang="en">&lt;é&gt; &amp; &quot;q&quot;</ns1:p>
    <ns1:q rdf:nodeID="b1"/>
    <rdf:type rdf:resource="http://example.org/1"/>
  </ex:T>
  <rdf:Description rdf:nodeID="b1">
    <ex:p rdf:datatype="http://www.w3.org/2001/XMLSchema#integer">1</ex:p>
  </rdf:Description>
  <rdf:Description rdf:nodeID="b0">
    <ex:p rdf:resource="http://example.org/o?a=b&amp;c=d"/>
  </rdf:Description>
</rdf:RDF>
`
	o := rdf.EncodeOptions{Root: ex("root"), Prefixes: []rdf.Prefix{{Name: "ex", IRI: "http://example.org/"}, {Name: "unused", IRI: "http://example.net/"}}}
	var b bytes.Buffer
	if err := rdf.WriteAll(rdfxml.NewEncoder(&b, o), rdf.NewDataset(e...).All()); err != nil {
		t.Fatal(err)
	}
	if b.String() != want {
		t.Errorf("got:\n%s\nwant:\n%s", &b, want)
	}
}

func TestEncoderRefuses(t *testing.T) {
	s := ex("s")
	tests := []struct {
		name string
		q    rdf.Quad
	}{
		{"predicate without a name", rdf.Quad{S: s, P: ex("1"), O: s}},
		{"predicate that is all name", rdf.Quad{S: s, P: ex(""), O: s}},
		{"reserved predicate", rdf.Quad{S: s, P: rdf.IRI(rdfNS + "li"), O: s}},
		{"Description", rdf.Quad{S: s, P: rdf.IRI(rdfNS + "Description"), O: s}},
		{"control character", rdf.Quad{S: s, P: ex("p"), O: rdf.String("\x01")}},
		{"character outside XML", rdf.Quad{S: s, P: ex("p"), O: rdf.String("\uFFFE")}},
		{"direction", rdf.Quad{S: s, P: ex("p"), O: rdf.DirLangString("x", "en", rdf.LeftToRight)}},
		{"triple term", rdf.Quad{S: s, P: ex("p"), O: rdf.TripleTerm(rdf.Triple{S: s, P: s, O: s})}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if err := rdfxml.NewEncoder(new(bytes.Buffer), rdf.EncodeOptions{}).Encode(tt.q); err == nil {
				t.Error("is written")
			}
		})
	}
}

func TestSyntaxErrors(t *testing.T) {
	const head = `<rdf:RDF xmlns:rdf="` + rdfNS + `" xmlns:x="http://x/">` + "\n"
	tests := []struct {
		name, text string
		line       int
		msg        string
	}{
		{"not XML", "hello", 1, `found text "hello" where an element was expected`},
		{"open element", head + "<rdf:Description>", 2, "the document ends inside <rdf:Description>"},
		{"wrong end tag", head + "<x:a></x:b></rdf:RDF>", 2, "end tag </x:b> has no start tag to match"},
		{"undeclared prefix", head + "<y:a/></rdf:RDF>", 2, `prefix "y" is not declared`},
		{"two names", head + `<x:a rdf:about="x:a" rdf:nodeID="b"/></rdf:RDF>`, 2, "more than one of rdf:ID, rdf:nodeID and rdf:about"},
		{"relative IRI", head + `<x:a rdf:about="b"/></rdf:RDF>`, 2, "relative IRI <b> and no base IRI to resolve it"},
		{"text between elements", head + "<x:a>b</x:a></rdf:RDF>", 2, `found text "b" where an element was expected`},
		{"attribute twice", head + `<x:a x:p="1" x:p="2"/></rdf:RDF>`, 2, "attribute p occurs twice"},
		{"unknown entity", head + "<x:a><x:p>&nbsp;</x:p></x:a></rdf:RDF>", 2, "invalid character entity &nbsp;"},
		{"external entity", `<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>` + head + "<x:a><x:p>&e;</x:p></x:a></rdf:RDF>", 2, "invalid character entity &e;"},
		{"encoding", `<?xml version="1.0" encoding="EBCDIC"?>` + head, 0, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := rdf.ReadDataset(rdfxml.Decode(strings.NewReader(tt.text), rdf.DecodeOptions{Source: "a.rdf"}))
			var e *rdf.SyntaxError
			switch {
			case err == nil:
				t.Error("is read without an error")
			case tt.msg == "":
			case !errors.As(err, &e) || e.Msg != tt.msg || e.Line != tt.line:
				t.Errorf("error %v, want %q in line %d", err, tt.msg, tt.line)
			}
		})
	}
}

func TestEntities(t *testing.T) {
	const tail = `<x:T xmlns:x="http://x/" xmlns:rdf="` + rdfNS + `" rdf:about="http://x/&a;"><x:p>&b;</x:p></x:T>`
	read := func(dtd string) (*rdf.Dataset, error) {
		return rdf.ReadDataset(rdfxml.Decode(strings.NewReader("<!DOCTYPE x ["+dtd+"]>"+tail), rdf.DecodeOptions{}))
	}
	d, err := read(`<!ENTITY a "a1"><!ENTITY b '&a;&#65;&#x42;&lt;&amp;'>`)
	if err != nil {
		t.Fatal(err)
	}
	want := rdf.Quad{S: rdf.IRI("http://x/a1"), P: rdf.IRI("http://x/p"), O: rdf.String("a1AB<&")}
	if !d.Has(want) {
		t.Errorf("%v is missing in %v", want, d.Quads())
	}
	bomb := `<!ENTITY a "aaaaaaaaaaaaaaaa">`
	last := "a"
	for _, name := range []string{"b1", "b2", "b3", "b4", "b"} {
		bomb += "<!ENTITY " + name + ` "` + strings.Repeat("&"+last+";", 16) + `">`
		last = name
	}
	for name, dtd := range map[string]string{
		"many": `<!ENTITY a ""><!ENTITY b "` + strings.Repeat("b", 60<<10) + `">` + strings.Repeat("<!-- & -->", 1000),
		"bomb": bomb, "markup": `<!ENTITY a ""><!ENTITY b "<i/>">`, "itself": `<!ENTITY a ""><!ENTITY b "&b;">`, "no character": `<!ENTITY a ""><!ENTITY b "&#xD800;">`,
	} {
		if _, err := read(dtd); err == nil {
			t.Errorf("%s: is read without an error", name)
		}
	}
}
