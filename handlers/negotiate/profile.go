package negotiate

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"w3id.org/plenary/handlers/link"
	"w3id.org/plenary/ontology"
)

// A Profile is a vocabulary that things are told in.
//
// Spec: Content Negotiation by Profile (W3C Working Draft, 2 October 2023).
type Profile struct {
	Token string // of _profile=
	IRI   string // of Accept-Profile and Content-Profile
}

var (
	Plenary = Profile{"plenary", ontology.IRI}
	Schema  = Profile{"schema", "https://schema.org/"}

	Profiles = []Profile{Plenary, Schema}
)

// isNamed reports whether a client means the profile: by its token, or by its IRI
// with http or https and with or without a final slash.
func (p Profile) isNamed(name string) bool {
	return name == p.Token || bare(name) == bare(p.IRI)
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
func inProfileList(value string, some []Profile, p Profile) (any, this bool) {
	for _, iri := range strings.Fields(value) {
		any = any || slices.ContainsFunc(some, func(o Profile) bool { return o.isNamed(iri) })
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
func (w profileWeights) of(o Offer, p Profile) int {
	switch {
	case w.only != "" && !p.isNamed(w.only):
		return 0
	case w.only != "" || len(o.Profiles) == 0:
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

// FormLinks tell the form of JSON-LD where it is not the usual one, and the client's
// context or frame that it is made with.
func (c Choice) FormLinks() (links []link.Link) {
	if name, ok := FormNames[c.Form]; ok {
		links = append(links, link.Link{Rel: "profile", Href: JSONLDNamespace + name})
	}
	if c.By != "" {
		links = append(links, link.Link{Rel: "profile", Href: c.By})
	}
	return links
}

// Address is what leads from a resource's address to this variant of it.
func (c Choice) Address() string {
	q := url.Values{}
	if c.Profile != Plenary {
		q.Set("_profile", c.Profile.Token)
	}
	if name := c.ProfileName(); name != "" {
		q.Set("profile", name)
	}
	if c.Version != "" {
		q.Set("format", c.Media+";version="+c.Version)
		return "?" + q.Encode()
	}
	if len(q) > 0 {
		return c.Suffix + "?" + q.Encode()
	}
	return c.Suffix
}
