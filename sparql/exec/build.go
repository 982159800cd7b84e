package exec

import (
	"fmt"
	"time"

	"w3id.org/plenary/sparql/plan"
)

// Run is what the operators of one query have in common.
type Run struct {
	Terms  *plan.Terms
	Budget *Budget
	Now    time.Time // of NOW()
	Base   string    // of IRI()
	// Disk takes rows for which the memory does not suffice; without it such a query
	// fails.
	Disk *Disk
}

// Build returns the operator of a node. Columns of its batches are the node's
// Vars.
func Build(n plan.Node, run *Run) (Operator, error) {
	b := builder{run: run}
	return b.build(n)
}

// builder makes operators of nodes.
type builder struct{ run *Run }

func (b *builder) build(n plan.Node) (Operator, error) {
	return nil, fmt.Errorf("exec: no operator for %T", n)
}
