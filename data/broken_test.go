package data

import (
	"errors"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
)

// broken returns the embedded tables with old replaced by new in one file.
func broken(t *testing.T, file, old, new string) fs.FS {
	t.Helper()
	fsys := fstest.MapFS{}
	names, err := fs.Glob(Files(), "*.csv")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		text, err := fs.ReadFile(Files(), name)
		if err != nil {
			t.Fatal(err)
		}
		if name == file {
			if !strings.Contains(string(text), old) {
				t.Fatalf("%s does not hold %q", file, old)
			}
			text = []byte(strings.Replace(string(text), old, new, 1))
		}
		fsys[name] = &fstest.MapFile{Data: text}
	}
	return fsys
}

func TestCheckSaysWhatIsWrongAndWhere(t *testing.T) {
	tests := []struct {
		name, file, old, new string
		column, msg, hint    string
	}{
		{"dangling reference", "places.csv", "Ontario,CA,45.41117", "Ontario,CAX,45.41117", "country_alpha2", "no row of countries has the id CAX", `"CA"`},
		{"dangling reference in any table", "commitments.csv", ",g7,seed", ",g77,seed", "actor", "g77", `"g7"`},
		{"dangling item of a list", "documents.csv", "drug-trafficking;precursor", "drug-traficking;precursor", "topic_ids", "drug-traficking", `"drug-trafficking"`},
		{"dangling source", "forums.csv", "wiki-g8;", "wiki-g9;", "source", "wiki-g9", `"wiki-`},
		{"unknown code", "documents.csv", ",framework,", ",framewrok,", "kind", "framewrok", "framework"},
		{"code that is no reference", "summits.csv", ",cancelled,", ",canceled,", "status", "canceled", "cancelled"},
		{"unknown confidence", "forums.csv", ",high", ",hihg", "confidence", "hihg", "high, medium or low"},
		{"impossible day", "summits.csv", "2025-06-15", "2025-02-30", "start_date", "2025-02-30", ""},
		{"impossible month", "documents.csv", ",2017-10,", ",2017-13,", "date", "2017-13", ""},
		{"date with the wrong form", "summits.csv", "1975-11-15", "15 Nov 1975", "start_date", "15 Nov 1975", ""},
		{"reversed period", "summits.csv", "2025-06-15,2025-06-17", "2025-06-17,2025-06-15", "end_date", "before it begins", "swapped"},
		{"bad number", "places.csv", "45.41117", "45,41117", "", "cells where the header has", "quotes"},
		{"bad decimal", "places.csv", "45.41117", "45.41117N", "lat", "xsd:decimal", ""},
		{"bad integer", "summits.csv", "summit-51,51,", "summit-51,LI,", "ordinal", "xsd:integer", ""},
		{"id twice", "places.csv", "\ndorado,", "\nrambouillet,", "place_id", `"rambouillet" is that of line 2`, "unique"},
		{"row without id", "places.csv", "\ndorado,", "\n,", "place_id", "no id", "fill"},
		{"blank at the end of a cell", "places.csv", "Dorado,", "Dorado ,", "name", "blank", ""},
		{"open quote", "places.csv", "Dorado,", "\"Dorado,", "", "quote", ""},
		{"broader in a circle", "priorities.csv", "security,Security,Sécurité,,", "security,Security,Sécurité,terrorism,", "broader", "broader than itself", "circle"},
		{"related and broader", "priorities.csv", "human-trafficking;online-platforms", "human-trafficking;crime", "related", "S27", "keep one"},
		{"two preferred labels", "aliases.csv", "Corruption,en,pref", "Graft,en,pref", "alias", "S14", "alias"},
		{"preferred and alternative label", "aliases.csv", "crime,crime,en,eurovoc-label", "crime,Crime,en,eurovoc-label", "alias", "S13", "keep one"},
		{"exact and broad match", "priorities.csv", "3348,,,,", "3348,,3348,,", "broad_match", "S46", "keep one"},
		{"row without an IRI", "iris.csv", "places,ottawa,id/place/ottawa\n", "", "place_id", "ottawa", "go generate"},
		{"IRI twice", "iris.csv", "id/place/ottawa\n", "id/place/banff\n", "iri", "id/place/banff occurs twice", ""},
		{"unknown table in the mapping", "mapping.csv", "\nplaces,", "\nplacse,", "table", "tables.csv", ""},
		{"unknown column in the mapping", "mapping.csv", "{region}", "{regoin}", "object", `"regoin"`, `"region"`},
		{"unknown column in a condition", "mapping.csv", "status=held", "state=held", "where", `"state"`, ""},
		{"unknown prefix in the mapping", "mapping.csv", "pl:inCountry", "pk:inCountry", "predicate", `"pk"`, `"pl"`},
		{"unknown datatype in the mapping", "mapping.csv", "xsd:decimal", "xsd:decimol", "object", "xsd:decimol", ""},
		{"unknown filter", "tables.csv", "{name_en|slug}", "{name_en|slog}", "iri", `"slog"`, ""},
		{"place that is not closed", "tables.csv", "{place_id}", "{place_id", "key", "not closed", ""},
		{"unknown seed predicate", "seed_claims.csv", ",hostedBy,", ",hostedBye,", "predicate", "hostedBye", "add a line"},
		{"unknown property", "predicates.csv", "pl:hostedBy", "pm:hostedBy", "property", `"pm"`, ""},
		{"bad offset", "seed_claims.csv", ",29,42,", ",29,x2,", "end", "offset", ""},
		{"bad date of a claim", "seed_claims.csv", "2025-11-21,xsd:date", "2025-11-31,xsd:date", "object", "2025-11-31", ""},
		{"unknown licence of a graph", "graphs.csv", "cc-by-4.0", "cc-by-5.0", "licence", "cc-by-5.0", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			err := Check(broken(t, tt.file, tt.old, tt.new))
			var e *Error
			if !errors.As(err, &e) {
				t.Fatalf("Check() = %v, want an *Error", err)
			}
			if e.Line < 2 || e.Column != tt.column || !strings.Contains(e.Msg+e.Hint, tt.msg) || !strings.Contains(e.Msg+e.Hint, tt.hint) {
				t.Errorf("Check() = %q, want column %q, message with %q and hint with %q", e.Error(), tt.column, tt.msg, tt.hint)
			}
		})
	}
}
