package xmltoken_test

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"strings"
	"testing"
	"testing/iotest"

	"w3id.org/plenary/rdf"
)

// oracle is show by encoding/xml. It takes more for XML than there is, but what
// a Reader takes, both understand alike.
func oracle(text []byte) (string, error) {
	var b strings.Builder
	d := xml.NewDecoder(bytes.NewReader(text))
	data := ""
	for {
		token, err := d.RawToken()
		if text, ok := token.(xml.CharData); ok {
			data += string(text)
			continue
		}
		if strings.Trim(data, " \t\n\r") != "" || data != "" && b.Len() > 0 && err == nil {
			fmt.Fprintf(&b, "%q\n", data)
		}
		data = ""
		if err != nil {
			return b.String(), err
		}
		switch t := token.(type) {
		case xml.StartElement:
			fmt.Fprintf(&b, "<%s", name(t.Name))
			for _, a := range t.Attr {
				if a.Name.Space != "xmlns" && name(a.Name) != "xmlns" {
					fmt.Fprintf(&b, " %s=%q", name(a.Name), a.Value)
				}
			}
			b.WriteString("\n")
		case xml.EndElement:
			fmt.Fprintf(&b, ">%s\n", name(t.Name))
		case xml.Comment:
			fmt.Fprintf(&b, "!%q\n", t)
		case xml.ProcInst:
			if t.Target != "xml" {
				fmt.Fprintf(&b, "?%s %q\n", t.Target, t.Inst)
			}
		}
	}
}

func name(n xml.Name) string { return strings.TrimPrefix(n.Space+":"+n.Local, ":") }

// comparable rubs out where a Reader does more than encoding/xml: white space in
// values, and around the root.
func comparable(tokens string) string {
	var lines []string
	for line := range strings.Lines(tokens) {
		if line[0] == '<' {
			line = strings.NewReplacer(`\n`, " ", `\t`, " ", `\r`, " ").Replace(line)
		}
		if line[0] != '"' || strings.Trim(strings.NewReplacer(`\n`, "", `\t`, "").Replace(line), "\" \n") != "" {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, "")
}

// place is where an error is and which rule it breaks: what it quotes depends on
// what is at hand.
func place(err error) string {
	if e, ok := err.(*rdf.SyntaxError); ok {
		return fmt.Sprint(e.Offset, e.Line, e.Column, e.Rule, e.Limit)
	}
	return fmt.Sprint(err)
}

// FuzzReader compares with encoding/xml, and the document as a whole with the
// document byte by byte.
func FuzzReader(f *testing.F) {
	for _, seed := range []string{
		"<a/>", "<?xml version='1.0' encoding='latin1'?><a>\xE9</a>", "<!DOCTYPE a [<!ENTITY b '<'><!ATTLIST a b CDATA '&lt;'>]><a>&b;]]&gt;</a>",
		"<p:a xmlns:p='x' p:b=\"\r\n&#10;\"><![CDATA[<]]]]><!-- - --><?p  q?>\r</p:a>", wide("<a>é</a>", 0, 1),
		"<!--\r\n-->\r\n\n", "<?xml version='1.0' encoding='\x97\x97'?><a/>",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		o := rdf.DecodeOptions{MaxToken: 1 << 16, MaxNames: 100}
		got, err := show(bytes.NewReader(text), o)
		slow, slowErr := show(iotest.OneByteReader(bytes.NewReader(text)), o)
		if got != slow || place(err) != place(slowErr) {
			t.Fatalf("error %v, tokens\n%s\nbyte by byte %v\n%s", err, got, slowErr, slow)
		}
		if err != nil || bytes.Contains(text, []byte("<!DOCTYPE")) || bytes.Contains(text, []byte("<?xml")) || bytes.HasPrefix(text, []byte("\xFF\xFE")) || bytes.HasPrefix(text, []byte("\xFE\xFF")) {
			return
		}
		want, err := oracle(bytes.TrimPrefix(text, []byte("\uFEFF")))
		if err.Error() != "EOF" || comparable(got) != comparable(want) {
			t.Fatalf("tokens\n%s\nencoding/xml has %v\n%s", got, err, want)
		}
	})
}
