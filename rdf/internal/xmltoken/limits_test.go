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

// A repeater reads start, then a text again and again up to n bytes.
func repeater(start, text string, n int) io.Reader {
	return io.MultiReader(strings.NewReader(start), io.LimitReader(&cycle{text: text}, int64(n)))
}

type cycle struct {
	text string
	at   int
}

func (c *cycle) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = c.text[c.at]
		c.at = (c.at + 1) % len(c.text)
	}
	return len(p), nil
}

func TestLimits(t *testing.T) {
	laughs := "<!DOCTYPE a [<!ENTITY l0 'lol'>"
	empty := "<!DOCTYPE a [<!ENTITY l0 ''>"
	for i := 1; i < 40; i++ {
		laughs += fmt.Sprintf("<!ENTITY l%d '&l%d;&l%d;'>", i, i-1, i-1)
		empty += fmt.Sprintf("<!ENTITY l%d '&l%d;&l%d;'>", i, i-1, i-1)
	}
	attributes := ""
	for i := range 60 {
		attributes += fmt.Sprintf(" xmlns:p%d='urn:%d'", i, i)
	}
	small := rdf.DecodeOptions{MaxToken: 1 << 20, MaxNames: 40}
	tests := []struct {
		name   string
		r      io.Reader
		o      rdf.DecodeOptions
		limit  string
		suffix string
	}{
		{"million laughs", strings.NewReader(laughs + "]><a>&l39;</a>"), rdf.DecodeOptions{}, "token", "for each byte of the document"},
		{"laughs in a value", strings.NewReader(laughs + "]><a b='&l39;'/>"), rdf.DecodeOptions{}, "token", "for each byte of the document"},
		{"laughs over a token", strings.NewReader(laughs + "]><a b='&l39;'/>"), small, "token", "a token longer than the limit of 1048576 bytes"},
		{"empty laughs", strings.NewReader(empty + "]><a>&l39;</a>"), rdf.DecodeOptions{}, "token", "for each byte of the document"},
		{"depth", repeater("", "<a>", 3_000_000), rdf.DecodeOptions{}, "depth", "nested deeper than the limit of 512 levels"},
		{"value", repeater("<a b='", "x", 1<<25), small, "token", "a token longer than the limit of 1048576 bytes"},
		{"name", repeater("<", "x", 1<<25), small, "token", "a token longer than the limit of 1048576 bytes"},
		{"whole comment", strings.NewReader("<!--" + strings.Repeat("x", 1<<20) + "--><a/>"), small, "token", "a token longer than the limit of 1048576 bytes"},
		{"comment", repeater("<!--", "x", 1<<25), small, "token", "a token longer than the limit of 1048576 bytes"},
		{"document type", repeater("<!DOCTYPE a [", " ", 1<<25), small, "token", "a token longer than the limit of 1048576 bytes"},
		{"namespaces", strings.NewReader("<a" + strings.Replace(attributes, " xmlns:p30", "><a xmlns:p30", 1) + "/>"), small, "names", "more than the limit of 40 namespaces in force"},
		{"attributes", strings.NewReader("<a " + strings.ReplaceAll(attributes, "xmlns:", "") + "/>"), small, "names", "more than the limit of 40 attributes"},
		{"declarations", strings.NewReader(laughs + "<!ENTITY x ''><!ENTITY y ''>]><a/>"), small, "names", "more than the limit of 40 declarations in a document type"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := show(tt.r, tt.o)
			var syntax *rdf.SyntaxError
			if !errors.As(err, &syntax) || syntax.Limit != tt.limit || !strings.HasSuffix(syntax.Msg, tt.suffix) {
				t.Errorf("error %v, want one of limit %q that ends %q", err, tt.limit, tt.suffix)
			}
		})
	}
}

// Text is not one token: it comes in pieces, whatever its length.
func TestLongText(t *testing.T) {
	const n = 3 << 20
	for _, start := range []string{"<a>", "<a><![CDATA["} {
		got, err := show(repeater(start, "]x", n), rdf.DecodeOptions{MaxToken: 1 << 10})
		if len(got) > 100 || err == nil || !strings.Contains(err.Error(), "the document ends inside <a>") {
			t.Errorf("error %v, tokens %.100s", err, got)
		}
	}
}

// What a document makes honest use of is not too much.
func TestReferencesThatAreUsed(t *testing.T) {
	const n, long = 60_000, 500
	start := "<!DOCTYPE a [<!ENTITY e '" + strings.Repeat("x", long) + "'>]><a>"
	r := xmltoken.NewReader(repeater(start, "<b c='&e;'/>", n*len("<b c='&e;'/>")), rdf.DecodeOptions{})
	size := 0
	for k := r.Next(); k != xmltoken.End; k = r.Next() {
		for _, a := range r.Attrs() {
			size += len(a.Value)
		}
	}
	if size != n*long {
		t.Errorf("%d bytes of values, want %d: %v", size, n*long, r.Err())
	}
}

func TestReaderError(t *testing.T) {
	broken := errors.New("broken")
	for _, start := range []string{"", "<a>", "\xFF\xFE<\x00", "<?xml version='1.0' encoding='latin1'?>"} {
		if _, err := show(io.MultiReader(strings.NewReader(start), iotest.ErrReader(broken)), rdf.DecodeOptions{}); !errors.Is(err, broken) {
			t.Errorf("%q: error %v, want that of the reader", start, err)
		}
	}
	if _, err := show(idle{}, rdf.DecodeOptions{}); !errors.Is(err, io.ErrNoProgress) {
		t.Errorf("error %v, want %v", err, io.ErrNoProgress)
	}
}

type idle struct{}

func (idle) Read([]byte) (int, error) { return 0, nil }
