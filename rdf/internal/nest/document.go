package nest

import (
	"slices"
	"sync"

	"w3id.org/plenary/rdf"
)

// A Document is the quads of a document by graph. Terms are numbers throughout, as
// of rdf.Numbered.
type Document struct {
	*rdf.Numbered
	Graphs           []uint32    // the names of its graphs, in order
	quads            [][4]uint32 // graph, subject, predicate, object; in order, each once
	ends             []int       // of the quads of each graph
	blanks           uint32      // the number behind those of blank nodes
	iris             uint32      // and behind those of IRIs
	typ, first, rest uint32      // what these are numbered, and 0 where there is none
	null             uint32
	nodes            []node // of blank nodes, by number
	shared           []bool // those that must keep a label wherever they are
	graph            Graph
	packed           []uint64 // room for sorting
}

// mostQuads is how many quads a document may have had whose memory is lent again.
const mostQuads = 1 << 14

var documents = sync.Pool{New: func() any { return new(Document) }}

// New takes the quads of a document; merged ones lose the names of their graphs. Free
// ends its use.
func New(n *rdf.Numbered, merged bool) *Document {
	d := documents.Get().(*Document)
	d.Numbered, d.typ, d.first, d.rest, d.null = n, n.Find(Type), n.Find(First), n.Find(Rest), n.Find(Nil)
	d.blanks, d.iris = n.Kinds()
	d.quads = slices.Grow(d.quads, len(n.Quads))[:len(n.Quads)]
	for i, q := range n.Quads {
		if merged {
			q[3] = 0
		}
		d.quads[i] = [4]uint32{q[3], q[0], q[1], q[2]}
	}
	d.sort()
	d.quads = slices.Compact(d.quads)
	for i, q := range d.quads {
		if i == 0 || q[0] != d.quads[i-1][0] {
			d.Graphs, d.ends = append(d.Graphs, q[0]), append(d.ends, i)
		}
		d.ends[len(d.ends)-1] = i + 1
	}
	d.nodes, d.shared = zeros(d.nodes, d.blanks), zeros(d.shared, d.blanks)
	d.share()
	return d
}

// zeros returns as many, in the same memory if there is enough.
func zeros[T any](s []T, n uint32) []T {
	s = slices.Grow(s[:0], int(n))[:n]
	clear(s)
	return s
}

// Free lends the memory of a document and its graphs to others.
func (d *Document) Free() {
	if len(d.quads) > mostQuads || len(d.Terms) > mostQuads {
		return
	}
	*d = Document{Graphs: d.Graphs[:0], quads: d.quads[:0], ends: d.ends[:0], nodes: d.nodes, shared: d.shared, graph: Graph{triples: d.graph.triples[:0]}, packed: d.packed}
	documents.Put(d)
}

// sort sorts the quads. Those of the default graph whose numbers fit into 64 bits
// together, which are most, are sorted as such.
func (d *Document) sort() {
	const bits = 21
	rows := d.quads
	if len(d.Terms) > 1<<bits || slices.ContainsFunc(rows, func(r [4]uint32) bool { return r[0] != 0 }) {
		slices.SortFunc(rows, compare)
		return
	}
	packed := slices.Grow(d.packed[:0], len(rows))[:len(rows)]
	for i, r := range rows {
		packed[i] = uint64(r[1])<<(2*bits) | uint64(r[2])<<bits | uint64(r[3])
	}
	slices.Sort(packed)
	for i, p := range packed {
		rows[i] = [4]uint32{0, uint32(p >> (2 * bits)), uint32(p >> bits & (1<<bits - 1)), uint32(p & (1<<bits - 1))}
	}
	d.packed = packed
}

func compare(a, b [4]uint32) int {
	for i := range a {
		if a[i] != b[i] {
			return int(int64(a[i]) - int64(b[i]))
		}
	}
	return 0
}

// share finds the blank nodes that must keep a label wherever they are: graph
// names, those in triple terms and those in more than one graph.
func (d *Document) share() {
	if d.blanks == 1 {
		return
	}
	home := make([]uint32, d.blanks) // graph plus one
	for _, q := range d.quads {
		if q[0] != 0 && q[0] < d.blanks {
			d.shared[q[0]] = true
		}
		for _, t := range [...]uint32{q[1], q[3]} {
			if t < d.blanks {
				d.shared[t] = d.shared[t] || home[t] != 0 && home[t] != q[0]+1
				home[t] = q[0] + 1
			}
		}
	}
	for _, t := range slices.Backward(d.Terms) {
		if t.Kind() != rdf.TripleTermKind {
			break
		}
		d.shareInside(t)
	}
}

// shareInside has the blank nodes inside a triple term keep their labels.
func (d *Document) shareInside(t rdf.Term) {
	if tr, ok := t.Triple(); ok {
		for _, term := range [...]rdf.Term{tr.S, tr.O} {
			if id := d.Find(term); term.IsBlank() && id != 0 {
				d.shared[id] = true
			}
			d.shareInside(term)
		}
	}
}

// IsBlank reports whether a number is that of a blank node.
func (d *Document) IsBlank(t uint32) bool { return t < d.blanks && t != 0 }

// IsIRI reports whether a number is that of an IRI.
func (d *Document) IsIRI(t uint32) bool { return t >= d.blanks && t < d.iris }

// IsLiteral reports whether a number is that of a literal or a triple term.
func (d *Document) IsLiteral(t uint32) bool { return t >= d.iris }

// IsType reports whether a number is that of rdf:type.
func (d *Document) IsType(t uint32) bool { return t == d.typ && t != 0 }
