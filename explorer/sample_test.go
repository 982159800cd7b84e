package explorer_test

import "w3id.org/plenary/explorer"

// awkward holds what must come out escaped.
const awkward = `<b>"O’Neill & fils"</b>`

func samplePage(lang, title string) explorer.Page {
	return explorer.Page{
		Lang: lang, Title: title, Description: "Sample.",
		Relations: []explorer.Relation{{Rel: "alternate", Title: "Turtle", Type: "text/turtle", Href: "/doc/meeting/x.ttl"}, {Rel: "describedby", Href: "/void", Type: "text/turtle"}},
		Tongues: []explorer.Tongue{
			{Lang: "en", Name: "English", Href: "?lang=en", Current: lang == "en"},
			{Lang: "fr", Name: "Français", Href: "?lang=fr", Current: lang == "fr"},
		},
		Crumbs:     []explorer.Value{{Text: "plenary", Href: "/"}, {Text: "Meetings", Href: "/doc/meeting"}},
		Structured: map[string]any{"@context": "http://schema.org/", "name": awkward + "</script>"},
	}
}

var (
	sampleMarks = []explorer.Mark{{N: 1, Label: "Evidence 1: passage"}, {N: 2, Label: "Evidence 2: record"}}
	sampleValue = explorer.Value{Text: awkward, Lang: "fr", Href: "/doc/person/x", Note: "host", Marks: sampleMarks}
	sampleDate  = explorer.Value{Text: "21–23 November 2025", Time: "2025-11-21", Marks: sampleMarks[:1]}
	sampleOther = explorer.Value{Text: "27 May 2025", Time: "2025-05-27", Rank: 2}
	sampleFacts = []explorer.Fact{
		{Label: "Dates", Href: "/ontology#startDate", Values: []explorer.Value{sampleDate, sampleOther}},
		{Label: "Host", Values: []explorer.Value{sampleValue}, Rest: []explorer.Value{sampleValue}, Total: 300, More: "/api/neighbors"},
	}
	sampleTable = explorer.Table{
		Caption: "Participants", Columns: []string{"Person", "For", "Role"},
		Rows: []explorer.Row{
			{ID: "r1", Cells: [][]explorer.Value{{sampleValue}, {{Text: "Canada"}, {Text: "G7"}}, nil}},
		},
	}
	sampleCard = explorer.Card{
		Title: "Meeting", Href: "/doc/meeting/x", When: "21 November 2025", Time: "2025-11-21",
		Where: []explorer.Value{{Text: "Ottawa"}, {Text: "Canada"}}, Chips: []explorer.Value{{Text: "Cybercrime"}},
	}
	sampleSupports = []explorer.Support{
		{
			N: 1, Kind: "passage", Claim: explorer.Value{Text: "sc-007", Href: "/doc/claim/sc-007"}, Range: "51–168",
			Sources: []explorer.Value{{Text: "Release", Href: "/doc/source/x"}}, Hash: "7bd3c03fb298", Anchor: "Gary Anandasangaree",
			Page: "https://example.org/release#:~:text=Gary%20Anandasangaree", Status: "stated", Confidence: "1.0",
			Quote: &explorer.Quote{Before: "words ", Words: awkward, After: " words", Lang: "en"},
		},
		{N: 2, Kind: "record", Claim: explorer.Value{Text: "summits", Href: "/doc/record/x"}, Status: "recalled", Note: "own words"},
	}
	sampleChart = explorer.NewChart("Offices", []explorer.Span{
		{Label: "a", From: 1990.5, Until: 1997}, {Label: "b", From: 2001}, {Label: "m", From: 2003, Until: 2003},
	})
	sampleDiagram = explorer.NewDiagram("Classes",
		[]explorer.Node{{Name: "a", Label: "Meeting", Href: "#Meeting"}, {Name: "b", Label: "Claim", Href: "#Claim", Column: 1, Row: 1, Kind: "evidence"}},
		[]explorer.Edge{{From: "a", To: "b", Label: "adopted", Bend: .2}, {From: "a", To: "unknown"}})
)

func sampleSections() []explorer.Section {
	return []explorer.Section{
		{ID: "participants", Title: "Participants", Note: "One note.", Table: &sampleTable, Chart: sampleChart},
		{ID: "topics", Title: "Topics", Chips: []explorer.Value{sampleValue}},
		{ID: "more", Title: "More", Facts: sampleFacts},
		{ID: "list", Title: "List", List: []explorer.Value{sampleValue, {Text: "here", Geo: "45.4,-75.7"}}, Rest: []explorer.Value{sampleDate}, Total: 9, More: "/more"},
		{ID: "text", Title: "Text", Text: &explorer.SourceText{Lang: "en", Segments: []explorer.Segment{
			{Text: "plain "}, {Text: awkward, Claims: 2, Begin: []explorer.Value{sampleValue}},
		}}},
	}
}

func sampleCurated(p explorer.Page, tab string) explorer.Curated {
	return explorer.Curated{Page: p, Tab: tab, Curator: awkward, FormToken: "token", Back: "/review", Done: awkward, Undo: "q1", Refused: awkward}
}

var sampleClaim = explorer.ReviewedClaim{ID: "a", Href: "/review/claims/a", Seen: "q1", State: "deferred", N: 1, Property: "held in", Object: sampleValue, Qualifiers: []string{"planned"}, Marks: []explorer.ReviewMark{{Kind: "conflict", Text: awkward}},
	Confidence: "0.80", Rule: awkward, Kind: "heldIn", Written: explorer.ClaimEdit{Subject: "id/x", Predicate: "pl:x", Object: awkward}, News: "http://example.org/id/x", Words: awkward, Source: sampleValue, By: "by x", Actions: []string{"accept", "undo"}}

func asked(p explorer.Page) explorer.Page {
	p.Query, p.Here = awkward, "search"
	return p
}

// sampleViews returns a filled page of each kind.
func sampleViews(lang string) []explorer.View {
	page := func(title string) explorer.Page { return samplePage(lang, title) }
	choices := []explorer.Choice{{Value: "", Label: "any"}, {Value: "x", Label: "X", Chosen: true}}
	pager := explorer.Pager{First: 1, Last: 2, Total: 3, Previous: "?after=a", Next: "?after=b"}
	commands := []explorer.Command{{Label: "Turtle", Code: "curl -L x"}}
	figures := []explorer.Figure{{Label: "meetings", N: 4161, Href: "/doc/meeting", Note: "Why."}, {Label: "statements", N: 7}}
	downloads := []explorer.Download{{Name: "Turtle", Type: "text/turtle", Href: "/x.ttl"}}
	term := explorer.Term{
		ID: "Meeting", CURIE: "pl:Meeting", Label: explorer.Value{Text: "Meeting"}, Definition: explorer.Value{Text: "People meet."},
		OtherLabel: explorer.Value{Text: "Réunion", Lang: "fr"}, OtherDefinition: explorer.Value{Text: "On se réunit.", Lang: "fr"}, Facts: sampleFacts,
	}
	operation := explorer.Operation{ID: "search", Method: "GET", Path: "/api/search", Summary: "Things by name", Try: "/api/search?q=x", Body: []string{"text/plain"}, Answer: "200", Media: []string{"text/html"}, Problems: []string{"400"}, Token: true,
		Parameters: []explorer.Parameter{{Name: "q", In: "query", Says: awkward, Required: true}, {Name: "At", In: "header", Takes: awkward}}}
	return []explorer.View{
		explorer.API{Page: page("The API"), Groups: []explorer.Group{{ID: "api", Title: "Questions", Note: "Ask.", Operations: []explorer.Operation{operation}}}},
		explorer.Home{
			Page: page(""), Figures: figures, Classes: figures, Newest: []explorer.Card{sampleCard}, Commands: commands,
			Questions: []explorer.Value{sampleValue, sampleDate},
			Featured:  &explorer.Feature{Kicker: "Featured", Title: "Ottawa", Href: "/x", When: "2025", Where: sampleValue, Facts: sampleFacts, Links: []explorer.Value{sampleValue}},
		},
		explorer.List{Page: page("Meetings"), Heading: "Meetings", Definition: "All.", Term: "/ontology#Meeting", Table: sampleTable, Pager: pager, Downloads: downloads},
		explorer.Search{
			Page: asked(page("Search")), Classes: choices, Pager: pager, Tips: []explorer.Value{sampleValue},
			Results: []explorer.Result{{Href: "/x", Kind: "Meeting", Parts: []explorer.Part{{Text: awkward, Hit: true}}, Also: []explorer.Part{{Text: "x"}}, Note: "n"}},
		},
		explorer.Entity{
			Page: page("Ottawa"), Heading: sampleValue, Kinds: []explorer.Value{sampleValue, sampleDate}, Lead: "Lead.", IRI: "http://localhost:8080/id/meeting/x",
			Names: sampleFacts, Key: sampleFacts, Sections: sampleSections(), Rest: sampleFacts, Incoming: sampleFacts, Supports: sampleSupports,
			Downloads: downloads, BibTeX: "@misc{x}", Explore: []explorer.Value{sampleValue}, Data: []explorer.Data{{Label: "Neighbours", Formats: downloads}}, GraphsLabel: []explorer.Value{sampleValue},
		},
		explorer.Timeline{Page: page("Timeline"), Classes: choices, Topics: choices, Countries: choices, Years: []explorer.Year{{Year: "2025", Cards: []explorer.Card{sampleCard}}}, Total: 1, Decades: []explorer.Value{sampleValue}},
		explorer.Coverage{
			Page: page("Coverage"), Figures: figures, Graphs: explorer.Table{Caption: "Graphs", Columns: []string{"Graph"}}, Conflicts: sampleTable, Omitted: figures, Gaps: []string{"g"},
			Classes: []explorer.Share{{Label: "Meetings", Href: "/x", N: 3, Properties: []explorer.Portion{{Label: "date", Have: 2, Of: 3, Percent: 66}}}},
		},
		explorer.Path{Page: page("Path"), From: "a", To: awkward, Message: "m", Routes: []explorer.Route{{Steps: []explorer.Step{{From: sampleValue, To: sampleDate, Predicate: sampleValue, Inverse: true}}}}, Supports: sampleSupports, Examples: []explorer.Value{sampleValue}},
		explorer.Ontology{Page: page("Ontology"), Namespace: "https://w3id.org/plenary#", Diagram: sampleDiagram, Classes: []explorer.Term{term}, Individuals: []explorer.Term{{ID: "Stated", Examples: []string{"<a> a pl:Claim ."}}}, Properties: []explorer.Term{{ID: "adopted", CURIE: "pl:adopted", Label: explorer.Value{Text: "adopted"}}}, Downloads: downloads, Examples: commands},
		explorer.SPARQL{Page: page("SPARQL"), Form: explorer.QueryForm{Query: awkward, Formats: choices}, Examples: []explorer.Example{{Label: "Newest", Code: awkward, Href: "/sparql?query=x"}},
			Answer: &explorer.Answer{Columns: []string{"?x", "?y"}, Rows: [][]explorer.Value{{sampleValue, {}}}, More: true, Downloads: downloads}},
		explorer.SPARQL{Page: page("SPARQL"), Form: explorer.QueryForm{Query: awkward}, Answer: &explorer.Answer{Truth: "yes", Downloads: downloads}},
		explorer.SignIn{Page: page("Sign in"), Refused: awkward, Back: "/review"},
		explorer.ReviewHome{Curated: sampleCurated(page("Review"), "overview"), Figures: figures, Progress: explorer.Progress{Decided: 1, Of: 3, Percent: 33}, Documents: []explorer.ReviewedDocument{{Title: sampleValue, Date: sampleDate, Waiting: 2}}},
		explorer.ReviewClaims{Curated: sampleCurated(page("Queue"), "claims"), Heading: sampleValue, Note: "n", Tag: "ab", Total: 3, Pager: pager, Previous: "?document=a", Next: "?document=b", Messages: map[string]string{"end": awkward + "</script>"},
			Filter: explorer.ReviewFilter{Documents: choices, Rules: choices, Kinds: choices, States: choices, Known: choices, Marked: choices, Min: "0.5", Thing: sampleValue, ThingIRI: "http://example.org/id/x", Query: "kind=x"},
			Text:   &explorer.ReviewText{Lang: "en", Segments: []explorer.ReviewSegment{{Text: awkward, Claims: "a b", First: []explorer.Value{{Text: "1", Href: "#c-a"}}}, {Text: "plain"}}},
			Groups: []explorer.ClaimGroup{{ID: "g-1", Thing: sampleValue, Kind: "Meeting", IsNew: true, Claims: []explorer.ReviewedClaim{sampleClaim}}}},
		explorer.ReviewClaims{Curated: sampleCurated(page("Queue"), "claims"), NoText: "lost"},
		explorer.ReviewClaim{Curated: sampleCurated(page("Claim"), "claims"), Claim: sampleClaim, Subject: sampleValue, Facts: sampleFacts, Quote: &explorer.Quote{Before: "b", Words: awkward, After: "a", Lang: "fr"}, NoText: "lost",
			Others: []explorer.Value{sampleValue}, Turtle: awkward, NoTurtle: "no", Edit: explorer.ClaimEdit{Subject: awkward, Predicate: "pl:x", Object: "o", Note: "xsd:date"}, New: []explorer.NewThing{{Name: sampleValue, IRI: "x", Into: awkward}}, Reason: awkward},
		explorer.ReviewReport{Curated: sampleCurated(page("Report"), "report"), Figures: []explorer.Figure{{N: 3, Label: "claims"}, {Note: "0.5", Label: "agreement"}}, Documents: sampleTable, Rules: explorer.Table{Caption: "Rules", Columns: []string{"Rule"}}},
		explorer.Problem{Page: page("404"), Status: 404, Heading: "Not found", Detail: explorer.Value{Text: awkward}, Hint: explorer.Value{Text: "h", Lang: "en"}, Nearest: []explorer.Value{sampleValue}, Variants: downloads, RequestID: "r"},
		explorer.Problem{Page: page("404"), Status: 404, Heading: "Not found", Ends: &explorer.Ends{From: awkward, To: "b"}},
		explorer.Problem{Page: page("400"), Status: 400, Heading: "Syntax error", Where: "Line 1", Form: &explorer.QueryForm{Query: awkward, Formats: choices}},
	}
}
