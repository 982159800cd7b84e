package view

import (
	"context"
	"errors"
	"net/url"
	"strings"

	"w3id.org/plenary/explorer"
	"w3id.org/plenary/graph"
	"w3id.org/plenary/handlers/problem"
	"w3id.org/plenary/ontology"
	"w3id.org/plenary/rdf"
)

// How far and how many paths the page looks for.
const (
	pathSteps = 6
	pathCount = 3
	pathWork  = 1_000_000 // edges looked at
)

// pathExamples are pairs that the page offers.
var pathExamples = [][2]string{
	{"id/person/gary-anandasangaree", "id/meeting/1975-summit-rambouillet"},
	{"id/priority/transnational-repression", "id/place/kananaskis"},
	{"id/person/gerald-ford", "id/person/mark-carney"},
}

// Path renders how two things connect.
func (p *Pages) Path(r Request) ([]byte, error) {
	v := p.view(r)
	page := explorer.Path{Page: v.frame(r, v.text("path.title"))}
	page.Here, page.Description = "path", v.text("path.lead")
	if r.URL != nil {
		page.From, page.To = r.URL.Query().Get("from"), r.URL.Query().Get("to")
	}
	if page.From != "" && page.To != "" {
		v.routes(&page)
	}
	page.Supports = v.proof.supports
	page.Examples = v.pathExamples()
	return v.render(page)
}

func (v *view) routes(page *explorer.Path) {
	ends := [2]rdf.Term{}
	for i, typed := range []string{page.From, page.To} {
		t, ok := v.find(typed)
		if !ok {
			unknown := problem.New("not-found", "nothing here is called %.200q", typed)
			unknown.Parameter, unknown.Nearest = []string{"from", "to"}[i], v.site.Nearest(context.Background(), v.snap, typed)
			v.err = unknown
			return
		}
		ends[i] = t
	}
	if ends[0] == ends[1] {
		page.Message = v.text("path.same")
		return
	}
	found, err := graph.Paths(context.Background(), v.snap, ends[0], ends[1], pathSteps, pathCount, graph.WalkOptions{Avoid: v.detour, Work: pathWork})
	if err != nil && (len(found) == 0 || !errors.Is(err, graph.ErrLimit)) { // it is not known that there is none
		v.err = err
		return
	}
	for _, steps := range found {
		page.Routes = append(page.Routes, v.route(steps))
	}
	if len(found) == 0 {
		page.Message = v.text("path.none", pathSteps)
	}
}

// find returns the thing that someone typed: an IRI, the end of one, or a
// name.
func (v *view) find(typed string) (rdf.Term, bool) {
	typed = strings.TrimSpace(typed)
	for _, t := range []rdf.Term{rdf.IRI(typed), v.thing(strings.TrimPrefix(typed, "/"))} {
		if v.snap.Has(graph.Pattern{S: t}) {
			return t, true
		}
	}
	return v.named(typed)
}

// detour tells the steps that say nothing about how things connect: through
// evidence, kinds, the vocabulary and shared codes.
func (v *view) detour(s graph.Step) bool {
	if s.Triple.O.IsLiteral() || s.Triple.P.Value() == ontology.RDFType {
		return true
	}
	for _, t := range []rdf.Term{s.Triple.S, s.Triple.O} {
		switch v.classPath(t) {
		case "", "record", "claim", "passage", "graph", "scheme", "role", "run", "source", "document-kind", "track", "portfolio", "forum", "measurement":
			return true
		}
	}
	return shortcuts[s.Triple.P.Value()]
}

// shortcuts are derived predicates: their evidence is that of the longer way.
var shortcuts = map[string]bool{
	ontology.AttendedBy: true, ontology.AttendedByParty: true, ontology.HeldOffice: true, ontology.HasMember: true, ontology.SupportedBy: true,
}

func (v *view) route(steps []graph.Step) explorer.Route {
	r := explorer.Route{}
	for _, s := range steps {
		label, href := v.property(s.Triple.P.Value())
		predicate := explorer.Value{Text: label, Href: href, Marks: v.proof.marks(s.Triple.S, s.Triple.P.Value(), s.Triple.O)}
		r.Steps = append(r.Steps, explorer.Step{From: v.value(s.From()), To: v.value(s.To()), Predicate: predicate, Inverse: s.Inverse})
	}
	return r
}

func (v *view) pathExamples() (shown []explorer.Value) {
	for _, pair := range pathExamples {
		a, b := v.thing(pair[0]), v.thing(pair[1])
		if v.snap.Has(graph.Pattern{S: a}) && v.snap.Has(graph.Pattern{S: b}) {
			q := url.Values{"from": {pair[0]}, "to": {pair[1]}}
			shown = append(shown, explorer.Value{Text: v.text("path.example", v.name(a).Text, v.name(b).Text), Href: v.page("path", q)})
		}
	}
	return shown
}

// named returns the thing with a name, in any language and whatever the case;
// names that many things have lead to the first by IRI.
func (v *view) named(name string) (found rdf.Term, ok bool) {
	for _, p := range []string{ontology.SKOSPrefLabel, ontology.RDFSLabel, ontology.SKOSAltLabel} {
		for _, t := range v.match(anything(p)) {
			if strings.EqualFold(t.O.Value(), name) && v.classPath(t.S) != "" && (!ok || rdf.CompareTerms(t.S, found) < 0) {
				found, ok = t.S, true
			}
		}
		if ok {
			return found, true
		}
	}
	return found, false
}
