package ingest_test

import (
	"bytes"
	"strings"
	"testing"

	"w3id.org/plenary/ingest"
)

// What people read: claims by the thing that they are about, meetings first, with what
// sets them off from stated facts, and links to their words.
func TestPrinterForPeople(t *testing.T) {
	text := "The Honourable Anna Ek will chair the G7 Justice Ministers' Meeting in Venice on 20 May 2024. Ms. Bo Lind is unable to attend the meeting."
	r := extractor().Extract(read(t, text, ingest.Meta{Date: "2024-05-11", Language: "en", Title: "A <meeting>"}))
	print := func(format string) string {
		var out bytes.Buffer
		p := ingest.NewPrinter(&out, format)
		if err := p.Print(r); err != nil {
			t.Fatal(err)
		}
		if err := p.Close(); err != nil {
			t.Fatal(err)
		}
		return out.String()
	}
	html := print("html")
	for _, want := range []string{
		"A &lt;meeting&gt;", `<mark class="meeting"`, `<b class="flag">planned inferred</b> hostedBy`, `<b class="flag">not planned</b> attendedBy`,
		`<h2 title="http://localhost:8080/id/meeting/`, `-0"></a>The Honourable`,
	} {
		if !strings.Contains(html, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
	if meeting, person := strings.Index(html, "<h2 title=\"http://localhost:8080/id/meeting"), strings.Index(html, "<h2 title=\"http://localhost:8080/id/person"); meeting > person {
		t.Error("people come before meetings")
	}
	if table := print("table"); !strings.Contains(table, "planned inferred hostedBy") || !strings.Contains(table, "not planned") {
		t.Errorf("the table does not tell plans and denials:\n%s", table)
	}
}
