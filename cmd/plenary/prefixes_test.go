package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"w3id.org/plenary/rdf"
)

// Prefixes that come late, that are schemes of other IRIs, and that change
// their meaning leave every statement as it is, in all syntaxes.
func TestConvertLatePrefixes(t *testing.T) {
	const late = `@prefix urn: <http://urn.example/> . @prefix http: <http://h.example/> .
urn:x http:y <http://q.example/z>, <urn:x> . <urn:x> <urn:y> <mailto:z> .
@prefix mailto: <http://mail.example/> . mailto:x mailto:y <mailto:y>, "1"^^mailto:t, [ <urn:q> http:r ] .
@prefix mailto: <http://other.example/> . mailto:x mailto:y <mailto:z> ; <urn:p> 1 .
`
	var long strings.Builder // more than encoders hold back
	for i := range 2000 {
		fmt.Fprintf(&long, "<urn:a%d> <urn:b> %q .\n", i, strings.Repeat("x", 100))
	}
	dir := t.TempDir()
	for name, text := range map[string]string{"short.ttl": "<urn:a> <urn:b> <urn:c> .\n" + late, "long.ttl": long.String() + late} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		for _, f := range rdf.Formats {
			for _, flag := range []string{"", " --pretty"} {
				t.Run(name+" to "+f.Name+flag, func(t *testing.T) {
					out := "out" + f.Suffix
					if got := runIn(t, dir, "convert "+name+" "+out+flag, ""); got.status != 0 {
						t.Fatalf("convert: %+v", got)
					}
					if got := runIn(t, dir, "diff "+name+" "+out, ""); got.status != 0 {
						t.Errorf("diff: %+v", got)
					}
				})
			}
		}
	}
}
