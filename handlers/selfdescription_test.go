package handlers

import (
	"encoding/xml"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"
)

type sitemapFile struct {
	XMLName xml.Name
	Parts   []location `xml:"sitemap"`
	Pages   []location `xml:"url"`
}

type location struct {
	Loc     string `xml:"loc"`
	Lastmod string `xml:"lastmod"`
}

func readSitemap(t *testing.T, address string) (f sitemapFile) {
	t.Helper()
	w := get(t, strings.TrimPrefix(address, strings.TrimSuffix(testBase, "/")))
	if err := xml.Unmarshal(w.Body.Bytes(), &f); err != nil || w.Header().Get("Content-Type") != xmlMedia {
		t.Fatalf("%s: %d %v", address, w.Code, err)
	}
	return f
}

// The sitemap lists parts, and they list pages that answer, each with its time.
func TestSitemap(t *testing.T) {
	index, listed := readSitemap(t, "/sitemap.xml"), map[string]bool{}
	if len(index.Parts) < 10 || index.XMLName.Local != "sitemapindex" {
		t.Fatalf("%+v", index)
	}
	for _, part := range index.Parts {
		f := readSitemap(t, part.Loc)
		if f.XMLName.Local != "urlset" || len(f.Pages) == 0 {
			t.Errorf("%s: %+v", part.Loc, f.XMLName)
		}
		for i, page := range f.Pages {
			if _, err := time.Parse(time.RFC3339, page.Lastmod); err != nil || listed[page.Loc] {
				t.Errorf("%+v: %v", page, err)
			}
			listed[page.Loc] = true
			if i < 2 {
				if w := get(t, "/"+strings.TrimPrefix(page.Loc, testBase), "Accept: text/html"); w.Code != http.StatusOK {
					t.Errorf("%s: %d", page.Loc, w.Code)
				}
			}
		}
	}
	if !listed[testBase+"doc/meeting/2025-ism-ottawa"] || listed[testBase+"doc/claim/sc-007"] {
		t.Errorf("%d pages", len(listed))
	}
	for _, address := range []string{"/sitemap/nothing.xml", "/sitemap/meeting", "/sitemap/..%2fmeeting.xml", "/sitemap/meeting-2.xml"} {
		if w := get(t, address); w.Code != http.StatusNotFound {
			t.Errorf("%s: %d", address, w.Code)
		}
	}
	if robots := get(t, "/robots.txt").Body.String(); !strings.Contains(robots, "\nSitemap: "+testBase+"sitemap.xml\n") {
		t.Error(robots)
	}
}

var markdownLink = regexp.MustCompile(`\]\((` + testBase + `[^)]*)\)`)

// llms.txt has the shape that llmstxt.org asks for, and its links answer.
func TestLLMs(t *testing.T) {
	w := get(t, "/llms.txt")
	text := w.Body.String()
	if !strings.HasPrefix(text, "# plenary\n\n> ") || !strings.Contains(text, "\n## ") || w.Header().Get("Content-Type") != "text/plain; charset=utf-8" {
		t.Errorf("%.200s", text)
	}
	links := markdownLink.FindAllStringSubmatch(text, -1)
	if len(links) < 20 {
		t.Errorf("%d links", len(links))
	}
	for _, m := range links {
		if w := get(t, "/"+strings.TrimPrefix(m[1], testBase)); w.Code != http.StatusOK {
			t.Errorf("%s: %d", m[1], w.Code)
		}
	}
}

// The page about the API names every operation.
func TestDocs(t *testing.T) {
	for _, lang := range []string{"en", "fr"} {
		w := get(t, "/docs?lang="+lang)
		if w.Code != http.StatusOK || w.Header().Get("Content-Language") != lang {
			t.Fatalf("%d %s", w.Code, w.Header())
		}
		for _, want := range []string{`id="search"`, "GET /api/matrix", "PATCH /graphs", "/api/search?q=ottawa", `rel="service-desc"`, "/openapi.json"} {
			if !strings.Contains(w.Body.String(), want) {
				t.Errorf("%s: no %s", lang, want)
			}
		}
	}
}
