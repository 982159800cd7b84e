package ingest

import (
	"encoding/json"
	"fmt"
	"io"
)

// A Printer writes results in one format, one document after the other.
type Printer struct {
	w      io.Writer
	format string
	count  int
}

// NewPrinter returns a printer of the format jsonl, table or html. Close ends
// what it writes.
func NewPrinter(w io.Writer, format string) *Printer { return &Printer{w: w, format: format} }

// Print writes what one document holds.
func (p *Printer) Print(r *Result) error {
	p.count++
	switch p.format {
	case "table":
		return p.table(r)
	case "html":
		return p.view(r)
	}
	e := json.NewEncoder(p.w)
	e.SetEscapeHTML(false)
	for i := range r.Mentions {
		if err := e.Encode(&r.Mentions[i]); err != nil {
			return err
		}
	}
	for i := range r.Claims {
		if err := e.Encode(&r.Claims[i]); err != nil {
			return err
		}
	}
	return nil
}

// Close ends the output.
func (p *Printer) Close() error {
	if p.format == "html" {
		return p.endView()
	}
	return nil
}

// table writes mentions and claims in columns.
func (p *Printer) table(r *Result) error {
	for _, m := range r.Mentions {
		what := m.Value
		if m.IRI != "" {
			what = tailOf(m.IRI)
		}
		mark := ""
		if m.New {
			mark = "new"
		}
		if _, err := fmt.Fprintf(p.w, "%6d %6d  %-12s %.2f  %-3s  %-44s  %s\n", m.Start, m.End, m.Type, m.Confidence, mark, what, oneLine(m.Quote)); err != nil {
			return err
		}
	}
	for _, c := range r.Claims {
		if _, err := fmt.Fprintf(p.w, "%6d %6d  %-24s %-36s %-40s %.2f  %s\n", c.Start, c.End, tailOf(c.Subject), tailOf(c.Predicate), tailOf(c.Object), c.Confidence, oneLine(c.Quote)); err != nil {
			return err
		}
	}
	return nil
}
