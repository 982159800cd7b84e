package main

import (
	"hash/crc32"
	"html"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"sync"
	"testing"

	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/canon"
)

const testBase = "http://localhost:8080/"

// TestCrawl starts at the home page and follows everything that any answer
// links or names under the base: each address must answer; each thing, document,
// collection and vocabulary file must do so in all seven formats, with the same
// triples in each. Addresses that name one variant of such a resource, by a
// suffix or a language, lead to what the crawl reads anyway and are left out; of
// the questions that every page links (paths, neighbours, searches) and of what
// each document has beside it (link sets, versions), one in sixteen is asked.
func TestCrawl(t *testing.T) {
	c := &crawler{handler: testHandler(t), seen: map[string]bool{}}
	c.add(testBase)
	for len(c.queue) > 0 {
		wave := c.queue
		c.queue = nil
		var workers sync.WaitGroup
		for half := range 2 {
			workers.Go(func() {
				for i := half; i < len(wave); i += 2 {
					c.visit(t, wave[i])
				}
			})
		}
		workers.Wait()
	}
	t.Logf("%d addresses, %d answers read", len(c.seen), c.answers)
	if c.documents < 2000 && !underRace {
		t.Errorf("only %d resources in all formats: the crawl did not get around", c.documents)
	}
}

type crawler struct {
	handler http.Handler

	mu        sync.Mutex
	seen      map[string]bool
	queue     []string
	answers   int
	documents int
}

func (c *crawler) add(addresses ...string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, a := range addresses {
		a, _, _ = strings.Cut(a, "#")
		if strings.HasPrefix(a, testBase) && !c.seen[a] && wanted(a) {
			c.seen[a] = true
			c.queue = append(c.queue, a)
		}
	}
}

func (c *crawler) visit(t *testing.T, address string) {
	if !negotiated(address) {
		if _, answer := c.get(address, ""); answer.Code != http.StatusOK {
			t.Errorf("GET %s: %d", address, answer.Code)
		}
		return
	}
	c.page(t, address)
	var first *rdf.Dataset
	for _, f := range rdf.Formats {
		got := c.read(t, address, f)
		if got == nil {
			continue
		}
		if first == nil {
			first = got
			c.add(named(got)...)
		} else if !canon.Isomorphic(first, got) {
			t.Errorf("GET %s: %s differs from %s: %s", address, f.Name, rdf.Formats[0].Name, canon.Diff(first, got))
		}
	}
	c.mu.Lock()
	c.documents++
	c.mu.Unlock()
}

// page asks for HTML and follows its links.
func (c *crawler) page(t *testing.T, address string) {
	met, answer := c.get(address, "text/html")
	if answer.Code != http.StatusOK || !strings.HasPrefix(answer.Header().Get("Content-Type"), "text/html") {
		t.Errorf("GET %s as HTML: %v %s", address, met, answer.Header().Get("Content-Type"))
		return
	}
	c.add(links(address, answer.Body.String())...)
}

var reference = regexp.MustCompile(`\s(?:href|src)="([^"]*)"`)

func links(address, page string) (found []string) {
	from, _ := url.Parse(address)
	for _, m := range reference.FindAllStringSubmatch(page, -1) {
		if to, err := from.Parse(html.UnescapeString(m[1])); err == nil {
			found = append(found, to.String())
		}
	}
	return found
}

// read asks for one syntax and returns the triples of the answer without their
// graph names, or nil after an error.
func (c *crawler) read(t *testing.T, address string, f rdf.Format) *rdf.Dataset {
	met, answer := c.get(address, f.MediaType)
	media, _, _ := strings.Cut(answer.Header().Get("Content-Type"), ";")
	if answer.Code != http.StatusOK || media != f.MediaType {
		t.Errorf("GET %s as %s: %v %s", address, f.Name, met, media)
		return nil
	}
	if strings.HasPrefix(address, testBase+"id/") && met[0] != http.StatusSeeOther {
		t.Errorf("GET %s as %s: %v, want 303 first", address, f.Name, met)
	}
	triples := new(rdf.Dataset)
	for q, err := range decode(f, answer.Body, address) {
		if err != nil {
			t.Errorf("GET %s as %s: %v", address, f.Name, err)
			return nil
		}
		triples.Add(q.Triple().In(rdf.Term{}))
	}
	return triples
}

// get follows redirects and returns the statuses met and the last answer.
func (c *crawler) get(address, accept string) ([]int, *httptest.ResponseRecorder) {
	var met []int
	for {
		request := httptest.NewRequest(http.MethodGet, address, nil)
		if accept != "" {
			request.Header.Set("Accept", accept)
		}
		answer := httptest.NewRecorder()
		c.handler.ServeHTTP(answer, request)
		met = append(met, answer.Code)
		to := answer.Header().Get("Location")
		if to == "" || len(met) > 3 {
			c.mu.Lock()
			c.answers++
			c.mu.Unlock()
			return met, answer
		}
		from, _ := url.Parse(address)
		next, err := from.Parse(to)
		if err != nil {
			return met, answer
		}
		address = next.String()
	}
}

// named returns the IRIs in a dataset.
func named(d *rdf.Dataset) (found []string) {
	for _, q := range d.Quads() {
		for _, term := range []rdf.Term{q.S, q.P, q.O} {
			if term.IsIRI() {
				found = append(found, term.Value())
			}
		}
	}
	return found
}

// wanted leaves out variants and most questions; which ones are asked depends on
// nothing but the address.
func wanted(address string) bool {
	if variant.MatchString(address) {
		return false
	}
	sampled := strings.Contains(address, "?") || strings.Contains(address, "/linkset/") || strings.Contains(address, "/timemap/") || underRace && strings.Contains(address, "/id/")
	return !sampled || crc32.ChecksumIEEE([]byte(address))%16 == 0
}

// variant matches the addresses of one variant of a resource.
var variant = regexp.MustCompile(`/(doc|ontology|ontology/shapes|void|dataset)(/[^?]*)?\.(ttl|jsonld|nt|nq|trig|rdf|html)$|[?&](lang|format)=`)

// negotiated tells the addresses that promise all seven formats.
func negotiated(address string) bool {
	u, err := url.Parse(address)
	if err != nil || u.RawQuery != "" || u.Path == "/ontology/context.jsonld" {
		return false
	}
	switch u.Path {
	case "/", "/ontology", "/ontology/shapes", "/void", "/dataset":
		return true
	}
	return strings.HasPrefix(u.Path, "/id/") || strings.HasPrefix(u.Path, "/doc/")
}
