package api

import (
	"cmp"
	"strconv"
	"strings"

	"w3id.org/plenary/handlers/evidence"
	"w3id.org/plenary/handlers/words"
)

// itemColumns are the columns of a thing in a table.
var itemColumns = []string{"iri", "label", "types"}

// itemRow is a thing in a table; its types are separated by spaces.
func itemRow(i words.Item) []string { return []string{i.IRI, i.Label, strings.Join(i.Types, " ")} }

// tableOf makes a table of a list.
func tableOf[T any](columns []string, list []T, row func(T) []string) [][]string {
	rows := [][]string{columns}
	for _, v := range list {
		rows = append(rows, row(v))
	}
	return rows
}

var evidenceColumns = []string{"claim", "subject", "subject_label", "predicate", "object", "object_label", "status", "confidence", "rank", "rule", "record",
	"sources", "passage", "passage_source", "start", "end", "sha256", "links", "supports"}

// evidenceTable has a row for each claim, and one for each derived statement,
// which the rows after it support: their column supports has its number, counted
// from 1.
func evidenceTable(items []evidence.Support) [][]string {
	rows := [][]string{evidenceColumns}
	var add func(list []evidence.Support, supported int)
	add = func(list []evidence.Support, supported int) {
		for _, e := range list {
			rows = append(rows, supportRow(e, supported))
			add(e.Derived, len(rows)-1)
		}
	}
	add(items, 0)
	return rows
}

// supportRow is support in a table.
func supportRow(e evidence.Support, supported int) []string {
	var sources []string
	for _, s := range e.Sources {
		sources = append(sources, s.IRI)
	}
	t := e.Statement
	row := []string{e.Claim, t.Subject.IRI, t.Subject.Label, t.Predicate.IRI, cmp.Or(t.Object.IRI, t.Object.Value), t.Object.Label,
		localName(e.Status), optional(e.Confidence), optional(float64(e.Rank)), e.Rule, e.Record, strings.Join(sources, " ")}
	if p := e.Passage; p != nil {
		row = append(row, p.IRI, p.Source, strconv.Itoa(p.Start), strconv.Itoa(p.End), p.SHA256, strings.Join(p.Links, " "))
	} else {
		row = append(row, "", "", "", "", "", "")
	}
	return append(row, optional(float64(supported)))
}
