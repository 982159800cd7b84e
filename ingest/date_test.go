package ingest_test

import (
	"slices"
	"testing"

	"w3id.org/plenary/ingest"
)

func TestDates(t *testing.T) {
	en, fr := ingest.Meta{Language: "en", Date: "2025-11-23"}, ingest.Meta{Language: "fr", Date: "2025-11-23"}
	for _, c := range []struct {
		text string
		meta ingest.Meta
		want []string
	}{
		{"It met from November 21 to 23, 2025.", en, []string{"2025-11-21/2025-11-23|November 21 to 23, 2025"}},
		{"It met on 21-23 November 2025.", en, []string{"2025-11-21/2025-11-23|21-23 November 2025"}},
		{"It met on Nov. 23, 2025, in Ottawa.", en, []string{"2025-11-23|Nov. 23, 2025"}},
		{"It met on the 2nd and 3rd of December 2004.", en, []string{"2004-12-02/2004-12-03|2nd and 3rd of December 2004"}},
		{"From 30 November to 2 December 2025 it met.", en, []string{"2025-11-30/2025-12-02|30 November to 2 December 2025"}},
		{"From December 30 to January 2, 2026 it met.", en, []string{"2025-12-30/2026-01-02|December 30 to January 2, 2026"}},
		{"It met on November 21, 22 and 23, 2025.", en, []string{"2025-11-21/2025-11-23|November 21, 22 and 23, 2025"}},
		{"It met in June 2018 and in May.", en, []string{"2018-06|June 2018", "2025-05|May"}},
		{"It may march on. Since 1975 it has met.", en, []string{"1975|1975"}},
		{"On February 30, 2025, nothing happened.", en, nil},
		{"On December 5 it will meet.", en, []string{"2025-12-05|December 5"}},
		{"2025-11-23 is a day.", en, []string{"2025-11-23|2025-11-23"}},
		{"Du 21 au 23 novembre 2025.", fr, []string{"2025-11-21/2025-11-23|21 au 23 novembre 2025"}},
		{"Du 30 novembre au 2 décembre 2025.", fr, []string{"2025-11-30/2025-12-02|30 novembre au 2 décembre 2025"}},
		{"Les 21 et 22 novembre 2025, puis le 1er décembre.", fr, []string{"2025-11-21/2025-11-22|21 et 22 novembre 2025", "2025-12-01|1er décembre"}},
		{"Ils se sont réunis en novembre 2019.", fr, []string{"2019-11|novembre 2019"}},
		{"Am 21. bis 23. November 2025 in Berlin.", ingest.Meta{Language: "de"}, []string{"2025-11-21/2025-11-23|21. bis 23. November 2025"}},
		{"2025年11月23日、オタワ", ingest.Meta{Language: "ja"}, []string{"2025-11-23|2025年11月23日"}},
		{"They meet today.", en, []string{"2025-11-23|today"}},
		{"Aujourd'hui, ils se réunissent.", fr, []string{"2025-11-23|Aujourd'hui"}},
	} {
		t.Run(c.text, func(t *testing.T) {
			if got := found(t, c.text, c.meta, ingest.DateType); !slices.Equal(got, c.want) {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}
