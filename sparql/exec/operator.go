package exec

import (
	"context"

	"w3id.org/plenary/graph"
)

// BatchRows is the most rows of a batch.
const BatchRows = 1024

// A Batch is rows of IDs by columns, all of length Len. An unbound variable has
// the ID 0.
type Batch struct {
	Len  int
	Cols [][]graph.ID
}

// An Operator yields rows in batches. It is not safe for use by several
// goroutines.
type Operator interface {
	// Next returns the next rows, Len 0 only at the end and whenever it is called
	// after that. The batch is lent until the next call; until then the caller
	// may change it. Errors: ErrBudget, those of ctx and of the store.
	Next(ctx context.Context) (Batch, error)
	// Close gives back what the operator holds, its inputs' too. It is idempotent.
	Close()
}
