package handlers

import (
	"mime"
	"strconv"
	"strings"

	"w3id.org/plenary/rdf/jsonld"
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
	for _, element := range splitList(header) {
		if r, ok := parseRange(element); ok {
			ranges = append(ranges, r)
		}
	}
	return ranges
}

// splitList splits at commas outside quoted strings, RFC 9110 §5.6.1.
func splitList(header string) (elements []string) {
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
	media, params, err := mime.ParseMediaType(element)
	if err != nil {
		return r, false
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

// precision ranks a range that matches a form of a media type; 0 when it does
// not. Charsets other than UTF-8 and parameters that no answer has do not
// match; a JSON-LD profile matches its form, an unknown one every form, and
// every version of RDF is content with an answer of RDF 1.1.
func (r mediaRange) precision(media string, form jsonld.Form) int {
	kind, subtype, _ := strings.Cut(media, "/")
	switch {
	case !r.paramsMatch(form):
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

func (r mediaRange) paramsMatch(form jsonld.Form) bool {
	for name, value := range r.params {
		switch name {
		case "charset":
			if !strings.EqualFold(value, "utf-8") {
				return false
			}
		case "profile":
			if asked, known := formOf(value); known && asked != form {
				return false
			}
		case "version":
		default:
			return false
		}
	}
	return true
}
