package handlers

import (
	"net/http"
	"sync"
	"testing"

	"w3id.org/plenary/rdf"
)

// Documents that are made at once, one after the other in the same memory, are what
// each is alone.
func TestDocumentsAtOnce(t *testing.T) {
	store, err := loaded()
	if err != nil {
		t.Fatal(err)
	}
	s, err := New(Options{Store: store, Base: testBase, CacheBytes: -1})
	if err != nil {
		t.Fatal(err)
	}
	h := s.Handler()
	var addresses, want []string
	for _, path := range []string{ottawa, "/doc/country/japan", "/doc/claim/sc-007", "/doc/forum/g7"} {
		for _, f := range rdf.Formats {
			addresses = append(addresses, path+f.Suffix)
		}
		addresses = append(addresses, path+".jsonld?profile=expanded", path+".ttl?_profile=schema")
	}
	for _, address := range addresses {
		w := getFrom(h, "127.0.0.1", address)
		if w.Code != http.StatusOK {
			t.Fatalf("%s: %d %s", address, w.Code, w.Body)
		}
		want = append(want, w.Body.String())
	}
	var waiting sync.WaitGroup
	for worker := range 4 {
		waiting.Go(func() {
			for i := range addresses {
				at := (i*(2*worker+1) + worker) % len(addresses)
				if got := getFrom(h, "127.0.0.1", addresses[at]).Body.String(); got != want[at] {
					t.Errorf("%s: %.300s, want %.300s", addresses[at], got, want[at])
				}
			}
		})
	}
	waiting.Wait()
}
