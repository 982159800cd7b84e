package review

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"net/url"
	"strconv"
	"strings"

	"w3id.org/plenary/ingest"
	"w3id.org/plenary/ontology"
	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/nquads"
)

// A proposal makes the quads of what one document proposes, as they are when
// they are published, but for the statements themselves.
type proposal struct {
	state    *state
	doc      *ingest.Document
	mentions []ingest.Mention
	language string   // of the document
	graph    rdf.Term // of the document, in all its versions
	source   rdf.Term // this version
	run      rdf.Term
	quads    []rdf.Quad
	seen     map[string]int   // claims with the same statement and words
	decided  map[string]State // by words: what is not proposed again
}

// slug is the last part of an IRI.
func slug(iri rdf.Term) string { return iri.Value()[strings.LastIndexByte(iri.Value(), '/')+1:] }

func (p *proposal) add(s rdf.Term, property string, o rdf.Term) {
	p.quads = append(p.quads, rdf.Quad{S: s, P: rdf.IRI(property), O: o, G: p.graph})
}

// title is that of the document, which has a name in any case.
func (p *proposal) title() string {
	return cmp.Or(strings.Join(strings.Fields(p.doc.Title), " "), "Document "+p.doc.Hash[:8])
}

// document describes the document.
func (p *proposal) document(revisionOf rdf.Term) {
	title := rdf.LangString(p.title(), p.language)
	p.add(p.source, ontology.RDFType, rdf.IRI(ontology.ClassSourceDocument))
	for _, property := range []string{ontology.RDFSLabel, ontology.SKOSPrefLabel, ontology.DCTTitle} {
		p.add(p.source, property, title)
	}
	p.add(p.source, ontology.SourceKind, rdf.String("page"))
	p.add(p.source, ontology.TextHash, rdf.String(p.doc.Hash))
	p.add(p.source, ontology.TextLength, rdf.Literal(strconv.Itoa(p.doc.Len()), ontology.XSDNonNegativeInteger))
	p.add(p.source, ontology.DCTLanguage, rdf.Literal(p.language, ontology.XSDLanguage))
	if p.doc.Publisher != "" {
		p.add(p.source, ontology.DCPublisher, rdf.String(p.doc.Publisher))
	}
	if day := p.doc.Date; len(day) == len("2006-01-02") {
		p.add(p.source, ontology.DCTIssued, rdf.Literal(day, ontology.XSDDate))
	}
	if rdf.CheckIRI(p.doc.Address) == nil && p.doc.Address != "" {
		p.add(p.source, ontology.SchemaURL, rdf.IRI(p.doc.Address))
		p.add(p.source, ontology.FOAFPage, rdf.IRI(p.doc.Address))
	}
	if !revisionOf.IsZero() {
		p.add(p.source, ontology.ProvWasRevisionOf, revisionOf)
	}
}

// describeRun describes the run over the document.
func (p *proposal) describeRun() {
	p.add(p.run, ontology.RDFType, rdf.IRI(ontology.ClassExtractionRun))
	p.add(p.run, ontology.RDFSLabel, rdf.LangString("Reading of “"+p.title()+"” by rules", "en"))
	p.add(p.run, ontology.RDFSLabel, rdf.LangString("Lecture de « "+p.title()+" » par des règles", "fr"))
	p.add(p.run, ontology.ProvUsed, p.source)
	p.add(p.run, ontology.ProvEndedAtTime, timeTerm(p.state.Now()))
}

// classes of new things, by type of mention.
var classes = map[ingest.Type]string{
	ingest.MeetingType: ontology.ClassMeeting, ingest.PersonType: ontology.ClassPerson, ingest.OfficeType: ontology.ClassOffice,
	ingest.PartyType: ontology.ClassCountry, ingest.OrganizationType: ontology.ClassOrganization, ingest.ForumType: ontology.ClassForum,
	ingest.PlaceType: ontology.ClassPlace, ingest.TopicType: ontology.ClassPriority, ingest.DocumentType: ontology.ClassOutcomeDocument,
	ingest.CommitmentType: ontology.ClassCommitment, ingest.PresidencyType: ontology.ClassPresidency, ingest.QuotationType: ontology.ClassQuotation,
}

// things describes what the document mentions and the graph does not have. It
// returns them: what an earlier reading said of them gives way.
func (p *proposal) things() (all []rdf.Term) {
	done := map[string]bool{}
	for _, m := range p.mentions {
		class := classes[m.Type]
		if !m.New || m.IRI == "" || class == "" || done[m.IRI] || rdf.CheckIRI(m.IRI) != nil {
			continue
		}
		done[m.IRI] = true
		thing, label := rdf.IRI(m.IRI), rdf.LangString(cmp.Or(m.Label, m.Quote), p.language)
		p.add(thing, ontology.RDFType, rdf.IRI(class))
		p.add(thing, ontology.RDFSLabel, label)
		p.add(thing, ontology.SKOSPrefLabel, label)
		all = append(all, thing)
	}
	return all
}

// statementOf returns what a claim says; false when it is not a statement of RDF.
func statementOf(c *ingest.Claim) (t rdf.Triple, ok bool) {
	for _, iri := range []string{c.Subject, c.Predicate} {
		if iri == "" || rdf.CheckIRI(iri) != nil {
			return t, false
		}
	}
	t = rdf.Triple{S: rdf.IRI(c.Subject), P: rdf.IRI(c.Predicate)}
	switch {
	case c.ObjectType == "iri":
		t.O = rdf.IRI(c.Object)
		return t, c.Object != "" && rdf.CheckIRI(c.Object) == nil
	case c.Language != "":
		t.O = rdf.LangString(c.Object, c.Language)
	case c.Datatype == ontology.RDFLangString: // of a language that is not known
		t.O = rdf.String(c.Object)
	default:
		t.O = rdf.Literal(c.Object, cmp.Or(c.Datatype, ontology.XSDString))
	}
	return t, true
}

// words is what a claim is remembered by when it was decided: what it says, and the
// words, whatever version of the document they stand in.
func words(t rdf.Triple, quoteHash string, source rdf.Term, hash string) string {
	text := nTriple(t)
	text = strings.ReplaceAll(text, source.Value(), "source")
	if len(hash) >= 8 {
		text = strings.ReplaceAll(text, hash[:8], "version")
	}
	return text + " " + quoteHash
}

func nTriple(t rdf.Triple) string { return string(nquads.AppendQuad(nil, t.In(rdf.Term{}))) }

var (
	statuses   = map[string]string{"stated": ontology.Stated, "inferred": ontology.Inferred}
	polarities = map[string]string{"affirmed": ontology.Affirmed, "negated": ontology.Negated}
	modalities = map[string]string{"factual": ontology.Factual, "planned": ontology.Planned, "reported": ontology.Reported}
)

// claim describes a claim and its passage, and returns its IRI; or what was decided
// on it before, Pending when nothing was.
func (p *proposal) claim(c *ingest.Claim, t rdf.Triple) (claim rdf.Term, before State) {
	quoteHash := hashOf(c.Quote)
	standing := rdf.Triple{S: p.state.resolve(t.S), P: t.P, O: p.state.resolve(t.O)}
	if state, known := p.decided[words(standing, quoteHash, p.source, p.doc.Hash)]; known && (state == Rejected || t.S != p.source) {
		return claim, state
	}
	key := p.graph.Value() + " " + nTriple(t) + " " + quoteHash
	p.seen[key]++
	claim = p.state.iri("claim/" + hashOf(key + " " + strconv.Itoa(p.seen[key]))[:20])
	p.add(claim, ontology.RDFType, rdf.IRI(ontology.ClassClaim))
	p.add(claim, ontology.RDFSLabel, rdf.LangString("Claim: "+slug(t.S)+", "+localName(t.P.Value()), "en"))
	p.add(claim, ontology.RDFSubject, t.S)
	p.add(claim, ontology.RDFPredicate, t.P)
	p.add(claim, ontology.RDFObject, t.O)
	p.add(claim, ontology.ClaimStatus, rdf.IRI(statuses[c.Status]))
	p.add(claim, ontology.Polarity, rdf.IRI(polarities[c.Polarity]))
	p.add(claim, ontology.Modality, rdf.IRI(modalities[c.Modality]))
	p.add(claim, ontology.Confidence, rdf.Literal(strconv.FormatFloat(c.Confidence, 'f', -1, 64), ontology.XSDDecimal))
	p.add(claim, ontology.Rule, rdf.String(c.Rule))
	p.add(claim, ontology.ExtractedBy, p.run)
	p.add(claim, ontology.Evidence, p.passage(c.Start, c.End, quoteHash))
	return claim, Pending
}

// passage describes a passage of the document.
func (p *proposal) passage(start, end int, quoteHash string) rdf.Term {
	passage, quads := p.state.passage(p.graph, p.source, p.title(), start, end, quoteHash)
	p.quads = append(p.quads, quads...)
	if anchor := p.anchor(start, end); anchor != "" {
		p.add(passage, ontology.Anchor, rdf.String(anchor))
		if p.doc.Address != "" && rdf.CheckIRI(p.doc.Address) == nil {
			p.add(passage, ontology.FOAFPage, rdf.IRI(p.doc.Address+"#:~:text="+textFragment(anchor)))
		}
	}
	return passage
}

// proper are the mentions that are proper names, of which a passage may show one.
var proper = map[ingest.Type]bool{
	ingest.PersonType: true, ingest.PlaceType: true, ingest.PartyType: true, ingest.OrganizationType: true, ingest.ForumType: true, ingest.MeetingType: true, ingest.DocumentType: true,
}

// anchorLength is how many bytes the longest anchor has: it is a name, not a text.
const anchorLength = 60

// anchor returns the first short proper name in a passage, "" when it has none.
func (p *proposal) anchor(start, end int) string {
	for _, m := range p.mentions {
		if proper[m.Type] && m.Start >= start && m.End <= end && len(m.Quote) <= anchorLength && !strings.ContainsAny(m.Quote, "\r\n") {
			return m.Quote
		}
	}
	return ""
}

// textFragment encodes words for a text directive, in which commas, hyphens and
// ampersands have a meaning of their own.
func textFragment(words string) string {
	return strings.NewReplacer("-", "%2D", ",", "%2C", "&", "%26").Replace(url.PathEscape(words))
}

// passage returns a passage of a version of a document and what describes it.
func (d *Desk) passage(graph, source rdf.Term, title string, start, end int, quoteHash string) (passage rdf.Term, quads []rdf.Quad) {
	from, to := strconv.Itoa(start), strconv.Itoa(end)
	passage = d.iri("passage/" + slug(source) + "-" + from + "-" + to)
	position := rdf.IRI(passage.Value() + "#position")
	add := func(s rdf.Term, property string, o rdf.Term) {
		quads = append(quads, rdf.Quad{S: s, P: rdf.IRI(property), O: o, G: graph})
	}
	add(passage, ontology.RDFType, rdf.IRI(ontology.ClassPassage))
	add(passage, ontology.RDFSLabel, rdf.LangString("Characters "+from+" to "+to+" of “"+title+"”", "en"))
	add(passage, ontology.PassageOf, source)
	add(passage, ontology.OAHasSource, source)
	add(passage, ontology.OAHasSelector, position)
	add(position, ontology.RDFType, rdf.IRI(ontology.OATextPositionSelector))
	add(position, ontology.OAStart, rdf.Literal(from, ontology.XSDNonNegativeInteger))
	add(position, ontology.OAEnd, rdf.Literal(to, ontology.XSDNonNegativeInteger))
	add(passage, ontology.QuoteHash, rdf.String(quoteHash))
	return passage, quads
}

func hashOf(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

// localName is what stands behind the last '#' or '/' of an IRI.
func localName(iri string) string { return iri[strings.LastIndexAny(iri, "#/")+1:] }
