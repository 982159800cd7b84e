package xmltoken_test

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"

	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/internal/xmltoken"
)

// show reads a document and writes its tokens, one a line, pieces of text put
// together.
func show(r io.Reader, o rdf.DecodeOptions) (string, error) {
	var b strings.Builder
	x := xmltoken.NewReader(r, o)
	var text []byte
	for k := x.Next(); k != xmltoken.End; k = x.Next() {
		if k == xmltoken.Text {
			text = append(text, x.Text()...)
			continue
		}
		if len(text) > 0 {
			fmt.Fprintf(&b, "%q\n", text)
			text = text[:0]
		}
		switch k {
		case xmltoken.StartTag:
			fmt.Fprintf(&b, "<%s", x.Name().Written)
			for _, a := range x.Attrs() {
				fmt.Fprintf(&b, " %s=%q", a.Name.Written, a.Value)
			}
			b.WriteString("\n")
		case xmltoken.EndTag:
			fmt.Fprintf(&b, ">%s\n", x.Name().Written)
		case xmltoken.Comment:
			fmt.Fprintf(&b, "!%q\n", x.Text())
		case xmltoken.Instruction:
			fmt.Fprintf(&b, "?%s %q\n", x.Target(), x.Text())
		}
	}
	return b.String(), x.Err()
}

func TestTokens(t *testing.T) {
	many := strings.Repeat("é", 3000)
	tests := []struct{ name, text, want string }{
		{"empty element", "<a/>", "<a|>a"},
		{"declaration", "<?xml version='1.0' encoding=\"utf-8\" standalone='yes' ?>\n<a></a >\n", "<a|>a"},
		{"attributes", "<a b='1' \n c = \"2'\"/>", `<a b="1" c="2'"|>a`},
		{"normalized value", "<a b=' x\ty\nz\r\nw\rv&#10;&#x9;&lt;&quot; '/>", `<a b=" x y z w v\n\t<\" "|>a`},
		{"text", "<a>b]c]]d &amp;&lt;&gt;&apos;&#233;&#x1F600;</a>", `<a|"b]c]]d &<>'é😀"|>a`},
		{"line ends", "<a>1\n2\r\n3\r4\r\r\n5&#13;</a>", `<a|"1\n2\n3\n4\n\n5\r"|>a`},
		{"CDATA", "<a>1<![CDATA[<&amp;]]]]><![CDATA[>\r\n]]>2</a>", `<a|"1<&amp;]]>\n2"|>a`},
		{"comments", "<!--a--><a><!-- b\r\n - --></a><!---->", `!"a"|<a|!" b\n - "|>a|!""`},
		{"instructions", "<?p?><a><?q  r?s? ?></a>", `?p ""|<a|?q "r?s? "|>a`},
		{"document type", "<!DOCTYPE a PUBLIC '-' \"x'y\" [ <!-- ]> --> <?p ]> ?> <!ELEMENT a (b|c)*> <!NOTATION n SYSTEM '>'> %pe; ] ><a/>", "<a|>a"},
		{"entities", `<!DOCTYPE a [<!ENTITY b "c&d;"><!ENTITY d '&#38;amp;&#x20;"'><!ENTITY d "no"><!ENTITY % d "no">]><a x="&b;">&b;&d;</a>`, `<a x="c& \""|"c& \"& \""|>a`},
		{"white space of an entity", "<!DOCTYPE a [<!ENTITY b '&#10;&#38;#10;\r\n'>]><a x='&b;'>&b;</a>", `<a x=" \n "|"\n\n\n"|>a`},
		{"defaults", `<!DOCTYPE a [<!ATTLIST a x CDATA "1" y (p|q) 'p' z ID #IMPLIED w NMTOKEN #FIXED "2"><!ATTLIST a x CDATA "3" xmlns:n CDATA "urn:n">]><a y='4'><n:b/></a>`, `<a y="4" x="1" w="2"|<n:b|>n:b|>a`},
		{"namespaces", `<p:a xmlns:p="urn:p" xmlns="urn:d" p:b="1" b="2" xml:lang="en"/>`, `<p:a p:b="1" b="2" xml:lang="en"|>p:a`},
		{"byte order mark", "\uFEFF<a/>", "<a|>a"},
		{"long", "<a b='" + many + "'>" + many + "</a>", fmt.Sprintf("<a b=%q|%q|>a", many, many)},
		{"other version", "<?xml version='1.1'?><a/>", "<a|>a"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for _, r := range []io.Reader{strings.NewReader(tt.text), iotest.OneByteReader(strings.NewReader(tt.text)), iotest.DataErrReader(strings.NewReader(tt.text))} {
				got, err := show(r, rdf.DecodeOptions{})
				if want := strings.ReplaceAll(tt.want, "|", "\n") + "\n"; err != nil || got != want {
					t.Fatalf("error %v, tokens\n%s\nwant\n%s", err, got, want)
				}
			}
		})
	}
}

func TestErrors(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"nothing", "", "x:1:1: the document has no element"},
		{"line ends", "<!--\r\n--> \r\n\n\r \r\n a", `x:6:2: found text "a`},
		{"text before", "\n hello", `x:2:2: found text "h`},
		{"text after", "<a/>\r\rb", `x:3:1: found text "b" where an element was expected`},
		{"two roots", "<a/><b/>", "x:1:5: found <b> after the end of the root element"},
		{"open", "<a><b>é", "x:1:8: the document ends inside <b>"},
		{"half a tag", "<a b='", "x:1:7: the document ends inside a tag, comment or declaration"},
		{"half a comment", "<!-- a", "x:1:7: the document ends inside a tag, comment or declaration"},
		{"wrong end", "<a></b>", "x:1:4: found the end tag </b> where </a> was expected"},
		{"end alone", "</b>", "x:1:1: end tag </b> has no start tag to match"},
		{"end with more", "<a></a b>", `x:1:8: found 'b' in the end tag </a>, where > was expected`},
		{"less than", "<a> 1 < 2</a>", `x:1:7: found ' ' where a name was expected (XML 1.0 [40] STag); a < that is text is written &lt;`},
		{"ampersand", "<a>é b & c</a>", `x:1:8: found & that begins no reference (XML 1.0 [67] Reference); an & that is text is written &amp;`},
		{"ampersand in a value", "<a b='&x'/>", `x:1:5: found & that begins no reference`},
		{"number", "<a>&#xD800;</a>", "x:1:4: &#xD800; is no character of XML 1.0"},
		{"large number", "<a>&#x110000;</a>", "x:1:4: &#x110000; is no character of XML 1.0"},
		{"signed number", "<a>&#+1;</a>", `x:1:4: found & that begins no reference`},
		{"entity", "<a>&nbsp;</a>", "x:1:4: entity &nbsp; is not declared"},
		{"entity elsewhere", "<!DOCTYPE a SYSTEM 'x'><a>&nbsp;</a>", "x:1:27: entity &nbsp; is not declared (XML 1.0 [68] EntityRef); it may be declared outside the document, which is not read"},
		{"external entity", "<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><a>&e;</a>", "x:1:58: entity &e; is outside the document, which is not read"},
		{"markup", "<!DOCTYPE a [<!ENTITY e '<b/>'>]><a>&e;</a>", "x:1:37: entity &e; holds markup, which is not supported"},
		{"loop", "<!DOCTYPE a [<!ENTITY e '&f;'><!ENTITY f '&e;'>]><a>&e;</a>", "x:1:53: entity &e; refers to itself"},
		{"CDATA end", "<a>]]></a>", "x:1:4: found ]]> outside a CDATA section"},
		{"comment", "<!-- a -- b --><a/>", "x:1:8: found -- inside a comment"},
		{"no quotes", "<a b=c/>", "x:1:6: found 'c' where the value of b in quotes was expected"},
		{"no value", "<a b />", "x:1:6: found '/' after the attribute b, where = was expected"},
		{"no space", "<a b='1'c='2'/>", "x:1:9: found 'c' in the tag <a>, where white space or > was expected"},
		{"tag in a value", "<a b='<'/>", "x:1:7: found < in the value of b"},
		{"twice", "<a b='1' b='2'/>", "x:1:1: attribute b occurs twice"},
		{"twice by namespace", "<a xmlns:p='x' xmlns:q='x' p:b='1' q:b='2'/>", "x:1:1: attribute q:b occurs twice"},
		{"declared twice", "<a xmlns:p='x' xmlns:p='y'/>", "x:1:16: attribute xmlns:p occurs twice"},
		{"name", "<1a/>", `x:1:2: "1a" is not a name`},
		{"two colons", "<a:b:c/>", `x:1:2: "a:b:c" is not a name`},
		{"name of an attribute", "<a -b=''/>", `x:1:4: "-b" is not a name`},
		{"prefix", "<a rdf:b=''/>", `x:1:4: prefix "rdf" is not declared (XML 1.0 [11] Prefix); add xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"`},
		{"prefix in other case", "<A:b xmlns:a='x'/>", `x:1:2: prefix "A" is not declared (XML 1.0 [11] Prefix); "a" is`},
		{"prefix out of scope", "<a><b xmlns:p='x'/><p:c/></a>", `x:1:21: prefix "p" is not declared`},
		{"no namespace", "<a xmlns:p=''/>", `x:1:4: prefix "p" is declared without a namespace`},
		{"xml as another", "<a xmlns:xml='x'/>", `x:1:4: xmlns:xml cannot be declared as "x"`},
		{"another as xml", "<a xmlns='http://www.w3.org/XML/1998/namespace'/>", `x:1:4: xmlns cannot be declared as "http://www.w3.org/XML/1998/namespace"`},
		{"NUL", "<a>\n\x00</a>", "x:2:1: found character U+0000, which XML 1.0 leaves out"},
		{"not a character", "<a>é\uFFFF</a>", "x:1:5: found character U+FFFF, which XML 1.0 leaves out"},
		{"not UTF-8", "<a>\xE9t\xE9</a>", `x:1:4: found a byte that is not UTF-8 (XML 1.0 [2] Char); name another encoding as in <?xml version="1.0" encoding="ISO-8859-1"?>`},
		{"overlong", "<a>\xC0\xAF</a>", "x:1:4: found a byte that is not UTF-8"},
		{"half a character", "<a>b\xC3", "x:1:5: the document ends inside a character"},
		{"late declaration", " <?xml version='1.0'?><a/>", "x:1:2: an XML declaration can only be the first thing in a document"},
		{"no version", "<?xml encoding='utf-8'?><a/>", `x:1:6: the XML declaration does not begin with version="1.0"`},
		{"version", "<?xml version='2.0'?><a/>", "x:1:6: XML 2.0 is not XML 1.0"},
		{"standalone", "<?xml version='1.0' standalone='no!'?><a/>", "x:1:6: standalone is neither yes nor no"},
		{"more declared", "<?xml version='1.0' x='y'?><a/>", "x:1:6: found 'x' in the XML declaration"},
		{"instruction XML", "<?XML?><a/>", "x:1:3: an instruction cannot be named XML"},
		{"instruction without a name", "<? a?><a/>", "x:1:3: found a processing instruction without a name"},
		{"bang", "<a><!b></a>", "x:1:4: found <! that begins no comment, CDATA section or document type"},
		{"CDATA outside", "<![CDATA[a]]><a/>", "x:1:1: found a CDATA section outside the root element"},
		{"late document type", "<a><!DOCTYPE a></a>", "x:1:4: found a document type where none can be"},
		{"two document types", "<!DOCTYPE a><!DOCTYPE a><a/>", "x:1:13: found a document type where none can be"},
		{"document type", "<!DOCTYPE a [<!FOO>]><a/>", "x:1:14: found '<' where a declaration was expected"},
		{"default with a tag", "<!DOCTYPE a [<!ATTLIST a b CDATA '<'>]><a/>", "x:1:37: found < in the value of b"},
		{"HTML", "<!doctype html><html></html>", "x:1:1: found <!doctype, which is written <!DOCTYPE (XML 1.0 [28] doctypedecl); it may be HTML"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for _, r := range []io.Reader{strings.NewReader(tt.text), iotest.OneByteReader(strings.NewReader(tt.text))} {
				_, err := show(r, rdf.DecodeOptions{Source: "x"})
				var syntax *rdf.SyntaxError
				if !errors.As(err, &syntax) || !strings.HasPrefix(err.Error(), tt.want) {
					t.Errorf("error %v, want %s", err, tt.want)
				}
			}
		})
	}
}
