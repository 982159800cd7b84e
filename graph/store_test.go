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
	for _, after := range []graph.Options{{}, {MergeAfter: 12, FlushAfter: 5, LoadMemory: 1}} {
		t.Run(fmt.Sprintf("in memory, merge after %d, flush after %d, load in %d bytes", after.MergeAfter, after.FlushAfter, after.LoadMemory), func(t *testing.T) {
			storetest.Run(t, func(t testing.TB, o graph.Options) *graph.Store {
				o.MergeAfter, o.FlushAfter, o.LoadMemory = after.MergeAfter, after.FlushAfter, after.LoadMemory
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
