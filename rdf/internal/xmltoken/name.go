package xmltoken

import (
	"strings"

	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/pname"
)

const (
	xmlNS   = "http://www.w3.org/XML/1998/namespace"
	xmlnsNS = "http://www.w3.org/2000/xmlns/"
)

// maxKept bounds the names and strings that are kept so as not to make them
// again.
const maxKept = 4096

// A Name is that of an element or attribute. It is never changed.
type Name struct {
	Prefix, Local string
	Space         string // IRI of the namespace, "" for none
	Full          string // Space and Local
	Written       string // as it is in the tag
}

// An Attr is an attribute and its normalized value.
type Attr struct {
	Name  *Name
	Value []byte
}

// A known name is right as long as the epoch lasts.
type known struct {
	name  *Name
	epoch int
}

type nameKey struct{ space, written string }

// names keep the namespaces in force, and names that have been resolved.
type names struct {
	spaces   map[string]string // by prefix
	undo     []binding         // what declarations have put out of force
	epoch    int               // grows with every change of spaces
	maxNames int
	declared []rdf.Prefix    // by the tag at hand
	inTag    map[string]bool // their prefixes

	elements   map[string]known // as written
	attributes map[string]known
	resolved   map[nameKey]*Name
	strings    map[string]string
}

// A binding is what a prefix stood for.
type binding struct {
	prefix, space string
	bound         bool
}

func (n *names) init() {
	n.spaces, n.inTag = map[string]string{"xml": xmlNS}, make(map[string]bool)
	n.elements, n.attributes = make(map[string]known), make(map[string]known)
	n.resolved, n.strings = make(map[nameKey]*Name), make(map[string]string)
}

// Declared returns the namespaces that the start tag at hand declares. An empty
// IRI takes the default namespace out of force.
func (n *names) Declared() []rdf.Prefix { return n.declared }

// keep returns b as a string.
func (n *names) keep(b []byte) string {
	if s, ok := n.strings[string(b)]; ok {
		return s
	}
	if len(n.strings) >= maxKept {
		clear(n.strings)
	}
	s := string(b)
	n.strings[s] = s
	return s
}

// bind puts a namespace in force; ok is false when the tag at hand has declared
// the prefix before.
func (n *names) bind(prefix, space string) (ok bool) {
	if len(n.declared) == 0 {
		clear(n.inTag)
	}
	if n.inTag[prefix] {
		return false
	}
	n.inTag[prefix] = true
	old, bound := n.spaces[prefix]
	n.undo = append(n.undo, binding{prefix, old, bound})
	n.declared = append(n.declared, rdf.Prefix{Name: prefix, IRI: space})
	n.set(prefix, space, true)
	return true
}

func (n *names) set(prefix, space string, bound bool) {
	switch old, was := n.spaces[prefix]; {
	case !bound:
		delete(n.spaces, prefix)
	case was && old == space:
		return
	default:
		n.spaces[prefix] = space
	}
	n.epoch++
}

// unbind undoes all but the first keep declarations.
func (n *names) unbind(keep int) {
	for len(n.undo) > keep {
		b := n.undo[len(n.undo)-1]
		n.undo = n.undo[:len(n.undo)-1]
		n.set(b.prefix, b.space, b.bound)
	}
}

// Namespace returns what a prefix stands for inside the start tag at hand, or
// behind the end tag at hand.
func (n *names) Namespace(prefix string) (iri string, ok bool) {
	iri, ok = n.spaces[prefix]
	return iri, ok
}

// resolveTag takes the declarations out of the attributes of a start tag, and
// resolves its names.
func (r *Reader) resolveTag(name []byte) bool {
	r.declared, r.attrs, r.values = r.declared[:0], r.attrs[:0], r.values[:0]
	r.addDefaults(name)
	for _, a := range r.marked {
		if isDeclaration(a.name) && !r.declare(a) {
			return false
		}
	}
	r.name = r.resolve(r.names.elements, name, 1, true)
	for _, a := range r.marked {
		if isDeclaration(a.name) {
			continue
		}
		value, ok := r.value(a)
		if !ok {
			return false
		}
		r.attrs = append(r.attrs, Attr{r.resolve(r.attributes, a.name, a.at, false), value})
	}
	return r.err == nil && r.checkTwice()
}

// resolve returns the name that is written at the i-th byte of a tag. Without a
// prefix, that of an element is in the default namespace.
func (r *Reader) resolve(cache map[string]known, b []byte, i int, element bool) *Name {
	k, ok := cache[string(b)]
	if ok && k.epoch == r.epoch {
		return k.name
	}
	if !ok && !r.checkName(b, i) {
		return nil
	}
	written := r.keep(b)
	prefix, local, qualified := strings.Cut(written, ":")
	if !qualified {
		prefix, local = "", written
	}
	space, bound := "", true
	if element || qualified {
		space, bound = r.spaces[prefix]
	}
	if qualified && (!bound || prefix == "xmlns") {
		r.undeclared(prefix, i)
		return nil
	}
	name := r.intern(space, prefix, local, written)
	if len(cache) >= maxKept {
		clear(cache)
	}
	cache[written] = known{name, r.epoch}
	return name
}

// intern returns the one Name that is written so in a namespace.
func (n *names) intern(space, prefix, local, written string) *Name {
	if name, ok := n.resolved[nameKey{space, written}]; ok {
		return name
	}
	if len(n.resolved) >= maxKept {
		clear(n.resolved)
	}
	name := &Name{Prefix: prefix, Local: local, Space: space, Full: space + local, Written: written}
	n.resolved[nameKey{space, written}] = name
	return name
}

// checkName demands a QName, Namespaces in XML 1.0 §4.
func (r *Reader) checkName(b []byte, i int) bool {
	prefix, local, qualified := strings.Cut(string(b), ":")
	if !pname.IsNCName(prefix) || qualified && !pname.IsNCName(local) {
		r.fail(i, "[7] QName", "", "%.80q is not a name", b)
		return false
	}
	return true
}

func (r *Reader) undeclared(prefix string, i int) {
	hint := ""
	for declared := range r.spaces {
		if strings.EqualFold(declared, prefix) {
			hint = `"` + declared + `" is`
		}
	}
	if iri := wellKnown[prefix]; hint == "" {
		if iri == "" {
			iri = "…"
		}
		hint = "add xmlns:" + prefix + `="` + iri + `"`
	}
	r.fail(i, "[11] Prefix", hint, "prefix %.80q is not declared", prefix)
}

// wellKnown are namespaces that documents forget to declare.
var wellKnown = map[string]string{
	"rdf":     "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
	"rdfs":    "http://www.w3.org/2000/01/rdf-schema#",
	"owl":     "http://www.w3.org/2002/07/owl#",
	"xsd":     "http://www.w3.org/2001/XMLSchema#",
	"its":     "http://www.w3.org/2005/11/its",
	"skos":    "http://www.w3.org/2004/02/skos/core#",
	"foaf":    "http://xmlns.com/foaf/0.1/",
	"dc":      "http://purl.org/dc/elements/1.1/",
	"dcterms": "http://purl.org/dc/terms/",
}
