package jsonld

import (
	"cmp"
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"

	"w3id.org/plenary/rdf/jsonld/ojson"
)

// lineBytes is how long an array or object may be to stand on one line.
const lineBytes = 80

// A jsonPrinter writes JSON in an order that a person likes: context, id and
// types first, what else there is by name, included nodes last.
type jsonPrinter struct {
	out   []byte
	ranks map[string]int // of names that are not among others
}

var keywordRanks = map[string]int{"@context": -3, "@id": -2, "@type": -1, "@value": -1, "@included": 1, "@graph": 2}

// ranksOf are the ranks of keywords and of their aliases.
func ranksOf(alias map[string]string) map[string]int {
	ranks := maps.Clone(keywordRanks)
	for keyword, rank := range keywordRanks {
		if a := alias[keyword]; a != "" {
			ranks[a] = rank
		}
	}
	return ranks
}

func (p *jsonPrinter) compare(a, b string) int {
	return cmp.Or(p.ranks[a]-p.ranks[b], strings.Compare(a, b))
}

func (p *jsonPrinter) value(v any, indent int) {
	switch v := v.(type) {
	case object:
		p.object(v, indent)
	case []any:
		p.array(v, indent)
	case string:
		p.text(v)
	case bool:
		p.out = strconv.AppendBool(p.out, v)
	case json.Number:
		p.out = append(p.out, v...)
	case nil:
		p.out = append(p.out, "null"...)
	default:
		text, _ := json.Marshal(v) // of a context, which came from JSON
		p.out = append(p.out, text...)
	}
}

func (p *jsonPrinter) object(m object, indent int) {
	keys := slices.SortedFunc(maps.Keys(m), p.compare)
	p.block('{', '}', len(keys), indent, allScalar(m) && len(m) <= 3, func(i, indent int) {
		p.text(keys[i])
		p.out = append(p.out, ": "...)
		p.value(m[keys[i]], indent)
	})
}

func (p *jsonPrinter) array(list []any, indent int) {
	scalar := !slices.ContainsFunc(list, func(v any) bool { return !isScalar(v) })
	p.block('[', ']', len(list), indent, scalar, func(i, indent int) { p.value(list[i], indent) })
}

// block writes n members between brackets: on one line when it may and they
// fit, else one to a line.
func (p *jsonPrinter) block(open, end byte, n, indent int, oneLine bool, member func(i, indent int)) {
	p.out = append(p.out, open)
	start := len(p.out)
	if oneLine || n == 0 {
		for i := range n {
			if i > 0 {
				p.out = append(p.out, ", "...)
			}
			member(i, indent)
		}
		if n <= 1 || len(p.out)-start <= lineBytes {
			p.out = append(p.out, end)
			return
		}
		p.out = p.out[:start]
	}
	for i := range n {
		if i > 0 {
			p.out = append(p.out, ',')
		}
		p.newLine(indent + 1)
		member(i, indent+1)
	}
	p.newLine(indent)
	p.out = append(p.out, end)
}

// spaces are those that lines begin with; deeper ones take several.
const spaces = "                                "

func (p *jsonPrinter) newLine(indent int) {
	p.out = append(p.out, '\n')
	for n := 2 * indent; n > 0; n -= len(spaces) {
		p.out = append(p.out, spaces[:min(n, len(spaces))]...)
	}
}

// text writes a string, which is valid UTF-8.
func (p *jsonPrinter) text(s string) { p.out = ojson.AppendString(p.out, s) }

func isScalar(v any) bool {
	switch v.(type) {
	case object, []any:
		return false
	}
	return true
}

func allScalar(m object) bool {
	for _, v := range m {
		if !isScalar(v) {
			return false
		}
	}
	return true
}
