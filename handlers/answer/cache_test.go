package answer

import (
	"fmt"
	"testing"

	"w3id.org/plenary/graph"
)

// Whatever is asked for, no more is kept than the budget.
func TestCacheIsBounded(t *testing.T) {
	const budget = 1 << 20
	k := NewCache(budget)
	snap := graph.New(graph.Options{}).Snapshot()
	for i := range 10_000 {
		k.Put(fmt.Sprint("key ", i%7000), Prepare(Answer{Media: "text/plain", Body: make([]byte, i%3000)}), snap, nil)
	}
	if k.used > budget || len(k.places) != k.order.Len() || len(k.places) < 50 {
		t.Errorf("%d bytes in %d answers", k.used, len(k.places))
	}
	k.Put("large", Prepare(Answer{Body: make([]byte, budget/8)}), snap, nil)
	if k.Get("large", snap) != nil || k.Get("key 2999", snap) == nil || k.Get("key 3000", snap) != nil {
		t.Error("not the last used are kept")
	}
	none := NewCache(0)
	none.Put("small", Prepare(Answer{}), snap, nil)
	if none.Get("small", snap) != nil {
		t.Error("an answer is kept without room for any")
	}
}
