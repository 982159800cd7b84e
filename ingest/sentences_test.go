package ingest_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"w3id.org/plenary/ingest"
)

// TestSentences holds what is found in single sentences against their marks:
// ⟦kind words⟧, of a topic ⟦topic name|words⟧. Of the kinds that a file marks,
// nothing else may be found outside of the marks.
func TestSentences(t *testing.T) {
	files, err := filepath.Glob("testdata/sentences/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("no sentences: %v", err)
	}
	for _, file := range files {
		content, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		kinds := kindsOf(string(content))
		for n, line := range strings.Split(string(content), "\n") {
			if line == "" || line[0] == '#' {
				continue
			}
			t.Run(fmt.Sprintf("%s:%d", filepath.Base(file), n+1), func(t *testing.T) { checkSentence(t, line, kinds) })
		}
	}
}

// A span is words with what they are.
type span struct {
	kind       ingest.Type
	topic      string // the last part of its IRI
	start, end int
	words      string
}

// markedKinds are what a mark may say where none is a meeting or a place.
var markedKinds = []ingest.Type{ingest.OfficeType, ingest.PersonType, ingest.PartyType, ingest.TopicType}

// kindsOf returns what the sentences of a file mark: meetings, places, or all the rest.
func kindsOf(content string) []ingest.Type {
	for _, alone := range []ingest.Type{ingest.MeetingType, ingest.PlaceType} {
		if strings.Contains(content, "⟦"+string(alone)+" ") {
			return []ingest.Type{alone}
		}
	}
	return markedKinds
}

func checkSentence(t *testing.T, line string, kinds []ingest.Type) {
	language, rest, _ := strings.Cut(line, " ")
	year, marked, _ := strings.Cut(rest, " ")
	text, want := unmarkSentence(marked)
	d := read(t, text, ingest.Meta{Language: language, Date: year + "-06-15"})
	isInside := func(m ingest.Mention) bool {
		return slices.ContainsFunc(want, func(w span) bool { return w.kind != m.Type && w.start <= m.Start && m.End <= w.end })
	}
	var got []span
	for _, m := range extractor().Extract(d).Mentions {
		if m.Confidence >= 0.5 && slices.Contains(kinds, m.Type) && !isInside(m) {
			got = append(got, span{m.Type, topicOf(m), m.Start, m.End, m.Quote})
		}
	}
	for _, w := range want {
		if !slices.Contains(got, w) {
			t.Errorf("missed %s %s %q in %q", w.kind, w.topic, w.words, text)
		}
	}
	for _, g := range got {
		if !slices.Contains(want, g) {
			t.Errorf("found %s %s %q in %q", g.kind, g.topic, g.words, text)
		}
	}
}

// topicOf returns the name of a topic; nothing of other mentions.
func topicOf(m ingest.Mention) string {
	if m.Type != ingest.TopicType {
		return ""
	}
	return m.IRI[strings.LastIndexByte(m.IRI, '/')+1:]
}

// unmarkSentence returns a text without its marks, and what they mark.
func unmarkSentence(marked string) (text string, marks []span) {
	for {
		before, rest, isMarked := strings.Cut(marked, "⟦")
		text += before
		if !isMarked {
			return text, marks
		}
		mark, after, _ := strings.Cut(rest, "⟧")
		kind, words, _ := strings.Cut(mark, " ")
		m := span{kind: ingest.Type(kind), start: len([]rune(text)), words: words}
		if topic, shown, isTopic := strings.Cut(words, "|"); isTopic {
			m.topic, m.words = topic, shown
		}
		text += m.words
		m.end = len([]rune(text))
		marks, marked = append(marks, m), after
	}
}
