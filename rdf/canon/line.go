package canon

import (
	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/nquads"
)

// quadLine writes a quad as a line of canonical N-Quads with its blank nodes
// renamed.
func quadLine(q rdf.Quad, rename func(label string) string) string {
	for _, t := range []*rdf.Term{&q.S, &q.O, &q.G} {
		if t.IsBlank() {
			*t = rdf.BlankNode(rename(t.Value()))
		}
	}
	return string(nquads.AppendQuad(nil, q))
}
