package ingest

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
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
		if _, err := fmt.Fprintf(p.w, "%6d %6d  %-36s %-16s %-18s %-40s %.2f  %s\n", c.Start, c.End, cut(tailOf(c.Subject), 36), c.mark(), propertyOf(&c), cut(valueOf(&c), 40), c.Confidence, oneLine(c.Quote)); err != nil {
			return err
		}
	}
	return nil
}

// propertyOf is the last part of a claim's predicate.
func propertyOf(c *Claim) string { return tailOf(strings.ReplaceAll(c.Predicate, "#", "/")) }

// valueOf is the last part of an object's IRI, or the literal.
func valueOf(c *Claim) string {
	if c.ObjectType == "iri" {
		return tailOf(c.Object)
	}
	return strings.Join(strings.Fields(c.Object), " ")
}

// cut shortens what would break a column.
func cut(text string, width int) string {
	if line := []rune(text); len(line) > width {
		return string(line[:width-1]) + "…"
	}
	return text
}
