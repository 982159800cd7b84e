package results

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strings"

	"w3id.org/plenary/rdf"
	"w3id.org/plenary/sparql/syntax"
)

// A field is what stands between two delimiters, without its quotes.
type field struct {
	text   string
	quoted bool
}

// records reads the rows of CSV or TSV.
type records struct {
	*Reader
	from *bufio.Reader
	line int
	// The two differ in:
	name string
	mark string // before the names of variables
	next func(*records) ([]field, error)
	term func(field) (rdf.Term, error)
}

// readTSV reads TSV of SPARQL 1.1 Query Results CSV and TSV Formats §4.
func readTSV(r *Reader) error {
	return (&records{Reader: r, from: bufio.NewReader(r.from), name: "TSV", mark: "?", next: (*records).tabs, term: tsvTerm}).head()
}

func tsvTerm(f field) (t rdf.Term, err error) {
	if f.text == "" {
		return t, nil
	}
	return syntax.ParseTerm(f.text)
}

// readCSV reads CSV of the same §3, which does not say what kind of term a
// value is: what begins with "_:" is a blank node, all else a string.
func readCSV(r *Reader) error {
	return (&records{Reader: r, from: bufio.NewReader(r.from), name: "CSV", next: (*records).commas, term: csvTerm}).head()
}

func csvTerm(f field) (rdf.Term, error) {
	label, blank := strings.CutPrefix(f.text, "_:")
	switch {
	case f.text == "" && !f.quoted:
		return rdf.Term{}, nil
	case blank:
		return rdf.BlankNode(label), nil
	}
	return rdf.String(f.text), nil
}

func (r *records) broken(err error) error {
	e := &rdf.SyntaxError{Source: r.options.Source, Line: r.line, Column: 1, Rule: "SPARQL Results " + r.name, Msg: err.Error()}
	if errors.Is(err, errTooLong) {
		e.Limit, e.Msg = "token", fmt.Sprintf("a row is longer than the limit of %d bytes", r.options.MaxToken)
	}
	return e
}

// head reads the names of the variables.
func (r *records) head() error {
	fields, err := r.next(r)
	if errors.Is(err, io.EOF) {
		return r.broken(errors.New("no line with variables"))
	}
	var vars []string
	for _, f := range fields {
		if f.text == "" && len(fields) == 1 {
			break // a table without columns
		}
		name, marked := strings.CutPrefix(f.text, r.mark)
		if !marked || name == "" {
			return r.broken(fmt.Errorf("%q is no variable", f.text))
		}
		vars = append(vars, name)
	}
	if err == nil {
		err = r.variables(vars)
	}
	if err != nil {
		return r.broken(err)
	}
	r.rows = r.yield
	return nil
}

func (r *records) yield(yield func([]rdf.Term, error) bool) {
	row := make([]rdf.Term, len(r.Vars))
	for {
		fields, err := r.next(r)
		if errors.Is(err, io.EOF) {
			return
		}
		if err == nil {
			err = r.fill(row, fields)
		}
		if err != nil {
			yield(nil, r.broken(err))
			return
		}
		if !yield(row, nil) {
			return
		}
	}
}

func (r *records) fill(row []rdf.Term, fields []field) (err error) {
	if len(row) == 0 && len(fields) == 1 && fields[0].text == "" {
		return nil
	}
	if len(fields) != len(row) {
		return fmt.Errorf("a row of %d fields for %d variables", len(fields), len(row))
	}
	for i, f := range fields {
		if row[i], err = r.term(f); err != nil {
			return fmt.Errorf("?%s: %w", r.Vars[i], err)
		}
	}
	return nil
}

// text returns a line with its end. Errors: io.EOF when there is none.
func (r *records) text() (string, error) {
	var b strings.Builder
	for {
		part, err := r.from.ReadSlice('\n')
		b.Write(part)
		switch {
		case b.Len() > r.options.MaxToken:
			return "", errTooLong
		case errors.Is(err, bufio.ErrBufferFull):
			continue
		case errors.Is(err, io.EOF) && b.Len() > 0:
			err = nil
		}
		r.line++
		return b.String(), err
	}
}

func (r *records) tabs() (fields []field, err error) {
	line, err := r.text()
	if err != nil {
		return nil, err
	}
	for text := range strings.SplitSeq(strings.TrimSuffix(strings.TrimSuffix(line, "\n"), "\r"), "\t") {
		fields = append(fields, field{text: strings.Trim(text, " ")})
	}
	return fields, nil
}

// commas reads a record of RFC 4180, whose quoted fields may have line ends.
func (r *records) commas() (fields []field, err error) {
	rest, err := r.text()
	if err != nil {
		return nil, err
	}
	for {
		var f field
		if strings.HasPrefix(rest, `"`) {
			if f, rest, err = r.quoted(rest); err != nil {
				return nil, err
			}
		} else {
			end := strings.IndexAny(rest, ",\r\n")
			if end < 0 {
				end = len(rest)
			}
			f.text, rest = rest[:end], rest[end:]
		}
		fields = append(fields, f)
		if !strings.HasPrefix(rest, ",") {
			break
		}
		rest = rest[1:]
	}
	if strings.Trim(rest, "\r\n") != "" {
		return nil, fmt.Errorf("found %.20q behind a quoted field", rest)
	}
	return fields, nil
}

// quoted reads a quoted field, further lines too where it goes on.
func (r *records) quoted(s string) (f field, rest string, err error) {
	var b strings.Builder
	for s = s[1:]; ; {
		end := strings.IndexByte(s, '"')
		if end < 0 {
			b.WriteString(s)
			if b.Len() > r.options.MaxToken {
				return f, "", errTooLong
			}
			if s, err = r.text(); err != nil {
				return f, "", errors.New("a quoted field has no end")
			}
			continue
		}
		b.WriteString(s[:end])
		if s = s[end+1:]; !strings.HasPrefix(s, `"`) {
			return field{b.String(), true}, s, nil
		}
		b.WriteByte('"')
		s = s[1:]
	}
}
