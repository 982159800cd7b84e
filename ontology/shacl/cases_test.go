package shacl_test

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"pgregory.net/rapid"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/ontology/shacl"
	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/nquads"
)

// TestWriteCases writes random cases for docs/checks/shacl.py into the folder that
// PLENARY_CASES names, or a few into one that goes away: shapes, data and the report.
func TestWriteCases(t *testing.T) {
	dir := cmp.Or(os.Getenv("PLENARY_CASES"), t.TempDir())
	rounds, err := strconv.Atoi(os.Getenv("PLENARY_ROUNDS"))
	if err != nil {
		rounds = 20
	}
	for seed := range rounds {
		text := rapid.Custom(func(rt *rapid.T) string { return generator{rt, 8}.shapes() }).Example(seed)
		data := rdf.NewDataset()
		for _, q := range (generator{nodes: 8}).quads(uint64(seed), 40) {
			data.Add(rdf.Quad{S: q.S, P: q.P, O: q.O})
		}
		store := graph.New(graph.Options{})
		load(t, store, data.Quads())
		shapes, err := shacl.Compile(sequence(parse(t, text)))
		if err != nil {
			t.Fatal(err)
		}
		r, err := shapes.Validate(context.Background(), store.Snapshot(), shacl.Options{})
		if err != nil {
			t.Fatal(err)
		}
		name := filepath.Join(dir, fmt.Sprintf("%05d", seed))
		for file, text := range map[string][]byte{".shapes.ttl": []byte(prefixes + text), ".data.nt": quadsText(data.Quads()), ".plenary.nt": quadsText(collect(t, r, true).Quads())} {
			if err := os.WriteFile(name+file, text, 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}

func quadsText(quads []rdf.Quad) (text []byte) {
	for _, q := range quads {
		text = nquads.AppendQuad(text, q)
	}
	return text
}
