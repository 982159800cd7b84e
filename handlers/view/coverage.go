package view

import (
	"cmp"
	"slices"

	"w3id.org/plenary/data"
	"w3id.org/plenary/explorer"
	"w3id.org/plenary/ontology"
	"w3id.org/plenary/rdf"
)

// Coverage renders what the data has and lacks, counted from the data itself.
func (p *Pages) Coverage(r Request) ([]byte, error) {
	v := p.view(r)
	page := explorer.Coverage{
		Page: v.frame(r, v.text("coverage.title")), Figures: v.figures(), Gaps: v.gaps(), Conflicts: v.conflicts(),
		Classes: v.shares(), Omitted: v.omitted(), Graphs: v.graphTable(),
	}
	page.Here, page.Description = "coverage", v.text("coverage.lead")
	return v.render(page)
}

// gaps counts what one would expect and does not find.
func (v *view) gaps() []string {
	meetings := v.subjects(ontology.RDFType, rdf.IRI(ontology.ClassMeeting))
	tenures := v.subjects(ontology.RDFType, rdf.IRI(ontology.ClassTenure))
	records := v.subjects(ontology.RDFType, rdf.IRI(ontology.ClassRecord))
	with := func(p string) func(rdf.Term) bool {
		return func(t rdf.Term) bool { return !v.object(t, p).IsZero() }
	}
	french := func(t rdf.Term) bool {
		return slices.ContainsFunc(v.objects(t, ontology.SKOSPrefLabel), func(l rdf.Term) bool { return l.Lang() == "fr" })
	}
	day := func(t rdf.Term) bool { return v.object(t, ontology.StartDate).Datatype() == ontology.XSDDate }
	return []string{
		v.gap("participants", meetings, with(ontology.HasParticipation)),
		v.gap("dates", meetings, day),
		v.gap("place", meetings, with(ontology.HeldAt)),
		v.gap("french", meetings, french),
		v.gap("tenures", tenures, func(t rdf.Term) bool { return v.object(t, ontology.Until).IsZero() }),
		v.gap("recalled", records, func(t rdf.Term) bool { return v.object(t, ontology.ClaimStatus).Value() == ontology.Recalled }),
		v.gap("low", records, func(t rdf.Term) bool { return v.object(t, ontology.Confidence).Value() == "0.3" }),
	}
}

func (v *view) gap(name string, of []rdf.Term, counts func(rdf.Term) bool) string {
	n := 0
	for _, t := range of {
		if counts(t) {
			n++
		}
	}
	return v.text("coverage.gap."+name, v.count(n), v.count(len(of)))
}

// conflicts lists the statements that sources contradict, each with what is
// asserted and what is recorded beside it.
func (v *view) conflicts() explorer.Table {
	t := explorer.Table{
		Caption: v.text("coverage.conflicts"), Quiet: true,
		Columns: []string{v.text("col.what"), v.text("col.statement"), v.text("col.asserted"), v.text("col.other"), v.text("col.evidence")},
	}
	for _, claim := range v.subjectsOf(ontology.Rank) {
		s, p, o := v.object(claim, ontology.RDFSubject), v.object(claim, ontology.RDFPredicate), v.object(claim, ontology.RDFObject)
		if v.object(claim, ontology.Rank).Value() == "1" || v.has(s, p.Value(), o) {
			continue
		}
		record := v.object(claim, ontology.InRecord)
		label, href := v.property(p.Value())
		t.Rows = append(t.Rows, explorer.Row{Cells: [][]explorer.Value{
			{v.value(s)}, {{Text: label, Href: href}}, v.few(v.objects(s, p.Value())), {v.value(o)},
			append([]explorer.Value{v.value(record)}, v.values(v.objects(record, ontology.Note))...),
		}})
	}
	return t
}

// few shows the first of several values and how many more there are.
func (v *view) few(terms []rdf.Term) []explorer.Value {
	const enough = 3
	shown := v.values(terms[:min(len(terms), enough)])
	if rest := len(terms) - enough; rest > 0 {
		shown = append(shown, explorer.Value{Text: v.text("more", v.count(rest))})
	}
	return shown
}

func (v *view) subjectsOf(predicate string) (found []rdf.Term) {
	seen := map[rdf.Term]bool{}
	for _, t := range v.match(anything(predicate)) {
		if !seen[t.S] {
			seen[t.S] = true
			found = append(found, t.S)
		}
	}
	sortTerms(found)
	return found
}

// shares counts, class by class, how many things have each property.
func (v *view) shares() (shares []explorer.Share) {
	for _, class := range ontology.Classes {
		members := v.subjects(ontology.RDFType, rdf.IRI(class.IRI))
		members = wholeThings(members)
		if class.Path == "" || len(members) == 0 || class.Path == "record" {
			continue
		}
		share := explorer.Share{Label: v.plural(class), Href: v.page("doc/"+class.Path, nil), N: len(members)}
		share.Properties = v.portions(members)
		shares = append(shares, share)
	}
	return shares
}

func (v *view) portions(members []rdf.Term) (portions []explorer.Portion) {
	have := map[string]int{}
	for _, m := range members {
		seen := map[string]bool{}
		for _, t := range v.match(patternOf(m)) {
			if p := t.P.Value(); !seen[p] && !slices.Contains(silent, to(p)) {
				seen[p] = true
				have[p]++
			}
		}
	}
	for p, n := range have {
		label, href := v.property(p)
		portions = append(portions, explorer.Portion{Label: label, Href: href, Have: n, Of: len(members), Percent: n * 100 / len(members)})
	}
	slices.SortFunc(portions, func(a, b explorer.Portion) int {
		return cmp.Or(b.Have-a.Have, cmp.Compare(a.Label, b.Label))
	})
	return portions
}

// omitted counts the rows left out by table and reason.
func (v *view) omitted() (figures []explorer.Figure) {
	counts := map[data.Omission]int{}
	rows, err := data.Omitted(data.Files())
	if err != nil {
		v.err = err
		return nil
	}
	for _, o := range rows {
		counts[data.Omission{Table: o.Table, Reason: o.Reason}]++
	}
	for o, n := range counts {
		figures = append(figures, explorer.Figure{Label: o.Table, Note: o.Reason, N: n})
	}
	slices.SortFunc(figures, func(a, b explorer.Figure) int {
		return cmp.Or(cmp.Compare(a.Label, b.Label), b.N-a.N, cmp.Compare(a.Note, b.Note))
	})
	return figures
}

func (v *view) graphTable() explorer.Table {
	names := v.snap.GraphNames()
	v.byName(names)
	t := explorer.Table{Caption: v.text("coverage.graphs"), Quiet: true, Columns: []string{v.text("col.graph"), v.text("col.statements"), v.text("col.licence")}}
	for _, name := range names {
		t.Rows = append(t.Rows, explorer.Row{Cells: [][]explorer.Value{
			{v.value(name)}, graphSize(v, name), v.values(v.objects(name, ontology.DCTLicense)),
		}})
	}
	return t
}
