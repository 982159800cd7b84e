package handlers

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"iter"
	"os"
	"time"

	"github.com/klauspost/compress/gzip"

	"w3id.org/plenary/feeds"
	"w3id.org/plenary/graph"
	"w3id.org/plenary/handlers/negotiate"
	"w3id.org/plenary/rdf"
)

// writeDump writes a dump as the quads lie, so that memory does not grow with it.
func (s *Server) writeDump(snap *graph.Snapshot, f dumpFile) (*dumpFile, error) {
	file, err := os.CreateTemp("", "plenary-dump-")
	if err != nil {
		return nil, err
	}
	_ = os.Remove(file.Name()) // the system frees it when nobody has it open
	f.packed = file
	if err := s.pack(snap, &f); err != nil {
		return nil, errors.Join(err, file.Close())
	}
	return &f, nil
}

func (s *Server) pack(snap *graph.Snapshot, f *dumpFile) error {
	buffer := bufio.NewWriterSize(f.packed, 1<<18)
	packed := &counter{hash: sha256.New(), to: buffer}
	w := gzip.NewWriter(packed)
	plain := &counter{hash: sha256.New(), to: w}
	encoder, err := s.encoder(negotiate.Choice{Offer: negotiate.Offer{Media: f.format.MediaType, Format: f.format}, Aspect: negotiate.Aspect{Version: "1.2"}}, rdf.Term{})
	if err != nil {
		return err
	}
	if err := rdf.WriteAll(encoder(plain, true), dumpQuads(snap, f)); err != nil {
		return err
	}
	if err := errors.Join(w.Close(), buffer.Flush()); err != nil {
		return err
	}
	f.sizes = [2]int64{int64(plain.n), int64(packed.n)}
	f.sums = [2]string{hex.EncodeToString(plain.hash.Sum(nil)), hex.EncodeToString(packed.hash.Sum(nil))}
	return nil
}

// dumpQuads yields what a dump has: graph by graph where it names graphs, else
// each triple once.
func dumpQuads(snap *graph.Snapshot, f *dumpFile) iter.Seq2[rdf.Quad, error] {
	return func(yield func(rdf.Quad, error) bool) {
		names := feeds.Graphs(snap)
		switch {
		case f.graph != "":
			names = []rdf.Term{rdf.IRI(f.graph)}
		case !f.format.Graphs:
			for t, err := range snap.Triples(graph.Pattern{}) {
				if !yield(rdf.Quad{S: t.S, P: t.P, O: t.O}, err) || err != nil {
					return
				}
			}
			return
		}
		for _, name := range names {
			for q, err := range snap.Quads(graph.Pattern{G: name, Unnamed: name.IsZero()}) {
				if !yield(q, err) || err != nil {
					return
				}
			}
		}
	}
}

// load makes a dump of the set when it is first asked for.
func (set *dumpSet) load(write func() (*dumpFile, error)) (*dumpFile, error) {
	started := time.Now()
	file, err := write()
	set.mu.Lock()
	defer set.mu.Unlock()
	set.made, set.took = time.Now(), set.took+time.Since(started)
	return file, err
}
