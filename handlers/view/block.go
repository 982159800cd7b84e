package view

import (
	"cmp"
	"slices"
	"strings"

	"w3id.org/plenary/explorer"
	"w3id.org/plenary/ontology"
	"w3id.org/plenary/rdf"
)

// provenRows is how many rows of a table carry their evidence on the page; the
// rows of longer tables lead to it.
const provenRows = 40

// parts are nodes that exist for one relation: their evidence is that of all
// that is said about them.
var parts = map[string]bool{"participation": true, "tenure": true, "membership": true, "presidency": true, "measurement": true}

func (e *entityView) sections(blocks []block) (sections []explorer.Section) {
	for _, b := range blocks {
		e.say(b.covers...)
		members := e.members(b)
		if len(members) == 0 {
			continue
		}
		if b.class == "" {
			e.say(b.path[0])
		}
		sections = append(sections, e.section(b, members))
	}
	return sections
}

// members returns the nodes of a block in the order in which it shows them.
func (e *entityView) members(b block) (members []rdf.Term) {
	for _, n := range e.follow(e.term, b.path...) {
		if b.class == "" || e.classPath(n) == b.class {
			members = append(members, n)
		}
	}
	switch {
	case b.newest:
		e.newestFirst(members)
	case len(b.columns) == 0:
		e.byName(members)
	default:
		e.byRole(members)
	}
	return members
}

func (e *entityView) section(b block, members []rdf.Term) explorer.Section {
	s := explorer.Section{ID: strings.TrimPrefix(b.title, "sec."), Title: e.text(b.title)}
	if len(b.columns) > 0 {
		s.Table = e.table(b, members)
		s.Table.Caption, s.Table.Quiet, s.Count = s.Title, true, len(members)
		if b.chart {
			s.Chart = explorer.NewChart(s.Title, e.spans(b, members))
		}
		return s
	}
	var values []explorer.Value
	for _, m := range members[:min(len(members), heldValues)] {
		value := e.value(m)
		value.Marks = e.proof.along(e.term, b.path[0], m)
		values = append(values, value)
	}
	if b.chips {
		s.Chips = values
		return s
	}
	s.List, s.Rest = fold(values)
	if len(members) > heldValues {
		s.Total, s.More = len(members), e.neighbors(b.path[0])
	}
	return s
}

func (e *entityView) table(b block, members []rdf.Term) *explorer.Table {
	t := &explorer.Table{}
	columns := b.columns
	if b.proof {
		columns = append(slices.Clone(columns), e.proofColumn(b, len(members)))
	}
	for _, c := range columns {
		label, _ := e.heading(c)
		t.Columns = append(t.Columns, label)
	}
	for _, m := range members {
		row := explorer.Row{ID: e.fragment(m)}
		for i, c := range columns {
			if b.proof && i < len(b.columns) {
				row.Cells = append(row.Cells, e.quietly(c, m))
			} else {
				row.Cells = append(row.Cells, c.get(e.view, m))
			}
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// fragment returns the anchor of a node that is part of this page.
func (e *entityView) fragment(n rdf.Term) string {
	anchor, ok := strings.CutPrefix(n.Value(), e.term.Value()+"#")
	if !ok {
		return ""
	}
	return anchor
}

func (e *entityView) proofColumn(b block, rows int) field {
	return field{label: "col.evidence", get: func(v *view, node rdf.Term) []explorer.Value {
		var shown explorer.Value
		part := parts[v.classPath(node)]
		if part {
			shown.Text = v.text("col.details")
			shown.Href, _ = v.href(node)
		}
		if rows <= provenRows {
			shown.Marks = v.proof.along(e.term, b.path[0], node)
			if part {
				shown.Marks = mergeMarks(shown.Marks, v.proof.everything(node))
			}
		}
		if shown.Text == "" && len(shown.Marks) == 0 {
			return nil
		}
		return []explorer.Value{shown}
	}}
}

// spans are the periods of a block's nodes, for a chart.
func (e *entityView) spans(b block, members []rdf.Term) (spans []explorer.Span) {
	for _, m := range slices.Backward(members) {
		first, ok := explorer.YearFraction(e.object(m, ontology.From).Value())
		if !ok {
			continue
		}
		last, _ := explorer.YearFraction(e.object(m, ontology.Until).Value())
		label := e.name(m).Text
		if cells := e.quietly(b.columns[0], m); len(cells) > 0 {
			label = cells[0].Text
		}
		spans = append(spans, explorer.Span{Label: label, From: first, Until: last})
	}
	return spans
}

// day returns the date by which a node is sorted, "" when it has none.
func (v *view) day(n rdf.Term) string {
	for _, p := range []string{ontology.Earliest, ontology.DCTIssued, ontology.Year} {
		if d := v.object(n, p); !d.IsZero() {
			return d.Value()
		}
	}
	for _, meeting := range v.subjects(ontology.HasParticipation, n) {
		return v.object(meeting, ontology.Earliest).Value()
	}
	return ""
}

func (v *view) newestFirst(terms []rdf.Term) {
	days := map[rdf.Term]string{}
	for _, t := range terms {
		days[t] = v.day(t)
	}
	slices.SortStableFunc(terms, func(a, b rdf.Term) int {
		return cmp.Or(strings.Compare(days[b], days[a]), strings.Compare(v.name(a).Text, v.name(b).Text))
	})
}

// roleOrder is the order in which a table of participants goes.
var roleOrder = []string{"host-leader", "host", "co-host", "leader", "head-of-delegation", "eu-representative"}

// byRole puts participations into the order of their roles and leaves other
// nodes in the order of the data.
func (v *view) byRole(terms []rdf.Term) {
	rank := map[rdf.Term]int{}
	for _, t := range terms {
		code := v.localName(v.object(t, ontology.ParticipantRole))
		i := slices.Index(roleOrder, strings.TrimPrefix(code, "role/"))
		if i < 0 {
			i = len(roleOrder)
		}
		rank[t] = i
	}
	slices.SortStableFunc(terms, func(a, b rdf.Term) int { return rank[a] - rank[b] })
}

// localName returns "meeting/x" for <id/meeting/x>.
func (v *view) localName(t rdf.Term) string {
	path, _ := v.local(t)
	return strings.TrimPrefix(path, "id/")
}
