package operation

import (
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"w3id.org/plenary/explorer"
	"w3id.org/plenary/handlers/openapi"
)

// Shown shows an operation; root is where the routes are.
func (o Operation) Shown(root string) explorer.Operation {
	shown := explorer.Operation{ID: o.ID, Method: o.Method, Path: root + o.Path, Summary: o.Does, Note: o.More, Token: o.Writes}
	for _, p := range o.Params {
		shown.Parameters = append(shown.Parameters, explorer.Parameter{Name: p.Name, In: p.In, Required: p.Required, Says: p.Description, Takes: takes(p.Schema)})
	}
	if o.Body != nil {
		shown.Body = slices.Sorted(maps.Keys(o.Body.Content))
	}
	described := o.Describe()
	for status, answer := range described.Responses {
		if answer.Ref == "" {
			shown.Answer = status
			shown.Media = slices.Sorted(maps.Keys(answer.Content))
		} else {
			shown.Problems = append(shown.Problems, status)
		}
	}
	slices.Sort(shown.Problems)
	if o.Method == "GET" && !o.Writes { // a link sends no token
		shown.Try = root + Try(o)
	}
	return shown
}

// Accepts says in words what a parameter takes.
func Accepts(p openapi.Parameter) string {
	text := strings.TrimSuffix(p.Description, ".")
	if admitted := inWords(p.Schema); admitted != "" {
		text += ": " + admitted
	}
	if example := exampleText(p.Example); example != "" {
		text += ", such as " + example
	}
	return text
}

// inWords is takes as a sentence has it.
func inWords(s openapi.Schema) string {
	admitted := takes(s)
	from, to, both := strings.Cut(admitted, "–")
	from, least := strings.CutPrefix(from, "≥ ")
	switch {
	case s["enum"] != nil || admitted == "":
		return admitted
	case both:
		return "a number from " + from + " to " + to
	case least:
		return "a number from " + from + " on"
	}
	return admitted
}

// takes says in words what a schema admits.
func takes(s openapi.Schema) string {
	switch values, low, high := s["enum"], s["minimum"], s["maximum"]; {
	case values != nil:
		texts, _ := values.([]string)
		return strings.Join(texts, ", ")
	case low != nil && high != nil:
		return number(low) + "–" + number(high) + usual(s["default"])
	case low != nil:
		return "≥ " + number(low)
	}
	return ""
}

func usual(v any) string {
	if v == nil {
		return ""
	}
	return ", else " + number(v)
}

func number(v any) string {
	n, _ := v.(int)
	return strconv.Itoa(n)
}

func exampleText(v any) string {
	if v == nil {
		return ""
	}
	return fmt.Sprint(v)
}

// queryText escapes a value for a query, but for what may stand there as it is.
func queryText(s string) string {
	return strings.NewReplacer("%2F", "/", "%3A", ":").Replace(url.QueryEscape(s))
}

// Try is the address of an answer to an operation, by the examples of its
// parameters; they are relative to the root.
func Try(o Operation) string {
	path, query := o.Path, []string{}
	for _, p := range o.Params {
		switch value := exampleText(p.Example); {
		case p.In == "path":
			path = strings.ReplaceAll(path, "{"+p.Name+"}", value)
		case p.Example != nil:
			query = append(query, p.Name+"="+queryText(value))
		}
	}
	if len(query) > 0 {
		path += "?" + strings.Join(query, "&")
	}
	return path
}
