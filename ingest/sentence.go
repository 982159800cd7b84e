package ingest

import (
	"iter"
	"strings"
	"unicode/utf8"

	"github.com/clipperhouse/uax29/v2/sentences"
)

// splitSentences finds the sentences of a block by UAX #29, joined where one
// ends in an abbreviation or an initial. The lines of a block are one paragraph.
func (x *Extractor) splitSentences(r *reading, i int) {
	b := &r.blocks[i]
	next := b.from
	at := b.start
	from := next
	for size := range sentenceSizes(strings.ReplaceAll(r.text[b.start:b.end], "\n", " ")) {
		at += size
		for next < b.to && r.tokens[next].start < at {
			next++
		}
		for ; next-from > longestPiece; from += longestPiece {
			r.sentences = append(r.sentences, sentence{from, from + longestPiece, i})
		}
		if next == from || next < b.to && next < from+longestSentence && x.isOpen(r, next-1) {
			continue
		}
		r.sentences = append(r.sentences, sentence{from, next, i})
		from = next
	}
	if from < b.to {
		r.sentences = append(r.sentences, sentence{from, b.to, i})
	}
}

// Bounds on the work for a block that is no prose.
const (
	longestSentence = 400      // tokens of what is joined
	longestPiece    = 800      // tokens of what has no end
	sentenceChunk   = 16 << 10 // bytes that are split at once
)

// sentenceSizes yields the bytes of each sentence of a block, none of which is
// longer than a chunk.
func sentenceSizes(text string) iter.Seq[int] {
	return func(yield func(int) bool) {
		for text != "" {
			n := min(len(text), sentenceChunk)
			for n < len(text) && !utf8.RuneStart(text[n]) {
				n++
			}
			for pieces := sentences.FromString(text[:n]); pieces.Next(); {
				if !yield(len(pieces.Value())) {
					return
				}
			}
			text = text[n:]
		}
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
