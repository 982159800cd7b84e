package data

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"w3id.org/plenary/rdf"
)

// A packTable says how a table of the fact pack relates to ours: which row of
// ours is that of a row of the pack, and which columns differ and why. Columns
// that are not named must be equal.
type packTable struct {
	key     func(map[string]string) string
	columns map[string]columnRule
}

// A columnRule is how a column was carried over. The rule returns the cell
// that our row must have in the column of that name; an empty name means that
// the column is gone, and why.
type columnRule struct {
	column string
	rule   func(pack map[string]string) string
	why    string
}

func column(name string) func(map[string]string) string {
	return func(r map[string]string) string { return r[name] }
}

func join(names ...string) func(map[string]string) string {
	return func(r map[string]string) string {
		var parts []string
		for _, n := range names {
			if r[n] != "" {
				parts = append(parts, r[n])
			}
		}
		return strings.Join(parts, "/")
	}
}

func gone(why string) columnRule { return columnRule{why: why} }

func renamed(to, from string) columnRule { return columnRule{column: to, rule: column(from)} }

// list carries a list over with bare separators.
func list(name string) columnRule {
	return columnRule{name, func(r map[string]string) string { return strings.ReplaceAll(r[name], "; ", ";") }, ""}
}

// locals carries a list of EuroVoc IRIs over as identifiers.
func locals(name string) columnRule {
	return columnRule{name, func(r map[string]string) string {
		return strings.ReplaceAll(r[name], "http://eurovoc.europa.eu/", "")
	}, ""}
}

var (
	odbl     = gone("the pack has it from an ODbL list; see decision 0004 and TestCountryNames")
	byPerson = gone("the name is that of the person")
	split    = gone("memberships.csv holds it; see TestMemberships")
	byPlace  = gone("the same as in places.csv")
)

var represented = columnRule{"represents", func(r map[string]string) string {
	if r["represents_alpha2"] != "" {
		return r["represents_alpha2"]
	}
	return map[string]string{"klaas-knot": "fsb", "filippo-grandi": "unhcr", "ronald-noble": "interpol"}[r["person_id"]]
}, ""}

var guestOf = map[string]string{"United Nations": "un", "World Bank": "world-bank", "International Monetary Fund": "imf",
	"World Trade Organization": "wto", "World Health Organization": "who", "African Union": "african-union",
	"League of Arab States": "league-of-arab-states", "Organisation for Economic Co-operation and Development": "oecd",
	"International Labour Organization": "ilo", "International Energy Agency": "iea", "African Development Bank": "african-development-bank"}

func guest(r map[string]string) string { return r["country_alpha2"] + guestOf[r["organization"]] }

func seedName(column string) columnRule {
	return columnRule{column, func(r map[string]string) string { return seedObject(r, r[column]) }, ""}
}

// seedObject is the pack's object of a claim, or its subject, as we have it:
// the release has the id of its source, and the object of sc-016 is in our own
// words, since the pack's are nine in a row of the release.
func seedObject(r map[string]string, text string) string {
	if r["claim_id"] == "sc-016" && text == r["object"] {
		return "many-sided challenges to safety and security of the nations"
	}
	return strings.Replace(text, "doc-seed", "seed", 1)
}

// packTables covers the 17 tables of the pack.
var packTables = map[string]packTable{
	"aliases": {func(r map[string]string) string {
		return strings.Replace(r["entity_id"], "g8", "g7", 1) + "/" + r["alias"] + "/" + r["lang"]
	}, map[string]columnRule{
		"entity_type": gone("the id alone tells what the row is about"),
		"entity_id":   {"entity_id", func(r map[string]string) string { return strings.Replace(r["entity_id"], "g8", "g7", 1) }, ""},
		"kind":        gone("an alias that is the preferred label has the kind pref; see TestAliases"),
	}},
	"commitment_counts": {join("object_id", "measure"), map[string]columnRule{"object_kind": gone("the id alone tells")}},
	"commitments": {column("commitment_id"), map[string]columnRule{"actor": {"actor", func(r map[string]string) string {
		return strings.NewReplacer("G7", "g7", "G8", "g7").Replace(r["actor"])
	}, "one forum under both names"}}},
	"countries": {column("alpha2"), map[string]columnRule{"name_en": odbl, "name_fr": odbl, "official_name_en": odbl,
		"official_name_fr": odbl, "capital": odbl, "lat": odbl, "lon": odbl, "g7_member_since": split,
		"g7_member_until": split, "eu_relation": split, "notes": split, "confidence": split}},
	"documents": {column("document_id"), nil},
	"meeting_participants": {func(r map[string]string) string {
		return strings.Trim(r["meeting_id"]+"/"+r["person_id"], "/") + map[bool]string{true: "/" + r["represents_alpha2"]}[r["person_id"] == ""]
	}, map[string]columnRule{"person": byPerson, "represents_alpha2": represented}},
	"ministerial_meetings": {column("meeting_id"), map[string]columnRule{"track": list("track"),
		"date_precision": gone("the length of the date says it"), "host_ministers": byPerson, "host_person_ids": list("host_person_ids")}},
	"office_terms": {column("term_id"), map[string]columnRule{"person": byPerson}},
	"offices":      {column("office_id"), nil},
	"persons":      {column("person_id"), map[string]columnRule{"notes": gone("“name only” moved here from the source")}},
	"places":       {column("place_id"), nil},
	"priorities": {column("concept_id"), map[string]columnRule{"exact_match": locals("exact_match"), "close_match": locals("close_match"),
		"broad_match": locals("broad_match"), "related_match": locals("related_match"), "eurovoc_labels": gone("eurovoc.csv holds them"),
		"in_seed": gone("the claims of the release say it"), "related": gone("four concepts got a relation; see decision 0004")}},
	"seed_claims": {column("claim_id"), map[string]columnRule{"subject": seedName("subject"), "object": seedName("object"),
		"span_sha256_16": gone("the whole hash is kept; see TestReleaseClaims")}},
	"sources": {column("source_id"), map[string]columnRule{"address": gone("an IRI alone; the rest is in version"),
		"notes": gone("what was a licence is in its column"), "date": gone("one was no date"), "title": gone("that of the release is its own")}},
	"summit_guests": {func(r map[string]string) string {
		return strings.Trim(r["summit_id"]+"/"+guest(r)+"/"+r["person_id"], "/")
	}, map[string]columnRule{"ordinal": gone("that of the summit"), "country_alpha2": {"represents", guest, ""},
		"organization": {"represents", guest, ""}, "person": byPerson}},
	"summit_participants": {join("summit_id", "person_id", "represents_alpha2"), map[string]columnRule{
		"ordinal": gone("that of the summit"), "person": byPerson, "office_title": renamed("title", "office_title"),
		"represents_alpha2": represented}},
	"summits": {column("summit_id"), map[string]columnRule{"place": byPlace, "region": byPlace, "lat": byPlace, "lon": byPlace,
		"coordinate_source": byPlace, "presidency": gone("presidencies.csv holds it; see TestPresidencies"),
		"host_leader": gone("host_person_ids holds it; see TestPresidencies"), "wikidata_qid": gone("empty throughout")}},
}

// TestEveryRowOfThePackIsAccountedFor: 4,161 rows are in the graph with equal
// values, or in omitted.csv.
func TestEveryRowOfThePackIsAccountedFor(t *testing.T) {
	facts := shared(t, "facts")
	f := loaded(t)
	omitted, err := Omitted(Files())
	if err != nil {
		t.Fatal(err)
	}
	left := map[string]int{}
	for _, o := range omitted {
		left[o.Table]++
	}
	total, in, out := 0, 0, 0
	for _, name := range slices.Sorted(maps.Keys(packTables)) {
		rows := readRows(t, facts+"/"+name+".csv")
		found := f.account(t, name, rows)
		t.Logf("%-22s %4d rows, %4d in the graph, %4d omitted", name, len(rows), found, left[name])
		if found+left[name] != len(rows) {
			t.Errorf("%s: %d rows in the graph and %d omitted, want %d together", name, found, left[name], len(rows))
		}
		total, in, out = total+len(rows), in+found, out+left[name]
	}
	t.Logf("%d rows: %d in the graph, %d omitted", total, in, out)
	if total != 4161 {
		t.Errorf("the pack has %d rows, want 4161", total)
	}
}

// account counts the rows of a table of the pack that are in the graph, and
// compares their cells.
func (f *fixture) account(t *testing.T, name string, rows []map[string]string) (found int) {
	t.Helper()
	pack, d := packTables[name], f.tables.byName[name]
	ours := map[string]*row{}
	for i := range d.rows {
		key := d.keys[i]
		if name == "aliases" {
			r := &d.rows[i]
			key = d.cell(r, "entity_id") + "/" + d.cell(r, "alias") + "/" + d.cell(r, "lang")
		}
		ours[key] = &d.rows[i]
	}
	for _, r := range rows {
		key := pack.key(r)
		our := ours[key]
		if our == nil || fromODbL(r) && name == "aliases" {
			continue
		}
		found++
		f.compare(t, d, our, r, pack.columns)
		f.present(t, d, our, key)
	}
	return found
}

func fromODbL(r map[string]string) bool { return strings.Contains(r["source"], "mledoze") }

func (f *fixture) compare(t *testing.T, d *definition, our *row, r map[string]string, rules map[string]columnRule) {
	t.Helper()
	for name, cell := range r {
		rule, special := rules[name]
		switch {
		case name == "source" || special && rule.column == "":
			continue
		case special:
			name, cell = rule.column, rule.rule(r)
		}
		if got := d.cell(our, name); got != cell {
			t.Errorf("%s:%d: %s = %q, the pack has %q", d.file(), our.line, name, got, cell)
		}
	}
}

// present checks that a row's node is in the graph and has a record.
func (f *fixture) present(t *testing.T, d *definition, our *row, key string) {
	t.Helper()
	if d.node != nil {
		return // counted by TestEveryRowHasARecord
	}
	iri, ok := f.tables.iris.iri(d.table.name, key)
	if node := rdf.IRI(testBase + iri); !ok || len(f.objects(node, rdfType.Value())) == 0 {
		t.Errorf("%s:%d: %s is not in the graph", d.file(), our.line, key)
	}
}

// TestEveryRowHasARecord counts the records of each table that has them.
func TestEveryRowHasARecord(t *testing.T) {
	f := loaded(t)
	records := map[string]int{}
	for _, q := range f.quads {
		if q.P == plTable {
			records[q.O.Value()]++
		}
	}
	for _, d := range f.tables.defs {
		if want := len(d.rows); len(d.record) > 0 && records[d.table.name] != want {
			t.Errorf("%s: %d records, want %d", d.file(), records[d.table.name], want)
		}
	}
}

// TestSourcesResolve compares each source cell with the text in the pack.
func TestSourcesResolve(t *testing.T) {
	facts := shared(t, "facts")
	f := loaded(t)
	ids := map[string]string{"recall": "recall", "own wording": "own"}
	for _, s := range readRows(t, facts+"/sources.csv") {
		text := s["title"]
		if s["address"] != "" {
			text += "; " + s["address"]
		}
		if s["date"] != "" {
			text += " (" + s["date"] + ")"
		}
		ids[text] = s["source_id"]
	}
	for _, name := range []string{"documents", "office_terms", "summits", "places", "summit_participants", "commitments"} {
		d := f.tables.byName[name]
		for i, r := range readRows(t, facts+"/"+name+".csv") {
			var want []string
			for one := range strings.SplitSeq(r["source"], " | ") {
				want = append(want, ids[one])
			}
			if got := d.cell(&d.rows[i], "source"); got != strings.Join(want, ";") {
				t.Errorf("%s:%d: source = %q, the pack has %q", d.file(), d.rows[i].line, got, want)
			}
		}
	}
}
