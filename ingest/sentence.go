package ingest

import (
	"strings"

	"github.com/clipperhouse/uax29/v2/sentences"
)

// splitSentences finds the sentences of a block by UAX #29, joined where one
// ends in an abbreviation or an initial.
func (x *Extractor) splitSentences(r *reading, i int) {
	b := &r.blocks[i]
	next := b.from
	at := b.start
	from := next
	for pieces := sentences.FromString(r.text[b.start:b.end]); pieces.Next(); {
		at += len(pieces.Value())
		for next < b.to && r.tokens[next].start < at {
			next++
		}
		if next == from || next < b.to && x.isOpen(r, next-1) {
			continue
		}
		r.sentences = append(r.sentences, sentence{from, next, i})
		from = next
	}
	if from < b.to {
		r.sentences = append(r.sentences, sentence{from, b.to, i})
	}
}

// isOpen reports whether the sentence goes on behind token i, a full stop after
// an abbreviation, an initial or a number.
func (x *Extractor) isOpen(r *reading, i int) bool {
	last := &r.tokens[i]
	if last.kind != markToken {
		return strings.HasSuffix(r.word(i), ".") && last.end-last.start <= 6
	}
	if last.norm != "." || i == 0 || r.tokens[i-1].block != last.block {
		return false
	}
	before := &r.tokens[i-1]
	isInitial := before.isWord() && before.isCapital && before.end-before.start == 1
	isOrdinal := before.kind == numberToken && before.end-before.start <= 2 && r.language == "de"
	return isInitial || isOrdinal || x.rules.abbreviations[before.norm]
}
