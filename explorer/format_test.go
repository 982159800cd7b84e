package explorer_test

import (
	"testing"

	"w3id.org/plenary/explorer"
)

func TestFormatRange(t *testing.T) {
	for _, tt := range []struct{ name, lang, from, until, want string }{
		{"same month", "en", "2025-11-21", "2025-11-23", "21–23 November 2025"},
		{"same year", "en", "1976-06-27", "1976-07-01", "27 June – 1 July 1976"},
		{"French first day", "fr", "1976-06-27", "1976-07-01", "27 juin – 1er juillet 1976"},
		{"two years", "en", "2025-12-31", "2026-01-01", "31 December 2025 – 1 January 2026"},
		{"one day", "en", "2025-11-21", "2025-11-21", "21 November 2025"},
		{"month", "en", "2025-11", "", "November 2025"},
		{"year", "fr", "1999", "1999", "1999"},
		{"years", "en", "1975", "1980", "1975 – 1980"},
		{"no start", "en", "", "2001-01-20", "– 20 January 2001"},
		{"nothing", "en", "", "", ""},
		{"no date", "en", "soon", "", "soon"},
		{"impossible month", "en", "2025-13", "", "2025-13"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := explorer.FormatRange(tt.lang, tt.from, tt.until)
			if plain(got) != tt.want {
				t.Errorf("FormatRange(%q, %q, %q) = %q, want %q", tt.lang, tt.from, tt.until, got, tt.want)
			}
		})
	}
}

func plain(s string) string {
	out := []rune(s)
	for i, r := range out {
		if r == '\u00a0' || r == '\u202f' {
			out[i] = ' '
		}
	}
	return string(out)
}

func TestFormatCount(t *testing.T) {
	for _, tt := range []struct {
		name, lang string
		n          int
		want       string
	}{
		{"small", "en", 51, "51"},
		{"thousands", "en", 4161, "4,161"},
		{"French", "fr", 1234567, "1 234 567"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := plain(explorer.FormatCount(tt.lang, tt.n)); got != tt.want {
				t.Errorf("FormatCount(%q, %d) = %q, want %q", tt.lang, tt.n, got, tt.want)
			}
		})
	}
}

func TestNewChart(t *testing.T) {
	if c := explorer.NewChart("", []explorer.Span{{From: 1990, Until: 1991}}); c != nil {
		t.Errorf("NewChart of one span = %v, want none", c)
	}
	c := explorer.NewChart("x", []explorer.Span{{From: 1990, Until: 1995}, {From: 1995.5}, {From: 1996, Until: 1996}})
	if len(c.Bars) != 3 || !c.Bars[1].Open || !c.Bars[2].Dot {
		t.Errorf("NewChart bars = %+v, want a bar, an open bar, a dot", c.Bars)
	}
	for _, b := range c.Bars {
		if b.X < 0 || b.X+b.W > c.Width || b.Y > c.Height {
			t.Errorf("bar %+v is outside %d × %d", b, c.Width, c.Height)
		}
	}
}
