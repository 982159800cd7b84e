// Package describe gathers what the data says about things into documents: the
// statements about them, and type and label of what these lead to.
//
// All is done on the IDs of one snapshot; terms are there only at the end.
package describe

import (
	"context"
	"iter"
	"sync"
	"time"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/rdf"
)

// A Document is quads in the order in which they came, those with graphs each once.
type Document struct {
	snap   *graph.Snapshot
	names  *Names
	graphs bool

	quads *graph.Numbering
	seen  map[[4]graph.ID]struct{} // nil without graphs: what writes triples writes each once
	nodes []*node                  // IRIs and blank nodes of the state that are subjects or objects, in the order met
	met   []bool                   // which are among nodes, by their number in quads
	found []graph.ID               // room for the graphs of a triple
}

// mostMet is how many nodes a document may have met whose memory is lent again.
const mostMet = 1 << 14

// released are documents whose memory is lent again.
var released = sync.Pool{New: func() any { return new(Document) }}

// New returns an empty document of a state. With graphs its quads have the names
// of all graphs that say so, else they are in none. names are those of the state,
// or nil. Release ends its use.
func New(snap *graph.Snapshot, names *Names, graphs bool) *Document {
	d := released.Get().(*Document)
	d.snap, d.names, d.graphs, d.quads = snap, names, graphs, snap.Numbering()
	if graphs {
		d.seen = map[[4]graph.ID]struct{}{}
	}
	return d
}

// Release lends the memory of a document, and of what it has returned as numbers, to
// others. No document need be released.
func (d *Document) Release() {
	d.quads.Release()
	if len(d.met) > mostMet {
		return
	}
	clear(d.nodes)
	clear(d.met)
	*d = Document{nodes: d.nodes[:0], met: d.met, found: d.found}
	released.Put(d)
}

// Add takes up a quad, whose terms the state need not know.
func (d *Document) Add(q rdf.Quad) {
	ids := [4]graph.ID{d.quads.ID(q.S), d.quads.ID(q.P), d.quads.ID(q.O), 0}
	if d.graphs {
		ids[3] = d.quads.ID(q.G)
	}
	d.add(ids)
}

func (d *Document) add(q [4]graph.ID) {
	if d.graphs {
		if _, seen := d.seen[q]; seen {
			return
		}
		d.seen[q] = struct{}{}
	}
	numbers := d.quads.Add(q)
	d.meet(numbers[0], q[0])
	d.meet(numbers[2], q[2])
}

// meet adds a node to those that are to be named.
func (d *Document) meet(number uint32, id graph.ID) {
	if kind := id.Kind(); kind != rdf.IRIKind && kind != rdf.BlankNodeKind {
		return
	}
	if int(number) >= len(d.met) {
		d.met = append(d.met, make([]bool, int(number)+256-len(d.met))...)
	}
	if !d.met[number] {
		d.met[number] = true
		d.nodes = append(d.nodes, d.names.of(d.snap, id))
	}
}

// Name has type and label of a node added, though no quad leads to it.
func (d *Document) Name(node rdf.Term) {
	if id, ok := d.snap.ID(node); ok {
		d.nodes = append(d.nodes, d.names.of(d.snap, id))
	}
}

// AddTriple takes up a triple of the state, in each of its graphs.
func (d *Document) AddTriple(t [3]graph.ID) (err error) {
	if !d.graphs {
		d.add([4]graph.ID{t[0], t[1], t[2]})
		return nil
	}
	d.found, err = d.snap.GraphsOfIDs(d.found[:0], t[0], t[1], t[2])
	for _, g := range d.found {
		d.add([4]graph.ID{t[0], t[1], t[2], g})
	}
	return err
}

// AddTriples takes up triples likewise.
func (d *Document) AddTriples(triples iter.Seq[[3]graph.ID]) error {
	for t := range triples {
		if err := d.AddTriple(t); err != nil {
			return err
		}
	}
	return d.snap.Err()
}

// AddInbound takes up triples with a node as object: of each predicate as many as
// size, behind the first ones; more tells whether some predicate has yet more.
func (d *Document) AddInbound(node graph.ID, behind, size int) (more bool, err error) {
	if node == 0 {
		return false, nil
	}
	counts := map[graph.ID]int{}
	for t := range d.snap.TripleIDs(graph.IDPattern{O: node}) {
		counts[t[1]]++
		switch n := counts[t[1]]; {
		case n > behind+size:
			more = true
		case n > behind:
			if err := d.AddTriple(t); err != nil {
				return more, err
			}
		}
	}
	return more, d.snap.Err()
}

// AddNames takes up type and label of the nodes met so far.
func (d *Document) AddNames() error {
	for _, node := range d.nodes[:len(d.nodes):len(d.nodes)] {
		for _, t := range node.names {
			if err := d.AddTriple(t); err != nil {
				return err
			}
		}
	}
	return d.snap.Err()
}

// Numbered returns the quads with numbers for terms, until the next call or Release.
func (d *Document) Numbered() *rdf.Numbered { return d.quads.Numbered() }

// Quads returns the quads.
func (d *Document) Quads() []rdf.Quad {
	n := d.Numbered()
	quads := make([]rdf.Quad, len(n.Quads))
	for i := range quads {
		quads[i] = n.Quad(i)
	}
	return quads
}

// Len returns how many quads there are.
func (d *Document) Len() int { return d.quads.Len() }

// Nodes returns the IRIs and blank nodes of the state that are subjects or
// objects, the ones met first first.
func (d *Document) Nodes() (nodes []rdf.Term) {
	for _, node := range d.nodes {
		nodes = append(nodes, d.snap.Term(node.id))
	}
	return nodes
}

// NodeCount returns how many Nodes there are.
func (d *Document) NodeCount() int { return len(d.nodes) }

// Modified returns when the last commit was made that touched one of the Nodes; of
// those that were forgotten, when the oldest state was made that is known.
func (d *Document) Modified(ctx context.Context) (time.Time, error) {
	last := uint64(0)
	for _, node := range d.nodes {
		last = max(last, node.version)
	}
	if last < max(d.snap.Oldest(), 1) {
		last = min(d.snap.Oldest(), d.snap.Seq())
	}
	c, err := d.snap.Commit(ctx, last)
	return c.Time, err
}
