// Command shacl times validation: of whole data, and of single changed entities as
// the gate does it.
//
//	go run ./bench/shacl SHAPES DATA N
//
// DATA is a data folder, N-Triples or N-Quads. It prints the milliseconds of N
// validations, how many results there are, and the median and the largest of the
// milliseconds of a check for each of N times 100 entities whose literals change;
// nothing is committed.
package main

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"log"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"time"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/ontology/shacl"
	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/nquads"
	"w3id.org/plenary/rdf/turtle"
)

func main() {
	log.SetFlags(0)
	if len(os.Args) != 4 {
		log.Fatal("usage: shacl SHAPES DATA N")
	}
	n, err := strconv.Atoi(os.Args[3])
	if err == nil {
		err = run(context.Background(), os.Args[1], os.Args[2], n)
	}
	if err != nil {
		log.Fatal(err)
	}
}

func run(ctx context.Context, shapesFile, data string, n int) error {
	f, err := os.Open(shapesFile)
	if err != nil {
		return err
	}
	defer f.Close()
	shapes, err := shacl.Compile(turtle.Decode(f, rdf.DecodeOptions{Source: shapesFile}))
	if err != nil {
		return err
	}
	store, err := open(ctx, data)
	if err != nil {
		return err
	}
	defer store.Close()
	results := 0
	for range n {
		begin := time.Now()
		r, err := shapes.Validate(ctx, store.Snapshot(), shacl.Options{})
		if err != nil {
			return err
		}
		fmt.Println(time.Since(begin).Milliseconds())
		results = len(r.Results)
	}
	fmt.Println("results", results)
	return checks(ctx, store, &shacl.Gate{Rules: []shacl.Rule{{Shapes: shapes}}}, 100*n)
}

// open opens a folder, or loads a file into memory.
func open(ctx context.Context, data string) (*graph.Store, error) {
	if info, err := os.Stat(data); err != nil || info.IsDir() {
		return graph.Open(data, graph.Options{})
	}
	f, err := os.Open(data)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	store := graph.New(graph.Options{})
	_, err = store.Load(ctx, graph.Change{}, nquads.Decode(f, rdf.DecodeOptions{Source: data, Workers: 2}))
	return store, err
}

var errUndone = errors.New("undone")

// checks times the gate for n entities.
func checks(ctx context.Context, store *graph.Store, gate *shacl.Gate, n int) error {
	entities := slices.Collect(subjects(store.Snapshot()))
	random := rand.New(rand.NewPCG(1, 2))
	var took []time.Duration
	for range n {
		entity := entities[random.IntN(len(entities))]
		_, err := store.Update(ctx, graph.Change{}, func(tx *graph.Tx) error {
			if err := change(tx, entity); err != nil {
				return err
			}
			begin := time.Now()
			_, err := gate.Check(ctx, tx)
			took = append(took, time.Since(begin))
			return errors.Join(err, errUndone)
		})
		if !errors.Is(err, errUndone) {
			return err
		}
	}
	slices.Sort(took)
	fmt.Printf("checks %.2f ms median, %.2f ms at 99 %%, %.2f ms at most\n", ms(took[n/2]), ms(took[n*99/100]), ms(took[n-1]))
	return nil
}

func ms(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }

// subjects yields the IRIs with a class.
func subjects(s *graph.Snapshot) iter.Seq[rdf.Term] {
	return func(yield func(rdf.Term) bool) {
		for t, err := range s.Triples(graph.Pattern{P: rdf.IRI("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")}) {
			if err != nil || t.S.IsIRI() && !yield(t.S.Clone()) {
				return
			}
		}
	}
}

// change gives an entity other strings, and a label more.
func change(tx *graph.Tx, entity rdf.Term) error {
	for q, err := range tx.Before().Quads(graph.Pattern{S: entity}) {
		if err != nil {
			return err
		}
		if !q.O.IsString() && q.O.Lang() == "" {
			continue
		}
		if _, err := tx.Remove(q); err != nil {
			return err
		}
		q.O = q.O.WithLexical(q.O.Value() + ", revised")
		if _, err := tx.Add(q); err != nil {
			return err
		}
	}
	_, err := tx.Add(rdf.Quad{S: entity, P: rdf.IRI("http://www.w3.org/2000/01/rdf-schema#label"), O: rdf.LangString("another", "fr")})
	return err
}
