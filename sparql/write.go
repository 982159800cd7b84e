package sparql

import (
	"fmt"
	"io"

	"w3id.org/plenary/sparql/results"
	"w3id.org/plenary/sparql/syntax"
)

// Write writes solutions or a truth value in a format, in memory that does not
// grow with them. Nothing is written before the first 64 KiB are there, or the
// end. While the writer waits, other queries run. Errors: exec.ErrBudget, those
// of the context of the query, of the store and of writing, those that wrap
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
	w := results.NewWriter(&patient{r.rows, to}, f, r.Vars)
	c := cells{format: f, terms: newTermReader(r.rows.terms)}
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
	return w.Close()
}

// patient gives the slot of a query back while its reader is waited for.
type patient struct {
	rows *rows
	to   io.Writer
}

func (p *patient) Write(b []byte) (n int, err error) {
	if stopped := p.rows.pause(func() { n, err = p.to.Write(b) }); err == nil {
		err = stopped
	}
	return n, err
}
