package handlers

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"w3id.org/plenary/handlers/link"
	"w3id.org/plenary/ontology"
)

// A profile is a vocabulary that things are told in.
//
// Spec: Content Negotiation by Profile (W3C Working Draft, 2 October 2023).
type profile struct {
	token string // of _profile=
	iri   string // of Accept-Profile and Content-Profile
}

var (
	plenaryProfile = profile{"plenary", ontology.IRI}
	schemaProfile  = profile{"schema", "https://schema.org/"}

	profiles = []profile{plenaryProfile, schemaProfile}
)

// isNamed reports whether a client means the profile: by its token, or by its IRI
// with http or https and with or without a final slash.
func (p profile) isNamed(name string) bool {
	return name == p.token || bare(name) == bare(p.iri)
}

func bare(iri string) string {
	for _, scheme := range []string{"https://", "http://"} {
		if rest, ok := strings.CutPrefix(iri, scheme); ok {
			return strings.TrimSuffix(rest, "/")
		}
	}
	return iri
}

// inProfileList reports whether the value of a media type's parameter profile, a
// list of IRIs, has one of some profiles, and whether one of them is p.
func inProfileList(value string, some []profile, p profile) (any, this bool) {
	for _, iri := range strings.Fields(value) {
		any = any || slices.ContainsFunc(some, func(o profile) bool { return o.isNamed(iri) })
		this = this || p.isNamed(iri)
	}
	return any, this
}

// profileWeights are how much a client likes profiles, in thousandths.
type profileWeights struct {
	only  string // of _profile=, which beats the header
	named []weighted
	rest  int // of profiles that are not named
}

type weighted struct {
	name   string
	weight int
}

// leastWeight is that of a profile that a client neither names nor excludes: to
// get another one than asked for is better than nothing, as for languages.
const leastWeight = 1

// readProfiles reads _profile= or else Accept-Profile, whose elements are IRIs
// between < and >, tokens or *, with weights. What is not well-formed is left out.
func readProfiles(r *http.Request, q url.Values) profileWeights {
	w := profileWeights{only: q.Get("_profile"), rest: leastWeight}
	elements := splitProfiles(strings.Join(r.Header.Values("Accept-Profile"), ","))
	if len(elements) == 0 {
		w.rest = 1000
	}
	for _, element := range elements {
		name, weight, ok := readWeight(element)
		switch {
		case !ok:
		case name == "*":
			w.rest = weight
		default:
			w.named = append(w.named, weighted{strings.Trim(name, "<>"), weight})
		}
	}
	return w
}

// of returns the weight of a profile of an offer. Where there is only one, the
// header does not matter.
func (w profileWeights) of(o offer, p profile) int {
	switch {
	case w.only != "" && !p.isNamed(w.only):
		return 0
	case w.only != "" || len(o.profiles) == 0:
		return 1000
	}
	for _, n := range w.named {
		if p.isNamed(n.name) {
			return n.weight
		}
	}
	return w.rest
}

// splitProfiles splits at commas outside < and >.
func splitProfiles(header string) (elements []string) {
	inside, from := false, 0
	for i := 0; i <= len(header); i++ {
		switch {
		case i == len(header) || header[i] == ',' && !inside:
			if element := strings.TrimSpace(header[from:i]); element != "" {
				elements = append(elements, element)
			}
			from = i + 1
		case header[i] == '<', header[i] == '>':
			inside = header[i] == '<'
		}
	}
	return elements
}

// readWeight splits an element of a list from its weight, RFC 9110 §12.4.2.
func readWeight(element string) (name string, weight int, ok bool) {
	name, parameter, weighed := strings.Cut(element[strings.IndexByte(element, '>')+1:], ";")
	if end := strings.IndexByte(element, '>'); end >= 0 {
		name = element[:end+1]
	}
	if weight = 1000; weighed {
		value, isWeight := strings.CutPrefix(strings.ToLower(strings.TrimSpace(parameter)), "q=")
		if !isWeight {
			return "", 0, false
		}
		if weight, ok = parseQuality(value); !ok {
			return "", 0, false
		}
	}
	return strings.TrimSpace(name), weight, true
}

// formLinks tell the form of JSON-LD where it is not the usual one.
func (c choice) formLinks() []link.Link {
	if name, ok := formNames[c.form]; ok {
		return []link.Link{{Rel: "profile", Href: jsonLDNamespace + name}}
	}
	return nil
}

// address is what leads from a resource's address to this variant of it.
func (c choice) address() string {
	q := url.Values{}
	if c.profile != plenaryProfile {
		q.Set("_profile", c.profile.token)
	}
	if name, ok := formNames[c.form]; ok {
		q.Set("profile", name)
	}
	if c.version != "" {
		q.Set("format", c.media+";version="+c.version)
		return "?" + q.Encode()
	}
	if len(q) > 0 {
		return c.suffix + "?" + q.Encode()
	}
	return c.suffix
}
