package feeds

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"iter"
	"strings"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/canon"
	"w3id.org/plenary/rdf/nquads"
)

// A GraphHash says in few bytes what a graph holds. Copies of a store have the
// same, whatever order their triples are in.
type GraphHash struct {
	Graph string `json:"graph"` // IRI or "_:" and a label; "" for the unnamed graph
	Quads int    `json:"quads"`
	// Algorithm is RDFC-1.0 where it applies, so that others can compute the hash;
	// else Labelled.
	Algorithm string `json:"algorithm"`
	Hash      string `json:"hash"` // SHA-256 in hexadecimal
}

// Algorithms of hashes: of the graph as canonical N-Triples by RDF Dataset
// Canonicalization 1.0, and of the same lines with the labels that blank nodes
// have in the store, for graphs that have triple terms, or are too hard or too
// large to canonicalize.
const (
	Canonical = "RDFC-1.0"
	Labelled  = "labels"
)

// mostCanonical is how many triples a graph with blank nodes may have to be
// canonicalized, which takes about 1 KB of memory for each.
const mostCanonical = 200_000

// HashGraph hashes one graph; the zero Term is the unnamed one. Errors: those of
// reading, of temporary files, of ctx.
//
// Cost: that of sorting its lines; 64 MiB of memory, and a temporary file for what
// is more.
func HashGraph(ctx context.Context, snap *graph.Snapshot, name rdf.Term) (GraphHash, error) {
	h := GraphHash{Graph: graphName(name), Algorithm: Canonical}
	lines := hashedLines{sorter: newSorter(), algorithm: &h.Algorithm}
	defer lines.sorter.close()
	for q, err := range graphQuads(snap, name) {
		if err == nil && h.Quads%4096 == 0 {
			err = ctx.Err()
		}
		if err != nil {
			return h, err
		}
		h.Quads++
		q.G = rdf.Term{}
		lines.add(q)
	}
	if err := lines.canonicalize(); err != nil {
		return h, err
	}
	sum := sha256.New()
	err := lines.sorter.write(sum)
	h.Hash = hex.EncodeToString(sum.Sum(nil))
	return h, err
}

// hashedLines are the lines of a graph, but for those with blank nodes as long as
// they may be canonicalized. No other triple has a say in the labels of these.
type hashedLines struct {
	sorter    *sorter
	algorithm *string
	blank     []rdf.Quad
}

func (l *hashedLines) add(q rdf.Quad) {
	if *l.algorithm == Canonical && (q.S.IsBlank() || q.O.IsBlank()) {
		l.blank = append(l.blank, q)
	} else {
		l.sorter.add(nquads.AppendQuad(nil, q))
	}
	if q.O.Kind() == rdf.TripleTermKind || len(l.blank) > mostCanonical {
		l.label()
	}
}

// label gives the canonical labels up.
func (l *hashedLines) label() {
	*l.algorithm = Labelled
	for _, q := range l.blank {
		l.sorter.add(nquads.AppendQuad(nil, q))
	}
	l.blank = nil
}

// canonicalize adds the triples with blank nodes.
func (l *hashedLines) canonicalize() error {
	if len(l.blank) == 0 {
		return nil
	}
	c, err := canon.Canonicalize(rdf.NewDataset(l.blank...), canon.Options{})
	if errors.Is(err, canon.ErrTooHard) {
		l.label()
		return nil
	}
	if err != nil {
		return err
	}
	for line := range strings.SplitAfterSeq(strings.TrimSuffix(c.NQuads, "\n"), "\n") {
		l.sorter.add([]byte(strings.TrimSuffix(line, "\n") + "\n"))
	}
	return nil
}

func graphName(name rdf.Term) string {
	if name.IsBlank() {
		return "_:" + name.Value()
	}
	return name.Value()
}

// graphQuads yields the quads of one graph.
func graphQuads(snap *graph.Snapshot, name rdf.Term) iter.Seq2[rdf.Quad, error] {
	return snap.Quads(graph.Pattern{G: name, Unnamed: name.IsZero()})
}

// Graphs returns the names of the graphs that hold a quad, the zero Term for the
// unnamed one first.
func Graphs(snap *graph.Snapshot) (names []rdf.Term) {
	if snap.Has(graph.Pattern{Unnamed: true}) {
		names = append(names, rdf.Term{})
	}
	return append(names, snap.GraphNames()...)
}
