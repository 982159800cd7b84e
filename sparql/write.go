package sparql

import (
	"fmt"
	"io"

	"w3id.org/plenary/sparql/results"
	"w3id.org/plenary/sparql/syntax"
)

// Write writes solutions or a truth value in a format, in memory that does not
// grow with them. Nothing is written before the first 64 KiB are there, or the
// end; and where it cannot be expected that the query ends in time, nothing before
// it has ended: until then the answer is on disk. While the writer waits, the time
// of the query stands still and others run. Errors: exec.ErrBudget, those of the
// context of the query, of the store and of writing, those that wrap
// results.ErrNotWritable.
func (r *Result) Write(to io.Writer, f results.Format) (err error) {
	defer r.Close()
	defer r.engine.caught(&err)
	switch r.Form {
	case syntax.Ask:
		return results.WriteBoolean(to, f, r.Boolean)
	case syntax.Select:
		return r.writeTable(to, f)
	}
	return fmt.Errorf("sparql: the result of %s is a graph, which %s has no form for", r.Form, f.Name)
}

func (r *Result) writeTable(to io.Writer, f results.Format) error {
	out := r.rows.outlet(to)
	defer out.close()
	w := results.NewWriter(out, f, r.Vars)
	c := cells{format: f, terms: newTermReader(r.rows.terms), budget: r.rows.budget}
	for b, err := range r.batches() {
		if err != nil {
			return err
		}
		all, err := c.of(b.Cols, b.Len)
		if err != nil {
			return err
		}
		for i := range b.Len {
			if err := w.Cells(all[i*len(r.Vars) : (i+1)*len(r.Vars)]); err != nil {
				return err
			}
		}
		c.keep()
	}
	if err := w.Close(); err != nil {
		return err
	}
	return out.end()
}
