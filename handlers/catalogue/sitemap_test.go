package catalogue

import "testing"

// A long list is cut into parts of bounded size.
func TestSitemapParts(t *testing.T) {
	m := &Sitemap{parts: map[string][]place{}}
	m.add("x", make([]place, 2*sitemapPart+1))
	if len(m.names) != 3 || m.names[2] != "x-3" || len(m.parts["x"]) != sitemapPart || len(m.parts["x-3"]) != 1 {
		t.Errorf("%v", m.names)
	}
}
