package dumps

import (
	"context"
	"sync"

	"w3id.org/plenary/feeds"
	"w3id.org/plenary/graph"
	"w3id.org/plenary/rdf"
)

// GraphHashes are the hashes of the graphs of a state.
type GraphHashes struct {
	Dataset string            `json:"dataset"`
	Seq     uint64            `json:"seq"`
	Graphs  []feeds.GraphHash `json:"graphs"`
}

// Hashes returns a hash of each graph of a state of the dataset with an ID.
//
// Cost: reading the graphs that were not asked for as they are now.
func (d *Dumps) Hashes(ctx context.Context, dataset string, then *graph.Snapshot) (GraphHashes, error) {
	out := GraphHashes{Dataset: dataset, Seq: then.Seq(), Graphs: []feeds.GraphHash{}}
	for _, name := range feeds.Graphs(then) {
		h, err := d.hashes.of(ctx, then, name)
		if err != nil {
			return out, err
		}
		out.Graphs = append(out.Graphs, h)
	}
	return out, nil
}

// hashKey is a graph as its last commit left it.
type hashKey struct {
	name    rdf.Term
	version uint64
}

// hashes keeps what graphs hash to.
type hashes struct {
	mu   sync.Mutex
	kept map[hashKey]feeds.GraphHash
}

// mostHashes is how many hashes are kept; each takes about 200 bytes.
const mostHashes = 1 << 16

// of returns the hash of a graph in a state.
func (h *hashes) of(ctx context.Context, snap *graph.Snapshot, name rdf.Term) (feeds.GraphHash, error) {
	key := hashKey{name, snap.Version(name)}
	h.mu.Lock()
	found, ok := h.kept[key]
	h.mu.Unlock()
	if ok {
		return found, nil
	}
	found, err := feeds.HashGraph(ctx, snap, name)
	if err != nil {
		return found, err
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.kept == nil || len(h.kept) >= mostHashes {
		h.kept = map[hashKey]feeds.GraphHash{}
	}
	h.kept[key] = found
	return found, nil
}
