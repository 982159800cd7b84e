package data

import "testing"

func TestSlug(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"words", "United Arab Emirates", "united-arab-emirates"},
		{"accents", "Évian-les-Bains", "evian-les-bains"},
		{"macron", "Tōyako", "toyako"},
		{"letters of one piece", "Jørgensen, Łódź", "jorgensen-lodz"},
		{"apostrophes", "Côte d’Ivoire", "cote-divoire"},
		{"signs", "G7/G8 (2014)", "g7-g8-2014"},
		{"another script", "日本", "cf2abf0c"},
		{"nothing", "–", slug("–")},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := slug(tt.in); got != tt.want || got == "" {
				t.Errorf("slug(%q) = %q, want %q", tt.in, got, tt.want)
			}
		})
	}
}

func TestDateLiteral(t *testing.T) {
	tests := []struct {
		name, in, datatype, first, last string
	}{
		{"day", "2024-02-29", xsdDate, "2024-02-29", "2024-02-29"},
		{"month", "2023-02", xsdGYearMonth, "2023-02-01", "2023-02-28"},
		{"month of a leap year", "2024-02", xsdGYearMonth, "2024-02-01", "2024-02-29"},
		{"year", "1996", xsdGYear, "1996-01-01", "1996-12-31"},
		{"no such day", "2025-02-29", "", "", ""},
		{"no such month", "2025-13", "", "", ""},
		{"words", "spring", "", "", ""},
		{"empty", "", "", "", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := dateLiteral(tt.in)
			if (err == nil) != (tt.datatype != "") || got.Datatype() != tt.datatype {
				t.Fatalf("dateLiteral(%q) = %v, %v, want datatype %q", tt.in, got, err, tt.datatype)
			}
			if err == nil && (firstDay(tt.in) != tt.first || lastDay(tt.in) != tt.last) {
				t.Errorf("bounds of %q = %s, %s, want %s, %s", tt.in, firstDay(tt.in), lastDay(tt.in), tt.first, tt.last)
			}
		})
	}
}

func TestTextFragment(t *testing.T) {
	const in, want = "Nov. 23, 2025 – a-b & c", "Nov.%2023%2C%202025%20%E2%80%93%20a%2Db%20%26%20c"
	if got := textFragment(in); got != want {
		t.Errorf("textFragment(%q) = %q, want %q", in, got, want)
	}
}

// TestEveryColumnIsUsed: a cell that no pattern, id or label reads would be
// lost without a word.
func TestEveryColumnIsUsed(t *testing.T) {
	elsewhere := map[string]bool{"source": true, "confidence": true, "notes": true, "basis": true}
	byProgram := map[string]bool{"seed_claims": true, "predicates": true, "licences": true}
	for _, d := range loaded(t).tables.defs {
		if byProgram[d.table.name] {
			continue
		}
		used := d.columnsUsed()
		for i, name := range d.columns {
			if !used[i] && !elsewhere[name] {
				t.Errorf("%s: nothing uses the column %s", d.file(), name)
			}
		}
	}
}

func (d *definition) columnsUsed() map[int]bool {
	used := map[int]bool{}
	mark := func(t template) {
		for _, p := range t {
			used[p.column] = true
		}
	}
	for _, p := range d.patterns {
		mark(p.subject.text)
		mark(p.value.text)
		mark(p.value.kind)
		mark(p.claim.rank)
		for _, predicate := range p.predicates {
			mark(predicate.text)
		}
		if p.object != nil {
			mark(p.object.text)
		}
		for _, c := range p.where {
			used[c.column] = true
		}
	}
	for _, t := range d.key {
		mark(t)
	}
	return used
}
