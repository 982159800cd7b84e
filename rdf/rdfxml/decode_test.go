package rdfxml_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"runtime"
	"slices"
	"strings"
	"testing"

	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/rdfxml"
)

const head = `<rdf:RDF xmlns:rdf="` + rdfNS + `" xmlns:x="http://x/">` + "\n"

func TestSyntaxErrors(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"open element", "<rdf:Description>", "2:18: the document ends inside <rdf:Description>"},
		{"undeclared prefix", "<y:a/></rdf:RDF>", `2:2: prefix "y" is not declared (XML 1.0 [11] Prefix); add xmlns:y="…"`},
		{"two names", `<x:a rdf:about="x:a" rdf:nodeID="b"/>`, "2:1: more than one of rdf:ID, rdf:nodeID and rdf:about (RDF/XML [7.2.11] nodeElement)"},
		{"relative IRI", `<x:a rdf:about="b"/>`, "2:1: relative IRI <b> and no base IRI to resolve it (RDF/XML URI-reference)"},
		{"bad IRI", `<x:a rdf:about="x:a b"/>`, "2:1: IRI <x:a b> has a character that no IRI has"},
		{"bad base", `<x:a xml:base="x y:"/>`, "2:1: relative IRI <x y:> and no base IRI to resolve it (RDF/XML xml:base)"},
		{"text between elements", "<x:a>b</x:a>", `2:6: found text "b" where an element was expected (RDF/XML [7.2.13] propertyEltList)`},
		{"text between nodes", "b", `2:1: found text "b" where an element was expected (RDF/XML [7.2.10] nodeElementList)`},
		{"no namespace", "<a/>", "2:1: <a> has no namespace (RDF/XML [7.2.11] nodeElement)"},
		{"property without a namespace", "<x:a><b/></x:a>", "2:6: <b> has no namespace (RDF/XML [7.2.14] propertyElt)"},
		{"attribute without a namespace", "<x:a b='c'/>", `2:1: attribute "b" has no namespace (RDF/XML [7.2.25] propertyAttr)`},
		{"attribute both ways", "<x:a about='x:c' rdf:about='x:c'/>", `2:1: attribute "about" occurs with a namespace and without`},
		{"name that is no IRI", "<y:a xmlns:y='a b'/>", "2:1: <y:a> stands for <a ba>, which is no absolute IRI"},
		{"property that is no IRI", "<x:a><y:a xmlns:y='a'/></x:a>", "2:6: <y:a> stands for <aa>, which is no absolute IRI"},
		{"attribute that is no IRI", "<x:a xmlns:y='a' y:b=''/>", "2:1: attribute y:b stands for <ab>, which is no absolute IRI"},
		{"reserved attribute", "<x:a rdf:li=''/>", "2:1: rdf:li cannot be an attribute"},
		{"attribute of another element", "<x:a rdf:resource='x:b'/>", "2:1: rdf:resource cannot be an attribute of a node element"},
		{"attribute of a property", "<x:a><x:b rdf:about='x:b'/></x:a>", "2:6: rdf:about cannot be an attribute of a property element"},
		{"attribute of the root", "<rdf:RDF/>", "2:1: <rdf:RDF> cannot be a node element"},
		{"reserved node", "<rdf:li/>", "2:1: <rdf:li> cannot be a node element"},
		{"reserved property", "<x:a><rdf:Description/></x:a>", "2:6: <rdf:Description> cannot be a property element"},
		{"ID twice", "<x:a xml:base='x:y' rdf:ID='b'/>\n<x:a xml:base='x:y#z' rdf:ID='b'/>", `3:1: rdf:ID "b" occurs twice (RDF/XML rdf-id)`},
		{"ID", "<x:a xml:base='x:y' rdf:ID='1'/>", `2:1: "1" is not an XML name`},
		{"nodeID", "<x:a rdf:nodeID='a b'/>", `2:1: "a b" is not a name for a blank node`},
		{"language", "<x:a><x:b xml:lang='e n'>c</x:b></x:a>", `2:27: "e n" is not a language tag (RDF/XML xml:lang)`},
		{"direction", "<x:a rdf:version='1.2' xmlns:its='http://www.w3.org/2005/11/its' its:dir='up'/>", `2:1: direction "up" is neither ltr nor rtl`},
		{"datatype of languages", "<x:a><x:b rdf:datatype='" + rdfNS + "langString'>c</x:b></x:a>", "2:6: a literal of datatype <" + rdfNS + "langString> has xml:lang, not rdf:datatype"},
		{"datatype and node", "<x:a><x:b rdf:datatype='x:y'><x:c/></x:b></x:a>", "2:30: found <x:c> where an end tag was expected"},
		{"datatype and attribute", "<x:a><x:b rdf:datatype='x:y' x:c=''/></x:a>", "2:6: rdf:datatype stands with other attributes"},
		{"parseType and attribute", "<x:a><x:b rdf:parseType='Resource' x:c=''/></x:a>", "2:6: rdf:parseType stands with other attributes"},
		{"resource and nodeID", "<x:a><x:b rdf:resource='x:y' rdf:nodeID='c'/></x:a>", "2:6: both rdf:resource and rdf:nodeID"},
		{"not empty", "<x:a><x:b rdf:resource='x:y'><x:c/></x:b></x:a>", "2:30: found <x:c> inside an element that must be empty"},
		{"not empty of text", "<x:a><x:b rdf:resource='x:y'>c</x:b></x:a>", `2:30: found text "c" where an element was expected`},
		{"two nodes", "<x:a><x:b><x:c/><x:d/></x:b></x:a>", "2:17: found <x:d> where an end tag was expected"},
		{"node after text", "<x:a><x:b>c<x:d/></x:b></x:a>", `2:12: found text "c" where an element was expected`},
		{"triple terms of no triple", "<x:a rdf:version='1.2'><x:b rdf:parseType='Triple'/></x:a>", "2:53: 0 triples where a triple term has one"},
		{"triple terms of two", "<x:a rdf:version='1.2'><x:b rdf:parseType='Triple'><x:c x:d=''/></x:b></x:a>", "2:52: more than one triple where a triple term has one"},
		{"in an XML literal", "<x:a><x:b rdf:parseType='Literal'><y:c/></x:b></x:a>", `2:36: prefix "y" is not declared`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := rdf.ReadDataset(rdfxml.Decode(strings.NewReader(head+tt.text), rdf.DecodeOptions{Source: "a.rdf"}))
			var e *rdf.SyntaxError
			if !errors.As(err, &e) || !strings.HasPrefix(err.Error(), "a.rdf:"+tt.want) {
				t.Errorf("error %v, want %s", err, tt.want)
			}
		})
	}
}

func TestHTML(t *testing.T) {
	for _, text := range []string{"<!DOCTYPE html>\n<html lang='en'>", "<html xmlns='http://www.w3.org/1999/xhtml'>"} {
		_, err := rdf.ReadDataset(rdfxml.Decode(strings.NewReader(text), rdf.DecodeOptions{}))
		if err == nil || !strings.Contains(err.Error(), "found an HTML document where RDF/XML was expected") {
			t.Errorf("error %v, want one about HTML", err)
		}
	}
}

func TestDecode(t *testing.T) {
	subject, p := rdf.IRI("http://x/s"), rdf.IRI("http://x/p")
	literal := func(lexical string) rdf.Quad {
		return rdf.Quad{S: subject, P: p, O: rdf.Literal(lexical, rdfNS+"XMLLiteral")}
	}
	tests := []struct {
		name, text string
		want       rdf.Quad
	}{
		{"attributes without a namespace", "<rdf:Description about='http://x/s'><x:p resource='http://x/o'/></rdf:Description>", rdf.Quad{S: subject, P: p, O: rdf.IRI("http://x/o")}},
		{"name that begins with xml in two parts", "<rdf:Description rdf:about='http://x/s' xmlns:xx='http://x/' xmlns:x='http://y/xm' x:ml='1' xx:p=''/>", rdf.Quad{S: subject, P: rdf.IRI("http://y/xmml"), O: rdf.String("1")}},
		{"empty reference", "<x:T xml:base='http://x/s#z' rdf:about='' x:p=''/>", rdf.Quad{S: subject, P: p, O: rdf.String("")}},
		{"line ends in text", "<x:T rdf:about='http://x/s'><x:p>a\r\nb\rc&#13;</x:p></x:T>", rdf.Quad{S: subject, P: p, O: rdf.String("a\nb\nc\r")}},
		{"white space in a value", "<x:T rdf:about='http://x/s' x:p='a\r\nb\tc&#10;'/>", rdf.Quad{S: subject, P: p, O: rdf.String("a b c\n")}},
		{"comment in text", "<x:T rdf:about='http://x/s'><x:p>a<!-- b -->c<?d?></x:p></x:T>", rdf.Quad{S: subject, P: p, O: rdf.String("ac")}},
		{"namespaces of a literal", "<x:T rdf:about='http://x/s'><x:p rdf:parseType='Literal' xmlns:y='urn:y' xmlns:z='urn:z'><y:a b='1' y:b='2'/></x:p></x:T>", literal(`<y:a xmlns:y="urn:y" b="1" y:b="2"></y:a>`)},
		{"default namespace of a literal", "<x:T rdf:about='http://x/s'><x:p rdf:parseType='Literal' xmlns='urn:y'><a><b xmlns=''/><c/></a></x:p></x:T>", literal(`<a xmlns="urn:y"><b xmlns=""></b><c></c></a>`)},
		{"escapes of a literal", "<x:T rdf:about='http://x/s'><x:p rdf:parseType='Literal'><a b='&#9;&quot;>\"'.>'/>&gt;&#13;<![CDATA[<]]></x:p></x:T>", rdf.Quad{}},
		{"unknown parse type", "<x:T rdf:about='http://x/s'><x:p rdf:parseType='x'><!--a--><?b  c ?></x:p></x:T>", literal("<!--a--><?b c ?>")},
		{"attributes in order", "<x:T rdf:about='http://x/s'><x:p rdf:parseType='Literal'><a b:a='1' xml:lang='en' a='2' xmlns:b='urn:b' xmlns:c='a:c' c:z='3'/></x:p></x:T>", literal(`<a xmlns:b="urn:b" xmlns:c="a:c" a="2" c:z="3" xml:lang="en" b:a="1"></a>`)},
		{"other version", "<x:T rdf:version='1.2-basic' rdf:about='http://x/s' xml:lang='ar' xmlns:i='http://www.w3.org/2005/11/its' i:dir='rtl' x:p='a'/>", rdf.Quad{S: subject, P: p, O: rdf.DirLangString("a", "ar", rdf.RightToLeft)}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d, err := rdf.ReadDataset(rdfxml.Decode(strings.NewReader(head+tt.text+"</rdf:RDF>"), rdf.DecodeOptions{}))
			if tt.want.S.IsZero() {
				if err == nil {
					t.Error("is read without an error")
				}
			} else if err != nil || !d.Has(tt.want) {
				t.Errorf("error %v, read %v, want %v", err, d, tt.want)
			}
		})
	}
}

func TestEntities(t *testing.T) {
	const text = `<!DOCTYPE x [<!ENTITY a "a1"><!ENTITY b '&a;&#65;&#x42;&lt;&amp;'>]>` +
		`<x:T xmlns:x="http://x/" xmlns:rdf="` + rdfNS + `" rdf:about="http://x/&a;"><x:p>&b;</x:p></x:T>`
	d, err := rdf.ReadDataset(rdfxml.Decode(strings.NewReader(text), rdf.DecodeOptions{}))
	want := rdf.Quad{S: rdf.IRI("http://x/a1"), P: rdf.IRI("http://x/p"), O: rdf.String("a1AB<&")}
	if err != nil || !d.Has(want) {
		t.Errorf("error %v, read %v, want %v", err, d, want)
	}
}

func TestOnPrefix(t *testing.T) {
	var got []string
	o := rdf.DecodeOptions{OnPrefix: func(p rdf.Prefix) { got = append(got, p.Name+"="+p.IRI) }}
	const text = head + "<x:T xmlns='urn:d'><x:p xmlns:y='urn:y' xmlns=''/></x:T></rdf:RDF>"
	for q, err := range rdfxml.Decode(strings.NewReader(text), o) {
		got = append(got, fmt.Sprint(q.O.Value(), err))
	}
	if want := []string{"rdf=" + rdfNS, "x=http://x/", "=urn:d", "http://x/T<nil>", "y=urn:y", "<nil>"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestLimits(t *testing.T) {
	ids := ""
	for i := range 20 {
		ids += fmt.Sprintf("<x:a rdf:ID='a%d'/>", i)
	}
	small := rdf.DecodeOptions{Base: "http://x/", MaxToken: 1000, MaxDepth: 20, MaxNames: 10}
	tests := []struct {
		name  string
		r     io.Reader
		o     rdf.DecodeOptions
		limit string
		want  string
	}{
		{"nesting", &endless{start: []byte("<rdf:a xmlns:rdf='" + rdfNS + "'><rdf:_1>"), text: []byte("<rdf:a><rdf:_1>")}, rdf.DecodeOptions{}, "depth", "nested deeper than the limit of 512 levels"},
		{"nesting as told", strings.NewReader(head + strings.Repeat("<x:a><x:p>", 10)), small, "depth", "nested deeper than the limit of 20 levels"},
		{"literal", &endless{start: []byte(head + "<x:a><x:p>"), text: bytes.Repeat([]byte("long text "), 1000)}, rdf.DecodeOptions{}, "token", "a literal longer than the limit of 67108864 bytes"},
		{"literal as told", strings.NewReader(head + "<x:a><x:p>" + strings.Repeat("x", 1001) + "</x:p>"), small, "token", "a literal longer than the limit of 1000 bytes"},
		{"typed literal", strings.NewReader(head + "<x:a><x:p rdf:datatype='x:y'>" + strings.Repeat("x", 1001) + "</x:p>"), small, "token", "a literal longer than the limit of 1000 bytes"},
		{"XML literal", strings.NewReader(head + "<x:a><x:p rdf:parseType='Literal'>" + strings.Repeat("<a/>", 250) + "</x:p>"), small, "token", "a literal longer than the limit of 1000 bytes"},
		{"names", strings.NewReader(head + ids), small, "names", "more than the limit of 10 values of rdf:ID"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := rdf.ReadDataset(rdfxml.Decode(tt.r, tt.o))
			var e *rdf.SyntaxError
			if !errors.As(err, &e) || e.Limit != tt.limit || e.Msg != tt.want || e.Line == 0 {
				t.Errorf("error %v, want %q of limit %q", err, tt.want, tt.limit)
			}
		})
	}
}

// An endless document begins with start and repeats text.
type endless struct{ start, text []byte }

func (e *endless) Read(p []byte) (int, error) {
	if len(e.start) > 0 {
		n := copy(p, e.start)
		e.start = e.start[n:]
		return n, nil
	}
	n := copy(p, e.text)
	e.start = e.text[n:]
	return n, nil
}

// A document of any length is read in the same memory.
func TestDecodeStreams(t *testing.T) {
	const statement = "<x:a rdf:about='http://x/a'><x:p xml:lang='en'>some text that is read again and again</x:p><x:q rdf:resource='http://x/b'/></x:a>\n"
	r := &endless{start: []byte(head), text: bytes.Repeat([]byte(statement), 100)}
	n := 0
	var before, after runtime.MemStats
	for _, err := range rdfxml.Decode(r, rdf.DecodeOptions{}) {
		if err != nil {
			t.Fatal(err)
		}
		switch n++; n {
		case 1000:
			runtime.GC()
			runtime.ReadMemStats(&before)
		case 300_000:
			runtime.GC()
			runtime.ReadMemStats(&after)
		}
		if n == 300_000 {
			break
		}
	}
	if grown := int64(after.HeapAlloc) - int64(before.HeapAlloc); grown > 1<<20 {
		t.Errorf("memory has grown by %d bytes", grown)
	}
}
