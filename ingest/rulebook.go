package ingest

import (
	"strconv"
	"strings"
)

// rules is what the tables of the folder rules say, ready for use.
type rules struct {
	languages        []string
	commonWords      map[string][]string // languages by word
	abbreviations    map[string]bool
	sections         phraseSet[sectionCue]
	months           map[string]int
	weekdays         map[string]int
	relativeDates    phraseSet[dateShift] // from the day of the document
	besideDates      phraseSet[dateShift] // from the day named before
	ordinalEndings   map[string]bool
	yearPrepositions map[string]bool

	ranks          map[string]*phraseSet[rank] // by language
	honorifics     phraseSet[string]           // honorific or title
	portfolios     phraseSet[string]           // the portfolio of a field of government
	portfolioWords map[string]bool
	germanFields   []germanField
	fields         phraseSet[string] // portfolios, and what else titles are of
	fieldWords     map[string]bool
	departments    phraseSet[string] // the portfolios of departments
	nationalTitles phraseSet[string] // the code of a country
	demonyms       phraseSet[string] // the code of a country
	governments    phraseSet[string] // the code of a country
	documentKinds  phraseSet[string]
	meetings       meetingRules
	bodies         phraseSet[string] // the label of a body
	institutions   phraseSet[bool]   // whether it is an abbreviation
	frames         phraseSet[string]
	parts          phraseSet[partRule]
	topics         topicRules
	places         phraseSet[placeRule]
	regions        phraseSet[string] // the code of a country
	capitals       phraseSet[string] // the label of the country
	givenNames     map[string]bool
	particles      map[string]bool // small words in names of people
	notNames       map[string]bool // capitalized words that no name of a person has
	leads          map[string]bool // words that begin a sentence before a title
}

// A sectionCue is how a section of a document begins.
type sectionCue struct {
	zone        zone
	inParagraph bool // it may begin a paragraph
	mayContinue bool // more words may follow in a heading
}

// A rank is the word of a title that says what kind of office it is.
type rank struct {
	class    string
	language string
	tail     string // portfolio, party, body or institution (a body that the rules know): what may follow
	isBare   bool   // it is an office without more
}

// A germanField is the stem of a field of government within German words.
type germanField struct{ stem, portfolio string }

// A placeRule is a place that texts about meetings name often.
type placeRule struct{ label, country string }

func newRules() *rules {
	r := &rules{commonWords: map[string][]string{}, ranks: map[string]*phraseSet[rank]{}, portfolioWords: map[string]bool{}, fieldWords: map[string]bool{}}
	r.addLanguages()
	r.addDates()
	r.addTitles()
	r.addPlaces()
	sections := readRules("sections")
	for _, row := range sections.rows {
		cue := sectionCue{zoneNames[sections.cell(row, "zone")], sections.cell(row, "match") == "paragraph", sections.cell(row, "match") == "heading"}
		for _, text := range list(sections.cell(row, "phrases")) {
			r.sections.add(text, cue)
		}
	}
	addPhrases(&r.documentKinds, "documentkinds", "words", "kind")
	addPhrases(&r.frames, "frames", "phrases", "frame")
	r.meetings = newMeetingRules()
	roles := readRules("roles")
	for _, row := range roles.rows {
		for _, text := range list(roles.cell(row, "words")) {
			r.parts.add(text, partRule{roles.cell(row, "role"), roles.cell(row, "needs") == "article"})
		}
	}
	for _, row := range readRules("bodies").rows {
		for _, text := range list(row[0]) {
			r.bodies.add(text, list(row[0])[0])
		}
	}
	for _, row := range readRules("institutions").rows {
		for _, text := range list(row[0]) {
			r.institutions.add(text, strings.ToUpper(text) == text)
		}
	}
	r.topics = newTopicRules()
	return r
}

// addPhrases fills a set from a table: each phrase of a column with the value of
// another.
func addPhrases(set *phraseSet[string], table, phrases, value string) {
	t := readRules(table)
	for _, row := range t.rows {
		for _, text := range list(t.cell(row, phrases)) {
			set.add(text, t.cell(row, value))
		}
	}
}

func (r *rules) addLanguages() {
	common := readRules("commonwords")
	for _, row := range common.rows {
		language := common.cell(row, "language")
		r.languages = append(r.languages, language)
		for _, word := range list(common.cell(row, "words")) {
			r.commonWords[word] = append(r.commonWords[word], language)
		}
	}
	r.abbreviations = wordSet("abbreviations")
	r.particles = setOf("de", "du", "des", "von", "van", "der", "den", "da", "di", "del", "della", "la", "le", "al", "el", "bin", "ben", "ul", "d'", "l'", "dos", "y", "zu", "o'", "e")
	r.notNames = wordSet("notnames")
	r.givenNames = wordSet("givennames")
	r.leads = setOf("in", "at", "on", "with", "see", "read", "following", "under", "adoption", "launch", "endorsement", "release", "issue", "adopt", "endorse", "adopted", "issued", "by", "as", "for", "through", "since", "we", "publication", "signature", "ministers", "dans", "selon", "avec", "par", "consult", "also", "both", "their", "its", "and", "annex", "download")
}

func wordSet(table string) map[string]bool {
	set := map[string]bool{}
	for _, row := range readRules(table).rows {
		set[withoutMarks(row[0])] = true
	}
	return set
}

func setOf(words ...string) map[string]bool {
	set := map[string]bool{}
	for _, w := range words {
		set[w] = true
	}
	return set
}

func (r *rules) addDates() {
	r.months = numbered("months", "month")
	r.weekdays = numbered("weekdays", "weekday")
	shifts := readRules("relativedates")
	for _, row := range shifts.rows {
		by, _ := strconv.Atoi(shifts.cell(row, "shift"))
		set := &r.relativeDates
		if shifts.cell(row, "from") == "before" {
			set = &r.besideDates
		}
		set.add(shifts.cell(row, "phrase"), dateShift{shifts.cell(row, "unit"), by})
	}
	r.ordinalEndings = setOf("st", "nd", "rd", "th", "er", "e", "ere", "eme")
	r.yearPrepositions = setOf("in", "since", "by", "until", "from", "of", "during", "for", "to", "en", "depuis", "d'ici", "ici", "jusqu'en", "before", "after",
		"seit", "im", "ab", "nel", "dal", "desde", "until", "avant", "apres", "end", "fin", "early", "late", "mid", "debut", "through", "between", "entre", "summer", "spring", "autumn", "fall", "winter", "annee", "year", "beyond", "around", "ete", "hiver", "printemps", "automne", "dans")
}

// numbered reads a table of words for numbers.
func numbered(table, column string) map[string]int {
	t := readRules(table)
	words := map[string]int{}
	for _, row := range t.rows {
		n, _ := strconv.Atoi(t.cell(row, column))
		for _, word := range list(t.cell(row, "words")) {
			words[word] = n
		}
	}
	return words
}

func (r *rules) addTitles() {
	t := readRules("ranks")
	for _, row := range t.rows {
		value := rank{t.cell(row, "class"), t.cell(row, "language"), t.cell(row, "tail"), t.cell(row, "bare") != ""}
		for _, text := range list(t.cell(row, "phrases")) {
			r.ranksOf(value.language).add(text, value)
		}
	}
	addPhrases(&r.honorifics, "honorifics", "phrase", "counts")
	addPhrases(&r.nationalTitles, "nationaltitles", "titles", "code")
	addPhrases(&r.demonyms, "demonyms", "adjectives", "code")
	addPhrases(&r.governments, "governments", "names", "code")
	for _, row := range readRules("germanfields").rows {
		r.germanFields = append(r.germanFields, germanField{row[0], row[1]})
	}
	addPhrases(&r.departments, "departments", "phrases", "portfolio")
	r.addFields("portfolios", &r.portfolios, r.portfolioWords)
	for _, table := range []string{"portfolios", "fields"} {
		r.addFields(table, &r.fields, r.fieldWords)
	}
}

// ranksOf returns the ranks of a language.
func (r *rules) ranksOf(language string) *phraseSet[rank] {
	set := r.ranks[language]
	if set == nil {
		set = &phraseSet[rank]{}
		r.ranks[language] = set
	}
	return set
}

// addFields reads a table of fields of government: their phrases, and the words of
// those that tell a portfolio.
func (r *rules) addFields(table string, phrases *phraseSet[string], words map[string]bool) {
	t := readRules(table)
	apart := strings.NewReplacer("'", "' ", "-", " ", ",", " ")
	for _, row := range t.rows {
		portfolio := t.cell(row, "portfolio")
		for _, text := range list(t.cell(row, "phrases")) {
			phrases.add(text, portfolio)
			for _, word := range strings.Fields(apart.Replace(withoutMarks(text))) {
				if portfolio != "" && !isConnector[word] && r.commonWords[word] == nil && len(word) > 2 {
					words[word] = true
				}
			}
		}
	}
}

// isConnector tells the small words within titles.
var isConnector = setOf("of", "and", "the", "for", "in", "with", "&", ",", "de", "du", "des", "la", "le", "les", "l'", "d'", "et", "a", "aux", "au", "charge", "chargee", "responsable", "responsible", "pour", "und", "fur", "der", "des", "die", "e", "y", "del", "della", "all'", "alla", "agli", "al", "ai", "dello", "dei", "delle", "dell'", "degli", "delle", "gli", "ed", "los", "las", "do", "da", "dos", "das", "per", "para", "to", "'")

func (r *rules) addPlaces() {
	places := readRules("places")
	for _, row := range places.rows {
		names := list(places.cell(row, "names"))
		label := names[0]
		for _, text := range names {
			r.places.add(text, placeRule{label, places.cell(row, "country")})
		}
	}
	addPhrases(&r.regions, "regions", "names", "country")
	addPhrases(&r.capitals, "capitals", "names", "label")
}
