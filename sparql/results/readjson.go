package results

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"w3id.org/plenary/rdf"
)

// jsonReader reads SPARQL 1.2 Query Results JSON Format.
type jsonReader struct {
	*Reader
	*json.Decoder
	limit *limitedReader
	head  bool
	early json.RawMessage // results that stand before the head
	inner bool            // reads early
}

// limitedReader fails after n bytes.
type limitedReader struct {
	from io.Reader
	n    int
}

func (l *limitedReader) Read(b []byte) (int, error) {
	if l.n <= 0 {
		return 0, errTooLong
	}
	n, err := l.from.Read(b[:min(len(b), l.n)])
	l.n -= n
	return n, err
}

var errTooLong = errors.New("longer than the limit")

func readJSON(r *Reader) error {
	limit := &limitedReader{r.from, r.options.MaxToken}
	j := &jsonReader{Reader: r, Decoder: json.NewDecoder(limit), limit: limit}
	if err := j.delim('{'); err != nil {
		return j.broken(err)
	}
	return j.broken(j.members())
}

// broken gives an error its place.
func (j *jsonReader) broken(err error) error {
	if err == nil {
		return nil
	}
	if errors.Is(err, errTooLong) {
		return &rdf.SyntaxError{Source: j.options.Source, Offset: j.InputOffset(), Limit: "token", Msg: fmt.Sprintf("a part is longer than the limit of %d bytes", j.options.MaxToken)}
	}
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		err = errors.New("the document ends before its result")
	}
	return j.wrong(0, 0, j.InputOffset(), "SPARQL Results JSON", err)
}

func (j *jsonReader) delim(want json.Delim) error {
	t, err := j.Token()
	if err == nil && t != want {
		err = fmt.Errorf("found %v where %v was expected", t, want)
	}
	return err
}

// members reads those of the document, up to the rows when they can be read.
func (j *jsonReader) members() error {
	for j.More() {
		name, err := j.Token()
		if err != nil {
			return err
		}
		switch name {
		case "head":
			err = j.readHead()
		case "boolean":
			j.IsBoolean = true
			err = j.Decode(&j.Boolean)
		case "results":
			if j.head {
				return j.results()
			}
			err = j.Decode(&j.early)
		default:
			err = j.skip()
		}
		if err != nil {
			return err
		}
	}
	return j.end()
}

func (j *jsonReader) skip() error {
	var any json.RawMessage
	return j.Decode(&any)
}

func (j *jsonReader) readHead() error {
	var head struct{ Vars []string }
	if err := j.Decode(&head); err != nil {
		return err
	}
	j.head = true
	return j.variables(head.Vars)
}

// end reads the end of the document, and then what stood before the head.
func (j *jsonReader) end() error {
	if err := j.delim('}'); err != nil {
		return err
	}
	if err := j.nothingMore(); err != nil {
		return err
	}
	switch {
	case j.early != nil && j.head:
		early := &jsonReader{Reader: j.Reader, Decoder: json.NewDecoder(bytes.NewReader(j.early)), limit: j.limit, inner: true}
		return early.results()
	case !j.IsBoolean && !j.head:
		return errors.New("neither head nor boolean")
	case !j.IsBoolean && j.rows == nil:
		return errors.New("no results")
	}
	return nil
}

// results reads the value of results up to its first row.
func (j *jsonReader) results() error {
	if err := j.delim('{'); err != nil {
		return err
	}
	for j.More() {
		name, err := j.Token()
		if err != nil {
			return err
		}
		if name == "bindings" {
			j.rows = j.yield
			return j.delim('[')
		}
		if err := j.skip(); err != nil {
			return err
		}
	}
	return errors.New("results without bindings")
}

func (j *jsonReader) yield(yield func([]rdf.Term, error) bool) {
	row := make([]rdf.Term, len(j.Vars))
	for j.More() {
		j.limit.n = j.options.MaxToken
		if err := j.row(row); err != nil {
			yield(nil, j.broken(err))
			return
		}
		if !yield(row, nil) {
			return
		}
	}
	if err := j.rest(); err != nil {
		yield(nil, j.broken(err))
	}
}

// rest reads what stands behind the rows, so that a document cut short is not
// taken for a whole one.
func (j *jsonReader) rest() error {
	if err := j.delim(']'); err != nil {
		return err
	}
	objects := 2 // to end: results and the document
	if j.inner {
		objects = 1
	}
	for range objects {
		for j.More() {
			if _, err := j.Token(); err != nil {
				return err
			}
			if err := j.skip(); err != nil {
				return err
			}
		}
		if err := j.delim('}'); err != nil {
			return err
		}
	}
	return j.nothingMore()
}

func (j *jsonReader) nothingMore() error {
	if _, err := j.Token(); !errors.Is(err, io.EOF) {
		return errors.New("something stands behind the result")
	}
	return nil
}

func (j *jsonReader) row(row []rdf.Term) error {
	clear(row)
	if err := j.delim('{'); err != nil {
		return err
	}
	for j.More() {
		name, err := j.Token()
		if err != nil {
			return err
		}
		var value jsonTerm
		if err := j.Decode(&value); err != nil {
			return err
		}
		t, err := value.term(0)
		if err == nil {
			err = j.put(row, name.(string), t)
		}
		if err != nil {
			return err
		}
	}
	return j.delim('}')
}

// jsonTerm is a term as JSON has it.
type jsonTerm struct {
	Type, Datatype string
	Value          json.RawMessage
	Lang           string `json:"xml:lang"`
	Direction      string `json:"its:dir"`
}

func (j *jsonTerm) term(depth int) (t rdf.Term, err error) {
	if j.Type == "triple" {
		return j.triple(depth)
	}
	var text string
	if err := json.Unmarshal(j.Value, &text); err != nil {
		return t, fmt.Errorf("the value of a term of type %q is no string", j.Type)
	}
	switch j.Type {
	case "uri":
		return rdf.IRI(text), nil
	case "bnode":
		return rdf.BlankNode(text), nil
	case "literal", "typed-literal":
		return literal(text, j.Datatype, j.Lang, j.Direction)
	}
	return t, fmt.Errorf("%q is no type of term", j.Type)
}

func literal(text, datatype, lang, direction string) (rdf.Term, error) {
	dir, known := directions[direction]
	switch {
	case !known || dir != rdf.NoDirection && lang == "":
		return rdf.Term{}, fmt.Errorf("a literal with base direction %q and language %q", direction, lang)
	case lang != "":
		return rdf.DirLangString(text, lang, dir), nil
	}
	return rdf.Literal(text, datatype), nil
}

var directions = map[string]rdf.Direction{"": rdf.NoDirection, "ltr": rdf.LeftToRight, "rtl": rdf.RightToLeft}

func (j *jsonTerm) triple(depth int) (t rdf.Term, err error) {
	if depth >= maxDepth {
		return t, fmt.Errorf("triple terms nested more deeply than the limit of %d levels", maxDepth)
	}
	var parts struct{ Subject, Predicate, Object jsonTerm }
	if err := json.Unmarshal(j.Value, &parts); err != nil {
		return t, err
	}
	var tr rdf.Triple
	for i, part := range []*jsonTerm{&parts.Subject, &parts.Predicate, &parts.Object} {
		if *[]*rdf.Term{&tr.S, &tr.P, &tr.O}[i], err = part.term(depth + 1); err != nil {
			return t, err
		}
	}
	return tripleTerm(tr)
}

// tripleTerm returns the term of a triple that there can be.
func tripleTerm(tr rdf.Triple) (t rdf.Term, err error) {
	if !tr.Valid() {
		return t, errors.New("a triple term that is no triple")
	}
	return rdf.TripleTerm(tr), nil
}
