package graph_test

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/graph/storetest"
)

func TestStore(t *testing.T) {
	for _, after := range []graph.Options{{}, {MergeAfter: 12, FlushAfter: 5}} {
		t.Run(fmt.Sprintf("in memory, merge after %d, flush after %d", after.MergeAfter, after.FlushAfter), func(t *testing.T) {
			storetest.Run(t, func(t testing.TB, o graph.Options) *graph.Store {
				o.MergeAfter, o.FlushAfter = after.MergeAfter, after.FlushAfter
				return closing(t, graph.New(o))
			})
		})
	}
	t.Run("on disk", func(t *testing.T) {
		storetest.Run(t, func(t testing.TB, o graph.Options) *graph.Store {
			o.MergeAfter, o.FlushAfter = 1000, 20
			s, err := graph.Open(t.TempDir(), o)
			if err != nil {
				t.Fatal(err)
			}
			return closing(t, s)
		})
	})
}

// closing closes a store behind the test.
func closing(t testing.TB, s *graph.Store) *graph.Store {
	t.Cleanup(func() {
		if err := errors.Join(s.Err(), s.Check(context.Background()), s.Close()); err != nil {
			t.Error(err)
		}
	})
	return s
}
