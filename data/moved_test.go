package data

import (
	"strings"
	"testing"
)

// TestMemberships: the membership columns of the pack's countries are rows of
// memberships.csv. Austria is a correction: the pack has it outside the EU.
func TestMemberships(t *testing.T) {
	facts := shared(t, "facts")
	d := loaded(t).tables.byName["memberships"]
	want := map[string]string{"eu-AT": "1995-01-01 "}
	for _, r := range readRows(t, facts+"/countries.csv") {
		if r["g7_member_since"] != "" {
			want["g7-"+r["alpha2"]] = r["g7_member_since"] + " " + r["g7_member_until"]
		}
		if dates, ok := strings.CutPrefix(r["eu_relation"], "member "); ok {
			dates = strings.TrimPrefix(dates, "since ")
			from, to, _ := strings.Cut(dates, " to ")
			want["eu-"+r["alpha2"]] = from + " " + to
		}
	}
	for i, key := range d.keys {
		r := &d.rows[i]
		if got := d.cell(r, "since") + " " + d.cell(r, "until"); got != want[key] {
			t.Errorf("memberships.csv:%d: %s = %q, want %q", r.line, key, got, want[key])
		}
		delete(want, key)
	}
	for key := range want {
		t.Errorf("memberships.csv has no %s", key)
	}
}

// TestPresidencies: the presidency of each summit of the pack is that of its
// year, and its host leader is named by id.
func TestPresidencies(t *testing.T) {
	facts := shared(t, "facts")
	tables := loaded(t).tables
	summits, presidencies, persons := tables.byName["summits"], tables.byName["presidencies"], tables.byName["persons"]
	for _, r := range readRows(t, facts+"/summits.csv") {
		our := &summits.rows[summits.rowOf[r["summit_id"]]]
		i, ok := presidencies.rowOf[summits.cell(our, "presidency")]
		if !ok || presidencies.cell(&presidencies.rows[i], "party") != r["presidency"] {
			t.Errorf("%s: presidency %q, the pack has %q", r["summit_id"], summits.cell(our, "presidency"), r["presidency"])
		}
		var names []string
		for id := range strings.SplitSeq(summits.cell(our, "host_person_ids"), ";") {
			names = append(names, persons.cell(&persons.rows[persons.rowOf[id]], "name"))
		}
		if got := strings.Join(names, "; "); got != r["host_leader"] {
			t.Errorf("%s: hosted by %q, the pack has %q", r["summit_id"], got, r["host_leader"])
		}
	}
}

// TestAliases: each alias of the pack that is not from the ODbL list is a
// label of its entity, with its kind unless it is the preferred label.
func TestAliases(t *testing.T) {
	facts := shared(t, "facts")
	d := loaded(t).tables.byName["aliases"]
	kinds := map[string]string{}
	for i := range d.rows {
		r := &d.rows[i]
		kinds[strings.Join(r.cells[:3], "/")] = d.cell(r, "kind")
	}
	for _, r := range readRows(t, facts+"/aliases.csv") {
		if fromODbL(r) {
			continue
		}
		key := strings.Replace(r["entity_id"], "g8", "g7", 1) + "/" + r["alias"] + "/" + r["lang"]
		if got := kinds[key]; got != r["kind"] && got != "pref" {
			t.Errorf("aliases.csv: %s has kind %q, the pack has %q", key, got, r["kind"])
		}
	}
}

// TestCountryNames: the names in countries.csv are those of CLDR.
func TestCountryNames(t *testing.T) {
	tables := loaded(t).tables
	countries, names := tables.byName["countries"], tables.byName["country_names"]
	for i, key := range countries.keys {
		r := &countries.rows[i]
		at, ok := names.rowOf[key]
		if !ok {
			t.Errorf("country_names.csv has no %s", key)
			continue
		}
		for _, lang := range []string{"en", "fr"} {
			if got, want := countries.cell(r, "name_"+lang), names.cell(&names.rows[at], lang); got != want {
				t.Errorf("countries.csv:%d: name_%s = %q, CLDR has %q", r.line, lang, got, want)
			}
		}
	}
}

// TestNothingIsLeftOfTheODbLList: no table cites it.
func TestNothingIsLeftOfTheODbLList(t *testing.T) {
	f := loaded(t)
	for _, q := range f.quads {
		if strings.Contains(q.O.Value(), "mledoze") || strings.Contains(strings.ToLower(q.O.Value()), "odbl") {
			t.Errorf("%v is still in the graph", q)
		}
	}
	for _, d := range f.tables.defs {
		for i := range d.rows {
			for id := range strings.SplitSeq(d.cell(&d.rows[i], "source"), ";") {
				if id == "mledoze" {
					t.Errorf("%s:%d: the source is the ODbL list", d.file(), d.rows[i].line)
				}
			}
		}
	}
}
