package negotiate

import (
	"maps"
	"net/url"
	"slices"
	"strings"

	"w3id.org/plenary/handlers/problem"
	"w3id.org/plenary/rdf/jsonld"
)

// JSONLDNamespace begins the IRIs of the forms of JSON-LD.
const JSONLDNamespace = "http://www.w3.org/ns/json-ld#"

// FormNames are the forms of JSON-LD that are not the usual one.
var FormNames = map[jsonld.Form]string{jsonld.Expanded: "expanded", jsonld.Flattened: "flattened", jsonld.Framed: "framed"}

// A shape is what JSON-LD can be made into.
type shape struct {
	Form jsonld.Form
	// By is the IRI of the client's own context, or with the form Framed of its frame;
	// "" for what is published here. Nobody has looked at it.
	By string
}

// readShape reads a JSON-LD profile, a list of IRIs or, of forms, of what follows
// their # (JSON-LD 1.1 §C). named reports whether one of them is a form, others are
// what is neither that nor an IRI.
func readShape(profile string) (s shape, named bool, others []string) {
	for _, iri := range strings.Fields(profile) {
		form, isForm := formOf(strings.TrimPrefix(iri, JSONLDNamespace))
		switch {
		case isForm && !named:
			s.Form, named = form, true
		case isForm, slices.ContainsFunc(Profiles, func(p Profile) bool { return p.isNamed(iri) }):
		case !strings.Contains(iri, "://"):
			others = append(others, iri)
		case s.By == "" && !strings.HasPrefix(iri, JSONLDNamespace):
			s.By = iri
		}
	}
	if s.Form == jsonld.Expanded { // which has neither
		s.By = ""
	}
	return s, named, others
}

func formOf(name string) (form jsonld.Form, known bool) {
	for form, known := range FormNames {
		if name == known {
			return form, true
		}
	}
	return jsonld.Compacted, name == "compacted"
}

// shapeParameter reads profile=, which names a form that an offer has, or what the
// client has a context or frame for.
func shapeParameter(q url.Values, offers []Offer) (s shape, given bool, err error) {
	if !q.Has("profile") {
		return s, false, nil
	}
	s, named, others := readShape(q.Get("profile"))
	framed := slices.ContainsFunc(offers, func(o Offer) bool { return o.framed })
	if len(others) == 0 && (s.By != "" || named && (framed || s.Form != jsonld.Framed)) {
		return s, true, nil
	}
	names := slices.Sorted(maps.Values(FormNames))
	if !framed {
		names = slices.DeleteFunc(names, func(name string) bool { return name == FormNames[jsonld.Framed] })
	}
	return s, false, problem.BadParameter("profile", "%.100q is no form of JSON-LD here; there are compacted, %s, and behind compacted, flattened or framed the IRI of a context or frame", q.Get("profile"), strings.Join(names, ", "))
}

// WithoutBy is the choice without the context or frame that the client names, as if
// it had named none.
func (c Choice) WithoutBy() Choice {
	c.By = ""
	if c.Form == jsonld.Framed && !c.framed {
		c.Form = jsonld.Compacted
	}
	return c
}

// ProfileName is the value of profile= for the shape; "" for the usual one.
func (s shape) ProfileName() string {
	name := FormNames[s.Form]
	if s.By == "" {
		return name
	}
	if name == "" {
		name = "compacted"
	}
	return name + " " + s.By
}

// shapesOf are those that ranges name.
func shapesOf(ranges []mediaRange) (shapes []shape) {
	shapes = []shape{{}, {Form: jsonld.Expanded}, {Form: jsonld.Flattened}}
	for _, r := range ranges {
		s, _, _ := readShape(r.params["profile"])
		if s.By != "" && !slices.Contains(shapes, s) && len(shapes) < mostShapes {
			shapes = append(shapes, s)
		}
	}
	return shapes
}

// mostShapes is how many shapes one request can choose among.
const mostShapes = 8
