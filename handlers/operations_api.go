package handlers

import (
	"net/http"
	"slices"

	"w3id.org/plenary/handlers/evidence"
	"w3id.org/plenary/handlers/negotiate"
	"w3id.org/plenary/handlers/openapi"
	"w3id.org/plenary/handlers/words"
)

// trusting are the parameters that every route of the API takes, besides the form.
func trusting() []openapi.Parameter {
	return []openapi.Parameter{
		langParameter(), profileParameter(),
		in("min_confidence", "Leave out statements that no claim of this confidence backs.", openapi.Schema{"type": "number", "minimum": 0, "maximum": 1}),
		in("status", "Leave out statements that no claim of this status backs.", openapi.OneOf("stated", "inferred", "recalled")),
	}
}

// question is a route of the API that answers in forms besides JSON.
func question(path, id, does, more string, answer openapi.Schema, others []negotiate.Offer, params ...openapi.Parameter) operation {
	return operation{
		method: http.MethodGet, path: "api/" + path, tag: "api", id: id, does: does, more: more, json: answer, media: mediaOf(others),
		params: slices.Concat(params, []openapi.Parameter{formatOf(append([]negotiate.Offer{negotiate.JSON}, others...))}, trusting()), problems: []int{http.StatusNotFound, http.StatusNotAcceptable, http.StatusPreconditionFailed},
	}
}

// The forms that answers have besides JSON.
var (
	graphForms   = negotiate.APIOffers[1:]
	tableForms   = slices.Concat(graphForms, []negotiate.Offer{negotiate.CSV})
	networkForms = slices.Concat(graphForms, []negotiate.Offer{negotiate.GraphML, negotiate.GEXF})
	allForms     = slices.Concat(tableForms, []negotiate.Offer{negotiate.GraphML, negotiate.GEXF})
)

func apiOperations(schemas openapi.Schemas) []operation {
	items := func(v any) openapi.Property {
		return openapi.Property{Name: "items", Schema: openapi.Array(schemas.Of(v))}
	}
	text := func(name string) openapi.Property { return openapi.Property{Name: name, Schema: openapi.String()} }
	total := openapi.Property{Name: "total", Schema: openapi.Schema{"type": "integer", "minimum": 0}}
	truncated := openapi.Property{Name: "truncated", Schema: openapi.Schema{"type": "boolean"}}
	next := openapi.Property{Name: "next", Schema: openapi.Schema{"type": "string", "description": "address of the next page, empty on the last"}}
	item, facets := schemas.Of(words.Item{}), openapi.Schema{"type": "object", "additionalProperties": openapi.Array(schemas.Of(Facet{}))}
	filters := slices.Concat([]openapi.Parameter{iriParameter("country", "Only what has to do with this country."), iriParameter("track", "Only meetings of this track."), iriParameter("topic", "Only what is about this topic or a narrower one.")}, fromTo())
	paged := func(usual, most int) []openapi.Parameter {
		return []openapi.Parameter{atParameter(), limitParameter(usual, most), cursorParameter()}
	}
	return []operation{
		question("search", "search", "Things by name, in any language, best first", "Case, diacritics and one or two wrong letters do not matter. Of each hit, every second of `parts` is what matched.",
			openapi.Object(text("query"), total, items(searchHit{}), next), tableForms,
			must(in("q", "Words of a name.", openapi.Schema{"type": "string", "minLength": 1, "maxLength": 300}), "ottawa"), classParameter("Only things of this class."), limitParameter(20, 100), cursorParameter()),
		question("resolve", "resolve", "The things that an identifier or a name in full stands for", "Give `iri` or `name`.", openapi.Object(items(words.Item{})), tableForms,
			such(in("iri", "Wikidata, GeoNames, EuroVoc, EU authority tables, ISO 3166 codes, an IRI here.", iriText), "JP"), in("name", "A name in full, in any language.", iriText), classParameter("Only things of this class."), limitParameter(10, 100)),
		question("entities", "listEntities", "Members of a class, and how many have which country, track and topic", "", openapi.Object(text("class"), total, items(words.Item{}), openapi.Property{Name: "facets", Schema: facets}, next), tableForms,
			slices.Concat([]openapi.Parameter{must(classParameter("Whose members."), "meeting")}, filters, paged(50, 500))...),
		question("neighbors", "listNeighbors", "One step around a node", "", openapi.Object(text("iri"), total, items(step{}), next), networkForms,
			slices.Concat([]openapi.Parameter{must(iriParameter("iri", "The node."), "id/forum/g7"), iriParameter("predicate", "Only steps over this property."), directionParameter(), classParameter("Only steps to things of this class.")}, paged(50, 500))...),
		question("path", "findPaths", "The shortest connections between two things, each step with its evidence", "", openapi.Object(openapi.Property{Name: "from", Schema: item}, openapi.Property{Name: "to", Schema: item}, openapi.Property{Name: "paths", Schema: openapi.Array(openapi.Array(schemas.Of(step{})))}), networkForms,
			must(iriParameter("from", "Where paths begin."), "id/person/gary-anandasangaree"), must(iriParameter("to", "Where they end."), "id/country/japan"), in("max", "At most so many steps.", openapi.Integer(6, 1, maxSteps)), in("k", "So many paths, shortest first.", openapi.Integer(1, 1, maxPaths)), predicatesParameter(), directionParameter(), atParameter()),
		question("subgraph", "getSubgraph", "What lies around a node", "", openapi.Object(text("iri"), truncated, openapi.Property{Name: "nodes", Schema: openapi.Array(item)}, openapi.Property{Name: "statements", Schema: openapi.Array(schemas.Of(words.Statement{}))}), networkForms,
			must(iriParameter("iri", "The node."), "id/forum/g7"), in("depth", "So many steps.", openapi.Integer(1, 1, maxDepth)), in("limit", "At most so many statements.", openapi.Integer(200, 1, maxTriples)), predicatesParameter(), directionParameter(), atParameter()),
		question("timeline", "getTimeline", "Dated things in the order of their days", "", openapi.Object(total, items(timelineEntry{}), next), tableForms,
			slices.Concat([]openapi.Parameter{classParameter("Things of this class; meetings when absent."), iriParameter("entity", "Only things that have to do with this one.")}, filters, paged(100, 1000))...),
		question("copresence", "listCopresence", "Who was at the same meetings, and when", "", openapi.Object(text("class"), total, items(copresence{}), next), allForms,
			slices.Concat([]openapi.Parameter{such(in("class", "Pairs of what; persons when absent.", openapi.OneOf("person", "country", "organization", "pl:Party")), "country"), iriParameter("iri", "One of the two."), iriParameter("track", "Only meetings of this track.")}, fromTo(),
				[]openapi.Parameter{in("min_meetings", "Only pairs with so many meetings.", openapi.Integer(1, 1, 1_000_000))}, paged(200, 10_000))...),
		question("matrix", "getMatrix", "Country × topic × year: in how many meetings", "Only cells that are not empty.", openapi.Object(total, openapi.Property{Name: "countries", Schema: openapi.Array(item)}, openapi.Property{Name: "topics", Schema: openapi.Array(item)}, openapi.Property{Name: "years", Schema: openapi.Array(openapi.Schema{"type": "integer"})}, items(cellItem{}), next), allForms,
			slices.Concat(filters, paged(1000, 10_000))...),
		question("evidence", "getEvidence", "The claims behind statements, with passages and sources", "Give `iri` (a thing, claim, record, passage or source), or parts of a statement.", openapi.Object(items(evidence.Support{}), truncated, next), tableForms,
			slices.Concat([]openapi.Parameter{such(iriParameter("iri", "What the evidence is about."), "id/claim/sc-007"), iriParameter("subject", "Of the statement."), iriParameter("predicate", "Of the statement."), in("object", "Of the statement: an IRI, a literal as SPARQL has it, or the text of a literal.", openapi.String())}, paged(500, 5000))...),
		describeOperation(schemas),
	}
}

func describeOperation(schemas openapi.Schemas) operation {
	o := question("describe", "describeThings", "What the data says about each of up to 200 things", "", openapi.Object(openapi.Property{Name: "items", Schema: openapi.Array(schemas.Of(description{}))}, openapi.Property{Name: "missing", Schema: openapi.Array(openapi.String())}), graphForms, atParameter())
	o.method = http.MethodPost
	iris := openapi.Array(iriText)
	iris["minItems"], iris["maxItems"] = 1, mostDescribed
	o.body = &openapi.Body{Required: true, Description: "IRIs, as parameters take them.", Content: map[string]openapi.Media{negotiate.JSON.Media: {Schema: iris, Example: []string{"id/country/japan"}}}}
	o.problems = append(o.problems, http.StatusRequestEntityTooLarge, http.StatusUnsupportedMediaType)
	return o
}
