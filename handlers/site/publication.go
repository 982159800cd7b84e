package site

import (
	"fmt"
	"net/mail"
	"net/url"
	"strings"
)

// DefaultLicense is that of the embedded data.
const DefaultLicense = "https://creativecommons.org/licenses/by/4.0/"

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
type Agent struct{ Name, IRI string }

// Check says what is not as its field asks.
func (p Publication) Check() error {
	_, iri, both := strings.Cut(strings.TrimSuffix(p.Publisher, ">"), "<")
	switch {
	case both && !IsHTTP(iri):
		return fmt.Errorf("handlers: publisher %q: what stands between < and > is no http IRI", p.Publisher)
	case p.License != "" && !IsHTTP(p.License):
		return fmt.Errorf("handlers: license %q is no http IRI, such as %s", p.License, DefaultLicense)
	case p.Contact != "" && !IsHTTP(p.Contact) && !isMail(strings.TrimPrefix(p.Contact, "mailto:")):
		return fmt.Errorf("handlers: contact %q is neither an address of mail nor an http IRI", p.Contact)
	}
	return nil
}

func isMail(address string) bool {
	a, err := mail.ParseAddress(address)
	return err == nil && a.Address == address
}

// IsHTTP reports whether a text is an IRI with the scheme http or https and a host.
func IsHTTP(iri string) bool {
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

// Publisher returns who publishes; one that is given without an IRI has one under
// the base.
func (s *Site) Publisher() Agent {
	name, iri, both := strings.Cut(strings.TrimSuffix(strings.TrimSpace(s.Publication.Publisher), ">"), "<")
	name = strings.TrimSpace(name)
	switch {
	case both:
		return Agent{name, iri}
	case IsHTTP(name):
		return Agent{hostOf(name), name}
	case name == "":
		name = hostOf(s.Base)
	}
	return Agent{name, s.Base + "dataset#publisher"}
}
