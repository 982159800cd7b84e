package syntax

import "w3id.org/plenary/rdf"

// ParseTerm reads a term as queries have it, an absolute IRI or a short number
// too; blank nodes keep their labels. Errors: *rdf.SyntaxError.
func ParseTerm(text string) (rdf.Term, error) {
	p := newParser(text, Options{})
	t := triples{parser: p, kind: inData}
	n := t.node(true)
	term := ground(n)
	if p.ok() && term.IsZero() {
		p.failf(n.At, "[137] iri", "", "%s is no term", text)
	}
	return term, p.finish()
}

// ground returns the term of a node, blank nodes by their labels; the zero Term
// for one with variables.
func ground(n Node) rdf.Term {
	switch n.Kind {
	case TermNode:
		return n.Term
	case BlankNode:
		return rdf.BlankNode(n.Name)
	case TripleNode:
		tr := rdf.Triple{S: ground(n.Triple.S), P: ground(n.Triple.P), O: ground(n.Triple.O)}
		if tr.Valid() {
			return rdf.TripleTerm(tr)
		}
	}
	return rdf.Term{}
}
