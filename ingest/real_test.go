package ingest_test

import (
	"slices"
	"testing"

	"w3id.org/plenary/ingest"
)

// What real releases have, by language.
func TestReal(t *testing.T) {
	en := ingest.Meta{Language: "en", Date: "2022-05-20"}
	fr := ingest.Meta{Language: "fr", Date: "2022-05-20"}
	de := ingest.Meta{Language: "de", Date: "2022-05-20"}
	it := ingest.Meta{Language: "it", Date: "2024-10-05"}
	for _, tt := range []struct {
		name, text string
		meta       ingest.Meta
		typ        ingest.Type
		want       []string
	}{
		{"a comma ends a name", "La réunion, les membres du G7 le savent, est close.", fr, ingest.MeetingType, nil},
		{"fields in a list", "Ministers hold a meeting of G7 Environment, Energy and Oceans Ministers.", en, ingest.MeetingType, []string{"new|meeting of G7 Environment, Energy and Oceans Ministers"}},
		{"a body beside the G7", "The 52nd ASEAN Foreign Ministers' Meeting ended.", en, ingest.MeetingType, []string{"new|52nd ASEAN Foreign Ministers' Meeting"}},
		{"states before a name", "The Australia New Zealand Foreign Ministers' Meeting ended.", en, ingest.MeetingType, []string{"new|Australia New Zealand Foreign Ministers' Meeting"}},
		{"a numbered summit", "Le huitième sommet du G7 est loin.", fr, ingest.MeetingType, []string{"meeting/1982-summit-versailles|sommet du G7"}},
		{"days between", "La réunion de deux jours des ministres de la Santé du G7 s'achève.", fr, ingest.MeetingType, []string{"new|réunion de deux jours des ministres de la Santé du G7"}},
		{"formation of a council", "Le Conseil « Affaires générales » s'est réuni.", fr, ingest.MeetingType, []string{"new|Conseil « Affaires générales »"}},
		{"German compound", "Das G7-Gesundheitsministertreffen endet.", de, ingest.MeetingType, []string{"new|G7-Gesundheitsministertreffen"}},
		{"treaty before et", "Le Canada veut appliquer l'Accord de Paris et la Convention de Minamata.", fr, ingest.DocumentType, []string{"new|Accord de Paris", "new|Convention de Minamata"}},
		{"title in small letters", "Les ministres ont adopté le plan d'action de Toronto sur l'économie circulaire.", fr, ingest.DocumentType, []string{"new|plan d'action de Toronto sur l'économie circulaire"}},
		{"somebody's statement", "Déclaration de Mme Anna Ek, ministre de la Justice.", fr, ingest.DocumentType, nil},
		{"annex", "Annex 2: G7 Vision for future networks in the Beyond 5G era", en, ingest.DocumentType, []string{"new|G7 Vision for future networks in the Beyond 5G era"}},
		{"Italian title", "La Dichiarazione di Matera, che chiama i governi, è lunga.", it, ingest.DocumentType, []string{"new|Dichiarazione di Matera"}},
		{"list of fields", "Karmenu Vella, European Commissioner for Environment, Maritime Affairs and Fisheries, spoke.", en, ingest.OfficeType, []string{"new|European Commissioner for Environment, Maritime Affairs and Fisheries"}},
		{"name behind a body", "UN High Commissioner for Refugees Filippo Grandi spoke.", en, ingest.OfficeType, []string{"new|UN High Commissioner for Refugees"}},
		{"adjective behind a field", "Le ministre des Affaires étrangères indien a parlé.", fr, ingest.OfficeType, []string{"new|ministre des Affaires étrangères indien"}},
		{"German office", "Bundesinnenministerin Nancy Faeser sprach.", de, ingest.OfficeType, []string{"office/minister-interior-germany|Bundesinnenministerin"}},
		{"another state's office", "The New Zealand Attorney General spoke.", en, ingest.OfficeType, []string{"new|New Zealand Attorney General"}},
		{"no office", "It was the first visit by an Australian minister.", en, ingest.OfficeType, nil},
		{"party as an adjective", "UK officials met the U.S. delegation in Rome.", en, ingest.PartyType, nil},
		{"formal name", "The Republic of Kenya joined.", en, ingest.PartyType, []string{"country/kenya|Republic of Kenya"}},
		{"surname with a capital particle", "Bruno Le Maire, ministre des Finances, a parlé. M. Le Maire est parti.", fr, ingest.PersonType, []string{"new|Bruno Le Maire", "new|M. Le Maire"}},
		{"two people joined", "Keir Starmer e Shigeru Ishiba sono intervenuti.", it, ingest.PersonType, []string{"person/keir-starmer|Keir Starmer", "person/shigeru-ishiba|Shigeru Ishiba"}},
		{"who is called by gender", "M. Jean Roux, ministre de la Santé, et Mme Anne Petit, ministre du Travail, parlent. La ministre part.", fr, ingest.PersonType,
			[]string{"new|Jean Roux", "new|Anne Petit", "new|ministre"}},
		{"weekdays in an interval", "Réunis les jeudi 19 et vendredi 20 mai, ils ont parlé.", fr, ingest.DateType, []string{"2022-05-19/2022-05-20|jeudi 19 et vendredi 20 mai"}},
		{"town in a title", "Ils ont cité l'accord de Paris.", fr, ingest.PlaceType, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := found(t, tt.text, tt.meta, tt.typ); !slices.Equal(got, tt.want) {
				t.Errorf("found %q, want %q", got, tt.want)
			}
		})
	}
}
