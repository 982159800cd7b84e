package handlers

import (
	"net/url"
	"strings"

	"w3id.org/plenary/ontology"
	"w3id.org/plenary/rdf"
)

// defaultLicense is that of the embedded data.
const defaultLicense = "https://creativecommons.org/licenses/by/4.0/"

const (
	foafNS  = "http://xmlns.com/foaf/0.1/"
	vcardNS = "http://www.w3.org/2006/vcard/ns#"
)

// A Publication says who publishes the data and on what terms. The zero value
// works.
type Publication struct {
	// Publisher is a name, an IRI, or both: "Example Office <https://example.org/>".
	// When empty, the publisher is whoever operates the host of the base.
	Publisher string
	// Contact is an address of mail or an http IRI; none when empty.
	Contact string
	// License is an IRI; CC BY 4.0 when empty.
	License string
}

// An Agent is a publisher.
type agent struct{ Name, IRI string }

// publisher returns who publishes; one that is given without an IRI has one under
// the base.
func (s *Server) publisher() agent {
	name, iri, both := strings.Cut(strings.TrimSuffix(strings.TrimSpace(s.publication.Publisher), ">"), "<")
	name = strings.TrimSpace(name)
	switch {
	case both:
		return agent{name, iri}
	case isHTTP(name):
		return agent{hostOf(name), name}
	case name == "":
		name = hostOf(s.base)
	}
	return agent{name, s.base + "dataset#publisher"}
}

func isHTTP(iri string) bool {
	u, err := url.Parse(iri)
	return err == nil && u.Host != "" && (u.Scheme == "http" || u.Scheme == "https")
}

func hostOf(iri string) string {
	u, err := url.Parse(iri)
	if err != nil {
		return iri
	}
	return u.Host
}

// addPublisher says who publishes the dataset, and how to reach them.
func (s *Server) addPublisher(d *describer) {
	who := s.publisher()
	x := describer{subject: rdf.IRI(who.IRI)}
	d.add(dctNS+"publisher", x.subject)
	d.add(dctNS+"creator", x.subject)
	x.add(ontology.RDFType, rdf.IRI(foafNS+"Agent"))
	x.add(foafNS+"name", rdf.String(who.Name))
	d.quads = append(d.quads, x.quads...)
	contact := s.publication.Contact
	if contact == "" {
		return
	}
	c := describer{subject: s.iri("dataset#contact")}
	d.add(dcatNS+"contactPoint", c.subject)
	c.add(ontology.RDFType, rdf.IRI(vcardNS+"Kind"))
	c.add(vcardNS+"fn", rdf.String(who.Name))
	if isHTTP(contact) {
		c.add(vcardNS+"hasURL", rdf.IRI(contact))
	} else {
		c.add(vcardNS+"hasEmail", rdf.IRI("mailto:"+strings.TrimPrefix(contact, "mailto:")))
	}
	d.quads = append(d.quads, c.quads...)
}
