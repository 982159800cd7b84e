package operation

import (
	"strings"

	"w3id.org/plenary/explorer"
	"w3id.org/plenary/handlers/negotiate"
	"w3id.org/plenary/handlers/openapi"
	"w3id.org/plenary/ontology"
)

// In makes a parameter of the address.
func In(name, description string, schema openapi.Schema) openapi.Parameter {
	return openapi.Parameter{Name: name, In: "query", Description: description, Schema: schema}
}

// Must makes a parameter one that must be there.
func Must(p openapi.Parameter, example any) openapi.Parameter {
	p.Required, p.Example = true, example
	return p
}

// InPath makes a part of the path.
func InPath(name, description string, schema openapi.Schema, example any) openapi.Parameter {
	return openapi.Parameter{Name: name, In: "path", Description: description, Required: true, Schema: schema, Example: example}
}

// What days and IRIs look like.
var (
	dayPattern = openapi.Schema{"type": "string", "pattern": `^\d{4}(-\d{2}(-\d{2})?)?$`}
	IRIText    = openapi.Schema{"type": "string", "minLength": 1}
)

// FormatOf chooses among offers by name.
func FormatOf(offers []negotiate.Offer) openapi.Parameter {
	var tokens []string
	for _, o := range offers {
		tokens = append(tokens, o.Token)
	}
	return In("format", "The form of the answer, by name; media types and suffixes are taken too. It comes before Accept.", openapi.OneOf(tokens...))
}

// LangParameter is the language of labels and pages.
func LangParameter() openapi.Parameter {
	return In("lang", "Language of labels and pages; it comes before Accept-Language.", openapi.OneOf(explorer.Languages...))
}

// ProfileParameter is the form of JSON-LD, one of those named.
func ProfileParameter(forms ...string) openapi.Parameter {
	return In("profile", "Form of JSON-LD: "+strings.Join(forms, ", ")+"; behind compacted or flattened the IRI of your own context, behind framed that of your frame, where this server may ask for it.", openapi.Schema{"type": "string", "pattern": `^\S+( \S+)*$`})
}

// LimitParameter is how many items an answer has, from 1 to most.
func LimitParameter(usual, most int) openapi.Parameter {
	return In("limit", "At most so many items.", openapi.Integer(usual, 1, most))
}

// CursorParameter is where the next page begins.
func CursorParameter() openapi.Parameter {
	return In("cursor", "Where the next page begins, from `next` of the page before. It belongs to its query.", openapi.String())
}

// AtParameter is the moment whose state is asked.
func AtParameter() openapi.Parameter {
	return In("at", "The moment whose state is asked: a time, or a day, month or year, which mean their end.", openapi.Schema{"type": "string", "pattern": `^\d{4}(-\d{2}(-\d{2}(T.+)?)?)?$`})
}

// IRIParameter names a thing.
func IRIParameter(name, description string) openapi.Parameter {
	return In(name, description+" An IRI in full, relative to the base (id/country/japan) or with a known prefix (pl:Meeting).", IRIText)
}

// ClassParameter chooses a class by its path; names and IRIs of classes are taken
// too.
func ClassParameter(description string) openapi.Parameter {
	return In("class", description+" Names (Meeting, pl:Meeting) and IRIs are taken too.", openapi.OneOf(ClassPaths()...))
}

// ClassPaths are the paths of the classes that have one.
func ClassPaths() (paths []string) {
	for _, c := range ontology.Classes {
		if c.Path != "" {
			paths = append(paths, c.Path)
		}
	}
	return paths
}

// FromTo are the first and the last day of a period.
func FromTo() []openapi.Parameter {
	return []openapi.Parameter{In("from", "First day, as 2025-11-23, or the month or year, 2025-11 or 2025.", dayPattern), In("to", "Last day, inclusive, as 2025-11-23, or the month or year, 2025-11 or 2025.", dayPattern)}
}

// DirectionParameter is which way steps go.
func DirectionParameter() openapi.Parameter {
	return In("direction", "Only steps from subject to object, or from object to subject.", openapi.OneOf("out", "in", "both"))
}

// PredicatesParameter restricts steps to some properties.
func PredicatesParameter() openapi.Parameter {
	return In("predicates", "Only steps over these properties, separated by commas.", openapi.String())
}
