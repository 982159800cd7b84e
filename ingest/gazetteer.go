package ingest

import (
	"iter"
	"slices"
	"strings"
	"sync"

	"w3id.org/plenary/ontology"
	"w3id.org/plenary/rdf"
)

// A Type is what a mention is of.
type Type string

// The types of mentions.
const (
	MeetingType      Type = "meeting"
	PersonType       Type = "person"
	OfficeType       Type = "office"
	RoleType         Type = "role"
	PartyType        Type = "party"        // a country or the European Union
	OrganizationType Type = "organization" // any other body
	ForumType        Type = "forum"
	PlaceType        Type = "place"
	DateType         Type = "date"
	TopicType        Type = "topic"
	DocumentType     Type = "document"
	CommitmentType   Type = "commitment"
	PresidencyType   Type = "presidency"
	QuotationType    Type = "quotation"
)

// A thing is a node of the graph that texts may mention, or a new one.
type thing struct {
	iri   string
	typ   Type
	label string // the preferred one, English first
	names []name
	props map[string][]string // by property: values of literals and IRIs
	isNew bool
}

// A name is a label of a thing.
type name struct{ text, language string }

func (t *thing) one(property string) string {
	if values := t.props[property]; len(values) > 0 {
		return values[0]
	}
	return ""
}

// A Gazetteer holds what a graph says of the things that texts mention: their
// names, and what tells those apart that share one. It does not change, and may
// be used by several goroutines.
type Gazetteer struct {
	base      string
	things    map[string]*thing
	automaton automaton

	tenures      []tenure
	ofPerson     map[string][]int // tenures by IRI of the person
	ofOffice     map[string][]int
	meetings     []*thing // by first day
	offices      []*thing
	outcomes     []*thing
	presidency   map[string]string   // IRI of the party by forum and year
	presidencies map[string]string   // IRI by forum and year
	countries    map[string]*thing   // by code
	sources      map[string]string   // IRIs of documents by hash and by address
	byLabel      map[string]*thing   // countries by English label
	surnames     map[string][]*thing // people by the last word of a name
	documents    map[string][]*thing // by titleKey
	adoptedAt    map[string]*thing   // meetings by IRI of what they adopted

	skeletonsOnce sync.Once
	skeletons     map[string][]*thing // by type and skeleton; made when first asked for
}

// A tenure is the holding of an office by a person.
type tenure struct{ person, office, from, until string }

// typesOf maps classes to types of mentions. A party that is an organization is
// one of the countries when it has a code.
var typesOf = map[string]Type{
	ontology.ClassMeeting: MeetingType, ontology.ClassPerson: PersonType, ontology.ClassOffice: OfficeType,
	ontology.ClassCountry: PartyType, ontology.ClassOrganization: OrganizationType, ontology.ClassForum: ForumType,
	ontology.ClassPlace: PlaceType, ontology.ClassPriority: TopicType, ontology.ClassOutcomeDocument: DocumentType,
	ontology.ClassPresidency: PresidencyType,
}

const (
	rdfType   = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
	skos      = "http://www.w3.org/2004/02/skos/core#"
	prefLabel = skos + "prefLabel"
	altLabel  = skos + "altLabel"
	hidden    = skos + "hiddenLabel"
	dct       = "http://purl.org/dc/terms/"
	schemaOrg = "http://schema.org/"
)

// kept are the properties that resolution asks for.
var kept = map[string]bool{
	ontology.InCountry: true, ontology.Region: true, ontology.Jurisdiction: true, ontology.Portfolio: true,
	ontology.MeetingOf: true, ontology.Track: true, ontology.StartDate: true, ontology.EndDate: true, ontology.HeldAt: true,
	ontology.Year: true, ontology.Ordinal: true, ontology.Alpha2: true, ontology.CitizenOf: true, ontology.NameUsed: true,
	ontology.DocumentKind: true, ontology.PresidencyOf: true, ontology.HeldByParty: true, ontology.TenureOf: true,
	ontology.OfOffice: true, ontology.From: true, ontology.Until: true, ontology.HostCountry: true, ontology.UnderPresidency: true,
	dct + "issued": true, skos + "broader": true, ontology.HasMember: true, ontology.Adopted: true, ontology.Addresses: true,
}

// NewGazetteer reads the graph that quads yields. Its IRIs for new things are
// under base, which ends in a slash.
//
// Cost:   linear; 100,000 names take about a second.
// Errors: those of quads.
func NewGazetteer(base string, quads iter.Seq2[rdf.Quad, error]) (*Gazetteer, error) {
	b := &gazetteerBuilder{nodes: map[string]*thing{}, tenures: map[string]bool{}, sources: map[string]string{}}
	for q, err := range quads {
		if err != nil {
			return nil, err
		}
		b.add(q)
	}
	return b.build(base), nil
}

type gazetteerBuilder struct {
	nodes   map[string]*thing
	tenures map[string]bool
	sources map[string]string
}

func (b *gazetteerBuilder) add(q rdf.Quad) {
	if !q.S.IsIRI() {
		return
	}
	p, value := q.P.Value(), q.O.Value()
	switch {
	case p == rdfType:
		b.addType(q.S.Value(), value)
	case p == prefLabel || p == altLabel || p == hidden:
		t := b.node(q.S.Value())
		t.names = append(t.names, name{value, q.O.Lang()})
		if p == prefLabel && (t.label == "" || q.O.Lang() == "en") {
			t.label = value
		}
	case p == ontology.TextHash || p == schemaOrg+"url":
		b.sources[strings.Clone(value)] = strings.Clone(q.S.Value())
	case kept[p]:
		t := b.node(q.S.Value())
		if !slices.Contains(t.props[p], value) {
			t.props[p] = append(t.props[p], value)
		}
	}
}

func (b *gazetteerBuilder) addType(subject, class string) {
	if class == ontology.ClassTenure {
		b.tenures[subject] = true
	}
	if typ, ok := typesOf[class]; ok {
		b.node(subject).typ = typ
	}
}

func (b *gazetteerBuilder) node(iri string) *thing {
	t := b.nodes[iri]
	if t == nil {
		t = &thing{iri: strings.Clone(iri), props: map[string][]string{}}
		b.nodes[t.iri] = t
	}
	return t
}

func (b *gazetteerBuilder) build(base string) *Gazetteer {
	g := &Gazetteer{base: base, things: map[string]*thing{}, ofPerson: map[string][]int{}, ofOffice: map[string][]int{},
		presidency: map[string]string{}, presidencies: map[string]string{}, countries: map[string]*thing{},
		byLabel: map[string]*thing{}, surnames: map[string][]*thing{}, documents: map[string][]*thing{}, adoptedAt: map[string]*thing{}}
	g.sources = b.sources
	for _, iri := range sortedKeys(b.nodes) {
		t := b.nodes[iri]
		if b.tenures[iri] {
			g.addTenure(t)
		}
		if t.typ == "" && strings.HasPrefix(iri, base+"id/role/") {
			t.typ = RoleType
		}
		if t.typ != "" {
			g.addThing(t)
		}
	}
	slices.SortStableFunc(g.meetings, func(a, b *thing) int {
		return strings.Compare(a.one(ontology.StartDate), b.one(ontology.StartDate))
	})
	g.nameAll()
	g.nameByRules()
	return g
}

func (g *Gazetteer) addTenure(t *thing) {
	n := len(g.tenures)
	held := tenure{t.one(ontology.TenureOf), t.one(ontology.OfOffice), t.one(ontology.From), t.one(ontology.Until)}
	g.tenures = append(g.tenures, held)
	g.ofPerson[held.person] = append(g.ofPerson[held.person], n)
	g.ofOffice[held.office] = append(g.ofOffice[held.office], n)
}

func (g *Gazetteer) addThing(t *thing) {
	if t.typ == OrganizationType && t.one(ontology.Alpha2) != "" {
		t.typ = PartyType
	}
	g.things[t.iri] = t
	switch t.typ {
	case MeetingType:
		g.meetings = append(g.meetings, t)
		for _, iri := range t.props[ontology.Adopted] {
			g.adoptedAt[iri] = t
		}
	case OfficeType:
		g.offices = append(g.offices, t)
	case DocumentType:
		g.outcomes = append(g.outcomes, t)
	case PartyType:
		g.countries[t.one(ontology.Alpha2)] = t
	case PresidencyType:
		key := t.one(ontology.PresidencyOf) + " " + t.one(ontology.Year)
		g.presidency[key] = t.one(ontology.HeldByParty)
		g.presidencies[key] = t.iri
	}
}

// isFamilyFirst reports whether the names of a person are also written with the
// family's first.
func (g *Gazetteer) isFamilyFirst(person *thing) bool {
	country := g.things[person.one(ontology.CitizenOf)]
	return country != nil && familyFirst[country.one(ontology.Alpha2)]
}

var familyFirst = setOf("JP", "KR", "CN", "HU", "VN")

// named are the types whose names are looked for as they are. The names of
// offices, meetings and documents are found by their grammar too.
func (g *Gazetteer) nameAll() {
	for _, iri := range sortedKeys(g.things) {
		t := g.things[iri]
		if t.typ == PresidencyType || t.typ == RoleType {
			continue
		}
		for _, n := range t.names {
			g.automaton.add(n.text, n.language, t)
			g.indexName(t, n.text)
			if given, family, ok := strings.Cut(n.text, " "); ok && t.typ == PersonType && !strings.Contains(family, " ") && g.isFamilyFirst(t) {
				g.automaton.add(family+" "+given, n.language, t)
			}
		}
	}
}

// countryLanguages are those in which the rules name every country.
var countryLanguages = []string{"en", "fr", "de", "it", "es", "pt"}

// nameByRules adds the names that the rules know beside those of the graph: of
// countries, which are new where the graph has none, of forums and of places.
func (g *Gazetteer) nameByRules() {
	countries := readRules("countries")
	for _, row := range countries.rows {
		code := countries.cell(row, "code")
		t := g.countries[code]
		if t == nil {
			t = &thing{typ: PartyType, label: countries.cell(row, "label"), props: map[string][]string{ontology.Alpha2: {code}}, isNew: true}
		}
		if code != "" {
			g.countries[code] = t
		}
		g.byLabel[countries.cell(row, "label")] = t
		for _, language := range countryLanguages {
			if text := countries.cell(row, language); text != "" {
				g.automaton.add(text, language, t)
			}
		}
		for _, text := range list(countries.cell(row, "names")) {
			g.automaton.add(text, "und", t)
		}
	}
	for table, path := range map[string]string{"forums": "forum", "exonyms": "place"} {
		names := readRules(table)
		for _, row := range names.rows {
			t := g.things[g.base+"id/"+path+"/"+row[0]]
			if t == nil {
				continue
			}
			for _, text := range list(row[1]) {
				g.automaton.add(text, "und", t)
			}
		}
	}
	for _, code := range []string{"CA", "FR", "DE", "IT", "JP", "GB", "US", "EU"} {
		if t := g.countries[code]; t != nil {
			g.byLabel[t.label] = t
		}
	}
}

// indexName notes a surname or a title.
func (g *Gazetteer) indexName(t *thing, text string) {
	index, key := g.documents, ""
	switch t.typ {
	case PersonType:
		index, key = g.surnames, lastWord(withoutMarks(text))
	case DocumentType:
		key = titleKey(text)
	default:
		return
	}
	if !slices.Contains(index[key], t) {
		index[key] = append(index[key], t)
	}
}

func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// heldOn returns the offices that a person held on a day, and whether any is
// known.
func (g *Gazetteer) heldOn(person, day string) (offices []string) {
	for _, n := range g.ofPerson[person] {
		if g.tenures[n].covers(day) {
			offices = append(offices, g.tenures[n].office)
		}
	}
	return offices
}

// covers reports whether a tenure may include a day. One without an end is
// taken to last.
func (t *tenure) covers(day string) bool {
	if day == "" || t.from == "" {
		return false
	}
	n := min(len(day), len(t.from))
	if day[:n] < t.from[:n] {
		return false
	}
	n = min(len(day), len(t.until))
	return t.until == "" || day[:n] <= t.until[:n]
}
