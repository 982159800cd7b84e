package review

import (
	"cmp"
	"slices"
	"strconv"
	"weak"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/ontology"
	"w3id.org/plenary/rdf"
)

// A Snapshot is all claims as they stood at one moment, and what was known about
// them. It does not change, and may be used by several goroutines.
type Snapshot struct {
	state     *state
	claims    []Claim // in the order of documents and their texts
	at        map[rdf.Term]int
	hashes    map[rdf.Term]string // of the texts of documents
	relations relations
}

// Snapshot returns how claims stand now. Those who ask soon after another, without a
// decision or a document between, get the same one.
//
// Cost: that of Claims, when something has changed.
func (d *Desk) Snapshot() (*Snapshot, error) {
	d.reading.Lock()
	defer d.reading.Unlock()
	s, err := d.now()
	if err != nil {
		return nil, err
	}
	if n := d.newest.Value(); n != nil && n.state.public.Seq() == s.public.Seq() && n.state.quarantine.Seq() == s.quarantine.Seq() {
		return n, nil
	}
	n := &Snapshot{state: s, at: map[rdf.Term]int{}, hashes: map[rdf.Term]string{}}
	if n.claims, err = s.claims(Filter{}); err != nil {
		return nil, err
	}
	for i := range n.claims {
		c := &n.claims[i]
		n.at[c.IRI] = i
		if _, read := n.hashes[c.Source]; !read {
			n.hashes[c.Source] = text(object(s.quarantine, c.Source, ontology.TextHash))
		}
	}
	n.relations = relate(n.claims)
	d.newest = weak.Make(n)
	return n, nil
}

// Select returns the claims that a filter selects, in the order of documents and
// their texts. They are those of the snapshot, not to be changed.
func (n *Snapshot) Select(f Filter) (selected []*Claim) {
	for i := range n.claims {
		if c := &n.claims[i]; f.accepts(c, n.hashes[c.Source]) && (f.Known == nil || *f.Known == c.Known) {
			selected = append(selected, c)
		}
	}
	return selected
}

// Claim returns the claim with an IRI; false when there is none.
func (n *Snapshot) Claim(iri rdf.Term) (*Claim, bool) {
	i, ok := n.at[iri]
	if !ok {
		return nil, false
	}
	return &n.claims[i], true
}

// A Document is one whose claims are reviewed.
type Document struct {
	IRI      rdf.Term
	Title    Name
	Hash     string // SHA-256 of its text
	Length   int    // of its text, in code points
	Language string
	Issued   string // a date, "" when it is not known
	Address  string
	Row      // of its claims; Waiting is not counted
}

// Documents returns the documents in the order of their titles.
func (n *Snapshot) Documents(lang string) (documents []Document) {
	rows := map[rdf.Term]*Row{}
	for i := range n.claims {
		c := &n.claims[i]
		if rows[c.Source] == nil {
			rows[c.Source] = &Row{Name: slug(c.Source), By: map[State]int{}}
		}
		rows[c.Source].Claims++
		rows[c.Source].By[c.State]++
		rows[c.Source].Confidence += c.Confidence
	}
	for source, row := range rows {
		row.Confidence /= float64(row.Claims)
		d := n.Document(source, lang)
		d.Row = *row
		documents = append(documents, d)
	}
	slices.SortFunc(documents, func(a, b Document) int {
		return cmp.Or(cmp.Compare(a.Title.Text, b.Title.Text), cmp.Compare(a.Name, b.Name))
	})
	return documents
}

// Document returns what the quarantine says about a document, without its Row.
func (n *Snapshot) Document(iri rdf.Term, lang string) Document {
	one := func(property string) string { return text(object(n.state.quarantine, iri, property)) }
	length, _ := strconv.Atoi(one(ontology.TextLength))
	return Document{IRI: iri, Title: n.Name(iri, lang), Hash: one(ontology.TextHash), Length: length, Language: one(ontology.DCTLanguage), Issued: one(ontology.DCTIssued), Address: one(ontology.SchemaURL)}
}

// Text returns the text of a document. Errors: ErrText.
func (d *Desk) Text(source rdf.Term) (string, error) {
	return d.texts.Get(text(object(d.quarantine.Snapshot(), source, ontology.TextHash)))
}

// A Name is what a thing is called.
type Name struct {
	Text string
	Lang string // "" where it is not known
	// Class is the first class of the thing, the zero Term when it has none.
	Class rdf.Term
	// IsNew tells a thing that documents propose and that is not published.
	IsNew bool
}

// NewThings returns what Desk.NewThings does.
func (n *Snapshot) NewThings(c *Claim) []rdf.Term { return n.state.newThings(c) }

// nameProperties name a thing, the best first.
var nameProperties = []string{ontology.SKOSPrefLabel, ontology.RDFSLabel, ontology.DCTTitle, ontology.SchemaName}

// Name returns what a thing is called, in a language, or else in English or any
// other: as it is published, or else as it was proposed; the end of its IRI when it
// has no name.
func (n *Snapshot) Name(t rdf.Term, lang string) Name {
	if !t.IsIRI() {
		return Name{Text: t.Value(), Lang: langOf(t)}
	}
	snap, name := n.state.public, Name{Text: localName(t.Value())}
	if !snap.Has(graph.Pattern{S: t}) {
		snap, name.IsNew = n.state.quarantine, n.state.isNew(t)
	}
	name.Class = object(snap, t, ontology.RDFType)
	best := 0
	for rank, property := range nameProperties {
		for label, err := range snap.Triples(graph.Pattern{S: t, P: rdf.IRI(property)}) {
			if score := languageScore(label.O, lang)*len(nameProperties) - rank; err == nil && label.O.IsLiteral() && score > best {
				best, name.Text, name.Lang = score, label.O.Value(), label.O.Lang()
			}
		}
	}
	return name
}

func langOf(t rdf.Term) string {
	if t.IsLiteral() {
		return t.Lang()
	}
	return ""
}

// languageScore is higher for a literal that suits a reader better; at least 1.
func languageScore(label rdf.Term, lang string) int {
	switch langOf(label) {
	case lang:
		return 4
	case "":
		return 3
	case "en":
		return 2
	}
	return 1
}
