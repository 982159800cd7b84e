package handlers

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

// shown shows an operation; root is where the routes are.
func (o operation) shown(root string) explorer.Operation {
	shown := explorer.Operation{ID: o.id, Method: o.method, Path: root + o.path, Summary: o.does, Note: o.more, Token: o.writes}
	for _, p := range o.params {
		shown.Parameters = append(shown.Parameters, explorer.Parameter{Name: p.Name, In: p.In, Required: p.Required, Says: p.Description, Takes: takes(p.Schema)})
	}
	if o.body != nil {
		shown.Body = slices.Sorted(maps.Keys(o.body.Content))
	}
	described := o.describe()
	for status, answer := range described.Responses {
		if answer.Ref == "" {
			shown.Answer = status
			shown.Media = slices.Sorted(maps.Keys(answer.Content))
		} else {
			shown.Problems = append(shown.Problems, status)
		}
	}
	slices.Sort(shown.Problems)
	if o.method == "GET" && !o.writes { // a link sends no token
		shown.Try = root + try(o)
	}
	return shown
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

// try is the address of an answer to an operation, by the examples of its
// parameters; they are relative to the root.
func try(o operation) string {
	path, query := o.path, []string{}
	for _, p := range o.params {
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
