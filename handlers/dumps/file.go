package dumps

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

// write writes a dump as the quads lie, so that memory does not grow with it.
func (set *Set) write(f file) (*file, error) {
	for how := gzipped; how < len(packings); how++ {
		out, err := os.CreateTemp("", "plenary-dump-")
		if err != nil {
			return nil, errors.Join(err, f.close())
		}
		_ = os.Remove(out.Name()) // the system frees it when nobody has it open
		f.packed[how] = out
	}
	if err := set.pack(&f); err != nil {
		return nil, errors.Join(err, f.close())
	}
	return &f, nil
}

func (f *file) close() (err error) {
	for _, packed := range f.packed {
		if packed != nil {
			err = errors.Join(err, packed.Close())
		}
	}
	return err
}

func (set *Set) pack(f *file) error {
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
	start, err := representation.Variant{Base: set.site.Base, Choice: as}.Encoder()
	if err != nil {
		return err
	}
	if err := rdf.WriteAll(start(written[plain], true), quadsOf(set.snap, f)); err != nil {
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

// quadsOf yields what a dump has: graph by graph where it names graphs, else
// each triple once.
func quadsOf(snap *graph.Snapshot, f *file) iter.Seq2[rdf.Quad, error] {
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
func (set *Set) load(write func() (*file, error)) (*file, error) {
	started := time.Now()
	f, err := write()
	set.mu.Lock()
	defer set.mu.Unlock()
	set.made, set.took = time.Now(), set.took+time.Since(started)
	return f, err
}
