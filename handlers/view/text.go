package view

import (
	"cmp"
	"slices"
	"strconv"
	"unicode/utf8"

	"w3id.org/plenary/explorer"
	"w3id.org/plenary/ontology"
	"w3id.org/plenary/rdf"
)

// contextRunes is how much of a text is shown around a passage.
const contextRunes = 90

// A span is a stretch of a text, in code points, end exclusive, with the claim
// that rests on it.
type span struct {
	start, end int
	passage    rdf.Term
	claim      rdf.Term
}

// text returns the words of a source document, if the operator supplied them.
func (v *view) document(source rdf.Term) (text string, ok bool) {
	if v.documents == nil {
		return "", false
	}
	hash := v.object(source, ontology.TextHash).Value()
	if hash == "" {
		return "", false
	}
	return v.documents.Text(hash)
}

// quote returns a passage in its words with some context, or nil.
func (v *view) quote(source rdf.Term, start, end string) *explorer.Quote {
	text, ok := v.document(source)
	from, errFrom := strconv.Atoi(start)
	until, errUntil := strconv.Atoi(end)
	runes := []rune(text)
	if !ok || errFrom != nil || errUntil != nil || from < 0 || from > until || until > len(runes) {
		return nil
	}
	return &explorer.Quote{
		Before: string(runes[max(0, from-contextRunes):from]),
		Words:  string(runes[from:until]),
		After:  string(runes[until:min(len(runes), until+contextRunes)]),
		Lang:   v.foreign(v.object(source, ontology.DCTLanguage).Value()),
	}
}

// foreign returns a language tag unless it is that of the page.
func (v *view) foreign(lang string) string {
	if lang == v.lang {
		return ""
	}
	return lang
}

// spans returns the claims on a source's passages in the order of the text.
func (v *view) spansOf(source rdf.Term) (spans []span) {
	for _, passage := range v.subjects(ontology.PassageOf, source) {
		first, last := v.offsets(passage)
		start, errStart := strconv.Atoi(first)
		end, errEnd := strconv.Atoi(last)
		if errStart != nil || errEnd != nil {
			continue
		}
		for _, claim := range v.subjects(ontology.Evidence, passage) {
			spans = append(spans, span{start, end, passage, claim})
		}
	}
	slices.SortFunc(spans, func(a, b span) int {
		return cmp.Or(a.start-b.start, b.end-a.end, rdf.CompareTerms(a.claim, b.claim))
	})
	return spans
}

// words are the sections of a page that show text and what rests on it: a
// source with its claims, a passage or a claim in its words.
func (e *entityView) words() []explorer.Section {
	switch e.classPath(e.term) {
	case "source":
		return e.sourceSections()
	case "passage", "claim":
		return e.quoteSection()
	}
	return nil
}

func (e *entityView) quoteSection() []explorer.Section {
	passage := e.term
	if e.classPath(e.term) == "claim" {
		passage = e.object(e.term, ontology.Evidence)
	}
	source := e.object(passage, ontology.PassageOf)
	start, end := e.offsets(passage)
	q := e.quote(source, start, end)
	if q == nil {
		return nil
	}
	text := &explorer.SourceText{Lang: e.object(source, ontology.DCTLanguage).Value(), Segments: []explorer.Segment{
		{Text: "…" + q.Before}, {Text: q.Words, Claims: 1}, {Text: q.After + "…"},
	}}
	return []explorer.Section{{ID: "words", Title: e.text("sec.words"), Note: e.text("sec.text.note"), Text: text}}
}

func (e *entityView) sourceSections() (sections []explorer.Section) {
	spans := e.spansOf(e.term)
	if len(spans) == 0 {
		return nil
	}
	if text, ok := e.document(e.term); ok {
		shown := &explorer.SourceText{Lang: e.object(e.term, ontology.DCTLanguage).Value(), Segments: e.segments(text, spans)}
		sections = append(sections, explorer.Section{ID: "text", Title: e.text("sec.text"), Note: e.text("sec.text.note"), Text: shown})
	}
	table := explorer.Table{
		Caption: e.text("sec.claims"), Quiet: true, Tight: 2,
		Columns: []string{e.text("col.position"), e.text("col.claim"), e.text("col.of"), e.text("col.statement"), e.text("col.value"), e.text("col.status")},
	}
	for _, s := range spans {
		table.Rows = append(table.Rows, e.claimRow(s))
	}
	return append(sections, explorer.Section{ID: "claims", Title: e.text("sec.claims"), Count: len(spans), Table: &table})
}

func (e *entityView) claimRow(s span) explorer.Row {
	position := e.value(s.passage)
	position.Text = strconv.Itoa(s.start) + "–" + strconv.Itoa(s.end)
	position.Lang = ""
	claim := e.value(s.claim)
	claim.Text, claim.Lang = shortName(s.claim), ""
	of := e.values(e.objects(s.claim, ontology.RDFSubject))
	if e.has(s.claim, ontology.RDFSubject, e.term) {
		of = []explorer.Value{{Text: e.text("text.this")}}
	}
	return explorer.Row{Cells: [][]explorer.Value{
		{position}, {claim}, of, claimedProperty(e.view, s.claim),
		e.values(e.objects(s.claim, ontology.RDFObject)), e.values(e.objects(s.claim, ontology.ClaimStatus)),
	}}
}

// segments cuts a text wherever a claim's passage begins or ends.
func (e *entityView) segments(text string, spans []span) (segments []explorer.Segment) {
	length := utf8.RuneCountInString(text)
	cuts := []int{0, length}
	for _, s := range spans {
		if s.end <= length {
			cuts = append(cuts, s.start, s.end)
		}
	}
	slices.Sort(cuts)
	cuts = slices.Compact(cuts)
	runes := []rune(text)
	for i, start := range cuts[:len(cuts)-1] {
		segment := explorer.Segment{Text: string(runes[start:cuts[i+1]])}
		for _, s := range spans {
			if s.start <= start && start < s.end {
				segment.Claims++
			}
			if s.start == start {
				segment.Begin = append(segment.Begin, e.claimMark(s))
			}
		}
		segments = append(segments, segment)
	}
	return segments
}

func (e *entityView) claimMark(s span) explorer.Value {
	mark := e.value(s.claim)
	mark.Text, mark.Lang = shortName(s.claim), ""
	return mark
}

// offsetsField shows where a passage lies in its source.
func offsetsField(v *view, passage rdf.Term) []explorer.Value {
	start, end := v.offsets(passage)
	if start == "" {
		return nil
	}
	return []explorer.Value{{Text: start + "–" + end, Note: v.text("fact.offsets.note")}}
}
