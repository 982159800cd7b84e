package results

import (
	"fmt"
	"io"
	"iter"
	"slices"

	"w3id.org/plenary/rdf"
)

// Options of reading.
type Options struct {
	Source   string // named in errors
	MaxToken int    // bytes of a row, or of all that stands before the variables are known; 0 means 64 MiB
}

const (
	defaultToken = 64 << 20
	maxDepth     = 64 // of triple terms
)

// A Reader reads a table or a truth value.
type Reader struct {
	Vars      []string // of a table
	IsBoolean bool     // the result of ASK, not a table
	Boolean   bool

	from    io.Reader
	options Options
	rows    iter.Seq2[[]rdf.Term, error]
	index   map[string]int // of Vars
}

// Read reads what stands before the rows. Errors: *rdf.SyntaxError, those of
// reading.
func Read(from io.Reader, f Format, o Options) (*Reader, error) {
	if o.MaxToken == 0 {
		o.MaxToken = defaultToken
	}
	r := &Reader{from: from, options: o}
	if err := f.read(r); err != nil {
		return nil, err
	}
	return r, nil
}

// Rows yields the solutions: a term for each of Vars, the zero Term where it is
// unbound. A row is lent until the next. After an error it ends. It can be
// ranged over once.
func (r *Reader) Rows() iter.Seq2[[]rdf.Term, error] {
	if r.rows == nil {
		return func(func([]rdf.Term, error) bool) {}
	}
	return r.rows
}

// variables sets Vars.
func (r *Reader) variables(vars []string) error {
	r.Vars, r.index = vars, map[string]int{}
	for i, name := range vars {
		if slices.Contains(vars[:i], name) {
			return fmt.Errorf("?%s stands twice among the variables", name)
		}
		r.index[name] = i
	}
	return nil
}

// put gives a variable of a row its value.
func (r *Reader) put(row []rdf.Term, name string, t rdf.Term) error {
	i, known := r.index[name]
	switch {
	case !known:
		return fmt.Errorf("?%s is not among the variables of the head", name)
	case !row[i].IsZero():
		return fmt.Errorf("?%s has two values in a row", name)
	}
	row[i] = t
	return nil
}

// wrong returns the error for what is wrong at a place; 0 is one not known.
func (r *Reader) wrong(line, column int, offset int64, rule string, err error) error {
	return &rdf.SyntaxError{Source: r.options.Source, Offset: offset, Line: line, Column: column, Rule: rule, Msg: err.Error()}
}
