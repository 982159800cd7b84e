package negotiate

import (
	"net/http"
	"strings"
	"w3id.org/plenary/handlers/problem"
)

// compressFrom is the size in bytes from which bodies are compressed.
const compressFrom = 1400

// codings are those that answers have, the first of equals first: it costs least
// for what it saves.
var codings = [...]string{"zstd", "br", "gzip"}

// Coding picks a content coding for a body by the Accept-Encoding of a request,
// RFC 9110 §12.5.3; "" is identity. The error is 406: neither identity nor any
// coding is acceptable.
func Coding(r *http.Request, size int) (string, error) {
	headers := r.Header["Accept-Encoding"]
	if len(headers) == 0 {
		return "", nil
	}
	coding, ok := chooseCoding(strings.Join(headers, ","), size)
	if !ok {
		return "", problem.New("not-acceptable", "no coding is acceptable to Accept-Encoding: %.100s; there are %s and identity", strings.Join(headers, ","), strings.Join(codings[:], ", "))
	}
	return coding, nil
}

func chooseCoding(header string, size int) (best string, ok bool) {
	weights := [len(codings)]int{-1, -1, -1}
	identity, others := -1, -1
	for _, element := range SplitList(header) {
		name, q, ok := codingWeight(element)
		if !ok {
			continue
		}
		switch name {
		case "identity":
			identity = q
		case "*":
			others = q
		}
		for i, coding := range codings {
			if name == coding {
				weights[i] = q
			}
		}
	}
	plain := identity > 0 || identity < 0 && others != 0
	if plain && size < compressFrom {
		return "", true
	}
	quality := 0
	for i, q := range weights {
		if q < 0 {
			q = others
		}
		if q > quality && q >= identity {
			best, quality = codings[i], q
		}
	}
	return best, plain || best != ""
}

// codingWeight reads an element of Accept-Encoding. Its name is in lower case.
func codingWeight(element string) (name string, thousandths int, ok bool) {
	name, weight, _ := strings.Cut(element, ";")
	name = strings.ToLower(strings.TrimSpace(name))
	if name == "x-gzip" { // RFC 9110 §8.4.1.3
		name = "gzip"
	}
	if value, given := strings.CutPrefix(strings.ToLower(strings.TrimSpace(weight)), "q="); given {
		thousandths, ok = parseQuality(value)
		return name, thousandths, ok
	}
	return name, 1000, true
}
