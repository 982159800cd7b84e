package ingest

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// A moment is a date as precise as a text says it: parts that it does not say
// are zero.
type moment struct{ year, month, day int }

// String returns the moment as in ISO 8601; empty without a year.
func (m moment) String() string {
	switch {
	case m.year == 0:
		return ""
	case m.month == 0:
		return fmt.Sprintf("%04d", m.year)
	case m.day == 0:
		return fmt.Sprintf("%04d-%02d", m.year, m.month)
	}
	return fmt.Sprintf("%04d-%02d-%02d", m.year, m.month, m.day)
}

func (m moment) isValid() bool {
	if m.month == 0 || m.day == 0 {
		return m.month <= 12
	}
	t := time.Date(max(m.year, 4), time.Month(m.month), m.day, 0, 0, 0, 0, time.UTC)
	return int(t.Month()) == m.month && t.Day() == m.day
}

// parseDay reads a day of the form 2006-01-02.
func parseDay(text string) (time.Time, bool) {
	t, err := time.Parse(time.DateOnly, text)
	return t, err == nil
}

// A dateMention is a date or an interval in a text. Its year is zero where the
// text does not say it.
type dateMention struct {
	from, to   int
	first      moment
	last       moment // equals first for a single date
	isRelative bool
}

// value returns the date or interval.
func (d *dateMention) value() string {
	if d.first == d.last {
		return d.first.String()
	}
	return d.first.String() + "/" + d.last.String()
}

// A dateScanner finds dates in a row of tokens.
type dateScanner struct {
	*reading
	rules *rules
}

// at reads the date that begins at token i, if any.
func (s *dateScanner) at(i int) (d dateMention, ok bool) {
	for _, form := range []func(int) (dateMention, bool){s.iso, s.numeric, s.ideographic, s.dayFirst, s.monthFirst, s.monthAlone} {
		if d, ok = form(i); ok && d.first.isValid() && d.last.isValid() {
			d.from = i
			return d, true
		}
	}
	return d, false
}

func single(m moment, to int) dateMention { return dateMention{first: m, last: m, to: to} }

// iso reads 2025-11-23 and 2025/11/23.
func (s *dateScanner) iso(i int) (dateMention, bool) {
	if !s.sameBlock(i+4, i) || s.tokens[i].end-s.tokens[i].start != 4 || !s.is(i+1, i, "-", "/") || !s.is(i+3, i, s.tokens[i+1].norm) {
		return dateMention{}, false
	}
	t, ok := parseDay(strings.ReplaceAll(s.span(i, i+5), "/", "-"))
	return single(momentOf(t), i+5), ok
}

func momentOf(t time.Time) moment { return moment{t.Year(), int(t.Month()), t.Day()} }

// numeric reads 23.11.2025, and 23/11/2025 where the order is plain.
func (s *dateScanner) numeric(i int) (dateMention, bool) {
	parts := strings.Split(s.tokens[i].norm, ".")
	to := i + 1
	if len(parts) == 1 && s.is(i+1, i, "/") && s.is(i+3, i, "/") && s.sameBlock(i+4, i) {
		parts = []string{parts[0], s.tokens[i+2].norm, s.tokens[i+4].norm}
		to = i + 5
	}
	if len(parts) != 3 || len(parts[2]) != 4 {
		return dateMention{}, false
	}
	var n [3]int
	for k := range parts {
		n[k], _ = strconv.Atoi(parts[k])
	}
	if s.language == "en" && to == i+5 { // the month may come first
		if n[0] <= 12 && n[1] <= 12 {
			return dateMention{}, false
		}
		if n[1] > 12 {
			n[0], n[1] = n[1], n[0]
		}
	}
	m := moment{n[2], n[1], n[0]}
	return single(m, to), m.year > 1900 && m.month > 0 && m.day > 0
}

// ideographic reads 2025年11月23日.
func (s *dateScanner) ideographic(i int) (dateMention, bool) {
	year, ok := s.year(i)
	if !ok || !s.is(i+1, i, "年") {
		return dateMention{}, false
	}
	m, to := moment{year: year}, i+2
	if n, ok := s.number(i+2, i, 12); ok && s.is(i+3, i, "月") {
		m.month, to = n, i+4
		if n, ok := s.number(i+4, i, 31); ok && s.is(i+5, i, "日") {
			m.day, to = n, i+6
		}
	}
	return single(m, to), true
}

func (s *dateScanner) number(i, of, most int) (int, bool) {
	if !s.sameBlock(i, of) || s.tokens[i].kind != numberToken {
		return 0, false
	}
	n, err := strconv.Atoi(s.tokens[i].norm)
	return n, err == nil && n >= 1 && n <= most
}

// day reads the number of a day: 21, 21st, 1er, "21." in German.
func (s *dateScanner) day(i, of int) (n, next int) {
	if !s.sameBlock(i, of) || s.tokens[i].kind != numberToken {
		return 0, 0
	}
	digits := strings.TrimRight(s.tokens[i].norm, "abcdefghijklmnopqrstuvwxyz.")
	if ending := s.tokens[i].norm[len(digits):]; ending != "" && !s.rules.ordinalEndings[ending] {
		return 0, 0
	}
	n, err := strconv.Atoi(digits)
	if err != nil || n < 1 || n > 31 || len(digits) > 2 {
		return 0, 0
	}
	next = i + 1
	if s.is(next, of, "(") && s.is(next+2, of, ".") && s.is(next+3, of, ")") { // 29 (Sat.)
		next += 4
	} else if s.is(next, of, "(") && s.is(next+2, of, ")") {
		if _, ok := s.rules.weekdays[s.tokens[next+1].norm]; ok {
			next += 3
		}
	}
	if s.is(next, of, ".", "º", "°") && s.sameBlock(next+1, of) && s.language != "en" && !s.tokens[next].spaced {
		next++
	}
	return n, next
}

// month reads the name of a month and the point of its abbreviation.
func (s *dateScanner) month(i, of int) (m, next int) {
	if !s.sameBlock(i, of) || !s.tokens[i].isWord() {
		return 0, 0
	}
	m = s.rules.months[s.tokens[i].norm]
	if m == 0 || s.language == "en" && !s.tokens[i].isCapital {
		return 0, 0
	}
	next = i + 1
	if s.is(next, of, ".") && s.sameBlock(next+1, of) && s.tokens[next+1].kind == numberToken {
		next++
	}
	return m, next
}

func (s *dateScanner) year(i int) (int, bool) {
	t := &s.tokens[i]
	if t.kind != numberToken || len(t.norm) != 4 {
		return 0, false
	}
	n, err := strconv.Atoi(t.norm)
	return n, err == nil && n >= 1900 && n <= 2100
}

// trailingYear reads the year behind a day or month, with what may stand
// between: a comma, "of", "de".
func (s *dateScanner) trailingYear(i, of int) (year, next int) {
	for k := i; k <= i+1 && s.sameBlock(k, of); k++ {
		if y, ok := s.year(k); ok {
			return y, k + 1
		}
		if !s.is(k, of, ",", "of", "de", "del") {
			break
		}
	}
	return 0, i
}

// link skips what joins the ends of an interval or the items of a list.
func (s *dateScanner) link(i, of int) (next int, ok bool) {
	switch {
	case s.is(i, of, "jusqu'") && s.is(i+1, of, "au"):
		return i + 2, true
	case s.is(i, of, "all") && s.is(i+1, of, "'"): // dal 6 all'8 luglio
		return i + 2, true
	case s.is(i, of, "et") && s.is(i+1, of, "le"), s.is(i, of, "and") && s.is(i+1, of, "on", "the"), s.is(i, of, "to") && s.is(i+1, of, "the"):
		return i + 2, true
	case s.is(i, of, "to", "-", "–", "—", "and", "&", "through", "until", "till", "au", "et", "bis", "und", "al", "e", "ed", "y", "a", "/"):
		return i + 1, true
	}
	return i, false
}

// dayFirst reads "21 to 23 November 2025", "du 30 novembre au 2 décembre 2025".
func (s *dateScanner) dayFirst(i int) (d dateMention, ok bool) {
	day, k := s.day(i, i)
	if day == 0 {
		return d, false
	}
	last, k := s.moreDays(k, i, day)
	if s.is(k, i, "of", "de") {
		k++
	}
	month, next := s.month(k, i)
	if month == 0 {
		return d, false
	}
	year, next := s.trailingYear(next, i)
	d = dateMention{first: moment{year, month, day}, last: moment{year, month, last}, to: next}
	if last == day {
		s.secondHalf(&d, i, false)
	}
	return d, true
}

// moreDays reads the rest of "21, 22 and 23", and returns the last day.
func (s *dateScanner) moreDays(k, of, day int) (last, next int) {
	last, next = day, k
	for {
		at, ok := s.link(next, of)
		if !ok && s.is(next, of, ",") {
			at, ok = next+1, true
		}
		if !ok {
			return last, next
		}
		if s.sameBlock(at, of) && s.tokens[at].isWord() {
			if _, isDay := s.rules.weekdays[s.tokens[at].norm]; isDay { // jeudi 19 et vendredi 20
				at++
			}
		}
		n, after := s.day(at, of)
		if n <= last {
			return last, next
		}
		if s.is(next, of, ",") && s.isYearless(after, of) {
			return last, next
		}
		last, next = n, after
	}
}

// isYearless reports that what follows a comma and a number is no further day:
// the number was something else.
func (s *dateScanner) isYearless(i, of int) bool {
	_, isLinked := s.link(i, of)
	month, _ := s.month(i, of)
	return !isLinked && month == 0 && !s.is(i, of, ",")
}

// secondHalf reads the end of an interval over two months.
func (s *dateScanner) secondHalf(d *dateMention, of int, monthFirst bool) {
	at, ok := s.link(d.to, of)
	if !ok && s.is(d.to, of, ",") && s.is(d.to+1, of, "and") && monthFirst { // May 31, and June 1 and 2
		at, ok = d.to+2, true
	}
	if !ok || d.first.year != 0 && s.is(d.to, of, "and", "et", "e", "y", "und") {
		return
	}
	var day, month, next int
	if monthFirst {
		if month, next = s.month(at, of); month == 0 {
			return
		}
		day, next = s.day(next, of)
	} else {
		if day, next = s.day(at, of); day == 0 {
			return
		}
		month, next = s.month(next, of)
	}
	if day == 0 || month == 0 {
		return
	}
	if monthFirst {
		day, next = s.moreDays(next, of, day)
	}
	year, next := s.trailingYear(next, of)
	d.last = moment{year, month, day}
	if d.first.year == 0 {
		d.first.year = year
		if month < d.first.month && year > 0 {
			d.first.year--
		}
	}
	d.to = next
}

// monthFirst reads "November 21 to 23, 2025", "Nov. 23, 2025".
func (s *dateScanner) monthFirst(i int) (d dateMention, ok bool) {
	month, k := s.month(i, i)
	if month == 0 || !s.tokens[i].isCapital {
		return d, false
	}
	day, k := s.day(k, i)
	if day == 0 {
		return d, false
	}
	last, k := s.moreDays(k, i, day)
	year, next := s.trailingYear(k, i)
	d = dateMention{first: moment{year, month, day}, last: moment{year, month, last}, to: next}
	if last == day {
		s.secondHalf(&d, i, true)
	}
	return d, true
}

// monthAlone reads "November 2025", and a month behind a preposition.
func (s *dateScanner) monthAlone(i int) (d dateMention, ok bool) {
	month, k := s.month(i, i)
	if month == 0 {
		return d, false
	}
	year, next := s.trailingYear(k, i)
	isMid := s.is(i-1, i, "-") && s.is(i-2, i, "mid", "mi")
	if year == 0 && !isMid && !(k == i+1 && (len(s.tokens[i].norm) > 3 || s.is(i, i, "may", "mai")) && s.is(i-1, i, "in", "en", "since", "last", "next", "depuis", "during", "until", "by", "of", "im", "fin", "debut", "late", "early", "mid", "this", "from", "d'", "de", "before", "after", "mois", "entre", "to", "al", "nel", "between")) {
		return d, false
	}
	if year > 0 || !s.is(next, i, "last", "dernier", "prochain", "scorso", "prossimo") {
		return single(moment{year: year, month: month}, next), true
	}
	return single(moment{month: month}, next+1), true
}
