package ingest

import "strings"

// A zone says what a block is for.
type zone uint8

const (
	bodyZone       zone = iota
	titleZone           // the heading of the document
	quoteZone           // the words of somebody
	attributedZone      // who said them
	backgroundZone      // on the forum, not on the meeting
	contactsZone
	boilerplateZone // addresses, rights, navigation
)

var zoneNames = map[string]zone{
	"body": bodyZone, "background": backgroundZone, "contacts": contactsZone, "boilerplate": boilerplateZone,
}

// feeds reports whether what a zone says counts as said by the document.
func (z zone) feeds() bool { return z != contactsZone && z != boilerplateZone }

// sectionWords is the length up to which a block may be the heading of a
// section.
const sectionWords = 10

// longestContact is how many tokens a paragraph of contacts has at most.
const longestContact = 40

// zones tells the zone of each block: by the heading of its section, by how it
// begins, or by its marks.
func (x *Extractor) zones(r *reading) {
	section := bodyZone
	for i := range r.blocks {
		b := &r.blocks[i]
		if b.from == b.to {
			continue
		}
		if z, ok := x.sectionOf(r, b); ok {
			section = z
			b.isSection = b.to-b.from <= sectionWords
		} else if section == contactsZone && b.to-b.from > longestContact && 2*b.from < len(r.tokens) {
			section = bodyZone // contacts that stood at the head
		}
		b.zone = section
		x.markZone(r, i)
	}
	x.titles(r)
	x.lists(r)
}

// sectionOf tells the section that a block opens, if it does.
func (x *Extractor) sectionOf(r *reading, b *block) (zone, bool) {
	first := b.from
	for first < b.to && r.tokens[first].kind == markToken {
		first++
	}
	cue, n := x.rules.sections.at(r.tokens, first, b.to)
	if n == 0 {
		return 0, false
	}
	short := b.to-first <= sectionWords && (cue.mayContinue || b.to-first-n <= 1)
	return cue.zone, short || cue.inParagraph
}

// markZone tells quotations, attributions and addresses by their look.
func (x *Extractor) markZone(r *reading, i int) {
	b := &r.blocks[i]
	text := r.text[b.start:b.end]
	isAttribution := i > 0 && r.blocks[i-1].zone == quoteZone && (b.isItem || strings.HasPrefix(text, "-") || strings.HasPrefix(text, "–") || strings.HasPrefix(text, "—"))
	switch {
	case b.zone == contactsZone || b.zone == boilerplateZone:
	case isAttribution:
		b.zone = attributedZone
	case isQuoted(text):
		b.zone = quoteZone
	case strings.HasPrefix(text, "SOURCE "):
		b.zone = contactsZone
	case strings.Contains(text, "@") || strings.HasPrefix(text, "http") || strings.HasPrefix(text, "www."):
		b.zone = boilerplateZone
	}
}

// isQuoted reports whether a block is a quotation from its first character to
// its last.
func isQuoted(text string) bool {
	opens := strings.HasPrefix(text, `"`) || strings.HasPrefix(text, "«") || strings.HasPrefix(text, "<<")
	end := strings.TrimRight(text, " .")
	return opens && len(text) > 40 && (strings.HasSuffix(end, `"`) || strings.HasSuffix(end, "»") || strings.Count(text, `"`) == 1)
}

// titleBlocks is how far from the start of a document its title may stand.
const titleBlocks = 6

// titles marks the headings before the first paragraph.
func (x *Extractor) titles(r *reading) {
	for i := range r.blocks[:min(len(r.blocks), titleBlocks)] {
		b := &r.blocks[i]
		if b.zone != bodyZone || b.isItem {
			continue
		}
		last := r.text[b.end-1]
		if b.to-b.from > 45 || last == '.' || last == ':' || last == ';' {
			return
		}
		b.zone = titleZone
	}
}

// lists tells the items of lists: blocks behind one that ends in a colon, which
// begin with a bullet or end in a semicolon, and the one behind those.
func (x *Extractor) lists(r *reading) {
	intro, open := -1, false
	for i := range r.blocks {
		b := &r.blocks[i]
		if b.from == b.to {
			continue
		}
		ends := r.tokens[b.to-1].norm
		continues := ends == ";" || ends == "," || b.to-b.from > 1 && ends == "and"
		switch {
		case ends == ":":
			intro, open = i, true
			continue
		case intro >= 0 && (b.isItem || open && (continues || i > intro+1 && isContinued(r, i-1))):
			b.intro = intro
		default:
			intro, open = -1, false
		}
	}
}

// isContinued reports whether an item says that another follows.
func isContinued(r *reading, i int) bool {
	b := &r.blocks[i]
	if b.from == b.to {
		return false
	}
	return r.is(b.to-1, b.from, ";", ",", "and", "et")
}
