package graph

import (
	"errors"
	"reflect"
	"testing"
	"time"

	"w3id.org/plenary/graph/internal/corrupt"
)

// FuzzParseRecord holds what parses to come back, and what does not to be told.
func FuzzParseRecord(f *testing.F) {
	f.Add((&record{time: time.Unix(5, 6).UTC(), author: "a", message: "m", terms: []string{"\x02x:a", "\x02x:b"},
		added: [][4]uint64{{1, 2, 1, 0}}, removed: [][4]uint64{{1, 2, 2, 1}}}).append(nil))
	f.Add((&record{base: "base-000001"}).append(nil))
	f.Add([]byte{1, 0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff, 0x0f})
	f.Fuzz(func(t *testing.T, b []byte) {
		r, err := parseRecord(b)
		if err != nil {
			if !errors.Is(err, corrupt.Err) {
				t.Fatal(err)
			}
			return
		}
		if again, err := parseRecord(r.append(nil)); err != nil || !reflect.DeepEqual(again, r) {
			t.Fatalf("%+v comes back as %+v, %v", r, again, err)
		}
	})
}
