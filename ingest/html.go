package ingest

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// readHTML folds the text of the main content, block by block; what markup says
// between blocks is a blank line that stands for no character.
func (d *Document) readHTML() {
	page := scanPage(d.Text)
	d.Meta = d.Meta.Over(page.meta)
	isMain := mainContent(d.Text, page.blocks)
	for i := range page.blocks {
		if isMain(i) {
			d.addBlock(&page.blocks[i])
		}
	}
}

func (d *Document) addBlock(b *pageBlock) {
	at := b.runs[0].start
	d.folded.put("\n\n", at, at)
	if b.isItem {
		d.folded.put("• ", at, at)
	}
	for _, run := range b.runs {
		d.addRun(d.Text[run.byte:run.byteEnd], run.start)
	}
}

// addRun folds text with character references in it. Line ends are blanks in
// HTML.
func (d *Document) addRun(text string, start int) {
	for text != "" {
		plain := strings.IndexAny(text, "&\r\n")
		if plain < 0 {
			d.folded.add(text, start)
			return
		}
		start = d.folded.add(text[:plain], start)
		text = text[plain:]
		size := referenceSize(text)
		meaning := " "
		if text[0] == '&' {
			meaning = html.UnescapeString(text[:size])
		}
		count := utf8.RuneCountInString(text[:size])
		var one folded
		one.add(meaning, 0)
		d.folded.put(strings.ReplaceAll(one.text(), "\n", " "), start, start+count)
		text, start = text[size:], start+count
	}
}

// referenceSize measures the character reference at the start of text; 1 when it
// is none.
func referenceSize(text string) int {
	if text[0] != '&' {
		return 1
	}
	end := strings.IndexByte(text[:min(len(text), 34)], ';')
	if end < 0 || strings.ContainsAny(text[1:end], "& <\n") {
		return 1
	}
	return end + 1
}

// A pageBlock is text between two changes of block.
type pageBlock struct {
	runs      []pageRun
	text      strings.Builder // folded, for comparison
	isItem    bool
	isHeading bool
}

// A pageRun is text between two tags.
type pageRun struct{ byte, byteEnd, start int }

// A page is an HTML document, in the order of its source.
type page struct {
	meta   Meta
	blocks []pageBlock
	open   pageBlock // being filled

	skipped int // depth of elements whose text is none of the page's
	isItem  bool
	heading bool
	script  string // type of the script element that is open
	inTitle bool
}

// scanPage goes through the tokens of HTML, counting bytes and code points.
func scanPage(source string) *page {
	p := &page{}
	z := html.NewTokenizer(strings.NewReader(source))
	at, start := 0, 0
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			break
		}
		size := len(z.Raw())
		text := source[at : at+size]
		switch kind {
		case html.TextToken:
			p.text(text, pageRun{at, at + size, start})
		case html.StartTagToken, html.SelfClosingTagToken:
			p.begin(z.Token(), kind == html.SelfClosingTagToken)
		case html.EndTagToken:
			name, _ := z.TagName()
			p.finish(atom.Lookup(name))
		}
		at, start = at+size, start+utf8.RuneCountInString(text)
	}
	p.flush()
	return p
}

func (p *page) text(text string, run pageRun) {
	switch {
	case p.inTitle:
		p.meta.Title = strings.TrimSpace(html.UnescapeString(text))
	case p.script == "application/ld+json":
		p.meta = p.meta.Over(metaOfJSONLD(text))
	case p.skipped > 0:
	case len(p.open.runs) > 0 || strings.TrimSpace(text) != "":
		p.open.runs = append(p.open.runs, run)
		p.open.text.WriteString(html.UnescapeString(text))
	}
}

func (p *page) begin(t html.Token, isClosed bool) {
	p.noteMeta(t)
	switch {
	case t.DataAtom == atom.Script:
		p.script = attribute(t, "type")
	case t.DataAtom == atom.Title:
		p.inTitle = p.meta.Title == ""
	}
	if skippedElements[t.DataAtom] && !isClosed {
		p.skipped++
	}
	if blockElements[t.DataAtom] {
		p.flush()
		p.isItem = t.DataAtom == atom.Li
		p.heading = t.DataAtom == atom.H1 || t.DataAtom == atom.H2
	}
}

func (p *page) finish(name atom.Atom) {
	p.inTitle = false
	if skippedElements[name] {
		p.skipped = max(0, p.skipped-1)
		p.script = ""
	}
	if blockElements[name] {
		p.flush()
		p.isItem, p.heading = false, false
	}
}

func (p *page) flush() {
	if len(p.open.runs) > 0 {
		p.open.isItem, p.open.isHeading = p.isItem, p.heading
		p.blocks = append(p.blocks, p.open)
	}
	p.open = pageBlock{}
}

func attribute(t html.Token, name string) string {
	for _, a := range t.Attr {
		if a.Key == name {
			return strings.TrimSpace(a.Val)
		}
	}
	return ""
}

func atoms(of ...atom.Atom) map[atom.Atom]bool {
	set := map[atom.Atom]bool{}
	for _, a := range of {
		set[a] = true
	}
	return set
}

var (
	skippedElements = atoms(atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Svg, atom.Math, atom.Title,
		atom.Nav, atom.Form, atom.Button, atom.Select, atom.Textarea, atom.Iframe, atom.Object, atom.Video, atom.Audio)
	blockElements = atoms(atom.P, atom.Div, atom.Section, atom.Article, atom.Main, atom.Header, atom.Footer, atom.Aside, atom.Nav,
		atom.Ul, atom.Ol, atom.Li, atom.Dl, atom.Dt, atom.Dd, atom.Table, atom.Tr, atom.Td, atom.Th, atom.Caption, atom.Blockquote,
		atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Br, atom.Hr, atom.Pre, atom.Figure, atom.Figcaption, atom.Address, atom.Body)
)
