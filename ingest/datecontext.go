package ingest

import "time"

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
	dates = append(dates, s.relative(e.published)...)
	for i := range dates {
		d := &dates[i]
		confidence := 0.95
		if d.first.year == 0 {
			confidence = 0.8
			d.complete(e.published)
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

// yearAlone reads a year where a preposition or its place in the sentence says
// that it is one.
func (s *dateScanner) yearAlone(i int) (dateMention, bool) {
	year, ok := s.year(i)
	if !ok || s.is(i+1, i, "%", "million", "billion") || s.is(i-1, i, "$", "€", "£", "/", ".", "no", "n°") {
		return dateMention{}, false
	}
	behind := s.rules.yearPrepositions[normAt(s.reading, i-1, i)]
	if !behind {
		return dateMention{}, false
	}
	d := single(moment{year: year}, i+1)
	d.from = i
	return d, true
}

// normAt returns the normal form of token i, empty outside the block of token
// of.
func normAt(r *reading, i, of int) string {
	if !r.sameBlock(i, of) {
		return ""
	}
	return r.tokens[i].norm
}

// relative finds today, yesterday, a day of the week, and their like.
func (s *dateScanner) relative(published time.Time) (dates []dateMention) {
	if published.IsZero() {
		return nil
	}
	for i := range s.tokens {
		if shift, n := s.rules.relativeDates.at(s.tokens, i, s.blockOf(i).to); n > 0 {
			dates = append(dates, dateMention{from: i, to: i + n, first: shift.from(published), last: shift.from(published), isRelative: true})
			continue
		}
		day, ok := s.rules.weekdays[s.tokens[i].norm]
		if ok && s.isWeekday(i) {
			back := (int(published.Weekday()) - day + 7) % 7
			m := momentOf(published.AddDate(0, 0, -back))
			dates = append(dates, dateMention{from: i, to: i + 1, first: m, last: m, isRelative: true})
		}
	}
	return dates
}

// isWeekday reports whether the name of a weekday stands for a day by itself:
// no date follows or precedes it.
func (s *dateScanner) isWeekday(i int) bool {
	if s.language == "en" && !s.tokens[i].isCapital {
		return false
	}
	for _, k := range []int{i + 1, i + 2} {
		if !s.sameBlock(k, i) {
			break
		}
		if _, ok := s.at(k); ok || s.tokens[k].kind == numberToken {
			return false
		}
	}
	return s.is(i-1, i, "on", "ce", "this", "le", "since", "depuis", "until", "by") || s.is(i-1, i, "last", "late")
}

// A dateShift is a distance in time.
type dateShift struct {
	unit string
	by   int
}

func (s dateShift) from(t time.Time) moment {
	switch s.unit {
	case "year":
		return moment{year: t.Year() + s.by}
	case "month":
		t = time.Date(t.Year(), t.Month()+time.Month(s.by), 1, 0, 0, 0, 0, time.UTC)
		return moment{year: t.Year(), month: int(t.Month())}
	}
	return momentOf(t.AddDate(0, 0, s.by))
}
