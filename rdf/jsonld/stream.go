package jsonld

import (
	"errors"
	"fmt"
	"io"

	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/internal/nest"
	"w3id.org/plenary/rdf/jsonld/ojson"
)

const (
	// bufferBytes is how much is gathered before the writer is called.
	bufferBytes = 64 << 10
	// maxKeys is how many properties a node object has before another one of the
	// same node goes on.
	maxKeys = 256
)

// NewStreamEncoder writes expanded JSON-LD 1.1 as quads come: an array of node
// objects, one for each run of quads with the same graph and subject, or
// several when a property comes again after another one. Nothing nests, lists
// are written as triples, and literals keep their lexical forms.
//
// Order: that of the quads.
//
// Memory: a buffer of 64 KiB, whatever the number of quads.
//
// Errors: of Encode, for triple terms, for quads that are not RDF, and of w.
func NewStreamEncoder(w io.Writer, _ rdf.EncodeOptions) rdf.Encoder {
	return &streamEncoder{w: w, keys: make(map[rdf.Term]bool)}
}

// A streamEncoder has at most one graph object, node object and array of
// values open.
type streamEncoder struct {
	w       io.Writer
	out     []byte
	checker rdf.Checker
	started bool // something is in the array
	graph   rdf.Term
	subject rdf.Term // of the open node object; zero for none
	key     rdf.Term // of the open array of values
	asType  bool     // that array is of @type
	keys    map[rdf.Term]bool
}

func (e *streamEncoder) Encode(q rdf.Quad) error {
	if err := e.checker.Check(&q); err != nil {
		return fmt.Errorf("jsonld: %w", err)
	}
	if q.O.Kind() == rdf.TripleTermKind {
		return errors.New("jsonld: triple terms cannot be written")
	}
	asType := q.P == nest.Type && !q.O.IsLiteral()
	key := q.P
	if asType {
		key = rdf.Term{}
	}
	sameKey := e.key == key && e.asType == asType
	switch {
	case q.G != e.graph:
		e.endGraph()
		e.beginGraph(q.G)
		e.beginNode(q.S)
	case q.S != e.subject, !sameKey && (e.keys[key] || len(e.keys) >= maxKeys):
		e.endNode()
		e.beginNode(q.S)
	case sameKey:
		e.out = append(e.out, ',')
		return e.value(q.O)
	default:
		e.out = append(e.out, ']')
	}
	e.beginKey(key, asType)
	return e.value(q.O)
}

// comma separates members of the outer array or of a graph.
func (e *streamEncoder) comma() {
	if e.started {
		e.out = append(e.out, ",\n"...)
		return
	}
	e.started = true
}

func (e *streamEncoder) beginGraph(g rdf.Term) {
	if !g.IsZero() {
		e.begin()
		e.out = append(ojson.AppendString(append(e.out, `{"@id":`...), idOf(g)), `,"@graph":[`+"\n"...)
		e.started = false
	}
	e.graph = g
}

func (e *streamEncoder) endGraph() {
	e.endNode()
	if !e.graph.IsZero() {
		e.out = append(e.out, "\n]}"...)
		e.started = true
	}
	e.graph = rdf.Term{}
}

// begin begins a member of the outer array, and that array before its first.
func (e *streamEncoder) begin() {
	if !e.started && e.graph.IsZero() {
		e.out = append(e.out, "[\n"...)
	}
	e.comma()
}

func (e *streamEncoder) beginNode(s rdf.Term) {
	e.begin()
	e.out = ojson.AppendString(append(e.out, `{"@id":`...), idOf(s))
	e.subject = s
	clear(e.keys)
}

func (e *streamEncoder) endNode() {
	if !e.subject.IsZero() {
		e.out = append(e.out, "]}"...)
	}
	e.subject, e.key, e.asType = rdf.Term{}, rdf.Term{}, false
}

func (e *streamEncoder) beginKey(key rdf.Term, asType bool) {
	e.out = append(e.out, ',')
	if asType {
		e.out = append(e.out, `"@type"`...)
	} else {
		e.out = ojson.AppendString(e.out, key.Value())
	}
	e.out = append(e.out, ":["...)
	e.key, e.asType = key, asType
	e.keys[key] = true
}

func (e *streamEncoder) value(o rdf.Term) error {
	switch {
	case e.asType:
		e.out = ojson.AppendString(e.out, idOf(o))
	case o.IsLiteral():
		e.literal(o)
	default:
		e.out = append(ojson.AppendString(append(e.out, `{"@id":`...), idOf(o)), '}')
	}
	if len(e.out) < bufferBytes {
		return nil
	}
	return e.flush()
}

func (e *streamEncoder) literal(o rdf.Term) {
	e.out = ojson.AppendString(append(e.out, `{"@value":`...), o.Value())
	switch {
	case o.Lang() != "":
		e.out = ojson.AppendString(append(e.out, `,"@language":`...), o.Lang())
		if d := o.Direction(); d != rdf.NoDirection {
			e.out = ojson.AppendString(append(e.out, `,"@direction":`...), d.String())
		}
	case o.Datatype() != rdf.XSDString:
		e.out = ojson.AppendString(append(e.out, `,"@type":`...), o.Datatype())
	}
	e.out = append(e.out, '}')
}

func (e *streamEncoder) flush() error {
	_, err := e.w.Write(e.out)
	e.out = e.out[:0]
	return err
}

func (e *streamEncoder) Close() error {
	e.endGraph()
	if !e.started {
		e.out = append(e.out, '[')
	}
	e.out = append(e.out, "\n]\n"...)
	return e.flush()
}
