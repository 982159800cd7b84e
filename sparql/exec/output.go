package exec

import (
	"cmp"

	"w3id.org/plenary/graph"
)

// An output is a batch of an operator. The first has room for few rows, since many
// queries have or ask for no more, and what follows a full one for more.
type output struct {
	width int // columns
	least int // rows of the first; 0 means firstRows
	size  int // rows there is room for
	n     int // rows there are
	out   [][]graph.ID
}

// begin makes room for the next batch.
func (o *output) begin() {
	if o.size == 0 || o.n >= o.size/2 && o.size < BatchRows {
		o.size = max(min(4*o.size, BatchRows), cmp.Or(o.least, firstRows))
		o.out = newColumns(o.width, o.size)
	}
	o.n = 0
}

// batch returns it.
func (o *output) batch() Batch { return Batch{o.n, first(o.out, o.n)} }

// few has the first batch be small.
func (o *output) few(rows int) { o.least = rows }

// few tells an operator, before its first batch, that few rows are wanted. Those
// that would compute many before they yield any make batches of as many then.
func few(op Operator, rows int) {
	if modest, ok := op.(interface{ few(rows int) }); ok {
		modest.few(rows)
	}
}
