package data

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"
)

// A table is one CSV file.
type table struct {
	name    string // "summits"
	columns []string
	rows    []row
}

// A row is one record of a table, with the line it begins on.
type row struct {
	cells []string
	line  int
}

func (t *table) file() string { return t.name + ".csv" }

// column returns the index of a column, -1 when there is none.
func (t *table) column(name string) int { return slices.Index(t.columns, name) }

// cell returns the cell of a column, "" when the table has no such column.
func (t *table) cell(r *row, column string) string {
	if i := t.column(column); i >= 0 {
		return r.cells[i]
	}
	return ""
}

func (t *table) errorAt(r *row, column, msg, hint string) *Error {
	return &Error{File: t.file(), Line: r.line, Column: column, Msg: msg, Hint: hint}
}

// readTable reads name.csv. Errors are of type *Error, joined.
func readTable(fsys fs.FS, name string) (*table, error) {
	t := &table{name: name}
	f, err := fsys.Open(t.file())
	if err != nil {
		return nil, &Error{File: t.file(), Msg: err.Error(), Hint: "tables.csv names this table"}
	}
	defer f.Close()
	in := csv.NewReader(f)
	in.ReuseRecord = false
	in.FieldsPerRecord = -1
	if t.columns, err = in.Read(); err != nil {
		return nil, &Error{File: t.file(), Line: 1, Msg: "no header: " + err.Error()}
	}
	var errs errorList
	for {
		cells, err := in.Read()
		if err == io.EOF {
			return t, errs.join()
		}
		if err != nil {
			errs.add(t.syntaxError(err))
			return nil, errs.join()
		}
		line, _ := in.FieldPos(0)
		r := row{cells, line}
		if e := t.checkShape(&r); e != nil {
			errs.add(e)
			continue
		}
		t.rows = append(t.rows, r)
	}
}

// readFixed reads a table whose columns the program itself relies on.
func readFixed(fsys fs.FS, name string, columns ...string) (*table, error) {
	t, err := readTable(fsys, name)
	if err == nil && !slices.Equal(t.columns, columns) {
		return nil, &Error{File: t.file(), Line: 1, Msg: "the header is " + strings.Join(t.columns, ","),
			Hint: "it must be " + strings.Join(columns, ",")}
	}
	return t, err
}

func (t *table) syntaxError(err error) *Error {
	e := &Error{File: t.file(), Msg: err.Error()}
	if p := new(csv.ParseError); errors.As(err, &p) {
		e.Line, e.Msg = p.Line, p.Err.Error()
	}
	return e
}

// checkShape reports a wrong number of cells and blanks around one.
func (t *table) checkShape(r *row) *Error {
	if len(r.cells) != len(t.columns) {
		msg := fmt.Sprintf("%d cells where the header has %d columns", len(r.cells), len(t.columns))
		return t.errorAt(r, "", msg, "a cell that holds a comma needs quotes")
	}
	for i, c := range r.cells {
		if len(c) > 1 && (c[0] == ' ' || c[len(c)-1] == ' ') {
			return t.errorAt(r, t.columns[i], "blank at an end of the cell", "take it away")
		}
	}
	return nil
}

// splitList splits a cell that holds several values.
func splitList(cell, separator string) []string {
	if separator == "" || !strings.Contains(cell, separator) {
		return []string{cell}
	}
	return strings.Split(cell, separator)
}
