package sparql

import (
	"iter"
	"time"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/rdf"
	"w3id.org/plenary/sparql/exec"
)

// A Result is the answer to a query while it is computed: solutions of SELECT, a
// truth value of ASK, triples of CONSTRUCT and DESCRIBE. It can be read once, by
// one goroutine.
type Result struct {
	*Query
	Boolean bool // of ASK

	engine   *Engine
	snapshot *graph.Snapshot
	rows     *rows
	began    time.Time
}

// Close ends a result that is not read to its end. It may be called again.
func (r *Result) Close() { r.rows.close() }

// Snapshot returns the state that the answer is of.
func (r *Result) Snapshot() *graph.Snapshot { return r.snapshot }

// Rows yields the solutions of SELECT: a term for each of Vars, the zero Term
// where it is unbound. A row is lent until the next. After an error it ends.
// Errors: exec.ErrBudget, those of the context of the query and of the store.
func (r *Result) Rows() iter.Seq2[[]rdf.Term, error] {
	return func(yield func([]rdf.Term, error) bool) {
		defer r.Close()
		row := make([]rdf.Term, len(r.Vars))
		for b, err := range r.batches() {
			if err != nil {
				yield(nil, err)
				return
			}
			for i := range b.Len {
				for c := range row {
					row[c] = r.rows.terms.Term(b.Cols[c][i])
				}
				if !yield(row, nil) {
					return
				}
			}
		}
	}
}

// batches yields the rows as they are computed, and at last an error if there is
// one.
func (r *Result) batches() iter.Seq2[exec.Batch, error] {
	return func(yield func(exec.Batch, error) bool) {
		for {
			b, err := r.rows.next()
			if err == nil && b.Len == 0 {
				err = r.snapshot.Err()
				if err == nil {
					return
				}
			}
			if !yield(b, err) || err != nil {
				return
			}
		}
	}
}
