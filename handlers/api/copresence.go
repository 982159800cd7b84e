package api

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/handlers/network"
	"w3id.org/plenary/handlers/words"
	"w3id.org/plenary/rdf"
)

// mostPairs is how many times two were at one meeting, in all, before an answer
// about them is too much work.
const mostPairs = 500_000

// A pair is two who were at the same meetings.
type pair struct {
	a, b     attendee     // of the first of the meetings; a's IRI is the lower
	meetings []*gathering // in the order of their days
	triples  []rdf.Triple // the participations
}

// meetingItem is a meeting with its days.
type meetingItem struct {
	IRI   string `json:"iri"`
	Label string `json:"label,omitempty"`
	Start string `json:"start,omitempty"`
	End   string `json:"end,omitempty"`
}

// copresence is a pair as the API shows it.
type copresence struct {
	A        words.Item    `json:"a"`
	B        words.Item    `json:"b"`
	Count    int           `json:"count"` // of meetings
	First    string        `json:"first,omitempty"`
	Last     string        `json:"last,omitempty"`
	Meetings []meetingItem `json:"meetings"`
}

// Copresence answers /api/copresence: who was at the same meetings, the pairs
// with most meetings first.
func (a *API) Copresence(ctx context.Context, p *Params) (Forms, error) {
	p.takes(ctx, "class", "iri", "track", "from", "to", "min_meetings", "at", "limit", "cursor")
	class := p.attendingClass("class")
	one, f := p.thing(ctx, "iri"), a.filter(ctx, p)
	least, limit := p.number("min_meetings", 1, 1, 1_000_000), p.number("limit", 200, 1, 10_000)
	after := p.cursor()
	if p.Err != nil {
		return Forms{}, p.Err
	}
	all, err := a.gatherings(ctx, f, class)
	if err != nil {
		return Forms{}, err
	}
	pairs, err := pairsOf(ctx, all, one)
	if err != nil {
		return Forms{}, err
	}
	pairs = slices.DeleteFunc(pairs, func(x *pair) bool { return len(x.meetings) < least })
	total := len(pairs)
	pairs = slices.DeleteFunc(pairs, func(x *pair) bool { return x.key() <= after })
	next := ""
	if len(pairs) > limit {
		pairs = pairs[:limit]
		next = p.next(pairs[limit-1].key())
	}
	w := words.Words{Snap: p.Snap, Lang: p.Lang}
	items, triples := []copresence{}, []rdf.Triple{}
	for _, x := range pairs {
		items = append(items, x.item(w))
		triples = append(triples, x.triples...)
	}
	return Forms{map[string]any{"class": class, "total": total, "items": items, "next": next}, &Content{Triples: triples},
		func() [][]string { return tableOf(copresenceColumns, items, copresence.row) },
		func() *network.Network { return drawCopresences(w, pairs, total) }}, nil
}

// pairsOf returns the pairs that were at meetings together, in the order of the
// answer: only those of one thing, unless it is zero. Errors: graph.ErrLimit,
// those of ctx.
func pairsOf(ctx context.Context, all []gathering, one rdf.Term) (pairs []*pair, err error) {
	known, work := map[[2]rdf.Term]*pair{}, 0
	for i := range all {
		m := &all[i]
		for j, a := range m.there {
			for _, b := range m.there[j+1:] {
				if !one.IsZero() && a.thing != one && b.thing != one {
					continue
				}
				if work++; work > mostPairs {
					return nil, graph.ErrLimit
				}
				x := known[[2]rdf.Term{a.thing, b.thing}]
				if x == nil {
					x = &pair{a: a, b: b}
					known[[2]rdf.Term{a.thing, b.thing}] = x
					pairs = append(pairs, x)
				}
				x.meetings = append(x.meetings, m)
				x.triples = append(append(x.triples, a.triples...), b.triples...)
			}
		}
		if err := ctx.Err(); err != nil {
			return nil, err
		}
	}
	for _, x := range pairs {
		slices.SortStableFunc(x.meetings, func(a, b *gathering) int { return cmp.Compare(a.start, b.start) })
	}
	slices.SortFunc(pairs, func(a, b *pair) int { return cmp.Compare(a.key(), b.key()) })
	return pairs, nil
}

// key is the place of a pair in the order of the answer.
func (x *pair) key() string {
	return fmt.Sprintf("%08d %s %s", 99_999_999-len(x.meetings), x.a.thing.Value(), x.b.thing.Value())
}

func (x *pair) item(w words.Words) copresence {
	shown := copresence{A: w.Short(x.a.thing), B: w.Short(x.b.thing), Count: len(x.meetings)}
	for _, m := range x.meetings {
		shown.Meetings = append(shown.Meetings, meetingItem{m.meeting.Value(), w.Label(m.meeting), m.start, m.end})
		shown.First, shown.Last = cmp.Or(shown.First, m.start), cmp.Or(m.start, shown.Last)
	}
	return shown
}

var copresenceColumns = []string{"a", "a_label", "b", "b_label", "count", "first", "last", "meetings"}

func (x copresence) row() []string {
	return []string{x.A.IRI, x.A.Label, x.B.IRI, x.B.Label, strconv.Itoa(x.Count), x.First, x.Last, x.meetings()}
}

// meetings are the IRIs of the meetings, separated by spaces.
func (x copresence) meetings() string {
	var iris []string
	for _, m := range x.Meetings {
		iris = append(iris, m.IRI)
	}
	return strings.Join(iris, " ")
}

// copresences draws pairs: an edge for each, as heavy as there are meetings,
// which are its times.
func drawCopresences(w words.Words, pairs []*pair, total int) *network.Network {
	d := newDrawing(w, false, "%d of %d pairs who were at the same meetings", len(pairs), total)
	d.network.NodeAttributes = thingAttributes
	d.network.EdgeAttributes = []network.Attribute{{Name: "first", Kind: network.Text}, {Name: "last", Kind: network.Text}, {Name: "meetings", Kind: network.Text}}
	for _, x := range pairs {
		shown := x.item(w)
		e := network.Edge{Source: d.place(x.a.thing, kindsOf(w, x.a.thing)...), Target: d.place(x.b.thing, kindsOf(w, x.b.thing)...),
			Weight: float64(shown.Count), Values: []string{shown.First, shown.Last, shown.meetings()}}
		for _, m := range x.meetings {
			if spell, known := m.spell(); known {
				e.Spells = addSpell(e.Spells, spell)
			}
		}
		d.network.Edges = append(d.network.Edges, e)
	}
	return &d.network
}

// addSpell adds a spell that begins no earlier than the last, and makes one of two
// that overlap: programs take no two values of one moment.
func addSpell(spells []network.Spell, s network.Spell) []network.Spell {
	if n := len(spells) - 1; n >= 0 && s.Start <= spells[n].End {
		spells[n].End = max(spells[n].End, s.End)
		spells[n].Count += s.Count
		return spells
	}
	return append(spells, s)
}
