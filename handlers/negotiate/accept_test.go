package negotiate

import (
	"slices"
	"strconv"
	"testing"
)

func TestParseAccept(t *testing.T) {
	tests := []struct {
		name, header string
		want         []string // media range and weight
	}{
		{"empty", "", nil},
		{"one", "text/turtle", []string{"text/turtle 1000"}},
		{"weights", "text/turtle;q=0.123, text/html; q=1.000, */*;q=0", []string{"text/turtle 123", "text/html 1000", "*/* 0"}},
		{"weight of one digit and a point", "text/turtle;q=0., text/html;q=1.", []string{"text/turtle 0", "text/html 1000"}},
		{"case and blanks", "  Text/TURTLE ; Q=0.5 ,, ", []string{"text/turtle 500"}},
		{"quoted comma", `application/ld+json;profile="a,b";q=0.2, text/html`, []string{"application/ld+json 200", "text/html 1000"}},
		{"escaped quote", `application/ld+json;profile="a\",b", text/html`, []string{"application/ld+json 1000", "text/html 1000"}},
		{"unfinished quote", `text/html, application/ld+json;profile="a, text/turtle`, []string{"text/html 1000"}},
		{"no subtype", "text, text/, /html, text/html", []string{"text/html 1000"}},
		{"star alone", "*, *;q=.2, text/html", []string{"text/html 1000"}},
		{"star before slash only", "*/html, text/*", []string{"text/* 1000"}},
		{"four decimals", "text/html;q=0.1234, text/turtle", []string{"text/turtle 1000"}},
		{"more than one", "text/html;q=1.001, text/turtle", []string{"text/turtle 1000"}},
		{"negative", "text/html;q=-0.1, text/turtle", []string{"text/turtle 1000"}},
		{"sign in decimals", "text/html;q=0.+1, text/turtle", []string{"text/turtle 1000"}},
		{"no number", "text/html;q=high, text/turtle", []string{"text/turtle 1000"}},
		{"weight twice", "text/html;q=0.1;q=0.2, text/turtle", []string{"text/turtle 1000"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, r := range parseAccept(tt.header) {
				got = append(got, r.kind+"/"+r.subtype+" "+strconv.Itoa(r.quality))
			}
			if !slices.Equal(got, tt.want) {
				t.Errorf("parseAccept(%q) = %q, want %q", tt.header, got, tt.want)
			}
		})
	}
}
