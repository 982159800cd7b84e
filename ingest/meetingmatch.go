package ingest

import (
	"slices"
	"strings"
	"time"

	"w3id.org/plenary/ontology"
)

// meetingsLike returns the meetings of the graph that a name may mean.
func (e *extraction) meetingsLike(named *namedMeeting, m *mention) (like []*thing) {
	exact := e.entriesOf(MeetingType, m.from, m.to)
	for _, t := range e.gazetteer.meetings {
		isNamed := slices.Contains(exact, t)
		if named.forum != nil && !slices.Contains(t.props[ontology.MeetingOf], named.forum.iri) {
			continue
		}
		if named.year != "" && !strings.HasPrefix(t.one(ontology.StartDate), named.year) && t.one(ontology.Year) != named.year {
			continue
		}
		isSure := isNamed && (named.isSummit || e.gapTo(t) < nearMeeting)
		if at := t.one(ontology.HeldAt); named.place != nil && !isSure && at != named.place.iri && (at != "" || named.forum == nil) {
			continue
		}
		if isNamed || (named.forum != nil || named.place != nil) && e.isKind(named, t) {
			like = append(like, t)
		}
	}
	return like
}

// isKind reports whether a meeting is of the kind that a name says: a summit, or
// one of ministers of some of its fields.
func (e *extraction) isKind(named *namedMeeting, t *thing) bool {
	isSummit := t.one(ontology.Ordinal) != ""
	if named.isSummit || isSummit {
		return named.isSummit && isSummit
	}
	if named.isMinisterial && !isSummit {
		return len(t.one(ontology.StartDate)) > len("2006") && e.gapTo(t) < nearMeeting/6
	}
	tracks := 0
	for _, field := range named.tracks {
		for _, iri := range t.props[ontology.Track] {
			if track := tailOf(iri); track == field || slices.Contains(tracksOf[field], track) {
				tracks++
				break
			}
		}
	}
	return tracks > 0 && tracks == len(named.tracks)
}

// nearMeeting is how far the day of a document may be from a meeting that it
// names without a year or place.
const nearMeeting = 60 * 24 * time.Hour

// likeliestMeeting chooses the meeting whose days are nearest to the day of the
// document. Where the name says neither year nor place it must be near.
func (e *extraction) likeliestMeeting(candidates []*thing, m *mention) *thing {
	named := m.meeting
	var best *thing
	bestGap := time.Duration(1 << 62)
	for _, t := range candidates {
		gap := e.gapTo(t)
		if named.isSummit && named.year == "" && len(e.day()) > 4 && t.one(ontology.Year) == e.day()[:4] {
			gap = 0
		}
		if best == nil || gap < bestGap {
			best, bestGap = t, gap
		}
	}
	switch {
	case best == nil:
		return nil
	case e.isSureName(m, best):
		return best
	case named.place != nil && best.one(ontology.HeldAt) != "" || named.year != "" && (len(candidates) == 1 || bestGap < nearMeeting):
		return best
	case named.isSummit && named.year == "":
		if best.one(ontology.Year) == e.day()[:min(4, len(e.day()))] && !e.isGeneric(m) {
			return best
		}
		return nil
	case bestGap < nearMeeting:
		return best
	case named.year == "":
		return e.onlyOfYear(candidates, named)
	}
	return nil
}

// isSureName reports whether a name of the graph means one meeting: nothing else
// has it, or it is that of a summit. A name of nothing but a forum and who meets is
// borne by another each year, whether the graph has that or not.
func (e *extraction) isSureName(m *mention, t *thing) bool {
	named := m.meeting
	isYearly := named.forum != nil && !named.isSummit && !named.isTitle && named.year == ""
	if isYearly && e.gapTo(t) > heldNear/4 {
		return false
	}
	exact := e.entriesOf(MeetingType, m.from, m.to)
	return slices.Contains(exact, t) && (len(exact) == 1 || t.one(ontology.Ordinal) != "")
}

// isJust reports a meeting of no more fields than a name says.
func (named *namedMeeting) isJust(t *thing) bool {
	return len(named.tracks) > 0 && len(t.props[ontology.Track]) == len(named.tracks)
}

// onlyOfYear returns the candidate of the year of the document, nil when there
// is not exactly one.
func (e *extraction) onlyOfYear(candidates []*thing, named *namedMeeting) (only *thing) {
	if slices.ContainsFunc(candidates, named.isJust) {
		candidates = slices.DeleteFunc(slices.Clone(candidates), func(t *thing) bool { return !named.isJust(t) })
	}
	for _, t := range candidates {
		if len(e.day()) < 4 || !strings.HasPrefix(t.one(ontology.StartDate), e.day()[:4]) {
			continue
		}
		if only != nil {
			return nil
		}
		only = t
	}
	return only
}

// isGeneric reports a summit that is named in general: in the background, or as
// one that is held each year.
func (e *extraction) isGeneric(m *mention) bool {
	return m.meeting.year == "" && m.meeting.place == nil && (e.zoneOf(m.from) == backgroundZone && !e.isDatedBehind(m) || e.is(m.to, m.from, "process"))
}

// isDatedBehind reports a date behind a mention, in its sentence.
func (e *extraction) isDatedBehind(m *mention) bool {
	_, to := e.sentenceOf(m.from)
	return len(e.of(DateType, m.to, min(to, m.to+12))) > 0
}

// gapTo returns how far the day of the document is from the days of a meeting.
func (e *extraction) gapTo(t *thing) time.Duration {
	start, ok := parseDay(t.one(ontology.StartDate))
	end, hasEnd := parseDay(t.one(ontology.EndDate))
	if month, err := time.Parse("2006-01", t.one(ontology.StartDate)); err == nil {
		start, ok = month, true
		end, hasEnd = month.AddDate(0, 1, -1), true
	}
	if year, err := time.Parse("2006", t.one(ontology.StartDate)); err == nil {
		start, ok = year, true
		end, hasEnd = year.AddDate(1, 0, -1), true
	}
	if !ok || e.published.IsZero() {
		return 1 << 61
	}
	if !hasEnd {
		end = start
	}
	switch {
	case e.published.Before(start):
		return start.Sub(e.published)
	case e.published.After(end):
		return e.published.Sub(end)
	}
	return 0
}
