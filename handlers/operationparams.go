package handlers

import (
	"w3id.org/plenary/explorer"
	"w3id.org/plenary/handlers/negotiate"
	"w3id.org/plenary/handlers/openapi"
	"w3id.org/plenary/ontology"
)

// in makes a parameter of the address.
func in(name, description string, schema openapi.Schema) openapi.Parameter {
	return openapi.Parameter{Name: name, In: "query", Description: description, Schema: schema}
}

// must makes a parameter one that must be there.
func must(p openapi.Parameter, example any) openapi.Parameter {
	p.Required, p.Example = true, example
	return p
}

// inPath makes a part of the path.
func inPath(name, description string, schema openapi.Schema, example any) openapi.Parameter {
	return openapi.Parameter{Name: name, In: "path", Description: description, Required: true, Schema: schema, Example: example}
}

var (
	dayPattern = openapi.Schema{"type": "string", "pattern": `^\d{4}(-\d{2}(-\d{2})?)?$`}
	iriText    = openapi.Schema{"type": "string", "minLength": 1}
)

// formatOf chooses among offers by name.
func formatOf(offers []negotiate.Offer) openapi.Parameter {
	var tokens []string
	for _, o := range offers {
		tokens = append(tokens, o.Token)
	}
	return in("format", "The form of the answer, by name; media types and suffixes are taken too. It comes before Accept.", openapi.OneOf(tokens...))
}

func langParameter() openapi.Parameter {
	return in("lang", "Language of labels and pages; it comes before Accept-Language.", openapi.OneOf(explorer.Languages...))
}

func profileParameter() openapi.Parameter {
	return in("profile", "Form of JSON-LD.", openapi.OneOf("compacted", "expanded", "flattened"))
}

func limitParameter(usual, most int) openapi.Parameter {
	return in("limit", "At most so many items.", openapi.Integer(usual, 1, most))
}

func cursorParameter() openapi.Parameter {
	return in("cursor", "Where the next page begins, from `next` of the page before. It belongs to its query.", openapi.String())
}

func atParameter() openapi.Parameter {
	return in("at", "The moment whose state is asked: a time, or a day, month or year, which mean their end.", openapi.Schema{"type": "string", "pattern": `^\d{4}(-\d{2}(-\d{2}(T.+)?)?)?$`})
}

func iriParameter(name, description string) openapi.Parameter {
	return in(name, description+" An IRI in full, relative to the base (id/country/japan) or with a known prefix (pl:Meeting).", iriText)
}

// classParameter chooses a class by its path; names and IRIs of classes are taken
// too.
func classParameter(description string) openapi.Parameter {
	return in("class", description+" Names (Meeting, pl:Meeting) and IRIs are taken too.", openapi.OneOf(classPaths()...))
}

func classPaths() (paths []string) {
	for _, c := range ontology.Classes {
		if c.Path != "" {
			paths = append(paths, c.Path)
		}
	}
	return paths
}

func fromTo() []openapi.Parameter {
	return []openapi.Parameter{in("from", "First day: a day, month or year.", dayPattern), in("to", "Last day, inclusive.", dayPattern)}
}

func directionParameter() openapi.Parameter {
	return in("direction", "Only steps from subject to object, or from object to subject.", openapi.OneOf("out", "in", "both"))
}

func predicatesParameter() openapi.Parameter {
	return in("predicates", "Only steps over these properties, separated by commas.", openapi.String())
}
