package view

import (
	"cmp"
	"slices"

	"w3id.org/plenary/explorer"
	"w3id.org/plenary/graph"
	"w3id.org/plenary/ontology"
	"w3id.org/plenary/rdf"
)

// A field is what a page says of a node under one label: a key fact, or a
// column of a table.
type field struct {
	label string // key of the text; empty means the label of the first predicate
	uses  []hop  // what it says, so that it is not said again
	get   func(v *view, node rdf.Term) []explorer.Value
}

func patternOf(s rdf.Term) graph.Pattern { return graph.Pattern{S: s} }

// along shows what a path leads to, with the evidence of its last hop, and
// what is claimed beside it but not asserted.
func along(label string, path ...hop) field {
	return field{label, path[:1], func(v *view, node rdf.Term) (shown []explorer.Value) {
		last := path[len(path)-1]
		for _, n := range v.follow(node, path[:len(path)-1]...) {
			for _, end := range v.step(n, last) {
				value := v.value(end)
				value.Marks = v.proof.along(n, last, end)
				shown = append(shown, value)
			}
			if !last.inverse {
				shown = append(shown, v.proof.outranked(n, last.predicate)...)
			}
		}
		return inOrder(shown)
	}}
}

// inOrder sorts dates by time and leaves other values as they are, so that
// those of one record stay together.
func inOrder(values []explorer.Value) []explorer.Value {
	slices.SortStableFunc(values, func(a, b explorer.Value) int {
		return cmp.Or(cmp.Compare(a.Rank, b.Rank), cmp.Compare(a.Time, b.Time))
	})
	return values
}

// datesOf shows two predicates as one period.
func datesOf(label, first, last string) field {
	return field{label, []hop{to(first), to(last)}, func(v *view, node rdf.Term) (shown []explorer.Value) {
		a, b := v.object(node, first), v.object(node, last)
		if period, ok := v.period(a, b); ok {
			period.Text = v.openPeriod(period.Text, first, a, b)
			period.Marks = mergeMarks(v.proof.marks(node, first, a), v.proof.marks(node, last, b))
			shown = append(shown, period)
		}
		for _, p := range []string{first, last} {
			for _, other := range v.proof.outranked(node, p) {
				label, _ := v.property(p)
				other.Note = label
				shown = append(shown, other)
			}
		}
		return shown
	}}
}

// openPeriod says "since" and "until" where a tenure or membership has one end
// only; a meeting with one date is on that day.
func (v *view) openPeriod(text, predicate string, first, last rdf.Term) string {
	switch {
	case predicate != ontology.From:
		return text
	case last.IsZero():
		return v.text("period.since"+ofDay(first), text)
	case first.IsZero():
		return v.text("period.until"+ofDay(last), explorer.FormatDate(v.lang, last.Value()))
	}
	return text
}

// ofDay ends the key of a text that days have for themselves; years and months have
// the one without.
func ofDay(date rdf.Term) string {
	if date.Datatype() == ontology.XSDDate {
		return ".day"
	}
	return ""
}

func mergeMarks(a, b []explorer.Mark) []explorer.Mark {
	for _, m := range b {
		if !slices.Contains(a, m) {
			a = append(a, m)
		}
	}
	return a
}

// self shows the node itself.
func self(label string) field {
	return field{label: label, get: func(v *view, node rdf.Term) []explorer.Value {
		return []explorer.Value{v.value(node)}
	}}
}

// either shows the first field that has something to say.
func either(label string, fields ...field) field {
	f := field{label: label}
	for _, one := range fields {
		f.uses = append(f.uses, one.uses...)
	}
	f.get = func(v *view, node rdf.Term) []explorer.Value {
		for _, one := range fields {
			if shown := one.get(v, node); len(shown) > 0 {
				return shown
			}
		}
		return nil
	}
	return f
}

// hosts shows who hosted a meeting, with the office held on that day.
func hosts(v *view, meeting rdf.Term) (shown []explorer.Value) {
	for _, host := range v.objects(meeting, ontology.HostedBy) {
		value := v.value(host)
		value.Marks = v.proof.marks(meeting, ontology.HostedBy, host)
		if office := v.officeAt(meeting, host); !office.IsZero() {
			value.Note = v.name(office).Text
		}
		shown = append(shown, value)
	}
	return shown
}

// officeAt returns the office in which a person took part, or the one held on
// the first day of the meeting.
func (v *view) officeAt(meeting, person rdf.Term) rdf.Term {
	for _, p := range v.objects(meeting, ontology.HasParticipation) {
		if v.has(p, ontology.Participant, person) {
			if office := v.object(p, ontology.InOffice); !office.IsZero() {
				return office
			}
		}
	}
	day := v.object(meeting, ontology.Earliest).Value()
	for _, tenure := range v.subjects(ontology.TenureOf, person) {
		first, last := v.object(tenure, ontology.Earliest).Value(), v.object(tenure, ontology.Latest).Value()
		if day != "" && first != "" && first <= day && (last == "" || day <= last) {
			return v.object(tenure, ontology.OfOffice)
		}
	}
	return rdf.Term{}
}

// coordinates shows where a place is, with links to maps.
func coordinates(v *view, place rdf.Term) []explorer.Value {
	lat, long := v.object(place, ontology.WGSLat), v.object(place, ontology.WGSLong)
	if lat.IsZero() || long.IsZero() {
		return nil
	}
	at := lat.Value() + "," + long.Value()
	osm := "https://www.openstreetmap.org/?mlat=" + lat.Value() + "&mlon=" + long.Value() + "#map=11/" + lat.Value() + "/" + long.Value()
	return []explorer.Value{
		{Text: lat.Value() + ", " + long.Value(), Marks: v.proof.marks(place, ontology.WGSLat, lat)},
		{Text: "geo:" + at, Geo: at},
		{Text: v.text("fact.map.osm"), Href: osm, Away: true},
	}
}

// across shows a field of the nodes at the end of a path.
func across(f field, path ...hop) func(*view, rdf.Term) []explorer.Value {
	return func(v *view, node rdf.Term) (shown []explorer.Value) {
		for _, end := range v.follow(node, path...) {
			shown = append(shown, f.get(v, end)...)
		}
		return shown
	}
}
