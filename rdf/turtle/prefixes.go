package turtle

import (
	"slices"
	"strings"

	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/internal/nest"
	"w3id.org/plenary/rdf/internal/recent"
	"w3id.org/plenary/rdf/nquads"
	"w3id.org/plenary/rdf/pname"
)

// names are the prefixes of a document that is being written, and the terms
// that they shorten.
type names struct {
	list    []rdf.Prefix      // what it was made of
	iris    map[string]string // name to IRI
	names   map[string]string // IRI to the name that came first
	lengths []int             // of the IRIs that do not end in '/' or '#', in order
	used    map[string]bool   // by name: these keep their IRI
	fresh   []string          // used, and not yet declared

	splits   [16]split                     // how IRIs were split, by the length of their namespaces
	known    *recent.Map[string]           // IRI to how it is written; nil where the caller remembers
	suffixes recent.Ring[rdf.Term, string] // literal without text to what follows its quotes
	arena    rdf.Arena
}

// A split is an IRI up to its last '/' or '#', and the name of a prefix for that.
type split struct {
	namespace, name string
	named           bool
}

func newNames(list []rdf.Prefix) *names {
	n := &names{list: slices.Clone(list), iris: make(map[string]string, len(list)), names: make(map[string]string, len(list)), used: make(map[string]bool)}
	for _, p := range list {
		n.add(p)
	}
	return n
}

// forget makes names as if they had shortened nothing, and refers to no document.
func (n *names) forget() {
	clear(n.used)
	n.fresh, n.splits, n.suffixes = n.fresh[:0], [16]split{}, recent.Ring[rdf.Term, string]{}
}

// add takes up a prefix whose name Turtle can write, and whose IRI it can and
// is not relative. A name in use keeps its IRI; one that is not gets the
// new one.
func (n *names) add(p rdf.Prefix) {
	old, taken := n.iris[p.Name]
	if taken && old == p.IRI || n.used[p.Name] || !pname.IsPrefix(p.Name) || pname.IRILen(p.IRI) < len(p.IRI) || !rdf.IsAbsoluteIRI(p.IRI) {
		return
	}
	if taken && n.names[old] == p.Name {
		delete(n.names, old)
	}
	n.iris[p.Name] = p.IRI
	if _, taken := n.names[p.IRI]; !taken {
		n.names[p.IRI] = p.Name
	}
	if at, met := slices.BinarySearch(n.lengths, len(p.IRI)); !met && !endsNamespace(p.IRI) {
		n.lengths = slices.Insert(n.lengths, at, len(p.IRI))
	}
	n.splits = [16]split{}
	if n.known != nil {
		n.known = new(recent.Map[string])
	}
}

func endsNamespace(iri string) bool {
	return strings.HasSuffix(iri, "/") || strings.HasSuffix(iri, "#")
}

// appendFresh declares the prefixes that have come into use, by name.
func (n *names) appendFresh(dst []byte) []byte {
	slices.Sort(n.fresh)
	for _, name := range n.fresh {
		dst = append(dst, "@prefix "+name+": <"+n.iris[name]+"> .\n"...)
	}
	n.fresh = n.fresh[:0]
	return dst
}

// appendIRI appends a prefixed name, or the IRI in full where no prefix fits.
func (n *names) appendIRI(dst []byte, iri string) []byte {
	if n.known == nil {
		return n.appendNewIRI(dst, iri)
	}
	slot := n.known.Slot(iri)
	if slot.Key == iri {
		return append(dst, slot.Value...)
	}
	start := len(dst)
	dst = n.appendNewIRI(dst, iri)
	slot.Key, slot.Value = n.arena.Concat(iri, ""), n.arena.Copy(dst[start:])
	return dst
}

// appendNewIRI tries the prefix up to the last '/' or '#', then all others that
// fit, the longest first.
func (n *names) appendNewIRI(dst []byte, iri string) []byte {
	cut := len(iri)
	for cut > 0 && iri[cut-1] != '/' && iri[cut-1] != '#' {
		cut--
	}
	known := &n.splits[cut%len(n.splits)]
	if known.namespace != iri[:cut] {
		known.namespace = iri[:cut]
		known.name, known.named = n.names[iri[:cut]]
	}
	if known.named {
		if out, ok := n.appendName(dst, known.name, iri[cut:]); ok {
			return out
		}
	}
	longer, _ := slices.BinarySearch(n.lengths, len(iri)+1)
	for i := longer - 1; i >= 0; i-- {
		if out, ok := n.appendSplit(dst, iri, n.lengths[i]); ok {
			return out
		}
	}
	return append(append(append(dst, '<'), iri...), '>')
}

// appendSplit appends an IRI whose prefix has that length, if there is one.
func (n *names) appendSplit(dst []byte, iri string, length int) ([]byte, bool) {
	name, ok := n.names[iri[:length]]
	if !ok {
		return dst, false
	}
	return n.appendName(dst, name, iri[length:])
}

func (n *names) appendName(dst []byte, prefix, local string) ([]byte, bool) {
	out, ok := pname.AppendLocal(append(append(dst, prefix...), ':'), local)
	if ok && !n.used[prefix] {
		n.used[prefix] = true
		n.fresh = append(n.fresh, prefix)
	}
	return out, ok
}

// appendTerm appends a term on its own: a blank node by its label.
func (n *names) appendTerm(dst []byte, t rdf.Term) []byte {
	switch {
	case t.IsIRI():
		return n.appendIRI(dst, t.Value())
	case t.IsLiteral():
		return n.appendLiteral(dst, t)
	}
	if tr, ok := t.Triple(); ok {
		dst = append(n.appendTerm(append(dst, "<<( "...), tr.S), ' ')
		dst = append(n.appendVerb(dst, tr.P), ' ')
		return append(n.appendTerm(dst, tr.O), " )>>"...)
	}
	return nquads.AppendTerm(dst, t)
}

func (n *names) appendVerb(dst []byte, t rdf.Term) []byte {
	if t == nest.Type {
		return append(dst, 'a')
	}
	return n.appendIRI(dst, t.Value())
}

func (n *names) appendLiteral(dst []byte, t rdf.Term) []byte {
	plain := t.WithLexical("")
	if isShorthand(t.Value(), plain) {
		return append(dst, t.Value()...)
	}
	if strings.Contains(t.Value(), "\n") {
		dst = append(appendLong(append(dst, `"""`...), t.Value()), `"""`...)
	} else {
		dst = append(nquads.AppendEscaped(append(dst, '"'), t.Value()), '"')
	}
	suffix, met := n.suffixes.Get(plain)
	if !met {
		suffix = string(n.appendSuffix(nil, t))
		if len(suffix) <= recent.MaxText {
			n.suffixes.Put(plain, suffix)
		}
	}
	return append(dst, suffix...)
}

// appendSuffix appends what follows the quotes of a literal.
func (n *names) appendSuffix(dst []byte, t rdf.Term) []byte {
	switch {
	case t.Lang() != "" && t.Direction() != rdf.NoDirection:
		return append(dst, "@"+t.Lang()+"--"+t.Direction().String()...)
	case t.Lang() != "":
		return append(append(dst, '@'), t.Lang()...)
	case t.Datatype() != rdf.XSDString:
		return n.appendIRI(append(dst, "^^"...), t.Datatype())
	}
	return dst
}
