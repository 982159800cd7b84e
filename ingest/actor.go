package ingest

import "strings"

// joining are the words that may stand between those who take part, and between
// them and the verb.
var joining = setOf(",", ";", ":", "to", "and", "the", "also", "has", "have", "had", "will", "be", "was", "were", "is", "are", "both", "who", "which", "virtually", "remotely", "in", "person",
	"(", ")", "'s", "'", "-", "–", "—", "as", "well", "along", "with", "alongside", "together", "from", "of", "by", "representing", "including", "included", "other", "among", "others", "his", "her", "their", "jointly", "guests", "guest", "observers", "observer", "a", "an", "jointly", "new", "today", "co-chairs", "for",
	"ministers", "minister", "representatives", "counterparts", "delegations", "officials", "senior", "interior", "justice", "foreign", "finance", "health", "heads", "respectively", "secretaries", "leaders", "governments", "states", "members", "honourable", "president", "colleagues", "did",
	"et", "le", "la", "les", "l'", "ont", "a", "etait", "etaient", "s'", "y", "est", "sont", "ainsi", "que", "qui", "egalement", "aussi", "du", "de", "des", "d'", "dont", "par", "notamment", "ses", "son", "sa", "homologues", "ministres", "representants", "aux", "au", "cotes", "ete", "avait", "avaient", "pour", "tout", "comme", "delegues", "commissaires", "europeens", "titre", "pays", "n'", "ne", "reunion", "rencontre", "collegues", "homologue",
	"und", "der", "die", "aus", "sowie", "von", "fur", "dr", "prof", "en", "e", "il", "della", "del", "dal", "per", "y", "ministri", "hanno", "ha", "anche", "waren", "war", "auch", "hat", "haben", "ebenso", "nach")

// former are the words before people who no longer hold what they are named for.
var former = setOf("former", "ex", "ancien", "ancienne", "late", "feu", "predecessor", "predecesseur", "ehemalige", "ehemaliger", "memory", "memoire")

// actorsBefore returns the people and parties in the row that ends before a verb. What
// a relative clause between them and the verb names is left out.
func (e *extraction) actorsBefore(verb, from int) (actors []*mention) {
	isRelative := e.is(verb-1, verb, "who", "which", "qui", "che")
	for k := verb - 1; k >= from; k-- {
		over := e.covering(k)
		switch {
		case over != nil && e.isActor(over, from):
			actors = append(actors, over)
			if isRelative {
				return actors
			}
			k = min(e.honorificStart(over.from), over.from)
		case over != nil && isBesideActor[over.typ]:
			k = over.from
		case over == nil && (joining[e.tokens[k].norm] || e.honorificStart(k+1) <= k) && !e.is(k, verb, "to"):
		default:
			if start := e.relativeStart(k, from); start >= 0 {
				actors, k = nil, start
			} else if start = e.appositionStart(k, from); start >= 0 {
				k = start
			} else {
				return actors
			}
		}
	}
	return actors
}

// relativeStart returns the pronoun of the relative clause around token k, -1 when
// there is none.
func (e *extraction) relativeStart(k, from int) int {
	for i := k; i >= max(from, k-12); i-- {
		if e.is(i, k, "who", "whose", "qui", "dont") && e.is(i-1, k, ",") {
			return i
		}
	}
	return -1
}

// isBesideActor are the types whose mentions may stand among those who take part.
var isBesideActor = map[Type]bool{OfficeType: true, OrganizationType: true, PersonType: true, ForumType: true, RoleType: true, DateType: true, PlaceType: true, MeetingType: true}

// actorsBehind returns the people and parties in the row behind a verb.
func (e *extraction) actorsBehind(end, to int) (actors []*mention) {
	for k := end; k < to; k++ {
		over := e.covering(k)
		switch {
		case over != nil && e.is(over.to, end, "'s", "'") && over.typ != PersonType:
			k = over.to
		case over != nil && e.isActor(over, end):
			if !e.isStandIn(over) && !e.isReplaced(over, to) {
				actors = append(actors, over)
			}
			k = over.to - 1
		case over != nil && isBesideActor[over.typ]:
			k = over.to - 1
		case over == nil && (joining[e.tokens[k].norm] || e.honorificSize(k) > 0):
		default:
			next := e.nextInRow(k, to)
			if next < 0 || len(actors) == 0 {
				return actors
			}
			k = next
		}
	}
	return actors
}

// appositionStart returns the comma behind a person whose title or the like ends at
// token k, -1 when there is none: "Julian King, commissioner for the security union".
func (e *extraction) appositionStart(k, from int) int {
	for i := k; i >= max(from, k-10); i-- {
		if _, n := e.frameAt(i, k+1); n > 0 || e.is(i, k, ";") {
			return -1
		}
		if before := e.ofType(PersonType, i-1); before != nil && e.is(i, k, ",") {
			return i
		}
	}
	return -1
}

// nextInRow returns the mark that goes on with a row in which something was said of one
// who is in it: a semicolon, or a comma before the next person; -1 without.
func (e *extraction) nextInRow(k, to int) int {
	for i := k; i < min(to, k+25); i++ {
		if e.is(i, k, ";") {
			return i
		}
		next := e.ofType(PersonType, e.skipHonorifics(i+1))
		if i < k+12 && next != nil && (e.is(i, k, ",") || e.is(i, k, "and", "et") && e.is(i-1, k, ",")) && e.isRowBefore(k) {
			return i
		}
	}
	return -1
}

// isRowBefore reports that what stands at token k was put behind a comma.
func (e *extraction) isRowBefore(k int) bool {
	for i := k; i > k-10; i-- {
		if e.is(i, k, ",") {
			return true
		}
		if e.ofType(PersonType, i) != nil {
			return false
		}
	}
	return false
}

// isStandIn reports one for whom another came: "Ben Wallace, for Amber Rudd".
func (e *extraction) isStandIn(m *mention) bool {
	k := e.honorificStart(m.from) - 1
	if m.typ != PersonType {
		return false
	}
	return e.is(k, m.from, "for", "pour", "remplacement") || e.is(k, m.from, "of", "de", "d'") && e.is(k-1, m.from, "behalf", "nom", "place", "instead", "remplacement")
}

// isReplaced reports one of whom the text says at once that somebody else came.
func (e *extraction) isReplaced(m *mention, to int) bool {
	if m.typ != PersonType {
		return false
	}
	for i := m.to; i < min(to, m.to+20) && !e.is(i, m.from, ";", "."); i++ {
		frame, n := e.frameAt(i, to)
		if n > 0 && (frame == "representedby" || frame == "absent") {
			return true
		}
		if over := e.covering(i); over != nil && over.typ == PersonType {
			return false
		}
	}
	return false
}

// actorsOfList returns those who begin the items behind a block.
func (e *extraction) actorsOfList(intro int) (actors []*mention) {
	for i := intro + 1; i < len(e.blocks); i++ {
		b := &e.blocks[i]
		if b.from == b.to {
			continue
		}
		if b.intro != intro {
			break
		}
		row := e.actorsBehind(b.from, b.to)
		for _, m := range row {
			if m.from < b.from+8 || m.typ == PartyType {
				actors = append(actors, m)
			}
		}
	}
	return actors
}

// isActor reports a person or party that is named as one that takes part: nobody
// who was something once.
func (e *extraction) isActor(m *mention, from int) bool {
	if m.thing == nil || m.confidence < 0.5 || m.typ != PersonType && m.typ != PartyType && !e.isDelegation(m) {
		return false
	}
	start := e.honorificStart(m.from)
	if title := e.covering(start - 1); title != nil && title.typ == OfficeType && e.sameBlock(title.from, m.from) {
		start = title.from
	}
	for k := start - 1; k >= max(from, start-2) && e.sameBlock(k, m.from); k-- {
		if former[e.tokens[k].norm] {
			return false
		}
	}
	return true
}

// isDelegation reports a body that may send a delegation: one that the graph knows, or
// whose name is no ministry's.
func (e *extraction) isDelegation(m *mention) bool {
	if m.typ != OrganizationType || e.is(m.from-1, m.from, "of", "de", "du", "des", "l'", "d'") && !e.is(m.from-2, m.from, "representatives", "representants", "delegations") {
		return false
	}
	label := strings.ToLower(m.thing.label)
	return !strings.Contains(label, "minist") && !strings.Contains(label, "department") && !strings.Contains(label, "office")
}
