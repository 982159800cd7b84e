package ingest

import "strings"

// headBlocks is how far from the start a line may say where and when the principal
// meeting was.
const headBlocks = 8

// settingOfHead reads a line at the head of a text that has a place and several days:
// "Milan, 26-27 February 2001". With one day it may as well be the place and day of
// issue.
func (e *extraction) settingOfHead() (found []setting) {
	hasKind := false
	for i := range e.blocks[:min(len(e.blocks), headBlocks)] {
		b := &e.blocks[i]
		if e.principal == nil || b.from == b.to || b.to-b.from > 20 || !b.zone.feeds() || b.isItem || e.hasFrame(b.from, b.to) {
			continue
		}
		var parts []*mention
		isInterval, isOther := false, false
		for _, m := range e.inside(b.from, b.to) {
			isOther = isOther || m.typ != PlaceType && m.typ != DateType && m.typ != PartyType
			isDays := strings.Contains(m.value, "/")
			if isDays && !e.isHistory([]*mention{m}) || m.typ == PlaceType && m.thing != nil && len(parts) == 0 && !e.isDateline(m) {
				parts = append(parts, m)
				isInterval = isInterval || isDays
			}
		}
		if !isInterval && !isOther && len(parts) > 0 && hasKind && len(e.of(DateType, b.from, b.to)) > 0 {
			return e.addSettings(nil, setting{meeting: e.principal, from: b.from, to: b.to}, parts, "place at the head of a document", "")
		}
		hasKind = hasKind || e.hasKind(b)
		if isInterval && !isOther {
			return e.addSettings(nil, setting{meeting: e.principal, from: b.from, to: b.to}, parts, "place and days at the head", "place and days at the head")
		}
	}
	return nil
}

// hasKind reports a title that says that the text is itself an outcome: a communiqué.
func (e *extraction) hasKind(b *block) bool {
	for i := b.from; i < b.to; i++ {
		if kind, n := e.rules.documentKinds.at(e.tokens, i, b.to); n > 0 && !e.is(i+n, i, "de") && !e.is(i-1, i, "press") && (kind == "communique" || kind == "joint-statement" || kind == "declaration" || kind == "chairs-summary" || kind == "chairs-statement") {
			return true
		}
	}
	return false
}

// hasFrame reports a verb between tokens.
func (e *extraction) hasFrame(from, to int) bool {
	for i := from; i < to; i++ {
		if _, n := e.frameAt(i, to); n > 0 && e.covering(i) == nil {
			return true
		}
	}
	return false
}
