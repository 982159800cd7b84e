package shacl

import (
	"fmt"
	"strings"

	"w3id.org/plenary/rdf"
	"w3id.org/plenary/sparql/algebra"
)

// PathKind tells what a Path does.
type PathKind uint8

// The kinds of paths.
//
// Spec: SHACL §2.3.1 SHACL Property Paths.
const (
	PredicatePath PathKind = iota
	InversePath
	SequencePath
	AlternativePath
	ZeroOrMorePath
	OneOrMorePath
	ZeroOrOnePath
)

// pathProperties are the properties that make paths.
var pathProperties = map[PathKind]string{
	InversePath: "inversePath", AlternativePath: "alternativePath",
	ZeroOrMorePath: "zeroOrMorePath", OneOrMorePath: "oneOrMorePath", ZeroOrOnePath: "zeroOrOnePath",
}

// A Path is a property path: a predicate, or a kind with one or more parts.
type Path struct {
	Kind  PathKind
	IRI   string // of a predicate
	Parts []Path // one, but for sequences and alternatives
}

// String returns the path as SPARQL writes it, with IRIs in full.
func (p Path) String() string { return p.Text(func(iri string) string { return "<" + iri + ">" }) }

// Text returns the path as SPARQL writes it, with IRIs as name writes them.
func (p Path) Text(name func(iri string) string) string {
	switch p.Kind {
	case PredicatePath:
		return name(p.IRI)
	case InversePath:
		return "^" + p.Parts[0].operand(name)
	case SequencePath:
		return p.join("/", name)
	case AlternativePath:
		return p.join("|", name)
	}
	return p.Parts[0].operand(name) + map[PathKind]string{ZeroOrMorePath: "*", OneOrMorePath: "+", ZeroOrOnePath: "?"}[p.Kind]
}

func (p Path) operand(name func(string) string) string {
	if p.Kind == PredicatePath {
		return name(p.IRI)
	}
	return "(" + p.Text(name) + ")"
}

func (p Path) join(mark string, name func(string) string) string {
	parts := make([]string, len(p.Parts))
	for i, part := range p.Parts {
		parts[i] = part.operand(name)
	}
	return strings.Join(parts, mark)
}

// algebra returns the path as queries have it.
func (p Path) algebra() algebra.PathExpr {
	switch p.Kind {
	case PredicatePath:
		return algebra.Link{IRI: p.IRI}
	case InversePath:
		return algebra.Inv{Path: p.Parts[0].algebra()}
	case ZeroOrMorePath:
		return algebra.Repeat{Path: p.Parts[0].algebra(), Mark: '*'}
	case OneOrMorePath:
		return algebra.Repeat{Path: p.Parts[0].algebra(), Mark: '+'}
	case ZeroOrOnePath:
		return algebra.Repeat{Path: p.Parts[0].algebra(), Mark: '?'}
	}
	out := p.Parts[0].algebra()
	for _, part := range p.Parts[1:] {
		if p.Kind == SequencePath {
			out = algebra.Seq{First: out, Then: part.algebra()}
		} else {
			out = algebra.Alt{Either: out, Or: part.algebra()}
		}
	}
	return out
}

// maxPath is how many steps a path may have, those of shared parts counted each
// time, and how deep it may nest.
const maxPath = 1000

// path reads a property path. The error says what is wrong with it.
func (src *source) path(node rdf.Term) (Path, error) {
	return (&pathReader{source: src}).read(node)
}

// A pathReader reads one path.
type pathReader struct {
	*source
	steps int
}

func (r *pathReader) read(node rdf.Term) (p Path, err error) {
	r.steps++
	switch {
	case r.steps > maxPath:
		return p, fmt.Errorf("the path is recursive or has more than %d steps", maxPath)
	case node.IsIRI() && node.Value() != rdfNil:
		return Path{IRI: node.Value()}, nil
	case !node.IsBlank():
		return p, fmt.Errorf("%s is no path", words(node))
	case r.has(node, rdfFirst):
		return r.listed(SequencePath, node)
	}
	for kind := InversePath; kind <= ZeroOrOnePath; kind++ {
		switch parts := r.objects(node, Namespace+pathProperties[kind]); {
		case len(parts) == 0:
		case len(parts) > 1:
			return p, fmt.Errorf("%s has %d of sh:%s", words(node), len(parts), pathProperties[kind])
		case kind == AlternativePath:
			return r.listed(kind, parts[0])
		default:
			part, err := r.read(parts[0])
			return Path{Kind: kind, Parts: []Path{part}}, err
		}
	}
	return p, fmt.Errorf("%s is no path", words(node))
}

// listed reads a path whose parts are a list.
func (r *pathReader) listed(kind PathKind, head rdf.Term) (Path, error) {
	p := Path{Kind: kind}
	members, err := r.list(head)
	if err == nil && len(members) < 2 {
		err = fmt.Errorf("a list of a path has two members or more, not %d", len(members))
	}
	for _, member := range members {
		if err != nil {
			break
		}
		var part Path
		part, err = r.read(member)
		p.Parts = append(p.Parts, part)
	}
	return p, err
}
