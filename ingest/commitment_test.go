package ingest_test

import (
	"slices"
	"strings"
	"testing"

	"w3id.org/plenary/ingest"
)

func TestCommitments(t *testing.T) {
	meta := ingest.Meta{Language: "en", Date: "2022-05-20"}
	for _, tt := range []struct {
		name, text string
		want       []string // value and words
	}{
		{"we commit", "We, the G7 Health Ministers, met in Berlin. We commit to strengthen surveillance by 2030.", []string{"2030|commit to strengthen surveillance by 2030"}},
		{"ministers committed", "G7 Health Ministers committed to share data on outbreaks.", []string{"|committed to share data on outbreaks"}},
		{"amount", "We pledge to raise $3 billion for vaccines before the end of 2023.", []string{"2023|pledge to raise $3 billion for vaccines before the end of 2023"}},
		{"not", "We did not commit to anything of that kind at all.", nil},
		{"somebody's words", "\"We commit to do whatever it takes, and we will do it together with our friends everywhere,\" said Anna Ek.", nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, m := range extractor().Extract(read(t, tt.text, meta)).Mentions {
				if m.Type == ingest.CommitmentType {
					got = append(got, m.Value+"|"+m.Quote)
				}
			}
			if !slices.Equal(got, tt.want) {
				t.Errorf("commitments %q, want %q", got, tt.want)
			}
		})
	}
}

// A commitment is claimed with its deadline, amount, subject and meeting.
func TestCommitmentClaims(t *testing.T) {
	d := read(t, "The G7 Health Ministers' Meeting ended in Berlin. We pledge to raise $3 billion against antimicrobial resistance by 2030.", ingest.Meta{Language: "en", Date: "2022-05-20"})
	got := map[string]string{}
	for _, c := range extractor().Extract(d).Claims {
		if strings.Contains(c.Subject, "/id/commitment/") {
			got[c.Predicate[strings.LastIndexAny(c.Predicate, "/#")+1:]] = strings.TrimPrefix(c.Object, testBase)
		}
	}
	for property, want := range map[string]string{"scheduledTime": "2030", "amount": "$3 billion", "addresses": "id/priority/health", "committedBy": "id/forum/g7",
		"madeAt": "id/meeting/2022-g7-health", "description": "raise $3 billion against antimicrobial resistance by 2030"} {
		if got[property] != want {
			t.Errorf("%s is %q, want %q", property, got[property], want)
		}
	}
}

func TestPresidenciesAndParts(t *testing.T) {
	en, fr := ingest.Meta{Language: "en", Date: "2025-11-23"}, ingest.Meta{Language: "fr", Date: "2019-04-05"}
	for _, tt := range []struct {
		text string
		meta ingest.Meta
		typ  ingest.Type
		want []string
	}{
		{"Canada's G7 Presidency ends soon.", en, ingest.PresidencyType, []string{"presidency/g7-2025|Canada's G7 Presidency"}},
		{"The Italian Presidency of the G7 in 2024 was busy.", en, ingest.PresidencyType, []string{"presidency/g7-2024|Italian Presidency of the G7"}},
		{"La présidence française du G7 a commencé.", fr, ingest.PresidencyType, []string{"presidency/g7-2019|présidence française du G7"}},
		{"The G7 met. The Czech presidency hopes so.", en, ingest.PresidencyType, nil},
		{"The meeting took place under the presidency of Anna Ek.", en, ingest.PresidencyType, nil},
		{"Canada was the host of the meeting.", en, ingest.RoleType, []string{"role/host|host"}},
		{"Heads of Delegation spoke.", en, ingest.RoleType, []string{"role/head-of-delegation|Heads of Delegation"}},
		{"They host the summit.", en, ingest.RoleType, nil},
		{"L'Italie est l'hôte de la réunion.", fr, ingest.RoleType, []string{"role/host|hôte"}},
	} {
		t.Run(tt.text, func(t *testing.T) {
			if got := found(t, tt.text, tt.meta, tt.typ); !slices.Equal(got, tt.want) {
				t.Errorf("found %q, want %q", got, tt.want)
			}
		})
	}
}
