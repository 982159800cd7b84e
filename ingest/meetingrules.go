package ingest

// meetingRules are the words of which names of meetings are made, as the table
// meetingwords has them.
type meetingRules struct {
	nouns   map[string]*phraseSet[string] // by language what a meeting is called: noun, summit, proper or sitting
	series  phraseSet[string]             // gatherings that need nothing beside their name
	who     phraseSet[string]             // those who meet
	inner   map[string]bool               // small words within a name
	same    map[string]bool               // small words beside a noun that refers back
	apart   map[string]bool               // adjectives behind a noun that means another meeting
	body    map[string]bool               // nouns of bodies before what they are for
	towns   phraseSet[string]             // what summits are called, by the last part of a place's IRI
	lead    map[string]bool               // capitalized words that begin none
	private map[string]bool               // first words of gatherings that are none of governments
	other   map[string]bool               // words before the noun of other gatherings
}

func newMeetingRules() meetingRules {
	r := meetingRules{nouns: map[string]*phraseSet[string]{}, inner: map[string]bool{}, same: map[string]bool{}, apart: map[string]bool{}, body: map[string]bool{}, private: map[string]bool{}, lead: map[string]bool{}, other: map[string]bool{}}
	t := readRules("meetingwords")
	for _, row := range t.rows {
		role := t.cell(row, "role")
		for _, text := range list(t.cell(row, "words")) {
			switch role {
			case "series":
				r.series.add(text, role)
			case "who":
				r.who.add(text, role)
			case "inner":
				r.inner[withoutMarks(text)] = true
			case "same":
				r.same[withoutMarks(text)] = true
			case "apart":
				r.apart[withoutMarks(text)] = true
			case "body":
				r.body[withoutMarks(text)] = true
			case "private":
				r.private[withoutMarks(text)] = true
			case "lead":
				r.lead[withoutMarks(text)] = true
			case "other":
				r.other[withoutMarks(text)] = true
			default:
				language := t.cell(row, "language")
				if r.nouns[language] == nil {
					r.nouns[language] = &phraseSet[string]{}
				}
				r.nouns[language].add(text, role)
			}
		}
	}
	towns := readRules("summitnames")
	for _, row := range towns.rows {
		for _, text := range list(towns.cell(row, "names")) {
			r.towns.add(text, towns.cell(row, "place"))
		}
	}
	return r
}
