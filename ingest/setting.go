package ingest

import (
	"slices"
	"strings"

	"w3id.org/plenary/ontology"
)

// A setting is where or when a clause says that a meeting was held.
type setting struct {
	meeting  *thing
	at       *mention // the place or date
	from, to int
	edge     byte // 'b' when the clause speaks of the beginning, 'e' of the end
	rule     string
}

// claimSettings claims where and when meetings were held, clause by clause: around
// the name of a meeting, and around a verb by which those who meet are said to.
func (e *extraction) claimSettings() {
	var found []setting
	for _, s := range e.sentences {
		z := e.blocks[s.block].zone
		if !z.feeds() || z == backgroundZone || z == quoteZone || z == attributedZone {
			continue
		}
		found = append(found, e.settingsOfNames(s)...)
		found = append(found, e.settingsOfVerbs(s)...)
		found = append(found, e.settingsOfDays(s)...)
	}
	found = append(found, e.settingOfHead()...)
	days := e.daysOf(found)
	for _, f := range found {
		if f.at.typ == PlaceType {
			e.claimSetting(f, link(f.meeting.iri, ontology.HeldAt, f.at.thing.iri), 0.85, days)
			continue
		}
		e.claimDays(f, days)
	}
	for meeting, d := range days {
		if d.isAhead {
			e.ahead[meeting.iri] = true
		}
	}
}

// planAhead makes plans of what is claimed to have happened at meetings that are to come.
func (e *extraction) planAhead() {
	for _, c := range e.claims {
		if e.ahead[c.Subject] && isEvent[c.Predicate] && c.Modality == "factual" {
			c.Modality = "planned"
		}
	}
}

// isEvent are the properties of what happens at a meeting.
var isEvent = map[string]bool{ontology.AttendedBy: true, ontology.AttendedByParty: true, ontology.HostedBy: true, ontology.HostCountry: true, ontology.Discussed: true, ontology.Adopted: true}

// meetingDays is what the settings of a text say together of the days of a meeting.
type meetingDays struct {
	intervals map[string]bool
	isAhead   bool // some are behind the day of the document
}

func (e *extraction) daysOf(found []setting) map[*thing]*meetingDays {
	days := map[*thing]*meetingDays{}
	for _, f := range found {
		d := days[f.meeting]
		if d == nil {
			d = &meetingDays{intervals: map[string]bool{}}
			days[f.meeting] = d
		}
		if strings.Contains(f.at.value, "/") {
			d.intervals[f.at.value] = true
		}
		d.isAhead = d.isAhead || f.at.typ == DateType && e.day() != "" && f.at.value > e.day()
	}
	return days
}

// hold reports that an interval of the meeting has a day in it.
func (d *meetingDays) hold(day string) bool {
	for interval := range d.intervals {
		if start, end, _ := strings.Cut(interval, "/"); start <= day && day <= end {
			return true
		}
	}
	return false
}

// claimSetting claims one statement of a setting: planned when its days are to come,
// denied when its sentence says that the meeting is off.
func (e *extraction) claimSetting(f setting, s statement, confidence float64, days map[*thing]*meetingDays) {
	c := e.claim(s, f.from, f.to, confidence, f.rule)
	from, to := e.sentenceOf(f.from)
	if start, _ := e.firstFrame("cancel", from, e.phraseEnd(f.to, to)); start >= 0 {
		c.Polarity = "negated"
	}
	if days[f.meeting].isAhead {
		c.Modality = "planned"
	}
}

// claimDays claims the first and the last day of a meeting. A day within an interval
// that the text gives for the meeting elsewhere says nothing more.
func (e *extraction) claimDays(f setting, days map[*thing]*meetingDays) {
	first, last, isInterval := strings.Cut(f.at.value, "/")
	switch {
	case isInterval:
		e.claimSetting(f, dated(f.meeting.iri, ontology.StartDate, first), 0.85, days)
		e.claimSetting(f, dated(f.meeting.iri, ontology.EndDate, last), 0.85, days)
	case days[f.meeting].hold(first):
	case f.edge == 'e':
		f.rule = "end of a meeting"
		e.claimSetting(f, dated(f.meeting.iri, ontology.EndDate, first), 0.8, days)
	default:
		e.claimSetting(f, dated(f.meeting.iri, ontology.StartDate, first), 0.8, days)
	}
}

// edgeOf tells whether the verb between a meeting and a date, or beside the meeting, is
// one of its beginning or its end.
func (e *extraction) edgeOf(from, to int, date *mention) byte {
	start, end := e.sentenceOf(from)
	for i := min(from, date.from) - 1; i >= max(start, min(from, date.from)-16); i-- {
		if edge, ok := e.edgeAt(i); ok {
			return edge
		}
	}
	for i := from; i < min(max(to, date.to)+4, end); i++ {
		if edge, ok := e.edgeAt(i); ok {
			return edge
		}
	}
	return 0
}

// edgeAt tells what a verb of beginning, ending or holding at token i says.
func (e *extraction) edgeAt(i int) (edge byte, ok bool) {
	frame, n := e.frameAt(i, len(e.tokens))
	if n == 0 || e.covering(i) != nil {
		return 0, false
	}
	switch frame {
	case "end":
		return 'e', true
	case "begin":
		return 'b', true
	}
	return 0, frame == "held" || frame == "meet" || frame == "host"
}

// isHistory reports dates long before the document: those who met then were others.
func (e *extraction) isHistory(parts []*mention) bool {
	if e.published.IsZero() {
		return false
	}
	long := e.published.Add(-nearMeeting).Format("2006-01")
	return slices.ContainsFunc(parts, func(p *mention) bool {
		n := min(len(p.value), len(long))
		return p.typ == DateType && p.value[:n] < long[:n]
	})
}

// addSettings adds each place and date once; of places the first two at most.
func (e *extraction) addSettings(found []setting, of setting, parts []*mention, placeRule, dateRule string) []setting {
	places := 0
	for _, p := range parts {
		from, rule := p.from, dateRule
		if p.typ == PlaceType {
			if places++; places > 2 {
				continue
			}
			rule = placeRule
			if e.is(from-1, p.from, "in", "at", "a", "en") {
				from--
			}
		}
		edge := byte(0)
		switch {
		case p.typ != DateType:
		case e.joinsDay(p, -1):
			edge = 'e'
		case e.joinsDay(p, 1):
			edge = 'b'
		default:
			edge = e.edgeOf(of.from, of.to, p)
		}
		found = append(found, setting{of.meeting, p, from, p.to, edge, rule})
	}
	return found
}

// joinsDay reports that another single day stands beside a day, behind a conjunction:
// "yesterday and today".
func (e *extraction) joinsDay(m *mention, step int) bool {
	if strings.Contains(m.value, "/") {
		return false
	}
	joint, at := m.from-1, m.from-2
	if step > 0 {
		joint, at = m.to, m.to+1
	}
	other := e.covering(at)
	return e.is(joint, m.from, "and", "et", "und", "e", "y") && other != nil && other.typ == DateType && e.sameBlock(at, m.from) && !strings.Contains(other.value, "/")
}
