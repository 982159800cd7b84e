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
		{"It met last September in Rome, and will meet next March.", en, []string{"2025-09|September", "2026-03|March"}},
		{"Ils se sont réunis en décembre dernier et se reverront en juin prochain.", fr, []string{"2024-12|décembre dernier", "2026-06|juin prochain"}},
		{"Le 3 mai, ils ont signé l'accord. Le lendemain, ils sont partis.", fr, []string{"2025-05-03|3 mai", "2025-05-04|lendemain"}},
		{"They met on 3 May. The following day they left.", en, []string{"2025-05-03|3 May", "2025-05-04|following day"}},
		{"Il était arrivé à la veille du sommet.", fr, nil},
		{"Dal 6 all'8 luglio 2005 a Gleneagles.", ingest.Meta{Language: "it"}, []string{"2005-07-06/2005-07-08|6 all'8 luglio 2005"}},
		{"Del 3 al 5 de mayo de 2009 en Roma.", ingest.Meta{Language: "es"}, []string{"2009-05-03/2009-05-05|3 al 5 de mayo de 2009"}},
		{"It met 8 – 9 October 2015 and Oct 12-14, 2015.", en, []string{"2015-10-08/2015-10-09|8 – 9 October 2015", "2015-10-12/2015-10-14|Oct 12-14, 2015"}},
		{"It met May 16 – 18, 2023 and on 1 & 2 June 2023.", en, []string{"2023-05-16/2023-05-18|May 16 – 18, 2023", "2023-06-01/2023-06-02|1 & 2 June 2023"}},
		{"Release of 12/23/2014 and of 2014/12/23.", en, []string{"2014-12-23|12/23/2014", "2014-12-23|2014/12/23"}},
		{"Les jeudi 5 et vendredi 6 juin 2014, puis mi-juillet.", fr, []string{"2014-06-05/2014-06-06|jeudi 5 et vendredi 6 juin 2014", "2025-07|juillet"}},
		{"In late June and by mid-July they will report.", en, []string{"2025-06|June", "2025-07|July"}},
		{"Le réseau de demain sera plus sûr.", fr, nil},
		{"On 28 February – 2 March 2026 it meets.", en, []string{"2026-02-28/2026-03-02|28 February – 2 March 2026"}},
		{"Le 24/25 mars 2003.", fr, []string{"2003-03-24/2003-03-25|24/25 mars 2003"}},
		{"Am 24./25. Mai 2016.", ingest.Meta{Language: "de"}, []string{"2016-05-24/2016-05-25|24./25. Mai 2016"}},
		{"They met from Monday 12 to Wednesday 14 June 2017.", en, []string{"2017-06-12/2017-06-14|Monday 12 to Wednesday 14 June 2017"}},
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
