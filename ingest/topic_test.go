package ingest_test

import (
	"slices"
	"testing"

	"w3id.org/plenary/ingest"
)

// Broad words are subjects where they stand over a paragraph, and not elsewhere.
func TestHeadings(t *testing.T) {
	const text = "Communiqué of the Eight\n\n1. We, the Heads of State and Government of eight major democracies, met here in Okinawa.\n\n" +
		"Development\n\n2. The new century must be one of prosperity for all, and we will do our share for it.\n\n" +
		"Crime and Drugs\n\n3. The development of new ways to share what our police know is what all of us want most.\n"
	meta := ingest.Meta{Language: "en", Date: "2000-07-23"}
	want := []string{"priority/development|Development", "priority/crime|Crime", "priority/drug-trafficking|Drugs"}
	if got := found(t, text, meta, ingest.TopicType); !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
