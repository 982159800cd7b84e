package ingest_test

import (
	"slices"
	"strings"
	"testing"

	"w3id.org/plenary/ingest"
	"w3id.org/plenary/ontology"
)

// Who took part is said by a verb; others are only mentioned.
func TestParticipation(t *testing.T) {
	for _, tt := range []struct {
		name, text, language string
		want                 []string // property and last part of the IRI
	}{
		{"attended", "Gérald Darmanin attended the G7 Justice Ministers' Meeting in Venice on 9 May 2024.", "en", []string{"attendedBy gerald-darmanin"}},
		{"a row", "Mr. Anders Ek and Ms. Bo Lind took part in the G7 Justice Ministers' Meeting in Venice on 9 May 2024.", "en", []string{"attendedBy anders-ek", "attendedBy bo-lind"}},
		{"passive with titles", "The G7 Justice Ministers' Meeting in Venice was attended by the Minister of Justice of Sweden, Anna Ek, and the Attorney General, Bo Lind.", "en",
			[]string{"attendedBy anna-ek", "attendedBy bo-lind"}},
		{"chaired", "The G7 Justice Ministers' Meeting in Venice on 9 May 2024 was chaired by Anna Ek.", "en", []string{"attendedBy anna-ek", "hostedBy anna-ek"}},
		{"hosted", "Anna Ek hosted the G7 Justice Ministers' Meeting in Venice on 9 May 2024.", "en", []string{"hostedBy anna-ek"}},
		{"hosted by", "The G7 Justice Ministers' Meeting in Venice on 9 May 2024 was hosted by Anna Ek.", "en", []string{"hostedBy anna-ek"}},
		{"represented by", "At the G7 Justice Ministers' Meeting in Venice, Italy was represented by Anna Ek.", "en", []string{"attendedBy anna-ek", "attendedByParty italy"}},
		{"absent", "Anna Ek was unable to attend the G7 Justice Ministers' Meeting in Venice.", "en", []string{"not attendedBy anna-ek"}},
		{"not", "Anna Ek did not attend the G7 Justice Ministers' Meeting in Venice.", "en", []string{"not attendedBy anna-ek"}},
		{"thanked", "Ministers at the G7 Justice Ministers' Meeting in Venice thanked Anna Ek for hosting them.", "en", nil},
		{"quoted", "After the G7 Justice Ministers' Meeting in Venice Anna Ek said: \"I attended, as did all my friends and partners, with great pleasure.\"", "en", nil},
		{"invited", "Anna Ek was invited to the G7 Justice Ministers' Meeting in Venice.", "en", nil},
		{"former", "Former minister Anna Ek attended the G7 Justice Ministers' Meeting in Venice.", "en", nil},
		{"nobody by name", "The G7 Justice Ministers' Meeting in Venice brought together Heads of Delegation from G7 countries.", "en", nil},
		{"a été présidée par", "La réunion des ministres de la Justice du G7 à Venise a été présidée par Anna Ek.", "fr", []string{"attendedBy anna-ek", "hostedBy anna-ek"}},
		{"a participé", "Anna Ek, ministre de la Justice, a participé à la réunion des ministres de la Justice du G7 à Venise.", "fr", []string{"attendedBy anna-ek"}},
		{"représenté par", "Lors de la réunion des ministres de la Justice du G7 à Venise, l'Italie était représentée par Anna Ek.", "fr", []string{"attendedBy anna-ek", "attendedByParty italy"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d := read(t, tt.text, ingest.Meta{Date: "2024-05-11", Language: tt.language})
			var got []string
			for _, c := range extractor().Extract(d).Claims {
				property := ""
				switch c.Predicate {
				case ontology.AttendedBy:
					property = "attendedBy"
				case ontology.AttendedByParty:
					property = "attendedByParty"
				case ontology.HostedBy:
					property = "hostedBy"
				default:
					continue
				}
				if c.Polarity == "negated" {
					property = "not " + property
				}
				got = append(got, property+" "+c.Object[strings.LastIndexByte(c.Object, '/')+1:])
			}
			slices.Sort(got)
			if !slices.Equal(got, tt.want) {
				t.Errorf("claims %q, want %q", got, tt.want)
			}
		})
	}
}
