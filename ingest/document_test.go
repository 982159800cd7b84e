package ingest_test

import (
	"errors"
	"io"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"w3id.org/plenary/ingest"
)

func utf16LE(text string) string {
	var b strings.Builder
	for _, unit := range utf16.Encode([]rune("\uFEFF" + text)) {
		b.WriteByte(byte(unit))
		b.WriteByte(byte(unit >> 8))
	}
	return b.String()
}

func TestRead(t *testing.T) {
	const text = "Évian, le 2 juin 2003"
	for _, c := range []struct{ name, bytes string }{
		{"UTF-8", text},
		{"byte order mark", "\uFEFF" + text},
		{"UTF-16", utf16LE(text)},
		{"Windows-1252", "\xC9vian, le 2 juin 2003"},
	} {
		t.Run(c.name, func(t *testing.T) {
			d, err := ingest.Read(strings.NewReader(c.bytes), ingest.ReadOptions{})
			if err != nil {
				t.Fatal(err)
			}
			if d.Text != text || d.Quote(0, 5) != "Évian" {
				t.Errorf("read %q", d.Text)
			}
		})
	}
}

func TestReadRefuses(t *testing.T) {
	const limit = 4000
	for _, c := range []struct {
		name, bytes string
		want        error
	}{
		{"empty", "", ingest.ErrEmpty},
		{"blanks", " \r\n\t ", ingest.ErrEmpty},
		{"only what is not seen", "\u200B\uFEFF\u200E", ingest.ErrEmpty},
		{"markup without text", "<html><body><script>let a = 1</script></body></html>", ingest.ErrEmpty},
		{"binary", "\x7fELF\x02\x01\x01\x00\x00\x00" + strings.Repeat("\x00\x01\x02\xff", 500), ingest.ErrBinary},
		{"too large", strings.Repeat("word ", limit), ingest.ErrTooLarge},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := ingest.Read(strings.NewReader(c.bytes), ingest.ReadOptions{MaxBytes: limit})
			if !errors.Is(err, c.want) {
				t.Errorf("Read = %v, want %v", err, c.want)
			}
		})
	}
}

func TestReadFailure(t *testing.T) {
	_, err := ingest.Read(io.MultiReader(strings.NewReader("text"), failing{}), ingest.ReadOptions{Name: "a.txt"})
	if !errors.Is(err, os.ErrClosed) {
		t.Errorf("Read = %v", err)
	}
}

type failing struct{}

func (failing) Read([]byte) (int, error) { return 0, os.ErrClosed }

func TestHTML(t *testing.T) {
	const page = `<!doctype html><html lang="en"><head><title>Ministers met</title>
<meta property="article:published_time" content="2025-11-23T10:00:00Z"><meta property="og:site_name" content="Public Safety Canada">
<link rel="canonical" href="https://www.canada.ca/en/news.html"></head><body><nav><a href="/">Japan home</a></nav>
<article><h1>Ministers met</h1><p>The ministers met in&nbsp;<b>Mont</b>r&eacute;al on <em>November&#32;21, 2025</em>.</p></article>
<script>var place = "Paris"</script></body></html>`
	d, err := ingest.Read(strings.NewReader(page), ingest.ReadOptions{Name: "page.html"})
	if err != nil {
		t.Fatal(err)
	}
	want := ingest.Meta{Title: "Ministers met", Publisher: "Public Safety Canada", Date: "2025-11-23", Language: "en", Address: "https://www.canada.ca/en/news.html"}
	if d.Meta != want {
		t.Errorf("Meta = %+v, want %+v", d.Meta, want)
	}
	var got []string
	for _, m := range extractor().Extract(d).Mentions {
		got = append(got, m.Label+"|"+m.Quote)
	}
	if want := []string{"Montréal|Mont</b>r&eacute;al", "November 21, 2025|November&#32;21, 2025"}; !slices.Equal(got, want) {
		t.Errorf("mentions %q, want %q", got, want)
	}
}
