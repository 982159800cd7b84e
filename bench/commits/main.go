// Command commits measures durable transactions of one quad: their rate, and
// how long the store takes to open afterwards.
//
//	go run ./bench/commits -writers 16 -n 1000000 FOLDER
//
// A folder that is there is gone on with.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"log"
	"os"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/rdf"
)

func main() {
	log.SetFlags(0)
	writers := flag.Int("writers", 16, "that commit at a time")
	n := flag.Int("n", 100_000, "transactions; 0 only opens")
	flag.Parse()
	if flag.NArg() != 1 {
		log.Fatal("usage: commits [-writers N] [-n N] FOLDER")
	}
	if err := run(flag.Arg(0), *writers, *n); err != nil {
		log.Fatal(err)
	}
}

func run(folder string, writers, n int) error {
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
	fmt.Printf("open to first answer %v, %d quads, commit %d, anonymous memory %s\n", took, s.Snapshot().Len(), s.Snapshot().Seq(), anonymous())
	if n > 0 {
		err = commit(s, writers, n)
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
	fmt.Printf("%d transactions by %d writers in %.1f s: %.0f/s, %.0f us each for a writer, the slowest %v; %d quads, anonymous memory %s\n",
		n, writers, took.Seconds(), float64(n)/took.Seconds(), float64(writers)*took.Seconds()/float64(n)*1e6,
		time.Duration(worst.Load()), s.Snapshot().Len(), anonymous())
	return errors.Join(errs...)
}

// quad is a statement about one of many entities, of one of some graphs.
func quad(i int64) rdf.Quad {
	return rdf.Quad{
		S: rdf.IRI(fmt.Sprintf("http://example.org/entity/%d", i/5)), P: rdf.IRI(fmt.Sprintf("http://example.org/property/%d", i%5)),
		O: rdf.String(fmt.Sprintf("value %d", i)), G: rdf.IRI(fmt.Sprintf("http://example.org/graph/%d", i/1000)),
	}
}

// anonymous is what the system says of the memory that is no file.
func anonymous() string {
	status, _ := os.ReadFile("/proc/self/status")
	for line := range strings.Lines(string(status)) {
		if rest, ok := strings.CutPrefix(line, "RssAnon:"); ok {
			return strings.TrimSpace(rest)
		}
	}
	return "unknown"
}
