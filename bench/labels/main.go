// Command labels times the index of labels of a data folder: making it, asking
// for names by the beginnings of their words and with a letter wrong, and commits
// with and without it.
//
//	go run ./bench/labels [-n 20000] [-rdfs] FOLDER
package main

import (
	"context"
	"flag"
	"fmt"
	"log"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/graph/labels"
	"w3id.org/plenary/rdf"
)

const (
	prefLabel = "http://www.w3.org/2004/02/skos/core#prefLabel"
	rdfsLabel = "http://www.w3.org/2000/01/rdf-schema#label"
	title     = "http://purl.org/dc/terms/title"
)

func main() {
	n := flag.Int("n", 20_000, "queries of each kind")
	rdfs := flag.Bool("rdfs", false, "take rdfs:label for a name, too")
	flag.Parse()
	if flag.NArg() != 1 {
		flag.Usage()
		os.Exit(2)
	}
	if err := run(flag.Arg(0), *n, *rdfs); err != nil {
		log.Fatal(err)
	}
}

func run(folder string, n int, rdfs bool) error {
	ctx := context.Background()
	s, err := graph.Open(folder, graph.Options{})
	if err != nil {
		return err
	}
	defer s.Close()
	index, err := os.MkdirTemp(folder, "labels-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(index)
	options := labels.Options{Folder: index, Names: []labels.Name{{Property: prefLabel, Weight: 4}, {Property: title, Weight: 3}}}
	if rdfs {
		options.Names = append(options.Names, labels.Name{Property: rdfsLabel, Weight: 1})
	}
	started, before := time.Now(), processor()
	x := labels.Open(s, options)
	defer x.Close()
	if _, _, err := x.Search(ctx, s.Snapshot(), labels.Query{Text: "a"}); err != nil {
		return err
	}
	took := time.Since(started)
	info, err := os.Stat(filepath.Join(index, "labels"))
	if err != nil {
		return err
	}
	names := x.State().Names
	fmt.Printf("made       %d names in %.2f s (processor %.2f s), %.1f bytes a name\n", names, took.Seconds(), (processor() - before).Seconds(), float64(info.Size())/float64(names))
	r := rand.New(rand.NewPCG(1, 2))
	texts := sample(s.Snapshot(), r)
	for _, kind := range []struct {
		name string
		of   func(*rand.Rand, string) string
	}{{"one letter", func(_ *rand.Rand, text string) string { return text[:1] }}, {"beginnings", beginnings}, {"misspelt", misspelt}} {
		if err := ask(ctx, x, s.Snapshot(), kind.name, n, func() string { return kind.of(r, texts[r.IntN(len(texts))]) }); err != nil {
			return err
		}
	}
	return commits(ctx, s, x)
}

// sample returns names of the store.
func sample(s *graph.Snapshot, r *rand.Rand) (texts []string) {
	for _, p := range []string{prefLabel, title} {
		i := 0
		for t := range s.Triples(graph.Pattern{P: rdf.IRI(p)}) {
			if i++; i%17 == 1 && labels.Fold(t.O.Value()) != "" {
				texts = append(texts, labels.Fold(t.O.Value()))
			}
		}
	}
	r.Shuffle(len(texts), func(i, j int) { texts[i], texts[j] = texts[j], texts[i] })
	return texts
}

// beginnings returns two or three words of a name, cut.
func beginnings(r *rand.Rand, text string) string {
	words := strings.Fields(text)
	r.Shuffle(len(words), func(i, j int) { words[i], words[j] = words[j], words[i] })
	words = words[:min(len(words), 2+r.IntN(2))]
	for i, w := range words {
		words[i] = w[:min(len(w), 2+r.IntN(4))]
	}
	return strings.Join(words, " ")
}

// misspelt returns a name's longest word with two letters in the other order.
func misspelt(_ *rand.Rand, text string) string {
	word := []byte(slices.MaxFunc(strings.Fields(text), func(a, b string) int { return len(a) - len(b) }))
	if n := len(word); n > 3 {
		word[n-2], word[n-3] = word[n-3], word[n-2]
	}
	return string(word)
}

// processor returns the time that the processors have spent on this process.
func processor() time.Duration {
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		return 0
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}

func ask(ctx context.Context, x *labels.Index, s *graph.Snapshot, kind string, n int, text func() string) error {
	times := make([]time.Duration, n)
	found, before := 0, processor()
	for i := range times {
		q := labels.Query{Text: text(), Limit: 20}
		started := time.Now()
		hits, _, err := x.Search(ctx, s, q)
		if err != nil {
			return err
		}
		times[i] = time.Since(started)
		found += len(hits)
	}
	spent := (processor() - before) / time.Duration(n)
	slices.Sort(times)
	fmt.Printf("%-10s median %v, p99 %v, most %v; processor %v each, %.1f hits\n", kind, times[n/2], times[n*99/100], times[n-1], spent, float64(found)/float64(n))
	return nil
}

// commits times transactions that name a thing, and the first query after each
// hundred of them.
func commits(ctx context.Context, s *graph.Store, x *labels.Index) error {
	const rounds, each = 20, 100
	var committing, following time.Duration
	for i := range rounds * each {
		thing := rdf.IRI(fmt.Sprintf("x:thing/%d", s.Snapshot().Seq()))
		started := time.Now()
		_, err := s.Update(ctx, graph.Change{}, func(tx *graph.Tx) error {
			_, err := tx.Add(rdf.Quad{S: thing, P: rdf.IRI(prefLabel), O: rdf.String(fmt.Sprintf("Thing %d", i))})
			return err
		})
		committing += time.Since(started)
		if err != nil {
			return err
		}
		if i%each < each-1 {
			continue
		}
		started = time.Now()
		if _, _, err := x.Search(ctx, s.Snapshot(), labels.Query{Text: "thing zzz"}); err != nil {
			return err
		}
		following += time.Since(started)
	}
	fmt.Printf("commits    %v each; the index follows in %v each (%.0f %%)\n", committing/(rounds*each), following/(rounds*each), 100*following.Seconds()/committing.Seconds())
	return nil
}
