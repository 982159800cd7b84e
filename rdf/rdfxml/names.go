package rdfxml

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/internal/xmlreader"
	"w3id.org/plenary/rdf/pname"
)

const (
	rdfNS   = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
	itsNS   = "http://www.w3.org/2005/11/its"
	xmlNS   = "http://www.w3.org/XML/1998/namespace"
	xmlnsNS = "http://www.w3.org/2000/xmlns/"
)

// maxNames bounds the names that are kept so as not to make them again, and the
// namespaces that the root declares of itself.
const maxNames = 4096

// A name is an IRI as prefix:local, with the attribute that declares its prefix
// unless the root does.
type name struct{ qname, declaration string }

// names turn IRIs into qualified names.
type names struct {
	root   map[string]string // prefix by namespace, declared by the root
	taken  map[string]bool   // prefixes that the root declares
	wanted map[string]string // prefix by namespace, declared where it is needed
	spare  string            // prefix for what has no prefix
	cache  map[string]name

	numbered int // prefixes made by counting
}

func newNames(list []rdf.Prefix) *names {
	n := &names{
		root:   map[string]string{rdfNS: "rdf"},
		taken:  map[string]bool{"rdf": true},
		wanted: map[string]string{itsNS: "its"},
		cache:  make(map[string]name),
	}
	for _, p := range list {
		n.want(p)
	}
	return n
}

// want takes up a prefix. One that XML cannot have is left out, and so are a
// second one for a namespace and another meaning of rdf and its.
func (n *names) want(p rdf.Prefix) {
	_, again := n.wanted[p.IRI]
	if again || p.IRI == rdfNS || p.Name == "rdf" || p.Name == "its" || !isPrefix(p.Name) || !isNamespace(p.IRI) {
		return
	}
	n.wanted[p.IRI] = p.Name
	clear(n.cache)
}

func isPrefix(s string) bool {
	return pname.IsNCName(s) && !strings.HasPrefix(strings.ToLower(s), "xml")
}

func isNamespace(iri string) bool {
	return iri != "" && iri != xmlNS && iri != xmlnsNS && utf8.ValidString(iri) && notXML(iri) < 0
}

// of returns the name of an IRI that checkName lets pass.
func (n *names) of(iri string) name {
	if known, ok := n.cache[iri]; ok {
		return known
	}
	if len(n.cache) >= maxNames {
		clear(n.cache)
	}
	made := n.build(iri)
	n.cache[iri] = made
	return made
}

func (n *names) build(iri string) name {
	if prefix, at := find(n.root, iri); at > 0 {
		return name{prefix + ":" + iri[at:], ""}
	}
	prefix, at := find(n.wanted, iri)
	if at < 0 || n.taken[prefix] {
		prefix, at = n.spare, splitQName(iri)
	}
	return name{prefix + ":" + iri[at:], declaration(prefix, iri[:at])}
}

// maxTries bounds how much longer than need be a namespace is.
const maxTries = 64

// find returns the prefix of the shortest namespace of a set that leaves a
// name, and where the name begins; without one, -1.
func find(set map[string]string, iri string) (prefix string, at int) {
	at = splitQName(iri)
	for end := min(at+maxTries, len(iri)); at > 0 && at < end; at++ {
		if prefix, ok := set[iri[:at]]; ok && pname.IsNCName(iri[at:]) {
			return prefix, at
		}
	}
	return "", -1
}

// adopt makes the root declare the namespace of an IRI, by the prefix that is
// wanted for it or a numbered one, unless it has too many.
func (n *names) adopt(iri string) {
	if _, at := find(n.root, iri); at > 0 || len(n.root) >= maxNames {
		return
	}
	prefix, at := find(n.wanted, iri)
	if at < 0 || n.taken[prefix] {
		prefix, at = n.number(), splitQName(iri)
	}
	n.declare(prefix, iri[:at])
}

// declare makes the root declare a namespace.
func (n *names) declare(prefix, namespace string) {
	n.root[namespace] = prefix
	n.taken[prefix] = true
}

// adoptAll makes the root declare all prefixes that are wanted so far, the
// first of each name. Others are declared where they are needed, and none of
// those means something else at the root.
func (n *names) adoptAll(list []rdf.Prefix) {
	for _, p := range list {
		if prefix, ok := n.wanted[p.IRI]; ok && prefix == p.Name && !n.taken[prefix] {
			n.declare(p.Name, p.IRI)
		}
	}
}

// number returns a prefix that is not taken.
func (n *names) number() string {
	for {
		n.numbered++
		if prefix := "ns" + strconv.Itoa(n.numbered); !n.taken[prefix] {
			return prefix
		}
	}
}

// its returns the attribute that declares the namespace of base directions,
// nothing when the root does.
func (n *names) its() (attribute string) {
	if n.root[itsNS] != "" {
		return ""
	}
	return declaration("its", itsNS)
}

// settle ends the choice of the prefixes of the root.
func (n *names) settle() { n.spare = n.number() }

// declarations returns the namespaces of the root as sorted attributes.
func (n *names) declarations() []string {
	list := make([]string, 0, len(n.root))
	for namespace, prefix := range n.root {
		list = append(list, declaration(prefix, namespace))
	}
	slices.Sort(list)
	return list
}

func declaration(prefix, namespace string) string {
	return " xmlns:" + prefix + `="` + string(appendEscaped(nil, namespace)) + `"`
}

// splitQName returns where the longest NCName at the end of iri begins whose
// namespace may be declared; -1 when there is none or nothing is left before.
func splitQName(iri string) int {
	at := -1
	for i := len(iri); i > 0; {
		c, size := utf8.DecodeLastRuneInString(iri[:i])
		if !pname.IsNCNameChar(c) {
			break
		}
		i -= size
		if i > 0 && pname.IsCharU(c) && iri[:i] != xmlnsNS && iri[:i] != xmlNS {
			at = i
		}
	}
	return at
}

// isNodeName reports whether an IRI can be the name of a node element.
func isNodeName(iri string) bool {
	return splitQName(iri) >= 0 && !xmlreader.Reserved(iri, "li", "Description") && notXML(iri) < 0
}
