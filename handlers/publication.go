package handlers

import (
	"fmt"
	"net/mail"
	"net/url"
	"strings"
)

// defaultLicense is that of the embedded data.
const defaultLicense = "https://creativecommons.org/licenses/by/4.0/"

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

// An agent is a publisher.
type agent struct{ Name, IRI string }

// Check says what is not as its field asks.
func (p Publication) Check() error {
	_, iri, both := strings.Cut(strings.TrimSuffix(p.Publisher, ">"), "<")
	switch {
	case both && !isHTTP(iri):
		return fmt.Errorf("handlers: publisher %q: what stands between < and > is no http IRI", p.Publisher)
	case p.License != "" && !isHTTP(p.License):
		return fmt.Errorf("handlers: license %q is no http IRI, such as %s", p.License, defaultLicense)
	case p.Contact != "" && !isHTTP(p.Contact) && !isMail(strings.TrimPrefix(p.Contact, "mailto:")):
		return fmt.Errorf("handlers: contact %q is neither an address of mail nor an http IRI", p.Contact)
	}
	return nil
}

func isMail(address string) bool {
	a, err := mail.ParseAddress(address)
	return err == nil && a.Address == address
}

func isHTTP(iri string) bool {
	u, err := url.Parse(iri)
	return err == nil && u.Host != "" && !strings.ContainsAny(iri, " <>\"") && (u.Scheme == "http" || u.Scheme == "https")
}

func hostOf(iri string) string {
	u, err := url.Parse(iri)
	if err != nil {
		return iri
	}
	return u.Host
}

// publisher returns who publishes; one that is given without an IRI has one under
// the base.
func (s *site) publisher() agent {
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
