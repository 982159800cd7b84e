package graph_test

import (
	"fmt"
	"testing"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/graph/storetest"
)

func TestStore(t *testing.T) {
	for _, after := range []int{0, 1, 100} {
		t.Run(fmt.Sprintf("merge after %d", after), func(t *testing.T) {
			storetest.Run(t, func(_ testing.TB, o graph.Options) *graph.Store {
				o.MergeAfter = after
				return graph.New(o)
			})
		})
	}
}
