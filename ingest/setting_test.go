package ingest_test

import (
	"slices"
	"strings"
	"testing"

	"w3id.org/plenary/ingest"
	"w3id.org/plenary/ontology"
)

// Where and when a meeting was is said by its clause, not by what stands near.
func TestSetting(t *testing.T) {
	for _, tt := range []struct {
		name, text, language string
		want                 []string // of heldAt, startDate and endDate
	}{
		{"behind the name", "The G7 Justice Ministers' Meeting was held in Venice on 9 and 10 May 2024.", "en", []string{"endDate 2024-05-10", "heldAt venice", "startDate 2024-05-09"}},
		{"put between commas", "The G7 Justice Ministers' Meeting, the first since the war began, was held in Venice on 9 May.", "en", []string{"heldAt venice", "startDate 2024-05-09"}},
		{"relative clause", "Anna Ek spoke of the G7 Justice Ministers' Meeting, which Italy hosted in Venice on 9 May.", "en", []string{"heldAt venice", "startDate 2024-05-09"}},
		{"before the name", "On 9 May, in Venice, the G7 Justice Ministers' Meeting took place.", "en", []string{"heldAt venice", "startDate 2024-05-09"}},
		{"those who met", "The G7 Justice Ministers' Meeting is over. The ministers met in Venice on 9 and 10 May.", "en", []string{"endDate 2024-05-10", "heldAt venice", "startDate 2024-05-09"}},
		{"pronoun", "The G7 Justice Ministers' Meeting is over. It was held in Venice.", "en", []string{"heldAt venice"}},
		{"a day within days", "The G7 Justice Ministers' Meeting was held in Venice on 9 and 10 May. The meeting closed yesterday.", "en", []string{"endDate 2024-05-10", "heldAt venice", "startDate 2024-05-09"}},
		{"the end", "The G7 Justice Ministers' Meeting in Venice ended today.", "en", []string{"endDate 2024-05-11", "heldAt venice"}},
		{"two days joined", "The G7 Justice Ministers' Meeting was held yesterday and today in Venice.", "en", []string{"endDate 2024-05-11", "heldAt venice", "startDate 2024-05-10"}},
		{"planned", "The G7 Justice Ministers' Meeting will be held in Venice on 20 May.", "en", []string{"planned heldAt venice", "planned startDate 2024-05-20"}},
		{"called off", "The G7 Justice Ministers' Meeting in Venice on 20 May has been cancelled.", "en", []string{"not heldAt venice", "not startDate 2024-05-20"}},
		{"margins", "On the margins of the G7 Justice Ministers' Meeting, two of them dined in Rome on Friday.", "en", nil},
		{"eve", "A week before the G7 Justice Ministers' Meeting, Anna Ek was in Rome.", "en", nil},
		{"history", "The G7 Justice Ministers' Meeting is over. Ministers met in Paris in 1995.", "en", nil},
		{"issue", "ROME, 11 May 2024 - The G7 Justice Ministers' Meeting is over.", "en", nil},
		{"week", "The G7 Justice Ministers' Meeting was held last week in Venice.", "en", []string{"heldAt venice"}},
		{"accueillera à", "Anna Ek accueillera à Venise, les 20 et 21 mai 2024, la réunion des ministres de la Justice du G7.", "fr",
			[]string{"planned endDate 2024-05-21", "planned heldAt venice", "planned startDate 2024-05-20"}},
		{"participé à", "Anna Ek a participé les 9 et 10 mai, à Venise, à la réunion des ministres de la Justice du G7.", "fr", []string{"endDate 2024-05-10", "heldAt venice", "startDate 2024-05-09"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d := read(t, tt.text, ingest.Meta{Date: "2024-05-11", Language: tt.language})
			var got []string
			for _, c := range extractor().Extract(d).Claims {
				local := strings.TrimPrefix(c.Predicate, ontology.Namespace)
				if !slices.Contains([]string{"heldAt", "startDate", "endDate"}, local) {
					continue
				}
				mark := map[string]string{"negated": "not "}[c.Polarity]
				if mark == "" && c.Modality == "planned" {
					mark = "planned "
				}
				if one := mark + local + " " + c.Object[strings.LastIndexByte(c.Object, '/')+1:]; !slices.Contains(got, one) {
					got = append(got, one)
				}
			}
			slices.Sort(got)
			if !slices.Equal(got, tt.want) {
				t.Errorf("claims %q, want %q", got, tt.want)
			}
		})
	}
}
