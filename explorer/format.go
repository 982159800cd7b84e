package explorer

import (
	"strconv"
	"strings"
)

var monthNames = map[string][]string{
	"en": {"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"},
	"fr": {"janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"},
}

// FormatCount writes a number with the group separator of the language.
func FormatCount(lang string, n int) string {
	digits, separator := strconv.Itoa(n), ","
	if lang == "fr" {
		separator = "\u202f" // narrow no-break space
	}
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + separator + digits[i:]
	}
	return digits
}

// A day is a date as precise as its lexical form: zero month or day where
// that is not known.
type day struct {
	year       string
	month, day int
}

// parseDay reads YYYY, YYYY-MM or YYYY-MM-DD.
func parseDay(lexical string) (d day, ok bool) {
	parts := strings.Split(lexical, "-")
	if len(parts) > 3 || len(parts[0]) != 4 {
		return d, false
	}
	if _, err := strconv.Atoi(parts[0]); err != nil {
		return d, false
	}
	d.year = parts[0]
	for i, part := range parts[1:] {
		n, err := strconv.Atoi(part)
		if err != nil || n < 1 || n > []int{12, 31}[i] {
			return d, false
		}
		if i == 0 {
			d.month = n
		} else {
			d.day = n
		}
	}
	return d, true
}

// FormatDate writes an xsd:date, xsd:gYearMonth or xsd:gYear as people do;
// anything else comes back as it is.
func FormatDate(lang, lexical string) string {
	d, ok := parseDay(lexical)
	if !ok {
		return lexical
	}
	return d.format(lang, true, true)
}

func (d day) format(lang string, month, year bool) string {
	names, known := monthNames[lang]
	if !known {
		names = monthNames["en"]
	}
	var parts []string
	if d.day > 0 {
		n := strconv.Itoa(d.day)
		if lang == "fr" && d.day == 1 {
			n = "1er"
		}
		parts = append(parts, n)
	}
	if d.month > 0 && month {
		parts = append(parts, names[d.month-1])
	}
	if year {
		parts = append(parts, d.year)
	}
	return strings.Join(parts, "\u00a0")
}

// FormatRange writes a period, leaving out of its start what its end repeats.
// Either may be empty; both empty give "".
func FormatRange(lang, from, until string) string {
	a, okA := parseDay(from)
	b, okB := parseDay(until)
	switch {
	case from == until || until == "":
		return FormatDate(lang, from)
	case from == "":
		return "– " + FormatDate(lang, until)
	case !okA || !okB || a.day == 0 || b.day == 0:
		return FormatDate(lang, from) + " – " + FormatDate(lang, until)
	}
	sameYear := a.year == b.year
	sameMonth := sameYear && a.month == b.month
	dash := " – "
	if sameMonth {
		dash = "–"
	}
	return a.format(lang, !sameMonth, !sameYear) + dash + b.format(lang, true, true)
}
