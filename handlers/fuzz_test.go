package handlers

import "testing"

// Whatever headers say, there is an answer.
func FuzzAccept(f *testing.F) {
	for _, seed := range []string{"", "*/*", "text/turtle;q=0.5, */*;q=0", `application/ld+json;profile="http://www.w3.org/ns/json-ld#expanded"`, "a/b;c=\"", "\x00", ";;,,==", `"\`} {
		f.Add(seed, seed)
	}
	f.Fuzz(func(t *testing.T, accept, encoding string) {
		for _, path := range []string{"/doc/country/japan", "/api/resolve?iri=JP", "/nowhere"} {
			w := get(t, path, "Accept: "+accept, "Accept-Encoding: "+encoding, "Accept-Language: "+encoding)
			if w.Code >= 500 || w.Code == 200 && w.Body.Len() == 0 {
				t.Errorf("GET %s with Accept %q, Accept-Encoding %q = %d, %d bytes", path, accept, encoding, w.Code, w.Body.Len())
			}
		}
	})
}
