package ingest

// A reading is a document taken apart: blocks, sentences and tokens.
type reading struct {
	doc       *Document
	text      string // folded
	language  string // en, fr or another
	blocks    []block
	sentences []sentence
	tokens    []token
}

// A block is a paragraph, a heading or an item of a list.
type block struct {
	start, end int // bytes of the folded text
	from, to   int // tokens
	zone       zone
	isItem     bool // behind a bullet
	isSection  bool // a heading that says what follows
	intro      int  // the block that introduces the list it is an item of, or -1
}

// A sentence is a range of tokens of one block.
type sentence struct{ from, to, block int }

// read takes a document apart.
func (x *Extractor) read(d *Document) *reading {
	r := &reading{doc: d, text: d.folded.text()}
	r.splitBlocks()
	for i := range r.blocks {
		b := &r.blocks[i]
		b.from = len(r.tokens)
		r.tokens = tokenize(r.text[b.start:b.end], b.start, r.tokens)
		b.to = len(r.tokens)
		for k := b.from; k < b.to; k++ {
			r.tokens[k].block = int32(i)
		}
	}
	r.language = x.languageOf(r)
	for i := range r.blocks {
		x.splitSentences(r, i)
	}
	x.zones(r)
	return r
}

// word returns the folded text of a token.
func (r *reading) word(i int) string { return r.text[r.tokens[i].start:r.tokens[i].end] }

// span returns the folded text of tokens from to to, exclusive.
func (r *reading) span(from, to int) string {
	return r.text[r.tokens[from].start:r.tokens[to-1].end]
}

// is reports whether token i exists in the block of token of and has one of the
// normal forms.
func (r *reading) is(i, of int, norms ...string) bool {
	if !r.sameBlock(i, of) {
		return false
	}
	for _, norm := range norms {
		if r.tokens[i].norm == norm {
			return true
		}
	}
	return false
}

func (r *reading) sameBlock(i, of int) bool {
	return i >= 0 && i < len(r.tokens) && of >= 0 && of < len(r.tokens) && r.tokens[i].block == r.tokens[of].block
}

// blockOf returns the block of a token.
func (r *reading) blockOf(i int) *block { return &r.blocks[r.tokens[i].block] }

// zoneOf returns the zone of a token.
func (r *reading) zoneOf(i int) zone { return r.blockOf(i).zone }

// offsets returns the code points of the document from the first token to the
// last before to.
func (r *reading) offsets(from, to int) (start, end int) {
	return r.bytes(r.tokens[from].start, r.tokens[to-1].end)
}

// bytes returns the code points of the document that a range of the folded text
// stands for.
func (r *reading) bytes(start, end int) (from, to int) {
	f := &r.doc.folded
	return int(f.from[start]), int(f.to[end-1])
}

// languageOf takes the language that the document names, or the one most of
// whose commonest words it has.
func (x *Extractor) languageOf(r *reading) string {
	if len(r.doc.Language) >= 2 {
		return withoutMarks(r.doc.Language[:2])
	}
	votes := map[string]int{}
	for i := range r.tokens {
		for _, language := range x.rules.commonWords[r.tokens[i].norm] {
			votes[language]++
		}
	}
	best := "en"
	for _, language := range x.rules.languages {
		if votes[language] > votes[best] {
			best = language
		}
	}
	return best
}
