package api

import (
	"net/http"
	"slices"

	"w3id.org/plenary/handlers/evidence"
	"w3id.org/plenary/handlers/negotiate"
	"w3id.org/plenary/handlers/openapi"
	"w3id.org/plenary/handlers/operation"
	"w3id.org/plenary/handlers/words"
)

// trusting are the parameters that every route of the API takes, besides the form.
func trusting() []openapi.Parameter {
	return []openapi.Parameter{
		operation.LangParameter(), operation.ProfileParameter("compacted", "expanded", "flattened"),
		operation.In("min_confidence", "Leave out statements that no claim of this confidence backs.", openapi.Schema{"type": "number", "minimum": 0, "maximum": 1}),
		operation.In("status", "Leave out statements that no claim of this status backs.", openapi.OneOf("stated", "inferred", "recalled")),
	}
}

// question is a route of the API that answers in forms besides JSON.
func question(path, id, does, more string, answer openapi.Schema, others []negotiate.Offer, params ...openapi.Parameter) operation.Operation {
	return operation.Operation{
		Method: http.MethodGet, Path: "api/" + path, Tag: "api", ID: id, Does: does, More: more, JSON: answer, Media: operation.MediaOf(others),
		Params: slices.Concat(params, []openapi.Parameter{operation.FormatOf(append([]negotiate.Offer{negotiate.JSON}, others...))}, trusting()), Problems: []int{http.StatusNotFound, http.StatusNotAcceptable, http.StatusPreconditionFailed},
	}
}

// The forms that answers have besides JSON.
var (
	graphForms   = negotiate.APIOffers[1:]
	tableForms   = slices.Concat(graphForms, []negotiate.Offer{negotiate.CSV})
	networkForms = slices.Concat(graphForms, []negotiate.Offer{negotiate.GraphML, negotiate.GEXF})
	allForms     = slices.Concat(tableForms, []negotiate.Offer{negotiate.GraphML, negotiate.GEXF})
)

// Operations are those of the questions that are asked under api/.
func Operations(schemas *openapi.Schemas) []operation.Operation {
	items := func(v any) openapi.Property {
		return openapi.Property{Name: "items", Schema: openapi.Array(schemas.Of(v))}
	}
	text := func(name string) openapi.Property { return openapi.Property{Name: name, Schema: openapi.String()} }
	total := openapi.Property{Name: "total", Schema: openapi.Schema{"type": "integer", "minimum": 0}}
	truncated := openapi.Property{Name: "truncated", Schema: openapi.Schema{"type": "boolean"}}
	next := openapi.Property{Name: "next", Schema: openapi.Schema{"type": "string", "description": "address of the next page, empty on the last"}}
	item, facets := schemas.Of(words.Item{}), openapi.Schema{"type": "object", "additionalProperties": openapi.Array(schemas.Of(Facet{}))}
	filters := slices.Concat([]openapi.Parameter{operation.IRIParameter("country", "Only what has to do with this country."), operation.IRIParameter("track", "Only meetings of this track."), operation.IRIParameter("topic", "Only what is about this topic or a narrower one.")}, operation.FromTo())
	paged := func(usual, most int) []openapi.Parameter {
		return []openapi.Parameter{operation.AtParameter(), operation.LimitParameter(usual, most), operation.CursorParameter()}
	}
	return []operation.Operation{
		question("search", "search", "Things by name, in any language, best first", "Case, diacritics and one or two wrong letters do not matter. Of each hit, every second of `parts` is what matched.",
			openapi.Object(text("query"), total, items(searchHit{}), next), tableForms,
			operation.Must(operation.In("q", "Words of a name.", openapi.Schema{"type": "string", "minLength": 1, "maxLength": 300}), "ottawa"), operation.ClassParameter("Only things of this class."), operation.LimitParameter(20, 100), operation.CursorParameter()),
		question("resolve", "resolve", "The things that an identifier or a name in full stands for", "Give `iri` or `name`.", openapi.Object(items(words.Item{})), tableForms,
			operation.Such(operation.In("iri", "Wikidata, GeoNames, EuroVoc, EU authority tables, ISO 3166 codes, an IRI here.", operation.IRIText), "JP"), operation.In("name", "A name in full, in any language.", operation.IRIText), operation.ClassParameter("Only things of this class."), operation.LimitParameter(10, 100)),
		question("entities", "listEntities", "Members of a class, and how many have which country, track and topic", "", openapi.Object(text("class"), total, items(words.Item{}), openapi.Property{Name: "facets", Schema: facets}, next), tableForms,
			slices.Concat([]openapi.Parameter{operation.Must(operation.ClassParameter("Whose members."), "meeting")}, filters, paged(50, 500))...),
		question("neighbors", "listNeighbors", "One step around a node", "", openapi.Object(text("iri"), total, items(step{}), next), networkForms,
			slices.Concat([]openapi.Parameter{operation.Must(operation.IRIParameter("iri", "The node."), "id/forum/g7"), operation.IRIParameter("predicate", "Only steps over this property."), operation.DirectionParameter(), operation.ClassParameter("Only steps to things of this class.")}, paged(50, 500))...),
		question("path", "findPaths", "The shortest connections between two things, each step with its evidence", "", openapi.Object(openapi.Property{Name: "from", Schema: item}, openapi.Property{Name: "to", Schema: item}, openapi.Property{Name: "paths", Schema: openapi.Array(openapi.Array(schemas.Of(step{})))}), networkForms,
			operation.Must(operation.IRIParameter("from", "Where paths begin."), "id/person/gary-anandasangaree"), operation.Must(operation.IRIParameter("to", "Where they end."), "id/country/japan"), operation.In("max", "At most so many steps.", openapi.Integer(6, 1, maxSteps)), operation.In("k", "So many paths, shortest first.", openapi.Integer(1, 1, maxPaths)), operation.PredicatesParameter(), operation.DirectionParameter(), operation.AtParameter()),
		question("subgraph", "getSubgraph", "What lies around a node", "", openapi.Object(text("iri"), truncated, openapi.Property{Name: "nodes", Schema: openapi.Array(item)}, openapi.Property{Name: "statements", Schema: openapi.Array(schemas.Of(words.Statement{}))}), networkForms,
			operation.Must(operation.IRIParameter("iri", "The node."), "id/forum/g7"), operation.In("depth", "So many steps.", openapi.Integer(1, 1, maxDepth)), operation.In("limit", "At most so many statements.", openapi.Integer(200, 1, maxTriples)), operation.PredicatesParameter(), operation.DirectionParameter(), operation.AtParameter()),
		question("timeline", "getTimeline", "Dated things in the order of their days", "", openapi.Object(total, items(timelineEntry{}), next), tableForms,
			slices.Concat([]openapi.Parameter{operation.ClassParameter("Things of this class; meetings when absent."), operation.IRIParameter("entity", "Only things that have to do with this one.")}, filters, paged(100, 1000))...),
		question("copresence", "listCopresence", "Who was at the same meetings, and when", "", openapi.Object(text("class"), total, items(copresence{}), next), allForms,
			slices.Concat([]openapi.Parameter{operation.Such(operation.In("class", "Pairs of what; persons when absent.", openapi.OneOf("person", "country", "organization", "pl:Party")), "country"), operation.IRIParameter("iri", "One of the two."), operation.IRIParameter("track", "Only meetings of this track.")}, operation.FromTo(),
				[]openapi.Parameter{operation.In("min_meetings", "Only pairs with so many meetings.", openapi.Integer(1, 1, 1_000_000))}, paged(200, 10_000))...),
		question("matrix", "getMatrix", "Country × topic × year: in how many meetings", "Only cells that are not empty.", openapi.Object(total, openapi.Property{Name: "countries", Schema: openapi.Array(item)}, openapi.Property{Name: "topics", Schema: openapi.Array(item)}, openapi.Property{Name: "years", Schema: openapi.Array(openapi.Schema{"type": "integer"})}, items(cellItem{}), next), allForms,
			slices.Concat(filters, paged(1000, 10_000))...),
		question("evidence", "getEvidence", "The claims behind statements, with passages and sources", "Give `iri` (a thing, claim, record, passage or source), or parts of a statement.", openapi.Object(items(evidence.Support{}), truncated, next), tableForms,
			slices.Concat([]openapi.Parameter{operation.Such(operation.IRIParameter("iri", "What the evidence is about."), "id/claim/sc-007"), operation.IRIParameter("subject", "Of the statement."), operation.IRIParameter("predicate", "Of the statement."), operation.In("object", "Of the statement: an IRI, a literal as SPARQL has it, or the text of a literal.", openapi.String())}, paged(500, 5000))...),
		describeOperation(schemas),
	}
}

func describeOperation(schemas *openapi.Schemas) operation.Operation {
	o := question("describe", "describeThings", "What the data says about each of up to 200 things", "", openapi.Object(openapi.Property{Name: "items", Schema: openapi.Array(schemas.Of(Description{}))}, openapi.Property{Name: "missing", Schema: openapi.Array(openapi.String())}), graphForms, operation.AtParameter())
	o.Method = http.MethodPost
	iris := openapi.Array(operation.IRIText)
	iris["minItems"], iris["maxItems"] = 1, MostDescribed
	o.Body = &openapi.Body{Required: true, Description: "IRIs, as parameters take them.", Content: map[string]openapi.Media{negotiate.JSON.Media: {Schema: iris, Example: []string{"id/country/japan"}}}}
	o.Problems = append(o.Problems, http.StatusRequestEntityTooLarge, http.StatusUnsupportedMediaType)
	return o
}
