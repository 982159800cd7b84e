package explorer_test

import (
	"bytes"
	"fmt"
	"io/fs"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"w3id.org/plenary/explorer"
)

func newExplorer(t testing.TB) *explorer.Explorer {
	t.Helper()
	e, err := explorer.New(explorer.Options{Root: "/base/", Version: "test"})
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func TestRenderEveryPage(t *testing.T) {
	e := newExplorer(t)
	for _, lang := range explorer.Languages {
		for _, v := range sampleViews(lang) {
			name := fmt.Sprintf("%T/%s", v, lang)
			t.Run(name, func(t *testing.T) {
				page, err := e.Render(v)
				if err != nil {
					t.Fatal(err)
				}
				checkPage(t, page)
				if !bytes.Contains(page, []byte(`<html lang="`+lang+`">`)) {
					t.Errorf("page is not marked as %s", lang)
				}
			})
		}
	}
}

// checkPage holds what is true of each page: tags balance, ids are unique,
// nothing is inline that the content security policy forbids, headings do not
// skip a level.
func checkPage(t *testing.T, page []byte) {
	t.Helper()
	if bytes.Contains(page, []byte("<b>\"O’")) {
		t.Error("a value came out unescaped")
	}
	c := pageCheck{ids: map[string]bool{}, fail: t.Errorf}
	tokens := html.NewTokenizer(bytes.NewReader(page))
	for tokens.Next() != html.ErrorToken {
		c.token(tokens.Token())
	}
	if len(c.open) > 0 {
		t.Errorf("never closed: %v", c.open)
	}
}

type pageCheck struct {
	open  []string
	ids   map[string]bool
	level byte
	fail  func(string, ...any)
}

var void = map[string]bool{"meta": true, "link": true, "input": true, "img": true, "br": true, "hr": true}

func (c *pageCheck) token(tok html.Token) {
	switch tok.Type {
	case html.StartTagToken:
		c.attributes(tok)
		if !void[tok.Data] {
			c.open = append(c.open, tok.Data)
		}
	case html.SelfClosingTagToken:
		c.attributes(tok)
	case html.EndTagToken:
		last := len(c.open) - 1
		if last < 0 || c.open[last] != tok.Data {
			c.fail("</%s> closes %v", tok.Data, c.open)
			return
		}
		c.open = c.open[:last]
	}
}

func (c *pageCheck) attributes(tok html.Token) {
	if len(tok.Data) == 2 && tok.Data[0] == 'h' && tok.Data[1] >= '1' && tok.Data[1] <= '6' {
		if c.level > 0 && tok.Data[1] > c.level+1 {
			c.fail("<%s> after <h%c>", tok.Data, c.level)
		}
		c.level = tok.Data[1]
	}
	if tok.Data == "style" {
		c.fail("inline <style>")
	}
	for _, a := range tok.Attr {
		switch {
		case a.Key == "style" || strings.HasPrefix(a.Key, "on"):
			c.fail("inline %s on <%s>", a.Key, tok.Data)
		case a.Key == "id" && c.ids[a.Val]:
			c.fail("id %q twice", a.Val)
		case a.Key == "id":
			c.ids[a.Val] = true
		case strings.Contains(a.Val, "ZgotmplZ"):
			c.fail("unsafe %s on <%s>", a.Key, tok.Data)
		}
	}
}

func TestUnknownLanguageIsTheFirst(t *testing.T) {
	e := newExplorer(t)
	page, err := e.Render(explorer.Problem{Page: explorer.Page{Lang: "xx"}, Status: 404})
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Contains(page, []byte(`lang="en"`)) {
		t.Error("page is not in English")
	}
}

func TestText(t *testing.T) {
	e := newExplorer(t)
	for _, tt := range []struct {
		name, lang, key string
		args            []any
		want            string
	}{
		{"English", "en", "nav.meeting", nil, "Meetings"},
		{"French", "fr", "nav.meeting", nil, "Réunions"},
		{"arguments", "en", "search.none", []any{"x"}, "Nothing found for “x”"},
		{"unknown key", "en", "no such", nil, "⟨no such⟩"},
		{"unknown language", "de", "nav.meeting", nil, "Meetings"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := e.Text(tt.lang, tt.key, tt.args...); got != tt.want {
				t.Errorf("Text(%q, %q) = %q, want %q", tt.lang, tt.key, got, tt.want)
			}
		})
	}
}

func TestAssets(t *testing.T) {
	for _, name := range []string{"plenary.css", "copy.js", "icon.svg", "hemicycle.svg"} {
		if content, err := fs.ReadFile(explorer.Assets(), name); err != nil || len(content) == 0 {
			t.Errorf("Assets %s: %d bytes, %v", name, len(content), err)
		}
	}
}
