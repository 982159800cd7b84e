package ingest

import "strings"

// A quotation is words in quotation marks and who said them.
type quotation struct {
	start, end int // bytes of the folded text, without the marks
	from, to   int // tokens
	block      int
	speaker    *mention
}

// quotedLetters is how long words in quotation marks must be to be somebody's,
// and not a title or a term.
const quotedLetters = 60

// findQuotations finds words in quotation marks. A quotation may go on over
// paragraphs each of which opens with a mark.
func (e *extraction) findQuotations() (found []quotation) {
	for i := range e.tokens {
		t := &e.tokens[i]
		closing := map[string]string{`"`: `"`, "«": "»"}[t.norm]
		if closing == "" || len(found) > 0 && i < found[len(found)-1].to {
			continue
		}
		b := e.blockOf(i)
		end := b.to
		for k := i + 1; k < b.to; k++ {
			if e.tokens[k].norm == closing {
				end = k
				break
			}
		}
		if end == b.to && b.from != i || end <= i+1 {
			continue
		}
		q := quotation{start: e.tokens[i+1].start, end: e.tokens[end-1].end, from: i + 1, to: end, block: int(t.block)}
		if len([]rune(e.text[q.start:q.end])) >= quotedLetters {
			found = append(found, q)
		}
	}
	return found
}

// addQuotations adds quotations with their speakers.
func (e *extraction) addQuotations() {
	e.quotations = e.findQuotations()
	for n := range e.quotations {
		q := &e.quotations[n]
		q.speaker = e.speakerOf(q)
		m := mention{typ: QuotationType, from: q.from, to: q.to, label: "Quotation", confidence: 0.8, rule: "quotation", isNested: true}
		if q.speaker != nil && q.speaker.thing != nil {
			m.label = "Quotation of " + q.speaker.thing.label
		}
		m.thing = e.newThing(QuotationType, m.label+" "+e.doc.Hash[:8]+" "+strings.TrimSpace(string(rune('1'+n%9))))
		e.mentions = append(e.mentions, m)
	}
	e.index()
}

// speakerOf finds the person nearest to a quotation in its block, else in the
// attribution behind it.
func (e *extraction) speakerOf(q *quotation) *mention {
	b := &e.blocks[q.block]
	for _, m := range e.of(PersonType, q.to, b.to) {
		return m
	}
	before := e.of(PersonType, b.from, q.from)
	if len(before) > 0 && q.from-before[len(before)-1].to < 40 {
		return before[len(before)-1]
	}
	for k := q.block + 1; k < len(e.blocks) && k <= q.block+2; k++ {
		next := &e.blocks[k]
		if next.from == next.to {
			continue
		}
		persons := e.of(PersonType, next.from, next.to)
		if len(persons) > 0 && next.to-next.from < 40 {
			return persons[0]
		}
		if next.zone != quoteZone {
			break
		}
	}
	return nil
}
