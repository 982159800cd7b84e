package negotiate

import (
	"cmp"
	"mime"
	"slices"
	"strconv"
	"strings"
)

// mediaRange is one element of an Accept header.
type mediaRange struct {
	kind, subtype string // either may be "*"
	params        map[string]string
	quality       int // thousandths
}

// parseAccept reads an Accept header, RFC 9110 §12.5.1. Elements that are not
// well-formed are left out.
func parseAccept(header string) (ranges []mediaRange) {
	for _, element := range SplitList(header) {
		if r, ok := parseRange(element); ok {
			ranges = append(ranges, r)
		}
	}
	return ranges
}

// SplitList splits at commas outside quoted strings, RFC 9110 §5.6.1.
func SplitList(header string) (elements []string) {
	quoted, from := false, 0
	for i := 0; i <= len(header); i++ {
		switch {
		case i == len(header) || header[i] == ',' && !quoted:
			if element := strings.TrimSpace(header[from:i]); element != "" {
				elements = append(elements, element)
			}
			from = i + 1
		case header[i] == '"':
			quoted = !quoted
		case header[i] == '\\' && quoted:
			i++
		}
	}
	return elements
}

func parseRange(element string) (r mediaRange, ok bool) {
	media, params, ok := plainRange(element)
	if !ok {
		var err error
		if media, params, err = mime.ParseMediaType(element); err != nil {
			return r, false
		}
	}
	r.kind, r.subtype, ok = strings.Cut(media, "/")
	if !ok || r.kind == "" || r.subtype == "" || r.kind == "*" && r.subtype != "*" {
		return r, false
	}
	r.quality = 1000
	if q, given := params["q"]; given {
		if r.quality, ok = parseQuality(q); !ok {
			return r, false
		}
		delete(params, "q")
	}
	r.params = params
	return r, true
}

// plainRange reads the ranges that are most common, in lower case and without
// parameters, at a tenth of the cost.
func plainRange(element string) (media string, params map[string]string, ok bool) {
	plain := func(c rune) bool {
		return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || strings.ContainsRune("/+-.*", c)
	}
	if strings.ContainsFunc(element, func(c rune) bool { return !plain(c) }) {
		return "", nil, false
	}
	return element, nil, strings.Count(element, "/") == 1
}

// parseQuality reads a weight, RFC 9110 §12.4.2: 0 to 1 with up to three
// decimals.
func parseQuality(q string) (thousandths int, ok bool) {
	whole, decimals, _ := strings.Cut(q, ".")
	if (whole != "0" && whole != "1") || len(decimals) > 3 {
		return 0, false
	}
	n, err := strconv.Atoi(whole + (decimals + "000")[:3])
	return n, err == nil && n <= 1000 && !strings.ContainsAny(decimals, "+-")
}

// How precisely a range names a media type.
const (
	matchesAll = iota + 1
	matchesKind
	matchesType // and one more for each parameter
)

// precision ranks a range that matches a representation of an offer under one of
// its media types; 0 when it does not. Charsets other than UTF-8 and parameters
// that no answer has do not match. Of RDF later than 1.1 is only what a range
// asks for by its version.
func (r mediaRange) precision(media string, o Offer, a Aspect) int {
	kind, subtype, _ := strings.Cut(media, "/")
	switch {
	case !r.paramsMatch(o, a):
		return 0
	case r.kind == "*":
		return matchesAll
	case r.kind != kind:
		return 0
	case r.subtype == "*":
		return matchesKind
	case r.subtype != subtype:
		return 0
	}
	return matchesType + len(r.params)
}

func (r mediaRange) paramsMatch(o Offer, a Aspect) bool {
	if a.Version != "" && r.params["version"] == "" {
		return false
	}
	for name, value := range r.params {
		switch name {
		case "charset":
			if !strings.EqualFold(value, "utf-8") {
				return false
			}
		case "profile":
			if !profileMatches(value, o, a) {
				return false
			}
		case "version":
			if o.versioned() && value != cmp.Or(a.Version, "1.1") {
				return false
			}
		default:
			return false
		}
	}
	return true
}

// profileMatches reports whether a representation is of the form of JSON-LD and in
// the profile that a parameter names. What the offer has not is no wish.
func profileMatches(value string, o Offer, a Aspect) bool {
	s, known, _ := readShape(value)
	switch {
	case o.Media != JSONLD:
	case s.By != "" && s != a.shape, s.By == "" && known && o.hasForm(s.Form) && s.Form != a.Form:
		return false
	}
	named, this := inProfileList(value, o.Profiles, a.Profile)
	return this || !named
}

// someHas reports whether some range has a parameter.
func someHas(ranges []mediaRange, parameter string) bool {
	return slices.ContainsFunc(ranges, func(r mediaRange) bool { return r.params[parameter] != "" })
}
