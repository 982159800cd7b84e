// Command soak has writers, readers, merges and backups work on one store for a
// while, and prints every so often what they did and what it takes: memory and
// files should come to rest.
//
//	go run ./bench/soak -for 30m FOLDER
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"log"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"w3id.org/plenary/bench/process"
	"w3id.org/plenary/graph"
	"w3id.org/plenary/rdf"
)

// entities is how many there are: what is written is removed again.
const entities = 20_000

func main() {
	log.SetFlags(0)
	duration := flag.Duration("for", 30*time.Minute, "how long")
	every := flag.Duration("every", time.Minute, "between two lines")
	flag.Parse()
	if flag.NArg() != 1 {
		log.Fatal("usage: soak [-for 30m] [-every 1m] FOLDER")
	}
	if err := run(flag.Arg(0), *duration, *every); err != nil {
		log.Fatal(err)
	}
}

type soak struct {
	store           *graph.Store
	folder          string
	commits, reads  atomic.Int64
	merges, backups atomic.Int64
	mu              sync.Mutex
	took            []time.Duration // of reads since the last line
	err             error
	stop            context.CancelFunc
}

func run(folder string, duration, every time.Duration) error {
	store, err := graph.Open(folder, graph.Options{})
	if err != nil {
		return err
	}
	ctx, stop := context.WithTimeout(context.Background(), duration)
	defer stop()
	s := &soak{store: store, folder: folder, stop: stop}
	var all sync.WaitGroup
	for _, work := range []func(context.Context) error{s.write, s.write, s.write, s.read, s.read, s.past, s.merge, s.backup} {
		all.Go(func() {
			for ctx.Err() == nil {
				if err := work(ctx); err != nil && ctx.Err() == nil {
					s.fail(err)
				}
			}
		})
	}
	fmt.Println("minutes  commits  reads  p50 us  p99 us  merges  backups  quads  anonymous kB  heap kB  goroutines  files  open  mapped  folder kB")
	for start := time.Now(); ctx.Err() == nil; {
		select {
		case <-ctx.Done():
		case <-time.After(every):
			s.line(time.Since(start))
		}
	}
	all.Wait()
	return errors.Join(s.err, store.Err(), store.Check(context.Background()), store.Close())
}

func (s *soak) fail(err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.err = errors.Join(s.err, err)
	s.stop()
}

func subject() rdf.Term { return rdf.IRI(fmt.Sprintf("http://example.org/%d", rand.IntN(entities))) }

// write replaces what the graph says about an entity.
func (s *soak) write(ctx context.Context) error {
	entity := subject()
	_, err := s.store.Update(ctx, graph.Change{Author: "soak"}, func(tx *graph.Tx) error {
		if _, err := tx.RemoveMatching(graph.Pattern{S: entity}); err != nil {
			return err
		}
		for i := range 1 + rand.IntN(20) {
			q := rdf.Quad{
				S: entity, P: rdf.IRI(fmt.Sprintf("http://example.org/p%d", i%7)), O: rdf.String(fmt.Sprintf("value %d", rand.IntN(1e6))),
				G: rdf.IRI(fmt.Sprintf("http://example.org/g%d", rand.IntN(50))),
			}
			if i%5 == 0 {
				q.O = subject()
			}
			if _, err := tx.Add(q); err != nil {
				return err
			}
		}
		return nil
	})
	s.commits.Add(1)
	return err
}

// read reads an entity both ways and holds counts to what is found.
func (s *soak) read(context.Context) error {
	start := time.Now()
	now, entity := s.store.Snapshot(), subject()
	for _, p := range []graph.Pattern{{S: entity}, {O: entity}} {
		n := 0
		for _, err := range now.Triples(p) {
			if err != nil {
				return err
			}
			n++
		}
		if count := now.Count(p); count != n {
			return fmt.Errorf("%d triples of %v, Count says %d", n, p, count)
		}
	}
	took := time.Since(start)
	s.reads.Add(1)
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.took) < 1_000_000 {
		s.took = append(s.took, took)
	}
	return nil
}

// past reads the history of an entity and one of its past states.
func (s *soak) past(ctx context.Context) error {
	time.Sleep(20 * time.Millisecond)
	now, entity := s.store.Snapshot(), subject()
	for t, err := range now.History(ctx, entity) {
		if err != nil {
			return err
		}
		then, err := now.EntityAt(ctx, entity, t.Seq)
		if err != nil {
			return err
		}
		if version := then.Version(entity); version != t.Seq {
			return fmt.Errorf("commit %d: version %d", t.Seq, version)
		}
		break
	}
	return nil
}

func (s *soak) merge(ctx context.Context) error {
	wait(ctx, 20*time.Second)
	err := s.store.Merge(ctx)
	s.merges.Add(1)
	return err
}

func (s *soak) backup(ctx context.Context) error {
	wait(ctx, 30*time.Second)
	_, err := s.store.Backup(ctx, s.folder+"-backup")
	s.backups.Add(1)
	return err
}

func wait(ctx context.Context, d time.Duration) {
	select {
	case <-ctx.Done():
	case <-time.After(d):
	}
}

func (s *soak) line(since time.Duration) {
	s.mu.Lock()
	took := s.took
	s.took = nil
	s.mu.Unlock()
	slices.Sort(took)
	quantile := func(q float64) int64 {
		if len(took) == 0 {
			return 0
		}
		return took[int(q*float64(len(took)-1))].Microseconds()
	}
	files, bytes := 0, int64(0)
	filepath.WalkDir(s.folder, func(_ string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() {
			files++
			if info, err := e.Info(); err == nil {
				bytes += info.Size()
			}
		}
		return nil
	})
	open, _ := os.ReadDir("/proc/self/fd")
	maps, _ := os.ReadFile("/proc/self/maps")
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	fmt.Printf("%7.1f  %7d  %5d  %6d  %6d  %6d  %7d  %5d  %12d  %7d  %d  %d  %d  %d  %d\n", since.Minutes(), s.commits.Load(), s.reads.Load(), quantile(0.5), quantile(0.99),
		s.merges.Load(), s.backups.Load(), s.store.Snapshot().Len(), process.Anonymous(), m.HeapAlloc>>10, runtime.NumGoroutine(), files, len(open), strings.Count(string(maps), s.folder), bytes>>10)
}
