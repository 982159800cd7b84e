package ingest

// findListed adds people of a list by what stands behind their names: where two are
// known in "A (Germany), B (Canada) and C (Japan)" or "A of Germany, B of Canada",
// the others are people too.
func (e *extraction) findListed() {
	known := map[listForm]int{}
	ends := map[int]bool{} // tokens behind known names
	for _, m := range e.mentions {
		if form := e.listFormAt(m.to); m.typ == PersonType && form.word != "" && !ends[m.to] {
			known[form]++
			ends[m.to] = true
		}
	}
	if len(known) == 0 {
		return
	}
	for i := range e.tokens {
		if e.isNameWord(i-1, i) || !e.tokens[i].isCapital {
			continue
		}
		if n := e.nameSize(i, 2); n > 0 && !ends[i+n] && known[e.listFormAt(i+n)] >= 2 {
			e.addPerson(i, i+n, 0.65, "name in a list of people")
		}
	}
}

// A listForm is how a list of people in a block tells the country of each.
type listForm struct {
	block int32
	word  string // ( or of
}

// listFormAt tells the form of a list by what stands behind a name; its word is empty
// when no country does.
func (e *extraction) listFormAt(k int) listForm {
	if !e.sameBlock(k, k-1) {
		return listForm{}
	}
	form := listForm{e.tokens[k].block, "of"}
	switch {
	case e.is(k, k, "("):
		form.word = "("
	case !e.is(k, k, "of", "from", "aus", "von", "de", "du", "d'", "del", "della", "da", "do"):
		return listForm{}
	}
	s := &titleScanner{e.reading, e.rules, e.gazetteer}
	for next := k + 1; next < k+4 && e.sameBlock(next, k); next++ {
		if party, _ := s.partyAt(next, e.blockOf(k).to); party != nil {
			return form
		}
		if !officeLinks[e.tokens[next].norm] && !e.is(next, k, "dem") {
			break
		}
	}
	return listForm{}
}
