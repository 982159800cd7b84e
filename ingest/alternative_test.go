package ingest_test

import (
	"slices"
	"strings"
	"testing"

	"w3id.org/plenary/ingest"
)

// A mention that may mean several things of the graph names the others too, each
// with a score.
func TestAlternatives(t *testing.T) {
	for _, tt := range []struct {
		name, text string
		typ        ingest.Type
		want       string // what one of the alternatives is
	}{
		{"meetings of one kind in one year", "The G7 Foreign Ministers' Meeting ended.", ingest.MeetingType, "id/meeting/2025-fm-charlevoix"},
		{"nearly the title of a document", "Ministers adopted the Kananaskis Wildfyre Charter, which is short.", ingest.DocumentType, "id/document/2025-kan-wildfire"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d := read(t, tt.text, ingest.Meta{Language: "en", Date: "2025-11-12"})
			var got []string
			for _, m := range extractor().Extract(d).Mentions {
				for _, other := range m.Alternatives {
					if m.Type == tt.typ {
						got = append(got, strings.TrimPrefix(other.IRI, testBase))
					}
					if other.Score <= 0 || other.Score > 1 || other.IRI == m.IRI {
						t.Errorf("alternative %+v of %s", other, m.IRI)
					}
				}
			}
			if !slices.Contains(got, tt.want) {
				t.Errorf("alternatives %q, want %q", got, tt.want)
			}
		})
	}
}

// A person of the graph is known by other spellings of the name.
func TestSpellings(t *testing.T) {
	for _, label := range []string{"Gary Anandasangari", "Gary R. Anandasangaree", "ANANDASANGAREE Gary"} {
		want := []string{"person/gary-anandasangaree|" + label}
		if got := found(t, "The Minister of Public Safety, "+label+", spoke.", ingest.Meta{Language: "en", Date: "2025-11-12"}, ingest.PersonType); !slices.Equal(got, want) {
			t.Errorf("found %q, want %q", got, want)
		}
	}
}

// Several texts about one meeting that the graph does not know name one node.
func TestOneMeetingOfManyTexts(t *testing.T) {
	meta := ingest.Meta{Language: "en", Date: "2014-09-12"}
	iris := map[string]bool{}
	for _, text := range []string{
		"The G20 Labour and Employment Ministers' Meeting was held in Melbourne on 10 and 11 September 2014.",
		"G20 labour and employment ministers met. The 2014 G20 Labour and Employment Ministers Meeting ended.",
		"The Meeting of G20 Ministers of Labour and Employment in Melbourne ended.",
	} {
		for _, m := range extractor().Extract(read(t, text, meta)).Mentions {
			if m.Type == ingest.MeetingType {
				iris[m.IRI] = true
			}
		}
	}
	if len(iris) != 1 {
		t.Errorf("the meeting is %v, want one node", iris)
	}
}

func TestResemblance(t *testing.T) {
	var r ingest.Resemblance
	text := "Ministers of the seven met in Rome on 3 May and adopted a declaration on clean ports. They thanked the host and agreed to meet again in a year's time. " +
		"The declaration lists nine steps, among them more patrols, better data and training for customs officers in every large port of the region."
	for _, tt := range []struct{ name, text, want string }{
		{"first", text, ""},
		{"other", "Nothing of this kind was ever said by anybody about anything, as far as we know, and it would not matter if it had been.", ""},
		{"shortened", strings.Replace(text, "on 3 May ", "", 1), "first"},
		{"same", text, "first"},
	} {
		d := read(t, tt.text, ingest.Meta{})
		if got, share := r.Add(tt.name, d); got != tt.want || got != "" && share < 0.5 {
			t.Errorf("Add(%q) = %q, %.2f, want %q", tt.name, got, share, tt.want)
		}
	}
}
