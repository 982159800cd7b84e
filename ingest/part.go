package ingest

// A partRule is a word for the part that somebody takes at a meeting.
type partRule struct {
	role         string // the last part of the IRI
	needsArticle bool
}

// partArticles are the words before a noun for a part.
var partArticles = setOf("the", "a", "as", "our", "its", "their", "this", "other", "and", "by", "of", "le", "la", "l'", "les", "d'", "comme", "des", "notre", "aux", ",", "'s")

// findParts adds the words for parts that people and parties take at meetings:
// host, chair, head of delegation.
func (e *extraction) findParts() {
	for i := 0; i < len(e.tokens); i++ {
		if !e.zoneOf(i).feeds() || e.covering(i) != nil {
			continue
		}
		rule, n := e.rules.parts.at(e.tokens, i, e.blockOf(i).to)
		if n == 0 || e.isCovered(i, i+n) || rule.needsArticle && !e.isNounHere(i, i+n) {
			continue
		}
		t := e.partOf(rule.role)
		e.mentions = append(e.mentions, mention{typ: RoleType, from: i, to: i + n, thing: t, label: t.label, confidence: 0.65, rule: "part at a meeting"})
		i += n - 1
	}
}

// isNounHere reports that a word that may be a verb stands behind an article and
// before no object.
func (e *extraction) isNounHere(from, to int) bool {
	isBehind := e.sameBlock(from-1, from) && partArticles[e.tokens[from-1].norm]
	return isBehind && !e.is(to, from, "the", "a", "'s", "'", "community", "communities", "governments", "society")
}

// partOf returns the concept of a part; new where the graph has none.
func (e *extraction) partOf(role string) *thing {
	if t := e.gazetteer.things[e.gazetteer.base+"id/role/"+role]; t != nil {
		return t
	}
	return e.newThing(RoleType, capitalized(role))
}
