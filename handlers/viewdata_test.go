package handlers

import (
	markup "html"
	"net/http"
	"regexp"
	"strings"
	"testing"
)

// What a page links for programs is there, in the form that it says.
func TestDataLinks(t *testing.T) {
	link := regexp.MustCompile(`<a href="(/api/[^"]*)" type="([^"]*)"`)
	for page, want := range map[string]int{"/doc/country/japan.html": 16, "/doc/person/mark-carney.html": 12, "/doc/priority/cybercrime.html": 12, "/doc/place/ottawa.html": 8} {
		found := link.FindAllStringSubmatch(get(t, page).Body.String(), -1)
		if len(found) != want {
			t.Errorf("%s links %d answers, want %d", page, len(found), want)
		}
		for _, m := range found {
			address, media := markup.UnescapeString(m[1]), markup.UnescapeString(m[2])
			if w := get(t, address); w.Code != http.StatusOK || !strings.HasPrefix(w.Header().Get("Content-Type"), media) {
				t.Errorf("GET %s = %d %s, want %s", address, w.Code, w.Header().Get("Content-Type"), media)
			}
		}
	}
}
