package xmlreader

import (
	"strings"

	"w3id.org/plenary/rdf/internal/xmltoken"
)

// A role is what a name means to the grammar.
type role uint8

const (
	attrID role = iota
	attrAbout
	attrNodeID
	attrResource
	attrDatatype
	attrParseType
	attrAnnotation
	attrAnnotationNodeID
	attrSyntax // above are those that an element has at most one value of

	attrType
	attrVersion
	attrBase
	attrLang
	attrDirection
	attrIgnored

	property    // any name, of an element or attribute
	description // rdf:Description
	root        // rdf:RDF
	item        // rdf:li
	reserved    // any other name that the grammar keeps
	unqualified // of no namespace
	badIRI      // stands for no IRI
)

var rdfAttributes = map[string]role{
	"type": attrType, "ID": attrID, "about": attrAbout, "nodeID": attrNodeID, "resource": attrResource, "datatype": attrDatatype,
	"parseType": attrParseType, "annotation": attrAnnotation, "annotationNodeID": attrAnnotationNodeID, "version": attrVersion,
}

// syntaxNames are the local names of the roles before attrSyntax.
var syntaxNames = [attrSyntax]string{"ID", "about", "nodeID", "resource", "datatype", "parseType", "annotation", "annotationNodeID"}

// unqualifiedAttributes mean the same without a namespace, RDF 1.2 XML Syntax
// §6.1.4.
var unqualifiedAttributes = map[string]bool{"ID": true, "about": true, "resource": true, "parseType": true, "type": true}

// elementRole returns the role of the name of an element.
func elementRole(n *xmltoken.Name) role {
	switch {
	case n.Space == "":
		return unqualified
	case n.Full == rdfNS+"Description":
		return description
	case n.Full == rdfNS+"RDF":
		return root
	case n.Full == rdfNS+"li":
		return item
	case Reserved(n.Full):
		return reserved
	case !isIRI([]byte(n.Full)):
		return badIRI
	}
	return property
}

// attributeRole returns the role of the name of an attribute.
func attributeRole(n *xmltoken.Name) role {
	begins := n.Prefix
	if begins == "" {
		begins = n.Local
	}
	syntax, known := rdfAttributes[n.Local]
	known = known && (n.Space == rdfNS || n.Space == "" && unqualifiedAttributes[n.Local])
	switch {
	case n.Space == xmlNS && n.Local == "base":
		return attrBase
	case n.Space == xmlNS && n.Local == "lang":
		return attrLang
	case n.Space == itsNS && n.Local == "dir":
		return attrDirection
	case n.Space == xmlNS, n.Space == itsNS && n.Local == "version", len(begins) >= 3 && strings.EqualFold(begins[:3], "xml"):
		return attrIgnored
	case known:
		return syntax
	case n.Space == "":
		return unqualified
	case Reserved(n.Full, "li", "Description"):
		return reserved
	case !isIRI([]byte(n.Full)):
		return badIRI
	}
	return property
}

// maxRoles bounds the names whose roles are kept.
const maxRoles = 4096

// roles keep what names mean.
type roles map[*xmltoken.Name]role

func (r roles) of(n *xmltoken.Name, find func(*xmltoken.Name) role) role {
	known, ok := r[n]
	if !ok {
		if len(r) >= maxRoles {
			clear(r)
		}
		known = find(n)
		r[n] = known
	}
	return known
}
