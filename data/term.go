package data

import (
	"fmt"
	"strings"

	"w3id.org/plenary/ontology"
	"w3id.org/plenary/rdf"
)

// A termKind says how a term pattern makes its term.
type termKind uint8

const (
	constantTerm termKind = iota // a term of a vocabulary
	relativeTerm                 // a path below the base
	absoluteTerm                 // an IRI of someone else
	refTerm                      // the row of a table, by iris.csv
	nodeTerm                     // the node of this row
	recordTerm                   // the record of this row
	curieTerm                    // a prefixed name that stands in a cell
)

// A termPattern makes an IRI from a row.
type termPattern struct {
	kind     termKind
	constant rdf.Term
	table    string // of a reference
	text     template
}

// compileTerm reads a term pattern: "{=}", "{record}", "pl:Summit",
// "places:{place_id}", "id/membership/g7-{alpha2}", "https://…/{id}" or a
// single place that holds a prefixed name.
func (t *Tables) compileTerm(of *table, s string) (*termPattern, error) {
	switch s {
	case "{=}":
		return &termPattern{kind: nodeTerm}, nil
	case "{record}":
		return &termPattern{kind: recordTerm}, nil
	}
	p := &termPattern{kind: relativeTerm}
	text := s
	prefix, rest, found := strings.Cut(s, ":")
	switch {
	case !found && strings.HasPrefix(s, "{"):
		p.kind = curieTerm
	case !found:
	case prefix == "http" || prefix == "https":
		p.kind = absoluteTerm
	case prefix == anyTable || t.byName[prefix] != nil:
		p.kind, p.table, text = refTerm, prefix, rest
	case !strings.ContainsAny(prefix, "/{"):
		iri, err := expand(s)
		p.kind, p.constant = constantTerm, rdf.IRI(iri)
		return p, err
	}
	var err error
	p.text, err = compileTemplate(of, text)
	return p, err
}

// expand resolves a prefixed name.
func expand(curie string) (string, error) {
	prefix, local, found := strings.Cut(curie, ":")
	if !found {
		return "", fmt.Errorf("%q has no prefix", curie)
	}
	names := make([]string, 0, len(ontology.Prefixes))
	for _, p := range ontology.Prefixes {
		if p.Name == prefix {
			return p.IRI + local, nil
		}
		names = append(names, p.Name)
	}
	return "", fmt.Errorf("the prefix %q is not known (%s)", prefix, nearest(prefix, names))
}

// localName returns what follows the namespace of an IRI.
func localName(iri string) string { return iri[strings.LastIndexAny(iri, "/#")+1:] }
