package api

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/handlers/network"
	"w3id.org/plenary/handlers/words"
	"w3id.org/plenary/ontology"
	"w3id.org/plenary/rdf"
)

// A cell is a country, a topic and a year, with the meetings of that year in which
// the country took part and which dealt with the topic.
type cell struct {
	country, topic rdf.Term
	year           string // four digits
	meetings       []rdf.Term
}

// cellItem is a cell as the API shows it.
type cellItem struct {
	Country  string   `json:"country"`
	Topic    string   `json:"topic"`
	Year     int      `json:"year"`
	Count    int      `json:"count"` // of meetings
	Meetings []string `json:"meetings"`
}

// Matrix answers /api/matrix: which countries met about which topics in which
// years, the cells that are not empty in the order of their IRIs and years.
func (a *API) Matrix(ctx context.Context, p *Params) (Forms, error) {
	p.takes(ctx, "country", "topic", "track", "from", "to", "at", "limit", "cursor")
	f := a.filter(ctx, p)
	country, topic := f.chosen["country"], f.chosen["topic"] // of cells, not of meetings
	delete(f.chosen, "country")
	delete(f.chosen, "topic")
	limit, after := p.number("limit", 1000, 1, 10_000), p.cursor()
	if p.Err != nil {
		return Forms{}, p.Err
	}
	all, err := a.gatherings(ctx, f, ontology.ClassCountry)
	if err != nil {
		return Forms{}, err
	}
	cells, triples, err := f.cells(all, country, topic)
	if err != nil {
		return Forms{}, err
	}
	w := words.Words{Snap: p.Snap, Lang: p.Lang}
	body := matrixOf(w, cells)
	cells = slices.DeleteFunc(cells, func(x *cell) bool { return x.key() <= after })
	next, total := "", body["total"]
	if len(cells) > limit {
		cells = cells[:limit]
		next = p.next(cells[limit-1].key())
	}
	items := []cellItem{}
	for _, x := range cells {
		items = append(items, x.item())
	}
	body["items"], body["next"] = items, next
	return Forms{body, &Content{Triples: triples},
		func() [][]string {
			return tableOf(matrixColumns, cells, func(x *cell) []string { return x.row(w) })
		},
		func() *network.Network {
			return drawMatrix(w, cells, "%d of %d countries, topics and years of meetings", len(cells), total)
		}}, nil
}

// cells returns the cells in their order, and the statements that they rest on.
// Zero terms choose nothing.
func (f filter) cells(all []gathering, country, topic rdf.Term) (cells []*cell, triples []rdf.Triple, err error) {
	known, work := map[cellKey]*cell{}, 0
	for _, m := range all {
		year, _, _ := strings.Cut(m.start, "-")
		proof := f.topics(m.meeting)
		for _, about := range sorted(proof) {
			if year == "" || !topic.IsZero() && about != topic {
				continue
			}
			triples = append(triples, proof[about]...)
			for _, there := range m.there {
				if !country.IsZero() && there.thing != country {
					continue
				}
				if work++; work > mostPairs {
					return nil, nil, graph.ErrLimit
				}
				key := cellKey{there.thing, about, year}
				if known[key] == nil {
					known[key] = &cell{country: there.thing, topic: about, year: year}
					cells = append(cells, known[key])
				}
				known[key].meetings = append(known[key].meetings, m.meeting)
				triples = append(triples, there.triples...)
			}
		}
	}
	slices.SortFunc(cells, func(a, b *cell) int { return cmp.Compare(a.key(), b.key()) })
	return cells, triples, nil
}

type cellKey struct {
	country, topic rdf.Term
	year           string
}

// topics returns what a meeting dealt with, by trusted statements, and those: what
// it discussed, and what documents that it adopted and commitments made there address.
func (f filter) topics(meeting rdf.Term) map[rdf.Term][]rdf.Triple {
	proof := map[rdf.Term][]rdf.Triple{}
	for _, t := range f.trusted(graph.Pattern{S: meeting, P: rdf.IRI(ontology.Discussed)}) {
		proof[t.O] = append(proof[t.O], t)
	}
	said := f.trusted(graph.Pattern{S: meeting, P: rdf.IRI(ontology.Adopted)})
	said = append(said, f.trusted(graph.Pattern{P: rdf.IRI(ontology.MadeAt), O: meeting})...)
	for _, first := range said {
		text := first.O
		if text == meeting {
			text = first.S
		}
		for _, t := range f.trusted(graph.Pattern{S: text, P: rdf.IRI(ontology.Addresses)}) {
			proof[t.O] = append(proof[t.O], first, t)
		}
	}
	return proof
}

// matrixOf is what the answer says of all cells: how many there are, and the
// countries, topics and years that have some.
func matrixOf(w words.Words, cells []*cell) map[string]any {
	countries, topics, years := map[rdf.Term]bool{}, map[rdf.Term]bool{}, map[string]bool{}
	for _, x := range cells {
		countries[x.country], topics[x.topic], years[x.year] = true, true, true
	}
	list := func(set map[rdf.Term]bool) []words.Item {
		items := []words.Item{}
		for _, t := range sorted(set) {
			items = append(items, w.Short(t))
		}
		return items
	}
	numbers := []int{}
	for year := range years {
		n, _ := strconv.Atoi(year) // a year of a date is a number
		numbers = append(numbers, n)
	}
	slices.Sort(numbers)
	return map[string]any{"total": len(cells), "countries": list(countries), "topics": list(topics), "years": numbers}
}

// key is the place of a cell in the order of the answer.
func (x *cell) key() string { return x.country.Value() + " " + x.topic.Value() + " " + x.year }

func (x *cell) item() cellItem {
	year, _ := strconv.Atoi(x.year) // a year of a date is a number
	shown := cellItem{Country: x.country.Value(), Topic: x.topic.Value(), Year: year, Count: len(x.meetings)}
	for _, m := range x.meetings {
		shown.Meetings = append(shown.Meetings, m.Value())
	}
	return shown
}

var matrixColumns = []string{"country", "country_label", "topic", "topic_label", "year", "count", "meetings"}

func (x *cell) row(w words.Words) []string {
	return []string{x.country.Value(), w.Label(x.country), x.topic.Value(), w.Label(x.topic), x.year, strconv.Itoa(len(x.meetings)), strings.Join(x.item().Meetings, " ")}
}

// matrix draws cells: an edge from a country to a topic, as heavy as there are
// meetings, with the years as its times.
func drawMatrix(w words.Words, cells []*cell, description string, args ...any) *network.Network {
	d := newDrawing(w, false, description, args...)
	d.network.NodeAttributes = thingAttributes
	var e *network.Edge
	for i, x := range cells {
		if i == 0 || cells[i-1].country != x.country || cells[i-1].topic != x.topic {
			d.network.Edges = append(d.network.Edges, network.Edge{Source: d.place(x.country, kindsOf(w, x.country)...), Target: d.place(x.topic, kindsOf(w, x.topic)...)})
			e = &d.network.Edges[len(d.network.Edges)-1]
		}
		e.Weight += float64(len(x.meetings))
		e.Spells = append(e.Spells, network.Spell{Start: x.year + "-01-01", End: x.year + "-12-31", Count: len(x.meetings)})
	}
	return &d.network
}
