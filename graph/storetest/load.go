package storetest

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/rdf"
)

// manyQuads are more than what indexes are built of by comparing.
func manyQuads() (quads []rdf.Quad) {
	for i := range 5000 {
		quads = append(quads, rdf.Quad{S: iri("s%d", i%701), P: iri("p%d", i%7), O: rdf.String(fmt.Sprint(i % 97)), G: iri("g%d", i%5)})
	}
	return append(quads, quads[:100]...)
}

// load fills a store at once and checks that this equals adding one by one.
func load(t *testing.T, open Open) {
	s := open(t, graph.Options{})
	if c, err := s.Load(context.Background(), graph.Change{}, sequence(nil, nil)); err != nil || c.Seq != 0 {
		t.Errorf("loading nothing = %+v, %v, want no commit", c, err)
	}
	want := map[rdf.Quad]bool{}
	for _, q := range manyQuads() {
		want[q] = true
	}
	c, err := s.Load(context.Background(), graph.Change{Author: "loader"}, sequence(manyQuads(), nil))
	if err != nil || c.Seq != 1 || c.Added != len(want) || c.Author != "loader" {
		t.Errorf("Load = %+v, %v, want %d quads added", c, err, len(want))
	}
	compare(t, s.Snapshot(), want)
	if got := s.Snapshot().Version(iri("g3")); got != 1 {
		t.Errorf("Version = %d, want 1", got)
	}
	if c, err = s.Load(context.Background(), graph.Change{}, sequence(manyQuads(), nil)); err != nil || c.Added != 0 || c.Seq != 1 {
		t.Errorf("loading the same again = %+v, %v", c, err)
	}
}

// loadSizes counts all of loads of sizes about those of words and blocks.
func loadSizes(t *testing.T, open Open) {
	for _, n := range []int{1, 63, 64, 65, 127, 128, 1023, 1024, 1025, 2048} {
		s := open(t, graph.Options{})
		if _, err := s.Load(context.Background(), graph.Change{}, sequence(manyQuads()[:n], nil)); err != nil {
			t.Fatal(err)
		}
		if got := s.Snapshot().Count(graph.Pattern{}); got != n {
			t.Errorf("Count after a load of %d = %d", n, got)
		}
	}
}

// failedLoad ends loads early in every way, on an empty store and on one that
// has quads.
func failedLoad(t *testing.T, open Open) {
	s := open(t, graph.Options{})
	for range 2 {
		before := s.Snapshot()
		_, err := s.Load(context.Background(), graph.Change{}, sequence(manyQuads(), errOnPurpose))
		if !errors.Is(err, errOnPurpose) || s.Snapshot() != before {
			t.Errorf("error %v of a broken sequence", err)
		}
		invalid := append(manyQuads(), triple.In(rdf.String("literal")))
		if _, err = s.Load(context.Background(), graph.Change{}, sequence(invalid, nil)); !errors.Is(err, graph.ErrInvalid) || s.Snapshot() != before {
			t.Errorf("error %v of an invalid quad", err)
		}
		ended, cancel := context.WithCancel(context.Background())
		_, err = s.Load(ended, graph.Change{}, func(yield func(rdf.Quad, error) bool) {
			cancel()
			for i := 0; yield(rdf.Quad{S: iri("%d", i), P: triple.P, O: triple.O}, nil); i++ { // without end
			}
		})
		if !errors.Is(err, context.Canceled) || s.Snapshot() != before {
			t.Errorf("error %v of a cancelled load", err)
		}
		panickingLoad(t, s)
		update(t, s, func(tx *graph.Tx) { add(t, tx, triple.In(rdf.Term{})) })
	}
}

func panickingLoad(t *testing.T, s *graph.Store) {
	defer func() {
		if recover() == nil {
			t.Error("the panic was swallowed")
		}
	}()
	_, _ = s.Load(context.Background(), graph.Change{}, func(yield func(rdf.Quad, error) bool) {
		yield(triple.In(rdf.Term{}), nil)
		panic(errOnPurpose)
	})
}

// loadsAtOnce has several loads meet an empty store: none may be lost.
func loadsAtOnce(t *testing.T, open Open) {
	s := open(t, graph.Options{})
	const loads, each = 4, 2000
	var loaders sync.WaitGroup
	for l := range loads {
		var quads []rdf.Quad
		for i := range each {
			quads = append(quads, rdf.Quad{S: iri("s%d", i), P: triple.P, O: triple.O, G: iri("g%d", l)})
		}
		loaders.Go(func() {
			if _, err := s.Load(context.Background(), graph.Change{}, sequence(quads, nil)); err != nil {
				t.Error(err)
			}
		})
	}
	loaders.Wait()
	if snap := s.Snapshot(); snap.Len() != loads*each || snap.Count(graph.Pattern{}) != each || snap.Seq() != loads {
		t.Errorf("%d quads, %d triples after commit %d, want %d, %d, %d", snap.Len(), snap.Count(graph.Pattern{}), snap.Seq(), loads*each, each, loads)
	}
}

// loadAfterHistory fills a store that was emptied: it still knows when its terms
// were last touched, by the numbers they had.
func loadAfterHistory(t *testing.T, open Open) {
	s := open(t, graph.Options{})
	update(t, s, func(tx *graph.Tx) { add(t, tx, triple.In(iri("g"))) })
	update(t, s, func(tx *graph.Tx) { tx.RemoveMatching(graph.Pattern{}) })
	if _, err := s.Load(context.Background(), graph.Change{}, sequence(manyQuads(), nil)); err != nil {
		t.Fatal(err)
	}
	snap := s.Snapshot()
	if got := snap.Version(triple.S); got != 2 {
		t.Errorf("Version of a term removed by commit 2 = %d", got)
	}
}
