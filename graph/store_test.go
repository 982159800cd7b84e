package graph_test

import (
	"errors"
	"fmt"
	"testing"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/graph/storetest"
)

func TestStore(t *testing.T) {
	for _, after := range []int{0, 50} {
		t.Run(fmt.Sprintf("in memory, merge after %d", after), func(t *testing.T) {
			storetest.Run(t, func(_ testing.TB, o graph.Options) *graph.Store {
				o.MergeAfter = after
				return graph.New(o)
			})
		})
	}
	t.Run("on disk", func(t *testing.T) {
		storetest.Run(t, func(t testing.TB, o graph.Options) *graph.Store {
			o.MergeAfter = 300
			s, err := graph.Open(t.TempDir(), o)
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() {
				if err := errors.Join(s.Err(), s.Close()); err != nil {
					t.Error(err)
				}
			})
			return s
		})
	})
}
