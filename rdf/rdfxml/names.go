package rdfxml

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/internal/xmlreader"
	"w3id.org/plenary/rdf/pname"
)

// names turn IRIs into qualified names and remember the namespaces.
type names struct {
	wanted map[string]string // namespace to the prefix asked for
	used   map[string]string // namespace to prefix
	taken  map[string]bool   // prefixes
}

func newNames(list []rdf.Prefix) *names {
	n := &names{
		wanted: make(map[string]string),
		used:   map[string]string{rdfNS: "rdf"},
		taken:  map[string]bool{"rdf": true},
	}
	for _, p := range list {
		if _, ok := n.wanted[p.IRI]; !ok && pname.IsNCName(p.Name) && !strings.HasPrefix(strings.ToLower(p.Name), "xml") {
			n.wanted[p.IRI] = p.Name
		}
	}
	return n
}

// qname returns the IRI as prefix:local and takes the prefix into use.
func (n *names) qname(iri string) (name string, ok bool) {
	at := splitQName(iri)
	if at < 0 {
		return "", false
	}
	for i := at; i < len(iri); i++ { // a wanted namespace may end later
		if prefix, ok := n.wanted[iri[:i]]; ok && pname.IsNCName(iri[i:]) && n.declare(prefix, iri[:i]) {
			return prefix + ":" + iri[i:], true
		}
	}
	namespace := iri[:at]
	for i := 1; n.used[namespace] == ""; i++ {
		n.declare(fmt.Sprintf("ns%d", i), namespace)
	}
	return n.used[namespace] + ":" + iri[at:], true
}

// declare binds a prefix and reports whether it stands for that namespace.
func (n *names) declare(prefix, namespace string) bool {
	if n.used[namespace] == "" && !n.taken[prefix] {
		n.used[namespace] = prefix
		n.taken[prefix] = true
	}
	return n.used[namespace] == prefix
}

// header returns the XML declaration and the start tag with all namespaces.
func (n *names) header() []byte {
	var lines []string
	for namespace, prefix := range n.used {
		lines = append(lines, "\n    xmlns:"+prefix+`="`+escaper.Replace(namespace)+`"`)
	}
	slices.Sort(lines)
	return []byte(`<?xml version="1.0" encoding="UTF-8"?>` + "\n<rdf:RDF" + strings.Join(lines, "") + ">\n")
}

// splitQName returns where the longest NCName at the end of iri begins, -1
// when there is none or nothing is left before it.
func splitQName(iri string) int {
	at := -1
	for i := len(iri); i > 0; {
		c, size := utf8.DecodeLastRuneInString(iri[:i])
		if !pname.IsNCNameChar(c) {
			break
		}
		i -= size
		if pname.IsCharU(c) {
			at = i
		}
	}
	if at == 0 {
		return -1
	}
	return at
}

// isNodeName reports whether an IRI can be the name of a node element.
func isNodeName(iri string) bool {
	return splitQName(iri) >= 0 && !xmlreader.Reserved(iri, "li", "Description") && strings.IndexFunc(iri, notXML) < 0
}
