package ingest

// An automaton finds the longest of many names in a row of tokens. Names are
// compared word by word, without marks and case; each says what case it needs.
type automaton struct {
	words map[string]int32
	next  map[uint64]int32 // by state and word
	ends  map[int32][]nameEntry
	count int32 // states
}

// A nameEntry is a name that ends in a state.
type nameEntry struct {
	thing    *thing
	language string
	needs    caseRule
}

// A caseRule says how a name must be written to be one.
type caseRule uint8

const (
	anyCase     caseRule = iota
	firstUpper           // begins with a capital: a proper name
	acronymCase          // capitals throughout: US, WHO
)

// add puts in a name of a thing.
func (a *automaton) add(text, language string, t *thing) {
	if a.next == nil {
		a.words, a.next, a.ends = map[string]int32{}, map[uint64]int32{}, map[int32][]nameEntry{}
	}
	var f folded
	f.add(text, 0)
	tokens := tokenize(f.text(), 0, nil)
	state, used := int32(0), 0
	for i := range tokens {
		if isSilent(tokens, i) {
			continue
		}
		state = a.step(state, a.word(tokens[i].norm))
		used++
	}
	if used == 0 || used == 1 && len(tokens[0].norm) < 2 && !isIdeograph([]rune(text)[0]) {
		return
	}
	a.ends[state] = append(a.ends[state], nameEntry{t, language, caseRuleOf(tokens, t.typ)})
}

func caseRuleOf(tokens []token, typ Type) caseRule {
	isAcronym := true
	for i := range tokens {
		isAcronym = isAcronym && (tokens[i].isUpper || tokens[i].kind != wordToken)
	}
	switch {
	case isAcronym && len(tokens) == 1:
		return acronymCase
	case typ == TopicType || !tokens[0].isCapital:
		return anyCase
	}
	return firstUpper
}

// isSilent tells marks that names are written with or without: the apostrophe
// of a plural, the point of an abbreviation, hyphens within.
func isSilent(tokens []token, i int) bool {
	t := &tokens[i]
	if t.kind != markToken {
		return false
	}
	switch t.norm {
	case "'", `"`:
		return true
	case "-":
		return !t.spaced
	case ".":
		return i+1 < len(tokens) && i > 0 && !t.spaced && tokens[i-1].end-tokens[i-1].start <= 3
	}
	return false
}

func (a *automaton) word(norm string) int32 {
	n, ok := a.words[norm]
	if !ok {
		n = int32(len(a.words))
		a.words[norm] = n
	}
	return n
}

func (a *automaton) step(state, word int32) int32 {
	key := uint64(state)<<32 | uint64(uint32(word))
	next, ok := a.next[key]
	if !ok {
		a.count++
		next = a.count
		a.next[key] = next
	}
	return next
}

// A found is a name at a place: the entries that may be meant, and the token
// behind it.
type found struct {
	entries []nameEntry
	to      int
}

// at calls yield for each name that begins at tokens[i] and ends before limit,
// the shortest first.
func (a *automaton) at(tokens []token, i, limit int, yield func(found)) {
	state := int32(0)
	for k := i; k < limit; k++ {
		if k > i && isSilent(tokens[:limit], k) {
			continue
		}
		word, ok := a.words[tokens[k].norm]
		if !ok {
			return
		}
		if state, ok = a.next[uint64(state)<<32|uint64(uint32(word))]; !ok {
			return
		}
		if entries := a.ends[state]; entries != nil {
			yield(found{entries, k + 1})
		}
	}
}

// accepts reports whether tokens from to to are written as an entry needs.
func (e *nameEntry) accepts(tokens []token, from, to int) bool {
	switch e.needs {
	case firstUpper:
		return tokens[from].isCapital || tokens[from].kind != wordToken || to-from > 1 && tokens[to-1].isCapital
	case acronymCase:
		return tokens[from].isUpper
	}
	return true
}
