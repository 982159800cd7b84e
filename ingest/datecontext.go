package ingest

import (
	"strings"
	"time"
)

// findDates finds the dates of the document and completes those that lack a
// year or are relative, by the day of publication.
func (e *extraction) findDates() {
	s := &dateScanner{e.reading, e.rules}
	var dates []dateMention
	for i := 0; i < len(e.tokens); i++ {
		d, ok := s.at(i)
		if !ok {
			d, ok = s.yearAlone(i)
		}
		if ok {
			dates = append(dates, d)
			i = d.to - 1
		}
	}
	e.setPublished(dates)
	confidences := make([]float64, len(dates))
	for i := range dates {
		confidences[i] = 0.95
		if d := &dates[i]; d.first.year == 0 {
			confidences[i] = 0.8
			d.complete(e.published)
			s.turn(d, e.published)
		}
	}
	dates = append(dates, s.besides(dates, e.published)...)
	dates = append(dates, s.relative(e.published)...)
	for i := range dates {
		d := &dates[i]
		confidence := 0.9
		if i < len(confidences) {
			confidence = confidences[i]
		}
		if !d.isRelative {
			d.from = s.withWeekday(d.from)
		}
		if value := d.value(); d.first.year != 0 {
			e.add(mention{typ: DateType, from: d.from, to: d.to, value: value, label: e.span(d.from, d.to), confidence: confidence, rule: "date"})
		}
	}
}

// setPublished takes the day of publication from what is known of the document,
// else the first whole date in its first blocks, else its first whole date.
func (e *extraction) setPublished(dates []dateMention) {
	if t, ok := parseDay(e.doc.Date); ok {
		e.published = t
		return
	}
	for i := range dates {
		if d := &dates[i]; d.first.day != 0 && d.first.year != 0 {
			last := d.last
			e.published = time.Date(last.year, time.Month(last.month), last.day, 0, 0, 0, 0, time.UTC)
			return
		}
	}
	for i := range dates {
		if d := &dates[i]; d.first.year != 0 && d.first.year < 2030 && d.first.year > e.published.Year() {
			e.published = time.Date(d.first.year, 7, 1, 0, 0, 0, 0, time.UTC)
		}
	}
}

// day returns the day of publication; empty when it is not known.
func (e *extraction) day() string {
	if e.published.IsZero() {
		return ""
	}
	return e.published.Format(time.DateOnly)
}

// complete gives a date the year of publication, unless another brings it much
// nearer to that day.
func (d *dateMention) complete(published time.Time) {
	if published.IsZero() {
		return
	}
	gap := func(year int) time.Duration {
		return time.Date(year, time.Month(d.first.month), max(d.first.day, 15), 0, 0, 0, 0, time.UTC).Sub(published).Abs()
	}
	best := published.Year()
	for _, year := range []int{best - 1, best + 1} {
		if 2*gap(year) < gap(best) {
			best = year
		}
	}
	if d.last.year == 0 {
		d.last.year = best
		if d.last.month < d.first.month {
			d.last.year++
		}
	}
	d.first.year = best
}

// turn puts a month that is called the last or next on that side of the day of
// publication: "last September", « septembre dernier ».
func (s *dateScanner) turn(d *dateMention, published time.Time) {
	isLast := s.is(d.from-1, d.from, "last") || s.is(d.to-1, d.from, "dernier", "scorso")
	isNext := s.is(d.from-1, d.from, "next") || s.is(d.to-1, d.from, "prochain", "prossimo")
	month := published.Format("2006-01")
	first := d.first.String()
	switch {
	case published.IsZero() || first == "":
	case isLast && first[:min(7, len(first))] > month:
		d.first.year, d.last.year = d.first.year-1, d.last.year-1
	case isNext && first[:min(7, len(first))] < month:
		d.first.year, d.last.year = d.first.year+1, d.last.year+1
	}
}

// besides finds « le lendemain », « la veille » and "the following day": a day from the
// last that the paragraph names before, else from that of the document.
func (s *dateScanner) besides(dates []dateMention, published time.Time) (found []dateMention) {
	next := 0
	for i := range s.tokens {
		for next < len(dates) && dates[next].to <= i {
			next++
		}
		shift, n := s.rules.besideDates.at(s.tokens, i, s.blockOf(i).to)
		if n == 0 || published.IsZero() || s.isOwned(i, i+n) {
			continue
		}
		day, _ := shift.from(published)
		if next > 0 && s.sameBlock(dates[next-1].from, i) && dates[next-1].last.day != 0 {
			at := dates[next-1].last
			if shift.by < 0 {
				at = dates[next-1].first
			}
			day = momentOf(time.Date(at.year, time.Month(at.month), at.day+shift.by, 0, 0, 0, 0, time.UTC))
		}
		found = append(found, dateMention{from: i, to: i + n, first: day, last: day, isRelative: true})
	}
	return found
}

// yearAlone reads a year where a preposition or its place in the sentence says
// that it is one.
func (s *dateScanner) yearAlone(i int) (dateMention, bool) {
	year, ok := s.year(i)
	if !ok || s.is(i+1, i, "%", "million", "billion", "people", "persons", "officers", "jobs", "participants", "delegates", "police", "personnes", "emplois", "tonnes", "tons", "soldiers") || s.is(i-1, i, "coronavirus") || s.is(i-1, i, "$", "€", "£", "/", ".", "no", "n°") {
		return dateMention{}, false
	}
	isNumber := s.is(i-1, i, "-", "–", "no", "n°") && s.isNumber(i-2, i) || s.is(i+1, i, "-", "–") && s.isNumber(i+2, i) || s.isNumber(i-1, i) || s.isNumber(i+1, i) || s.is(i-1, i, ",") && s.isNumber(i-2, i)
	if isNumber {
		return dateMention{}, false
	}
	d := single(moment{year: year}, i+1)
	d.from = i
	return d, true
}

// isNumber reports whether token i, in the block of token of, is a number that is
// no year.
func (s *dateScanner) isNumber(i, of int) bool {
	if !s.sameBlock(i, of) || s.tokens[i].kind != numberToken {
		return false
	}
	_, isYear := s.year(i)
	return !isYear
}

// relative finds today, yesterday, a day of the week, and their like.
func (s *dateScanner) relative(published time.Time) (dates []dateMention) {
	if published.IsZero() {
		return nil
	}
	for i := range s.tokens {
		if shift, n := s.rules.relativeDates.at(s.tokens, i, s.blockOf(i).to); n > 0 && !s.isOwned(i, i+n) {
			first, last := shift.from(published)
			dates = append(dates, dateMention{from: i, to: i + n, first: first, last: last, isRelative: true})
			continue
		}
		day, ok := s.rules.weekdays[s.tokens[i].norm]
		if ok && s.isWeekday(i) {
			dates = append(dates, s.weekday(i, day, published))
		}
	}
	return dates
}

// isOwned reports that a word for a day says whose it is: "today's challenges", « à la
// veille du sommet ».
func (s *dateScanner) isOwned(from, to int) bool {
	return s.is(to, from, "'s") || s.is(from, from, "demain") && s.is(from-1, from, "de") || s.is(to-1, from, "veille", "lendemain") && s.is(to, from, "de", "du", "des", "d'")
}

// weekday resolves the name of a weekday: the last such day, or the next where
// the sentence speaks of what is to come; with another behind it an interval.
func (s *dateScanner) weekday(i, day int, published time.Time) dateMention {
	m := s.nearest(day, i, published)
	d := dateMention{from: i, to: i + 1, first: m, last: m, isRelative: true}
	at, ok := s.link(i+1, i)
	if !ok || !s.sameBlock(at, i) {
		return d
	}
	if second, isDay := s.rules.weekdays[s.tokens[at].norm]; isDay {
		d.last, d.to = s.nearest(second, i, published), at+1
		if d.last.String() < d.first.String() {
			d.last = momentOf(time.Date(d.last.year, time.Month(d.last.month), d.last.day+7, 0, 0, 0, 0, time.UTC))
		}
	}
	if s.is(d.to, i, "dernier", "derniers", "prochain", "prochains") {
		d.to++
	}
	return d
}

// nearest returns the day of the week last before the day of publication, or
// next behind it.
func (s *dateScanner) nearest(day, i int, published time.Time) moment {
	back := (int(published.Weekday()) - day + 7) % 7
	if s.isAhead(i) {
		return momentOf(published.AddDate(0, 0, (7-back)%7))
	}
	return momentOf(published.AddDate(0, 0, -back))
}

// ahead are words of sentences on what is to come.
var ahead = setOf("will", "shall", "begins", "opens", "next", "upcoming", "plans", "ahead", "until", "wird", "werden", "devraient", "devrait", "doit", "doivent", "prochain", "prochaine", "prochains", "avant", "before", "termine", "ouvre", "commence", "ends", "concludes", "starts", "scheduled", "prevu", "prevue", "would", "soll", "sollen", "dovrebbe", "debera")

// isAhead reports whether the sentence around token i speaks of the future.
func (s *dateScanner) isAhead(i int) bool {
	b := s.blockOf(i)
	for k := i; k >= b.from && k > i-30; k-- {
		t := &s.tokens[k]
		isFuture := s.language == "fr" && len(t.norm) > 4 && (strings.HasSuffix(t.norm, "era") || strings.HasSuffix(t.norm, "evra") || strings.HasSuffix(t.norm, "eront") || strings.HasSuffix(t.norm, "ira") || strings.HasSuffix(t.norm, "dra"))
		if ahead[t.norm] || isFuture {
			return true
		}
		if t.norm == "." || t.norm == ";" {
			return false
		}
	}
	return false
}

// isWeekday reports whether the name of a weekday stands for a day by itself:
// no date follows.
func (s *dateScanner) isWeekday(i int) bool {
	if s.language == "en" && !s.tokens[i].isCapital {
		return false
	}
	for _, k := range []int{i + 1, i + 2, i + 3} {
		if !s.sameBlock(k, i) || !s.is(k-1, i, ",", "le", "the", ".") && k > i+1 {
			break
		}
		if _, ok := s.at(k); ok {
			return false
		}
	}
	return !s.is(i-1, i, "a", "black", "good", "bloody") && len(s.tokens[i].norm) > 3
}

// withWeekday widens a date to the name of the weekday before it.
func (s *dateScanner) withWeekday(from int) int {
	k := from - 1
	for s.is(k, from, ",", "le", "the", ".", "(") && k > from-3 {
		k--
	}
	if s.sameBlock(k, from) {
		if _, ok := s.rules.weekdays[s.tokens[k].norm]; ok && (s.tokens[k].isCapital || s.language != "en") {
			return k
		}
	}
	return from
}

// A dateShift is a distance in time.
type dateShift struct {
	unit string
	by   int
}

// from returns the first and last day at that distance from a day; a week runs
// from Monday.
func (s dateShift) from(t time.Time) (first, last moment) {
	switch s.unit {
	case "year":
		m := moment{year: t.Year() + s.by}
		return m, m
	case "month":
		t = time.Date(t.Year(), t.Month()+time.Month(s.by), 1, 0, 0, 0, 0, time.UTC)
		m := moment{year: t.Year(), month: int(t.Month())}
		return m, m
	case "week":
		monday := t.AddDate(0, 0, 7*s.by-(int(t.Weekday())+6)%7)
		return momentOf(monday), momentOf(monday.AddDate(0, 0, 6))
	}
	m := momentOf(t.AddDate(0, 0, s.by))
	return m, m
}
