package data

import (
	"fmt"
	"strings"
	"time"

	"w3id.org/plenary/rdf"
)

// A valuePattern makes a literal from a row.
type valuePattern struct {
	text template
	kind template // "date", "@en" or a prefixed datatype, once filled
	make valueMaker
}

// A valueMaker makes a literal of a text, or says why it cannot.
type valueMaker func(text string) (rdf.Term, error)

func compileValue(t *table, text, kind string) (valuePattern, error) {
	var v valuePattern
	var err error
	if v.text, err = compileTemplate(t, text); err != nil {
		return v, err
	}
	if v.kind, err = compileTemplate(t, kind); err != nil {
		return v, err
	}
	if v.kind.firstColumn() < 0 {
		v.make, err = makerOf(kind)
	}
	return v, err
}

// makerOf returns how literals of a kind are made.
func makerOf(kind string) (valueMaker, error) {
	switch {
	case kind == "date":
		return dateLiteral, nil
	case kind == "xsd:string" || kind == "@und" || kind == "@mul":
		return plainLiteral, nil
	case strings.HasPrefix(kind, "@"):
		return func(s string) (rdf.Term, error) { return rdf.LangString(s, kind[1:]), nil }, nil
	}
	datatype, err := expand(kind)
	if err != nil {
		return nil, err
	}
	valid := lexicalForms[localName(datatype)]
	if valid == nil {
		return nil, fmt.Errorf("literals of %s are not made here", kind)
	}
	return func(s string) (rdf.Term, error) {
		if !valid(s) {
			return rdf.Term{}, fmt.Errorf("%q is no %s", s, kind)
		}
		return rdf.Literal(s, datatype), nil
	}, nil
}

func plainLiteral(s string) (rdf.Term, error) { return rdf.String(s), nil }

// lexicalForms holds a test for each datatype that tables may use.
var lexicalForms = map[string]func(string) bool{
	"integer":            func(s string) bool { return digits(strings.TrimPrefix(s, "-")) },
	"nonNegativeInteger": digits,
	"positiveInteger":    func(s string) bool { return digits(s) && strings.Trim(s, "0") != "" },
	"decimal":            decimal,
	"boolean":            func(s string) bool { return s == "true" || s == "false" },
	"gYear":              func(s string) bool { return len(s) == 4 && digits(s) },
	"duration":           func(s string) bool { return strings.HasPrefix(s, "P") && len(s) > 2 },
	"language":           func(s string) bool { return s != "" && !strings.ContainsAny(s, " _;,") },
	"date":               func(s string) bool { return len(s) == 10 && dateError(s) == nil },
}

func digits(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

func decimal(s string) bool {
	whole, fraction, found := strings.Cut(strings.TrimPrefix(s, "-"), ".")
	return digits(whole) && (!found || digits(fraction))
}

// Datatypes of dates by precision.
const (
	xsd           = "http://www.w3.org/2001/XMLSchema#"
	xsdDate       = xsd + "date"
	xsdGYearMonth = xsd + "gYearMonth"
	xsdGYear      = xsd + "gYear"
)

// dateLiteral makes an xsd:date, xsd:gYearMonth or xsd:gYear, by length.
func dateLiteral(s string) (rdf.Term, error) {
	if err := dateError(s); err != nil {
		return rdf.Term{}, err
	}
	switch len(s) {
	case 4:
		return rdf.Literal(s, xsdGYear), nil
	case 7:
		return rdf.Literal(s, xsdGYearMonth), nil
	}
	return rdf.Literal(s, xsdDate), nil
}

// dateError says why a text is no date.
func dateError(s string) error {
	switch len(s) {
	case 4, 7, 10:
		if _, err := time.Parse("2006-01-02"[:len(s)], s); err == nil {
			return nil
		}
	}
	return fmt.Errorf("%q is no date of the calendar: write 2025-11-23, 2025-11 or 2025", s)
}

// firstDay and lastDay return the bounds of a valid date as days.
func firstDay(s string) string { return s + "-01-01"[len(s)-4:][:10-len(s)] }

func lastDay(s string) string {
	switch len(s) {
	case 4:
		return s + "-12-31"
	case 7:
		t, _ := time.Parse("2006-01", s)
		return t.AddDate(0, 1, -1).Format(time.DateOnly)
	}
	return s
}
