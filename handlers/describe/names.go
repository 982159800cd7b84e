package describe

import (
	"slices"
	"sync/atomic"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/ontology"
	"w3id.org/plenary/rdf"
)

// namePlaces is how many nodes are remembered; each takes some 200 bytes.
const namePlaces = 1 << 13

// Names remembers what documents say of nodes that they lead to: most lead to the
// same ones. A nil *Names remembers nothing.
type Names struct {
	snap   *graph.Snapshot
	places *[namePlaces]atomic.Pointer[node]
}

// A node is an IRI or a blank node.
type node struct {
	id      graph.ID
	names   [][3]graph.ID // types and labels of an IRI
	version uint64        // the last commit that touched it
	seq     atomic.Uint64 // a later one up to which none has
}

// Next returns the names of a state that is or was the current one. Those of the
// state before stay, but for nodes that commits since have touched.
func (n *Names) Next(snap *graph.Snapshot) *Names {
	if n != nil && snap.Follows(n.snap) {
		return &Names{snap, n.places}
	}
	return &Names{snap, new([namePlaces]atomic.Pointer[node])}
}

// Of reports whether the names are those of a state.
func (n *Names) Of(snap *graph.Snapshot) bool { return n != nil && n.snap == snap }

// of returns a node with what names it.
func (n *Names) of(snap *graph.Snapshot, id graph.ID) *node {
	if n == nil {
		return read(snap, id)
	}
	place := &n.places[uint64(id)%namePlaces]
	known := place.Load()
	if known != nil && known.id == id && known.holds(snap) {
		return known
	}
	found := read(snap, id)
	place.Store(found)
	return found
}

// holds reports whether a node is the same in a state, which may be an earlier one.
func (n *node) holds(snap *graph.Snapshot) bool {
	seq, now := n.seq.Load(), snap.Seq()
	if now <= seq {
		return n.version <= now
	}
	if snap.VersionOf(n.id) != n.version {
		return false
	}
	n.seq.CompareAndSwap(seq, now)
	return true
}

// read reads what names a node.
func read(snap *graph.Snapshot, id graph.ID) *node {
	n := &node{id: id, version: snap.VersionOf(id)}
	n.seq.Store(snap.Seq())
	if id.Kind() != rdf.IRIKind {
		return n
	}
	for _, predicate := range [...]string{ontology.RDFType, ontology.RDFSLabel} {
		if p, ok := snap.ID(rdf.IRI(predicate)); ok {
			n.names = slices.AppendSeq(n.names, snap.TripleIDs(graph.IDPattern{S: id, P: p}))
		}
	}
	return n
}
