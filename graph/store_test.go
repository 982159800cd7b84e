package graph_test

import (
	"testing"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/graph/storetest"
)

func TestStore(t *testing.T) {
	storetest.Run(t, func(_ testing.TB, o graph.Options) *graph.Store { return graph.New(o) })
}
