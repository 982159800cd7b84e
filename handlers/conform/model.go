package conform

import (
	"cmp"
	"net/http"
)

// A value is what a request has in one dimension, and what follows from it, worked
// out by hand.
type value struct {
	name   string
	header string // value of the header; of a condition with its name
	// ranking of Accept: the representations that it takes, in the order of the
	// server, with weights in thousandths
	ranking []weighted
	// weights of Accept-Profile in thousandths
	plenary, schema int
	result          string // language of the page, content coding, or outcome of a method, date or condition
	refuses         bool   // with it, some requests get no document that get one without
}

type weighted struct {
	media  string // Content-Type
	weight int
	page   bool // in the profile plenary alone
}

const (
	turtleType = "text/turtle; charset=utf-8"
	htmlType   = "text/html; charset=utf-8"
	jsonldType = "application/ld+json"
)

var accepts = []value{
	{name: "no Accept", ranking: []weighted{{turtleType, 1000, false}, {jsonldType, 1000, false}, {htmlType, 1000, true}}},
	{name: "Turtle", header: "text/turtle", ranking: []weighted{{turtleType, 1000, false}}},
	{name: "JSON-LD", header: "application/ld+json", ranking: []weighted{{jsonldType, 1000, false}}},
	{name: "JSON-LD expanded", header: `application/ld+json;profile="http://www.w3.org/ns/json-ld#expanded"`, ranking: []weighted{{jsonldType, 1000, false}}},
	{name: "N-Triples", header: "application/n-triples", ranking: []weighted{{"application/n-triples", 1000, false}}},
	{name: "N-Quads rather than Turtle", header: "text/turtle;q=0.5, application/n-quads", ranking: []weighted{{turtleType, 500, false}, {"application/n-quads", 1000, false}}},
	{name: "a page", header: "text/html", ranking: []weighted{{htmlType, 1000, true}}},
	{name: "a browser", header: "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", ranking: []weighted{{turtleType, 800, false}, {jsonldType, 800, false}, {htmlType, 1000, true}}},
	{name: "RDF/XML or anything", header: "application/rdf+xml;q=0.9, */*;q=0.1", ranking: []weighted{{turtleType, 100, false}, {"application/rdf+xml", 900, false}, {htmlType, 100, true}}},
	{name: "anything but Turtle", header: "text/turtle;q=0, application/trig;q=0.3, text/html;q=0.2", ranking: []weighted{{"application/trig", 300, false}, {htmlType, 200, true}}},
	{name: "Turtle 1.2", header: "text/turtle;version=1.2", ranking: []weighted{{turtleType + "; version=1.2", 1000, false}}},
	{name: "a picture", header: "image/png", refuses: true},
}

var acceptProfiles = []value{
	{name: "no profile", plenary: 1000, schema: 1000},
	{name: "schema.org", header: "<https://schema.org/>", plenary: 1, schema: 1000},
	{name: "plenary", header: "<https://w3id.org/plenary>", plenary: 1000, schema: 1},
	{name: "schema.org rather than plenary", header: "<https://w3id.org/plenary>;q=0.4, <https://schema.org/>;q=0.5", plenary: 400, schema: 500},
	{name: "an unknown profile", header: "<http://example.org/a,b>", plenary: 1, schema: 1},
	{name: "not plenary", header: "<https://w3id.org/plenary>;q=0", plenary: 0, schema: 1, refuses: true},
	{name: "no profile at all", header: "*;q=0", refuses: true},
}

var acceptLanguages = []value{
	{name: "no language", result: "en"},
	{name: "French", header: "fr", result: "fr"},
	{name: "French of Canada", header: "fr-CA", result: "fr"},
	{name: "Japanese", header: "ja", result: "en"},
	{name: "French rather than English", header: "en;q=0.1, fr", result: "fr"},
}

var acceptDatetimes = []value{
	{name: "no date"},
	{name: "a date to come", header: "Thu, 01 Jan 2099 00:00:00 GMT", result: "redirect", refuses: true},
	{name: "a date before all", header: "Thu, 01 Jan 1970 00:00:00 GMT", result: "redirect", refuses: true},
	{name: "no date that is one", header: "yesterday", result: "bad", refuses: true},
}

var acceptEncodings = []value{
	{name: "no coding"},
	{name: "identity", header: "identity"},
	{name: "gzip", header: "gzip", result: "gzip"},
	{name: "zstd", header: "zstd", result: "zstd"},
	{name: "gzip rather than zstd", header: "zstd;q=0.4, gzip;q=0.5", result: "gzip"},
	{name: "br", header: "br", result: "br"},
	{name: "gzip and nothing else", header: "identity;q=0, gzip", result: "gzip"},
}

var methods = []value{
	{name: "GET", header: http.MethodGet, result: "read"},
	{name: "HEAD", header: http.MethodHead, result: "read"},
	{name: "OPTIONS", header: http.MethodOptions, result: "options", refuses: true},
	{name: "POST", header: http.MethodPost, result: "refused", refuses: true},
	{name: "TRACE", header: http.MethodTrace, result: "refused", refuses: true},
}

var conditions = []value{
	{name: "no condition"},
	{name: "the tag known", header: "If-None-Match: {etag}", result: "same", refuses: true},
	{name: "another tag known", header: `If-None-Match: "other"`},
	{name: "any tag known", header: "If-None-Match: *", result: "same", refuses: true},
	{name: "the tag expected", header: "If-Match: {etag}"},
	{name: "another tag expected", header: `If-Match: "other"`, result: "failed", refuses: true},
	{name: "unchanged since", header: "If-Modified-Since: {modified}", result: "same", refuses: true},
	{name: "changed since", header: "If-Modified-Since: Thu, 01 Jan 1970 00:00:00 GMT"},
	{name: "expected unchanged", header: "If-Unmodified-Since: Thu, 01 Jan 1970 00:00:00 GMT", result: "failed", refuses: true},
}

func names(values []value, keep func(value) bool) (kept dimension) {
	for _, v := range values {
		if keep(v) {
			kept = append(kept, v.name)
		}
	}
	return kept
}

func (v value) any() bool { return true }

// answered reports whether a document is sent whatever the other values are that are
// answered.
func (v value) answered() bool { return !v.refuses }

// refused is the contrary.
func (v value) refused() bool { return v.refuses }

// valueOf returns the value of a name, which is one of the values.
func valueOf(values []value, name string) (found value) {
	for _, v := range values {
		if v.name == name {
			found = v
		}
	}
	return found
}

func methodOf(name string) string { return valueOf(methods, name).header }

// An expectation is what must come back.
type expectation struct {
	status  []int
	found   bool // there is a representation, which has a tag
	headers []HeaderCheck
	bodies  []BodyCheck
}

// expect works out what must come back, in the order of RFC 9110: is the method one
// of the resource, is there a representation, do the conditions hold.
func (r request) expect() expectation {
	switch valueOf(methods, r[5]).result {
	case "options":
		return expectation{status: []int{204}, headers: []HeaderCheck{{"Allow", "+", "GET"}}, bodies: []BodyCheck{{Op: "empty"}}}
	case "refused":
		return expectation{status: []int{405}, headers: []HeaderCheck{{"Allow", "+", "GET"}, {"Allow", "+", "HEAD"}}}
	}
	best, profile, ok := r.best()
	switch moment := valueOf(acceptDatetimes, r[3]).result; {
	case moment == "bad" && ok:
		return expectation{status: []int{400}, headers: []HeaderCheck{{"ETag", "!", ""}}}
	case moment == "bad":
		return expectation{status: []int{400, 406}}
	case moment == "redirect" && ok:
		return expectation{status: []int{302}, headers: []HeaderCheck{{"Location", "?", ""}, {"Vary", "+", "Accept-Datetime"}}}
	case moment == "redirect":
		return expectation{status: []int{302, 406}}
	case !ok:
		return expectation{status: []int{406}, headers: []HeaderCheck{{"Vary", "+", "Accept"}, {"Vary", "+", "Accept-Profile"}}}
	}
	return r.conditional(best, profile)
}

// best multiplies the weights of media type and profile; the first of the highest is
// chosen.
func (r request) best() (best weighted, profile string, ok bool) {
	told := valueOf(acceptProfiles, r[1])
	highest := 0
	for _, w := range valueOf(accepts, r[0]).ranking {
		for _, p := range []value{{name: "https://w3id.org/plenary", plenary: told.plenary}, {name: "https://schema.org/", plenary: told.schema}} {
			if weight := w.weight * p.plenary; weight > highest && !(w.page && p.name == "https://schema.org/") {
				best, profile, highest = w, p.name, weight
			}
		}
	}
	return best, profile, highest > 0
}

// conditional is what comes of a representation.
func (r request) conditional(best weighted, profile string) expectation {
	e := expectation{found: true}
	for _, name := range []string{"Accept", "Accept-Profile", "Accept-Language", "Accept-Datetime", "Accept-Encoding"} {
		e.headers = append(e.headers, HeaderCheck{"Vary", "+", name})
	}
	e.headers = append(e.headers, HeaderCheck{"ETag", "~", `^"`}, HeaderCheck{"Cache-Control", "?", ""}, HeaderCheck{"Last-Modified", "?", ""})
	switch valueOf(conditions, r[6]).result {
	case "same":
		e.status, e.bodies = []int{304}, []BodyCheck{{Op: "empty"}}
		return e
	case "failed":
		return expectation{status: []int{412}, found: true}
	}
	e.status = []int{200}
	e.headers = append(e.headers, HeaderCheck{"Content-Type", ":", best.media}, HeaderCheck{"Content-Profile", ":", "<" + profile + ">"}, orAbsent("Content-Encoding", valueOf(acceptEncodings, r[4]).result))
	language := ""
	if best.page {
		language = valueOf(acceptLanguages, r[2]).result
	}
	e.headers = append(e.headers, orAbsent("Content-Language", language))
	switch {
	case methodOf(r[5]) == http.MethodHead:
		e.bodies = []BodyCheck{{Op: "empty"}}
	case best.page:
		e.bodies = []BodyCheck{{Op: "~", Arg: `<html lang="` + cmp.Or(language, "en") + `"`}}
	default:
		e.bodies = []BodyCheck{{Op: "rdf"}}
	}
	return e
}

// orAbsent asks for a header of a value, or for none.
func orAbsent(name, value string) HeaderCheck {
	if value == "" {
		return HeaderCheck{name, "!", ""}
	}
	return HeaderCheck{name, ":", value}
}
