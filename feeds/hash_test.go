package feeds

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/canon"
)

func holding(t *testing.T, quads ...rdf.Quad) *graph.Snapshot {
	t.Helper()
	s := graph.New(graph.Options{})
	_, err := s.Update(t.Context(), graph.Change{}, func(tx *graph.Tx) error {
		for _, q := range quads {
			if _, err := tx.Add(q); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return s.Snapshot()
}

// The hash is that of RDFC-1.0 over the triples of the graph, in which the labels
// of blank nodes have no say; with triple terms the labels count.
func TestHashGraph(t *testing.T) {
	iri := func(s string) rdf.Term { return rdf.IRI("http://e/" + s) }
	p, name := iri("p"), iri("g")
	tree := func(prefix string) []rdf.Quad {
		a, b := rdf.BlankNode(prefix+"1"), rdf.BlankNode(prefix+"2")
		return []rdf.Quad{{S: iri("x/y"), P: p, O: a}, {S: a, P: p, O: b}, {S: b, P: p, O: rdf.String("end\n")}, {S: iri("x"), P: p, O: iri("x")}, {S: iri("x-y"), P: p, O: a}}
	}
	in := func(g rdf.Term, quads []rdf.Quad) []rdf.Quad {
		quads = slices.Clone(quads)
		for i := range quads {
			quads[i].G = g
		}
		return quads
	}
	hash := func(g rdf.Term, quads []rdf.Quad) GraphHash {
		t.Helper()
		h, err := HashGraph(t.Context(), holding(t, quads...), g)
		if err != nil {
			t.Fatal(err)
		}
		return h
	}
	canonical, err := canon.Canonicalize(rdf.NewDataset(tree("n")...), canon.Options{})
	if err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256([]byte(canonical.NQuads))
	want := GraphHash{Graph: "http://e/g", Quads: 5, Algorithm: Canonical, Hash: hex.EncodeToString(sum[:])}
	if got := hash(name, in(name, tree("n"))); got != want {
		t.Errorf("HashGraph = %+v, want %+v", got, want)
	}
	if got := hash(name, in(name, tree("z"))); got != want {
		t.Errorf("with other labels = %+v, want %+v", got, want)
	}
	if got := hash(rdf.Term{}, append(tree("n"), in(name, tree("m"))...)); got.Hash != want.Hash || got.Graph != "" {
		t.Errorf("of the unnamed graph = %+v, want the hash %s", got, want.Hash)
	}
	if got := hash(name, in(name, tree("n")[1:])); got.Hash == want.Hash {
		t.Error("a triple less has the same hash")
	}
	term := rdf.Quad{S: iri("x"), P: p, O: rdf.TripleTerm(rdf.Triple{S: iri("x"), P: p, O: rdf.BlankNode("n1")}), G: name}
	one, other := hash(name, append(in(name, tree("n")), term)), hash(name, append(in(name, tree("z")), term))
	if one.Algorithm != Labelled || one.Hash == other.Hash || one.Quads != 6 {
		t.Errorf("with a triple term: %+v and %+v", one, other)
	}
}

func TestSorterSpills(t *testing.T) {
	s := newSorter()
	s.limit = 1000
	defer s.close()
	var want [][]byte
	random := rand.New(rand.NewPCG(1, 2))
	for range 2000 {
		line := fmt.Appendf(nil, "%x\n", random.IntN(1500))
		s.add(line)
		want = append(want, line)
	}
	slices.SortFunc(want, bytes.Compare)
	var got bytes.Buffer
	if err := s.write(&got); err != nil || len(s.runs) < 2 || !bytes.Equal(got.Bytes(), bytes.Join(want, nil)) {
		t.Errorf("%d runs, %v, %d bytes, want %d", len(s.runs), err, got.Len(), len(bytes.Join(want, nil)))
	}
}
