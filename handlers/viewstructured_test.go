package handlers

import (
	"encoding/json"
	"regexp"
	"testing"
)

var structuredScript = regexp.MustCompile(`<script type="application/ld\+json">(.*?)</script>`)

// Pages carry what consumers of schema.org need of each kind of thing.
func TestStructuredData(t *testing.T) {
	for _, tt := range []struct {
		address, kind string
		has           []string
	}{
		{"/doc/meeting/2025-ism-ottawa.html", "Event", []string{"name", "startDate", "endDate", "location", "organizer", "attendee", "eventAttendanceMode"}},
		{"/doc/person/gary-anandasangaree.html", "Person", []string{"name", "nationality", "hasOccupation", "sameAs"}},
		{"/doc/organization/public-safety-canada.html", "GovernmentOrganization", []string{"name", "description", "parentOrganization"}},
		{"/doc/organization/who.html", "Organization", []string{"name", "description"}},
		{"/doc/priority/cybercrime.html", "DefinedTerm", []string{"name", "description", "inDefinedTermSet"}},
		{"/doc/place/ottawa.html", "Place", []string{"name", "address", "geo"}},
		{"/doc/document/2025-tnr-framework.html", "CreativeWork", []string{"name", "datePublished", "about"}},
		{"/", "Dataset", []string{"name", "description", "license", "distribution"}},
	} {
		t.Run(tt.address, func(t *testing.T) {
			m := structuredScript.FindSubmatch(get(t, tt.address, "Accept: text/html").Body.Bytes())
			if m == nil {
				t.Fatal("no structured data")
			}
			var node map[string]any
			if err := json.Unmarshal(m[1], &node); err != nil {
				t.Fatalf("%v: %s", err, m[1])
			}
			if node["@type"] != tt.kind || node["@context"] != "https://schema.org" || node["@id"] == "" {
				t.Errorf("%v", node)
			}
			for _, property := range tt.has {
				if node[property] == nil {
					t.Errorf("no %s in %s", property, m[1])
				}
			}
			if place, ok := node["location"].(map[string]any); ok && (place["address"] != "Ottawa, Canada" || place["@type"] != "Place") {
				t.Errorf("location %v", place)
			}
		})
	}
}
