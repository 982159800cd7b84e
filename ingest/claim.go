package ingest

import (
	"cmp"
	"slices"
	"strings"
)

// Properties that claims use beside those of the vocabulary.
const (
	issued      = dct + "issued"
	title       = dct + "title"
	hasPart     = dct + "hasPart"
	description = dct + "description"
	publisher   = "http://purl.org/dc/elements/1.1/publisher"
	about       = schemaOrg + "about"
	named       = schemaOrg + "name"
	honorific   = schemaOrg + "honorificPrefix"
	organizer   = schemaOrg + "organizer"
	spokenBy    = schemaOrg + "spokenByCharacter"
	mentionsOf  = schemaOrg + "mentions"
	says        = schemaOrg + "abstract"
	eventStatus = schemaOrg + "eventStatus"
	deadline    = schemaOrg + "scheduledTime"
	amount      = schemaOrg + "amount"
	quotedFrom  = "http://www.w3.org/ns/prov#wasQuotedFrom"
	related     = skos + "related"
	broader     = skos + "broader"
	xsdPrefix   = "http://www.w3.org/2001/XMLSchema#"
	langString  = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"
)

// A statement is what a claim says, before its words are known.
type statement struct {
	subject, predicate, object string
	isLiteral                  bool
	datatype, language         string
}

// link is a statement whose object is a thing.
func link(subject, predicate, object string) statement {
	return statement{subject: subject, predicate: predicate, object: object}
}

// literal is a statement whose object is a value of a datatype of XML Schema.
func literal(subject, predicate, value, datatype string) statement {
	return statement{subject: subject, predicate: predicate, object: value, isLiteral: true, datatype: xsdPrefix + datatype}
}

// wording is a statement whose object is words in the language of the document.
func (e *extraction) wording(subject, predicate, words string) statement {
	return statement{subject: subject, predicate: predicate, object: strings.Join(strings.Fields(words), " "), isLiteral: true, datatype: langString, language: e.language}
}

// dated is a statement whose object is a day, a month or a year.
func dated(subject, predicate, value string) statement {
	datatype := "date"
	switch len(value) {
	case 4:
		datatype = "gYear"
	case 7:
		datatype = "gYearMonth"
	}
	return literal(subject, predicate, value, datatype)
}

// claim adds a claim with the words from token from to token to. What was
// claimed before of the same words is not claimed again.
func (e *extraction) claim(s statement, from, to int, confidence float64, rule string) *Claim {
	start, end := e.offsets(from, to)
	c := Claim{Kind: "claim", Subject: s.subject, Predicate: s.predicate, Object: s.object, ObjectType: "iri", Datatype: s.datatype, Language: s.language,
		Start: start, End: end, Quote: e.doc.Quote(start, end), Status: "stated", Polarity: "affirmed", Modality: e.modalityAt(from, to), Confidence: confidence, Rule: rule}
	if s.isLiteral {
		c.ObjectType = "literal"
	}
	e.claims = append(e.claims, &c)
	return &c
}

// infer adds a claim that is not said in so many words.
func (e *extraction) infer(s statement, from, to int, confidence float64, rule string) {
	e.claim(s, from, to, confidence, rule).Status = "inferred"
}

// result returns the claims in the order of the text, each once.
func (e *extraction) sortedClaims() (claims []Claim) {
	slices.SortStableFunc(e.claims, func(a, b *Claim) int { return cmp.Or(a.Start-b.Start, a.End-b.End) })
	seen := map[Claim]bool{}
	for _, c := range e.claims {
		key := *c
		key.Confidence, key.Rule = 0, ""
		if !seen[key] {
			seen[key] = true
			claims = append(claims, *c)
		}
	}
	return claims
}

// sentenceOf returns the tokens of the sentence around token i.
func (e *extraction) sentenceOf(i int) (from, to int) {
	n, _ := slices.BinarySearchFunc(e.sentences, i, func(s sentence, i int) int {
		switch {
		case s.to <= i:
			return -1
		case s.from > i:
			return 1
		}
		return 0
	})
	if n >= len(e.sentences) {
		return i, i + 1
	}
	return e.sentences[n].from, e.sentences[n].to
}

// planning are the words of what is to come; hearsay those of what others say.
var (
	planning = setOf("will", "shall", "sera", "seront", "aura", "auront", "accueillera", "accueilleront", "presidera", "participera", "participeront", "rassemblera", "reunira", "wird", "werden", "sara", "upcoming", "prevu", "prevue", "scheduled")
	hearsay  = setOf("reportedly", "allegedly", "according", "selon", "would", "aurait", "auraient", "serait")
)

// modalityAt tells whether the sentence of a stretch speaks of a fact, of a plan
// or of what others report.
func (e *extraction) modalityAt(from, to int) string {
	first, last := e.sentenceOf(from)
	for i := first; i < min(last, max(to, from+12)); i++ {
		switch {
		case planning[e.tokens[i].norm], e.language == "fr" && len(e.tokens[i].norm) > 5 && strings.HasSuffix(e.tokens[i].norm, "ront"):
			return "planned"
		case hearsay[e.tokens[i].norm]:
			return "reported"
		}
	}
	return "factual"
}

// frameAt returns the frame of the longest verb that begins at token i, and the
// number of its tokens.
func (e *extraction) frameAt(i, limit int) (string, int) {
	return e.rules.frames.at(e.tokens, i, limit)
}

// firstFrame returns where a frame first stands between tokens, and the token
// behind it.
func (e *extraction) firstFrame(frame string, from, to int) (start, end int) {
	for i := from; i < to; i++ {
		if found, n := e.frameAt(i, to); n > 0 && found == frame {
			return i, i + n
		}
	}
	return -1, -1
}

// phraseEnd returns where the phrase that begins at token i ends: before a mark
// of the sentence, a comma or one of the stops.
func (e *extraction) phraseEnd(i, limit int, stops ...string) int {
	for k := i; k < limit; k++ {
		if e.is(k, i, ".", ";", ":", "!", "?") && !e.isInside(k) || k > i && e.is(k, i, stops...) && !e.isInside(k) {
			return k
		}
	}
	return limit
}

// isInside reports that a token belongs to a mention.
func (e *extraction) isInside(k int) bool { return e.covering(k) != nil }

// ofType returns the mention of a type over token i, nil when there is none.
func (e *extraction) ofType(typ Type, i int) *mention {
	if m := e.covering(i); m != nil && m.typ == typ && m.thing != nil {
		return m
	}
	return nil
}

// sourceIRI returns the IRI of the document: that of the graph, by its hash or
// address, or a new one.
func (e *extraction) sourceIRI() string {
	if iri := e.gazetteer.sources[e.doc.Hash]; iri != "" {
		return iri
	}
	if iri := e.gazetteer.sources[e.doc.Address]; iri != "" && e.doc.Address != "" {
		return iri
	}
	name := slugOf(e.doc.Title)
	if len(name) > 60 {
		name = strings.TrimRight(name[:60], "-")
	}
	return e.gazetteer.base + "id/source/" + strings.Trim(name+"-"+e.doc.Hash[:8], "-")
}
