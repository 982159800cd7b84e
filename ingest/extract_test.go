package ingest_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"w3id.org/plenary/ingest"
)

func TestMentions(t *testing.T) {
	en := ingest.Meta{Language: "en", Date: "2025-11-23", Publisher: "Public Safety Canada"}
	fr := ingest.Meta{Language: "fr", Date: "2025-11-23", Publisher: "Sécurité publique Canada"}
	for _, c := range []struct {
		name, text string
		meta       ingest.Meta
		typ        ingest.Type
		want       []string
	}{
		{"office and its field", "The Minister of Public Safety and Emergency Preparedness spoke.", en, ingest.OfficeType,
			[]string{"office/minister-public-safety-canada|Minister of Public Safety and Emergency Preparedness"}},
		{"two halves of a title", "The Minister of Justice and Attorney General of Canada spoke.", en, ingest.OfficeType,
			[]string{"office/minister-justice-canada|Minister of Justice and Attorney General of Canada"}},
		{"adjective before a title", "The French Interior Minister spoke.", en, ingest.OfficeType,
			[]string{"office/minister-interior-france|French Interior Minister"}},
		{"French title", "Le ministre de l'Intérieur de la France a parlé.", fr, ingest.OfficeType,
			[]string{"office/minister-interior-france|ministre de l'Intérieur de la France"}},
		{"person and title", "Ralph Goodale, Minister of Public Safety, spoke. Minister Goodale left.", en, ingest.PersonType,
			[]string{"person/ralph-goodale|Ralph Goodale", "person/ralph-goodale|Minister Goodale"}},
		{"person whom the graph does not know", "The Minister of Health, Jane Q. Example, spoke. Ms. Example left.", en, ingest.PersonType,
			[]string{"new|Jane Q. Example", "new|Ms. Example"}},
		{"meeting of ministers", "The G7 Interior and Security Ministers' Meeting ended.", en, ingest.MeetingType,
			[]string{"meeting/2025-ism-ottawa|G7 Interior and Security Ministers' Meeting"}},
		{"French meeting", "La réunion des ministres de l'Intérieur et de la Sécurité du G7 a pris fin.", fr, ingest.MeetingType,
			[]string{"meeting/2025-ism-ottawa|réunion des ministres de l'Intérieur et de la Sécurité du G7"}},
		{"summit by place", "The Charlevoix Summit was in 2018.", en, ingest.MeetingType, []string{"meeting/2018-summit-la-malbaie|Charlevoix Summit"}},
		{"place with its region", "They met in London, Ontario, then in Paris and again in London.", en, ingest.PlaceType, []string{"new|London, Ontario", "place/paris|Paris", "new|London"}},
		{"title of a document", "Ministers adopted the Toronto Declaration on Clean Ports, which is short.", en, ingest.DocumentType,
			[]string{"new|Toronto Declaration on Clean Ports"}},
		{"pronoun is no country", "They told us that it is for us.", en, ingest.PartyType, nil},
		{"topic", "Ministers discussed the smuggling of migrants.", en, ingest.TopicType, []string{"priority/migrant-smuggling|smuggling of migrants"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := found(t, c.text, c.meta, c.typ); !slices.Equal(got, c.want) {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

// A text that is set in lines gives what it gives in one.
func TestWrapped(t *testing.T) {
	const text = "We, the Finance Ministers and Central Bank Governors of the G7 countries,\nmet in London today to prepare the Birmingham Summit. We discussed financial\ncrime, the global economy and employment, and we have asked the Chancellor of\nthe Exchequer to report at the meeting."
	meta := ingest.Meta{Language: "en", Date: "1998-02-21"}
	for _, typ := range []ingest.Type{ingest.MeetingType, ingest.OfficeType, ingest.TopicType} {
		wrapped := found(t, text, meta, typ)
		plain := found(t, strings.ReplaceAll(text, "\n", " "), meta, typ)
		for i := range wrapped {
			wrapped[i] = strings.ReplaceAll(wrapped[i], "\n", " ")
		}
		if !slices.Equal(wrapped, plain) {
			t.Errorf("%s in lines %q, else %q", typ, wrapped, plain)
		}
	}
}

// Offsets are right whatever stands between, and the same twice.
func TestVerbatim(t *testing.T) {
	text := "\u200B\u202EOTTAWA\u200D, ON,\u00A0Nov.\u202F23, 2025 —\r\n Le cœur de l\u2019E\u0301tat\u00AD; Melanie\u0301 Joly, 😀 Ministers\u2019 Meeting of the G\u200B7"
	var first bytes.Buffer
	for round := range 2 {
		d := read(t, text, ingest.Meta{})
		r := extractor().Extract(d)
		runes := []rune(d.Text)
		for _, m := range r.Mentions {
			if got := string(runes[m.Start:m.End]); got != m.Quote {
				t.Errorf("%s at %d–%d: %q is not %q", m.Type, m.Start, m.End, m.Quote, got)
			}
		}
		var out bytes.Buffer
		if err := ingest.NewPrinter(&out, "jsonl").Print(r); err != nil {
			t.Fatal(err)
		}
		if round == 0 {
			first = out
		} else if out.String() != first.String() {
			t.Errorf("the second time\n%s\nafter\n%s", out.String(), first.String())
		}
	}
	if !strings.Contains(first.String(), "2025-11-23") {
		t.Errorf("no date in %s", first.String())
	}
}
