package main

import (
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"
	"unicode/utf8"

	"w3id.org/plenary/rdf"
)

const (
	tableRows  = 1000 // rows whose widths are known before the first is written
	tableWidth = 60   // characters of the widest column
)

// writeTable writes rows for people, in columns that are as wide as the first
// rows need.
func writeTable(w io.Writer, vars []string, rows iter.Seq2[[]rdf.Term, error], base string) error {
	t := table{w: w, vars: vars, widths: make([]int, len(vars))}
	t.hold(vars)
	n := 0
	for row, err := range rows {
		if err != nil {
			return err
		}
		cells := make([]string, len(row))
		for i, term := range row {
			if !term.IsZero() {
				cells[i] = strings.NewReplacer("\n", "⏎", "\t", " ", "\r", "").Replace(shorten(term, base))
			}
		}
		n++
		if err := t.add(cells); err != nil {
			return err
		}
	}
	if err := t.flush(); err != nil {
		return err
	}
	_, err := fmt.Fprintf(w, "(%s)\n", plural(int64(n), "row", "rows"))
	return err
}

type table struct {
	w      io.Writer
	vars   []string
	widths []int
	held   [][]string // the head and the first rows; nil once they are written
	done   bool
}

// hold keeps a row until the widths are known.
func (t *table) hold(cells []string) {
	for i, cell := range cells {
		t.widths[i] = max(t.widths[i], min(utf8.RuneCountInString(cell), tableWidth))
	}
	t.held = append(t.held, cells)
}

func (t *table) add(cells []string) error {
	if !t.done {
		if t.hold(cells); len(t.held) <= tableRows {
			return nil
		}
		return t.flush()
	}
	return t.line(cells)
}

// flush writes what is held.
func (t *table) flush() error {
	if t.done {
		return nil
	}
	t.done = true
	for i, cells := range t.held {
		if err := t.line(cells); err != nil {
			return err
		}
		if i == 0 {
			rule := make([]string, len(t.widths))
			for i, width := range t.widths {
				rule[i] = strings.Repeat("─", width)
			}
			if err := t.line(rule); err != nil {
				return err
			}
		}
	}
	t.held = nil
	return nil
}

func (t *table) line(cells []string) error {
	var b strings.Builder
	for i, cell := range cells {
		letters := []rune(cell)
		if len(letters) > tableWidth && i < len(cells)-1 {
			letters = append(slices.Clip(letters[:tableWidth-1]), '…')
		}
		b.WriteString(string(letters))
		if i < len(cells)-1 {
			b.WriteString(strings.Repeat(" ", max(t.widths[i]-len(letters), 0)+2))
		}
	}
	_, err := fmt.Fprintln(t.w, strings.TrimRight(b.String(), " "))
	return err
}
