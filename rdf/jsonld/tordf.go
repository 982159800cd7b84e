package jsonld

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"

	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/internal/nest"
	"w3id.org/plenary/rdf/pname"
)

// errStopped ends the walk when the caller wants no more.
var errStopped = errors.New("stopped")

// toRDF walks an expanded document and yields its quads.
type toRDF struct {
	yield   func(rdf.Quad, error) bool
	prefix  string            // of blank node labels
	used    map[string]bool   // labels of the document
	renamed map[string]string // labels that no syntax could write
	fresh   int
	err     error
}

// collect notes the blank node labels of a value.
func (t *toRDF) collect(v any) {
	switch v := v.(type) {
	case string:
		if label, ok := strings.CutPrefix(v, "_:"); ok {
			t.used[label] = true
		}
	case []any:
		for _, x := range v {
			t.collect(x)
		}
	case object:
		for _, x := range v {
			t.collect(x)
		}
	}
}

// newBlank returns a blank node that the document does not have.
func (t *toRDF) newBlank() rdf.Term { return rdf.BlankNode(t.prefix + t.freshLabel()) }

func (t *toRDF) freshLabel() string {
	for {
		label := "b" + strconv.Itoa(t.fresh)
		t.fresh++
		if !t.used[label] {
			return label
		}
	}
}

func (t *toRDF) emit(q rdf.Quad) {
	if t.err != nil {
		return
	}
	if err := q.Check(); err != nil {
		t.err = err
	} else if !t.yield(q, nil) {
		t.err = errStopped
	}
}

// items walks node objects of a graph.
func (t *toRDF) items(list []any, g rdf.Term) {
	for _, x := range list {
		if n, ok := x.(object); ok && t.err == nil && n["@value"] == nil && n["@list"] == nil {
			t.node(n, g)
		}
	}
}

// node yields what a node object says and returns its subject.
func (t *toRDF) node(n object, g rdf.Term) rdf.Term {
	s := t.newBlankOr(n["@id"])
	for _, key := range slices.Sorted(maps.Keys(n)) {
		list, _ := n[key].([]any)
		switch {
		case key == "@type":
			for _, x := range list {
				t.emit(rdf.Quad{S: s, P: nest.Type, O: t.newBlankOr(x), G: g})
			}
		case key == "@graph":
			t.items(list, s)
		case key == "@included":
			t.items(list, g)
		case key == "@reverse":
			t.reverse(n[key], s, g)
		case strings.HasPrefix(key, "@") || strings.HasPrefix(key, "_:"):
		default:
			for _, x := range list {
				t.emit(rdf.Quad{S: s, P: rdf.IRI(key), O: t.object(x, g), G: g})
			}
		}
	}
	return s
}

func (t *toRDF) reverse(v any, s, g rdf.Term) {
	m, _ := v.(object)
	for _, key := range slices.Sorted(maps.Keys(m)) {
		list, _ := m[key].([]any)
		for _, x := range list {
			t.emit(rdf.Quad{S: t.object(x, g), P: rdf.IRI(key), O: s, G: g})
		}
	}
}

// newBlankOr returns the node of an "@id", a new one without.
func (t *toRDF) newBlankOr(id any) rdf.Term {
	text, ok := id.(string)
	if !ok {
		return t.newBlank()
	}
	label, blank := strings.CutPrefix(text, "_:")
	if !blank {
		return rdf.IRI(text)
	}
	if !pname.IsLabel(label) {
		if t.renamed[label] == "" {
			t.renamed[label] = t.freshLabel()
		}
		label = t.renamed[label]
	}
	return rdf.BlankNode(t.prefix + label)
}

// object returns the term of a value, list or node object, after yielding what
// is inside it.
func (t *toRDF) object(v any, g rdf.Term) rdf.Term {
	o, _ := v.(object)
	if items, ok := o["@list"].([]any); ok {
		return t.list(items, g)
	}
	if x, ok := o["@value"]; ok {
		return t.literal(o, x)
	}
	return t.node(o, g)
}

func (t *toRDF) list(items []any, g rdf.Term) rdf.Term {
	head := nest.Nil
	var cell rdf.Term
	for i, x := range items {
		next := t.newBlank()
		if i == 0 {
			head = next
		} else {
			t.emit(rdf.Quad{S: cell, P: nest.Rest, O: next, G: g})
		}
		cell = next
		t.emit(rdf.Quad{S: cell, P: nest.First, O: t.object(x, g), G: g})
	}
	if len(items) > 0 {
		t.emit(rdf.Quad{S: cell, P: nest.Rest, O: nest.Nil, G: g})
	}
	return head
}

// literal is the object to RDF conversion of values, JSON-LD 1.1 API §8.2.2.
func (t *toRDF) literal(o object, v any) rdf.Term {
	datatype, _ := o["@type"].(string)
	if datatype == "@json" {
		return rdf.Literal(t.jsonText(v), "http://www.w3.org/1999/02/22-rdf-syntax-ns#JSON")
	}
	switch v := v.(type) {
	case string:
		return t.text(o, v, datatype)
	case bool:
		return rdf.Literal(strconv.FormatBool(v), cmp.Or(datatype, xsdNS+"boolean"))
	case float64:
		if v == math.Trunc(v) && math.Abs(v) < 1e21 && datatype != xsdNS+"double" {
			return rdf.Literal(strconv.FormatFloat(v+0, 'f', 0, 64), cmp.Or(datatype, xsdNS+"integer"))
		}
		return rdf.Literal(canonicalDouble(v), cmp.Or(datatype, xsdNS+"double"))
	}
	t.err = fmt.Errorf("value %v is no literal", v)
	return rdf.Term{}
}

func (t *toRDF) text(o object, v, datatype string) rdf.Term {
	language, tagged := o["@language"].(string)
	direction := rdf.NoDirection
	switch o["@direction"] {
	case "ltr":
		direction = rdf.LeftToRight
	case "rtl":
		direction = rdf.RightToLeft
	}
	if tagged {
		return rdf.DirLangString(v, language, direction)
	}
	return rdf.Literal(v, datatype)
}

// jsonText writes a JSON literal with sorted names and no white space.
func (t *toRDF) jsonText(v any) string {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		t.err = err
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// canonicalDouble writes a double with one digit before the point, at least
// one after it, and an exponent.
func canonicalDouble(v float64) string {
	mantissa, exponent, _ := strings.Cut(strconv.FormatFloat(v, 'E', -1, 64), "E")
	if !strings.Contains(mantissa, ".") {
		mantissa += ".0"
	}
	n, _ := strconv.Atoi(exponent)
	return mantissa + "E" + strconv.Itoa(n)
}
