package ingest_test

import (
	"maps"
	"slices"
	"testing"

	"w3id.org/plenary/ingest"
)

// TestMeetingsOfYears holds names that recur to the meeting of the year that is meant,
// and to a new one where the graph does not have it.
func TestMeetingsOfYears(t *testing.T) {
	for _, c := range []struct {
		date, text string
		want       []string
	}{
		{"2000-11-11", "The G8 Labour Ministers Conference was held in Turin.", []string{"meeting/2000-labour|G8 Labour Ministers Conference"}},
		{"1998-04-01", "They came to Moscow for the G8 Energy Ministerial in Moscow.", []string{"meeting/1998-energy|G8 Energy Ministerial"}},
		{"2005-06-16", "The G8 Justice and Home Affairs Ministerial in Sheffield closed.", []string{"meeting/2005-jha-sheffield|G8 Justice and Home Affairs Ministerial"}},
		{"2023-04-18", "The G7 Foreign Ministers' Meeting in Karuizawa ended.", []string{"new|G7 Foreign Ministers' Meeting"}},
		{"2022-05-20", "The G7 Health Ministers' Meeting ended in Berlin.", []string{"new|G7 Health Ministers' Meeting"}},
		{"2023-12-09", "The G7 Interior and Security Ministers' Meeting opened in Mito.", []string{"meeting/2023-ism-mito|G7 Interior and Security Ministers' Meeting"}},
		{"2001-07-22", "The Kyushu-Okinawa Summit was in 2000.", []string{"meeting/2000-summit-nago|Kyushu-Okinawa Summit"}},
		{"2011-05-27", "The G8 Muskoka Summit had launched an initiative.", []string{"meeting/2010-summit-huntsville|G8 Muskoka Summit"}},
		{"2008-05-26", "They will report to the G8 Hokkaido Toyako Summit. The next G8 Environment Ministers Meeting will be in Italy.",
			[]string{"meeting/2008-summit-toyako|G8 Hokkaido Toyako Summit", "new|G8 Environment Ministers Meeting"}},
		{"2017-02-18", "Allies prepare the Brussels Summit.", []string{"new|Brussels Summit"}},
		{"2023-06-05", "The three leaders met again after the Camp David Summit.", []string{"new|Camp David Summit"}},
	} {
		t.Run(c.text, func(t *testing.T) {
			got := found(t, c.text, ingest.Meta{Language: "en", Date: c.date}, ingest.MeetingType)
			if !slices.Equal(got, c.want) {
				t.Errorf("found %q, want %q", got, c.want)
			}
		})
	}
}

// TestPartnersOfBodies holds the summits of one body with several partners apart.
func TestPartnersOfBodies(t *testing.T) {
	text := "The EU-U.S. Summit was held in Brussels on 26 March 2014. The Africa-EU Summit follows next week. At the U.S.-EU Summit leaders spoke of trade."
	labels := map[string]string{}
	for _, m := range extractor().Extract(read(t, text, ingest.Meta{Language: "en", Date: "2014-03-27"})).Mentions {
		if m.Type == ingest.MeetingType {
			labels[m.Quote] = m.Label
		}
	}
	want := map[string]string{"EU-U.S. Summit": "EU-U.S. Summit", "Africa-EU Summit": "Africa-EU Summit", "U.S.-EU Summit": "EU-U.S. Summit"}
	if !maps.Equal(labels, want) {
		t.Errorf("found %v, want %v", labels, want)
	}
}
