// Command commits measures durable transactions of one quad: their rate, and
// how long the store takes to open afterwards.
//
//	go run ./bench/commits -writers 16 -n 1000000 FOLDER
//
//	go run ./bench/commits -n 0 -merge 10s FOLDER
//
// A folder that is there is gone on with. With -merge it reads the store for as
// long, then during a merge, and prints how long reads took.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"log"
	"math/rand/v2"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"w3id.org/plenary/bench/process"
	"w3id.org/plenary/graph"
	"w3id.org/plenary/rdf"
)

func main() {
	log.SetFlags(0)
	writers := flag.Int("writers", 16, "that commit at a time")
	n := flag.Int("n", 100_000, "transactions; 0 only opens")
	quiet := flag.Duration("merge", 0, "read for so long, then during a merge")
	flag.Parse()
	if flag.NArg() != 1 {
		log.Fatal("usage: commits [-writers N] [-n N] FOLDER")
	}
	if err := run(flag.Arg(0), *writers, *n, *quiet); err != nil {
		log.Fatal(err)
	}
}

func run(folder string, writers, n int, quiet time.Duration) error {
	start := time.Now()
	s, err := graph.Open(folder, graph.Options{})
	if err != nil {
		return err
	}
	for _, err := range s.Snapshot().Triples(graph.Pattern{P: rdf.IRI("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")}) {
		if err != nil {
			return err
		}
		break
	}
	took := time.Since(start)
	fmt.Printf("open to first answer %v, %d quads, commit %d, anonymous memory %d kB\n", took, s.Snapshot().Len(), s.Snapshot().Seq(), process.Anonymous())
	if n > 0 {
		err = commit(s, writers, n)
	}
	if quiet > 0 && err == nil {
		err = merge(s, quiet)
	}
	return errors.Join(err, s.Err(), s.Close())
}

func commit(s *graph.Store, writers, n int) error {
	var next atomic.Int64
	next.Store(int64(s.Snapshot().Seq()))
	last := next.Load() + int64(n)
	errs := make([]error, writers)
	var worst atomic.Int64
	start := time.Now()
	var wait sync.WaitGroup
	for w := range writers {
		wait.Go(func() {
			for i := next.Add(1); i <= last && errs[w] == nil; i = next.Add(1) {
				began := time.Now()
				_, errs[w] = s.Update(context.Background(), graph.Change{Author: "bench"}, func(tx *graph.Tx) error {
					_, err := tx.Add(quad(i))
					return err
				})
				for took := int64(time.Since(began)); ; {
					if before := worst.Load(); before >= took || worst.CompareAndSwap(before, took) {
						break
					}
				}
			}
		})
	}
	wait.Wait()
	took := time.Since(start)
	fmt.Printf("%d transactions by %d writers in %.1f s: %.0f/s, %.0f us each for a writer, the slowest %v; %d quads, anonymous memory %d kB\n",
		n, writers, took.Seconds(), float64(n)/took.Seconds(), float64(writers)*took.Seconds()/float64(n)*1e6,
		time.Duration(worst.Load()), s.Snapshot().Len(), process.Anonymous())
	return errors.Join(errs...)
}

// quad is a statement about one of many entities, of one of some graphs.
func quad(i int64) rdf.Quad {
	return rdf.Quad{
		S: rdf.IRI(fmt.Sprintf("http://example.org/entity/%d", i/5)), P: rdf.IRI(fmt.Sprintf("http://example.org/property/%d", i%5)),
		O: rdf.String(fmt.Sprintf("value %d", i)), G: rdf.IRI(fmt.Sprintf("http://example.org/graph/%d", i/1000)),
	}
}

// merge reads for a while, then while the store is merged.
func merge(s *graph.Store, quiet time.Duration) error {
	ctx, stop := context.WithTimeout(context.Background(), quiet)
	err := read(ctx, s, "quiet")
	stop()
	if err != nil {
		return err
	}
	ctx, stop = context.WithCancel(context.Background())
	merged := make(chan error, 1)
	go func() { merged <- s.Merge(context.Background()); stop() }()
	return errors.Join(read(ctx, s, "merging"), <-merged)
}

// read looks up subjects of quads at random places, one after the other.
func read(ctx context.Context, s *graph.Store, when string) error {
	var subjects []rdf.Term
	for q, err := range s.Snapshot().Triples(graph.Pattern{P: rdf.IRI("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")}) {
		if err != nil {
			return err
		}
		if subjects = append(subjects, q.S); len(subjects) == 100_000 {
			break
		}
	}
	if len(subjects) == 0 {
		return errors.New("the store has nothing with a type to read")
	}
	var took []time.Duration
	for ctx.Err() == nil {
		start := time.Now()
		for _, err := range s.Snapshot().Quads(graph.Pattern{S: subjects[rand.IntN(len(subjects))]}) {
			if err != nil {
				return err
			}
		}
		took = append(took, time.Since(start))
	}
	slices.Sort(took)
	fmt.Printf("%-8s %d reads of an entity, half within %v, 99 of 100 within %v, all within %v\n", when, len(took), took[len(took)/2], took[len(took)*99/100], took[len(took)-1])
	return nil
}
