package handlers

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"iter"
	"os"
	"time"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"

	"w3id.org/plenary/feeds"
	"w3id.org/plenary/graph"
	"w3id.org/plenary/handlers/negotiate"
	"w3id.org/plenary/handlers/representation"
	"w3id.org/plenary/rdf"
)

// writeDump writes a dump as the quads lie, so that memory does not grow with it.
func (s *Server) writeDump(snap *graph.Snapshot, f dumpFile) (*dumpFile, error) {
	for how := gzipped; how < len(packings); how++ {
		file, err := os.CreateTemp("", "plenary-dump-")
		if err != nil {
			return nil, errors.Join(err, f.close())
		}
		_ = os.Remove(file.Name()) // the system frees it when nobody has it open
		f.packed[how] = file
	}
	if err := s.pack(snap, &f); err != nil {
		return nil, errors.Join(err, f.close())
	}
	return &f, nil
}

func (f *dumpFile) close() (err error) {
	for _, file := range f.packed {
		if file != nil {
			err = errors.Join(err, file.Close())
		}
	}
	return err
}

func (s *Server) pack(snap *graph.Snapshot, f *dumpFile) error {
	var buffers [len(packings)]*bufio.Writer
	var written [len(packings)]*counter
	for how := gzipped; how < len(packings); how++ {
		buffers[how] = bufio.NewWriterSize(f.packed[how], 1<<18)
		written[how] = &counter{hash: sha256.New(), to: buffers[how]}
	}
	g := gzip.NewWriter(written[gzipped])
	z, err := zstd.NewWriter(written[zstandard], zstd.WithEncoderConcurrency(1))
	if err != nil {
		return err
	}
	defer z.Close()
	written[plain] = &counter{hash: sha256.New(), to: io.MultiWriter(g, z)}
	as := negotiate.Choice{Offer: negotiate.Offer{Media: f.format.MediaType, Format: f.format}, Aspect: negotiate.Aspect{Version: "1.2"}}
	start, err := representation.Variant{Base: s.Base, Choice: as}.Encoder()
	if err != nil {
		return err
	}
	if err := rdf.WriteAll(start(written[plain], true), dumpQuads(snap, f)); err != nil {
		return err
	}
	if err := errors.Join(g.Close(), z.Close(), buffers[gzipped].Flush(), buffers[zstandard].Flush()); err != nil {
		return err
	}
	for how, w := range written {
		f.sizes[how], f.sums[how] = int64(w.n), hex.EncodeToString(w.hash.Sum(nil))
	}
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
