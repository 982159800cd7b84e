package jsonld

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"unicode/utf8"

	"github.com/piprate/json-gold/ld"

	"w3id.org/plenary/rdf"
)

// defaultDepth bounds how deep objects and arrays nest unless told.
const defaultDepth = 512

// Decode reads JSON-LD whose contexts are all inline.
func Decode(r io.Reader, o rdf.DecodeOptions) iter.Seq2[rdf.Quad, error] {
	return DecodeWith(r, o, Options{})
}

// DecodeWith reads JSON-LD 1.1 and yields the quads of its RDF. Contexts that
// are neither inline nor in Options.Contexts are errors, since nothing is
// fetched. Blank nodes keep their labels, with the prefix of the options; what
// has none gets one that the document does not use. Base directions become
// those of literals.
//
// Memory: the document.
//
// Spec: JSON-LD 1.1 API §8.1.
func DecodeWith(r io.Reader, o rdf.DecodeOptions, j Options) iter.Seq2[rdf.Quad, error] {
	return func(yield func(rdf.Quad, error) bool) {
		expanded, err := expand(r, o, j)
		if err != nil {
			yield(rdf.Quad{}, err)
			return
		}
		t := &toRDF{yield: yield, prefix: o.BlankPrefix, used: make(map[string]bool), renamed: make(map[string]string)}
		t.collect(expanded)
		t.items(expanded, rdf.Term{})
		if t.err != nil && !errors.Is(t.err, errStopped) {
			yield(rdf.Quad{}, &rdf.SyntaxError{Source: o.Source, Msg: t.err.Error()})
		}
	}
}

func expand(r io.Reader, o rdf.DecodeOptions, j Options) ([]any, error) {
	text, err := io.ReadAll(r)
	if err != nil {
		return nil, err
	}
	if o.MaxDepth == 0 {
		o.MaxDepth = defaultDepth
	}
	if at := tooDeep(text, o.MaxDepth); at >= 0 {
		return nil, position(text, at, o.Source, fmt.Sprintf("nested deeper than %d levels", o.MaxDepth))
	}
	var doc any
	if err := json.Unmarshal(text, &doc); err != nil {
		var e *json.SyntaxError
		if errors.As(err, &e) {
			return nil, position(text, int(e.Offset)-1, o.Source, e.Error())
		}
		return nil, &rdf.SyntaxError{Source: o.Source, Msg: err.Error()}
	}
	if _, ok := doc.(string); ok { // json-gold would load it
		return nil, &rdf.SyntaxError{Source: o.Source, Msg: "a JSON-LD document is an object or an array, not a string"}
	}
	expanded, err := expandSafely(doc, newOptions(o.Base, j.Contexts))
	if err != nil {
		return nil, &rdf.SyntaxError{Source: o.Source, Msg: err.Error()}
	}
	return expanded, nil
}

// expandSafely turns a panic of json-gold into an error: its input is not
// ours.
func expandSafely(doc any, o *ld.JsonLdOptions) (expanded []any, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("cannot be expanded: %v", p)
		}
	}()
	expanded, err = ld.NewJsonLdProcessor().Expand(doc, o)
	return expanded, plainError(err)
}

// tooDeep returns the offset of the bracket that goes past the limit, or -1.
func tooDeep(text []byte, limit int) int {
	depth, quoted := 0, false
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case quoted && c == '\\':
			i++
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '{' || c == '[':
			if depth++; depth > limit {
				return i
			}
		case c == '}' || c == ']':
			depth--
		}
	}
	return -1
}

// position makes a syntax error at a byte offset of the text.
func position(text []byte, at int, source, msg string) error {
	at = max(0, min(at, len(text)))
	line, start := 1, 0
	for i, c := range text[:at] {
		if c == '\n' {
			line, start = line+1, i+1
		}
	}
	return &rdf.SyntaxError{
		Source: source, Offset: int64(at), Line: line, Column: utf8.RuneCount(text[start:at]) + 1,
		Rule: "JSON", Msg: msg,
	}
}
