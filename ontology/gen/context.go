package main

import (
	"bytes"
	"fmt"
	"strings"
)

// context writes context.jsonld: prefixes, then a key for every term of ours
// and for the reused ones that have one. Dates stay typed values, since they
// come in three precisions.
func (v *vocabulary) context() ([]byte, error) {
	lines := []string{`"@version": 1.1`, `"id": "@id"`, `"type": "@type"`}
	for _, p := range v.prefixes {
		lines = append(lines, fmt.Sprintf("%q: %q", p[0], p[1]))
	}
	seen := map[string]string{"id": "@id", "type": "@type"}
	for _, row := range v.reused {
		if row[1] == "" {
			continue
		}
		if other, twice := seen[row[1]]; twice {
			return nil, fmt.Errorf("reused.csv: key %q stands for %s and %s", row[1], other, row[0])
		}
		seen[row[1]] = row[0]
		lines = append(lines, definition(row[1], row[0], row[2]))
	}
	for _, term := range v.terms {
		key := local(term)
		if other, twice := seen[key]; twice {
			return nil, fmt.Errorf("key %q stands for %s and pl:%s: give the reused term another key", key, other, key)
		}
		seen[key] = "pl:" + key
		lines = append(lines, definition(key, "pl:"+key, v.coercion(term)))
	}
	var b bytes.Buffer
	b.WriteString("{\n  \"@context\": {\n    " + strings.Join(lines, ",\n    ") + "\n  }\n}\n")
	return b.Bytes(), nil
}

// definition is one line of the context; kind is empty, @id, @language or a
// prefixed datatype.
func definition(key, id, kind string) string {
	switch kind {
	case "":
		return fmt.Sprintf("%q: %q", key, id)
	case "@language":
		return fmt.Sprintf(`%q: {"@id": %q, "@container": "@language"}`, key, id)
	}
	return fmt.Sprintf(`%q: {"@id": %q, "@type": %q}`, key, id, kind)
}

// coercion tells how values of a term of ours are written.
func (v *vocabulary) coercion(term string) string {
	if v.is(term, owl+"ObjectProperty") {
		return "@id"
	}
	if !v.is(term, owl+"DatatypeProperty") {
		return ""
	}
	ranges := v.objects(term, schema+"rangeIncludes")
	if len(ranges) != 1 {
		return ""
	}
	switch datatype := ranges[0].Value(); {
	case datatype == langString:
		return "@language"
	case datatype == xsd+"string":
		return ""
	default:
		return "xsd:" + strings.TrimPrefix(datatype, xsd)
	}
}
