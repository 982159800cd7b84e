package exec

import (
	"context"
	"sync"
	"sync/atomic"
	"time"

	"w3id.org/plenary/sparql/plan"
)

// Measures are what the operators of a run have done, by their nodes. The zero
// value is ready.
type Measures struct {
	mu sync.Mutex
	of map[plan.Node]*measure
}

// A measure is what all operators of a node have done.
type measure struct{ rows, nanos atomic.Int64 }

// All returns the measures of all nodes that have operators.
func (m *Measures) All() map[plan.Node]plan.Measure {
	m.mu.Lock()
	defer m.mu.Unlock()
	all := make(map[plan.Node]plan.Measure, len(m.of))
	for n, one := range m.of {
		all[n] = plan.Measure{Rows: one.rows.Load(), Time: time.Duration(one.nanos.Load())}
	}
	return all
}

// wrap returns an operator of a node that measures another; nil Measures measure
// nothing.
func (m *Measures) wrap(n plan.Node, op Operator) Operator {
	if m == nil {
		return op
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.of == nil {
		m.of = map[plan.Node]*measure{}
	}
	if m.of[n] == nil {
		m.of[n] = new(measure)
	}
	return &measured{op, m.of[n]}
}

// measured measures an operator.
type measured struct {
	Operator
	*measure
}

func (m *measured) few(rows int) { few(m.Operator, rows) }

// Next is that of the operator.
func (m *measured) Next(ctx context.Context) (Batch, error) {
	started := time.Now()
	b, err := m.Operator.Next(ctx)
	m.nanos.Add(int64(time.Since(started)))
	m.rows.Add(int64(b.Len))
	return b, err
}
