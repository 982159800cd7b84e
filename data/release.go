package data

import (
	"net/url"
	"strings"

	"w3id.org/plenary/ontology"
	"w3id.org/plenary/rdf"
)

// releaseSource is the source whose claims seed_claims.csv holds, and
// releaseGraph the name of their graph.
const (
	releaseSource = "seed"
	releaseGraph  = "2025-ism-ottawa-release"
)

// A releaseReader turns the rows of seed_claims.csv into claims.
type releaseReader struct {
	*run
	d          *definition
	properties map[string]rdf.Term
	source     rdf.Term
	slug       string // of the source
	title      string
	page       string
	process    rdf.Term
}

// release emits the claims of the release, their passages, and the statements
// they make, in a graph of their own.
func (r *run) release() {
	d := r.byName["seed_claims"]
	r.inGraph(releaseGraph)
	iri, _ := r.iri("sources", releaseSource)
	sources := r.byName["sources"]
	row := &sources.rows[sources.rowOf[releaseSource]]
	rr := &releaseReader{run: r, d: d, source: r.relative(iri), slug: tail(iri),
		title: sources.cell(row, "title"), page: sources.cell(row, "address"),
		process: r.relative("id/run/" + releaseGraph + "-by-hand")}
	rr.readProperties()
	r.assert(rr.process, rdfType, plRun)
	r.assert(rr.process, rdfsLabel, rdf.LangString("Reading of the release by hand", "en"))
	r.assert(rr.process, rdfsLabel, rdf.LangString("Lecture du communiqué à la main", "fr"))
	r.assert(rr.process, provUsed, rr.source)
	for i := range d.rows {
		rr.claim(&scope{def: d, row: &d.rows[i], list: isText}, d.keys[i])
	}
}

// readProperties reads predicates.csv.
func (r *releaseReader) readProperties() {
	r.properties = map[string]rdf.Term{}
	p := r.byName["predicates"]
	for i := range p.rows {
		iri, err := expand(p.cell(&p.rows[i], "property"))
		if err != nil {
			r.errs.add(p.errorAt(&p.rows[i], "property", err.Error(), ""))
		}
		r.properties[p.keys[i]] = rdf.IRI(iri)
	}
}

// claim emits one claim with its passage and the statement it makes.
func (r *releaseReader) claim(s *scope, id string) {
	t, ok := r.statement(s)
	if !ok {
		return
	}
	iri, ok := r.iri("seed_claims", id)
	if !ok {
		r.nodeless(s, id)
		return
	}
	c := r.relative(iri)
	r.assert(c, rdfType, plClaim)
	r.assert(c, rdfsLabel, rdf.LangString("Claim "+id+" ("+r.predicate(s, "en")+"): "+r.subject(s, "en"), "en"))
	r.assert(c, rdfsLabel, rdf.LangString("Affirmation "+id+" ("+r.predicate(s, "fr")+") : "+r.subject(s, "fr"), "fr"))
	r.assert(c, rdfSubject, t.S)
	r.chains.add(c, rdfSubject, t.S)
	r.assert(c, rdfPredicate, t.P)
	r.assert(c, rdfObject, t.O)
	r.assert(c, plClaimStatus, statuses[r.cell(s, "status")])
	r.assert(c, plPolarity, rdf.IRI(ontology.Affirmed))
	r.assert(c, plModality, rdf.IRI(ontology.Factual))
	r.assert(c, plConfidence, confidences[r.cell(s, "confidence")])
	passage := r.passage(s)
	r.assert(c, plEvidence, passage)
	r.chains.add(c, plEvidence, passage)
	r.assert(c, plExtractedBy, r.process)
	r.assert(c, plRule, rdf.String("curated-by-hand"))
	if note := r.cell(s, "notes"); note != "" {
		r.assert(c, plNote, rdf.LangString(note, "en"))
	}
	if r.assert(t.S, t.P, t.O) {
		r.chains.add(t.S, t.P, t.O)
	}
}

func (r *releaseReader) cell(s *scope, column string) string { return r.d.cell(s.row, column) }

// subject is the label of what a claim is about, the English one where it has no other.
func (r *releaseReader) subject(s *scope, lang string) string {
	label, known := r.label(anyTable, r.cell(s, "subject"), lang)
	if !known {
		label, _ = r.label(anyTable, r.cell(s, "subject"), "en")
	}
	return label
}

// predicate is the label of the property of a claim where the vocabulary has one, else
// its name in the table.
func (r *releaseReader) predicate(s *scope, lang string) string {
	name := r.cell(s, "predicate")
	if t, ok := ontology.Lookup(r.properties[name].Value()); ok && t.Label(lang) != "" {
		return t.Label(lang)
	}
	return name
}

// statement returns what a claim says.
func (r *releaseReader) statement(s *scope) (t rdf.Triple, ok bool) {
	subject, ok := r.refer(s, "subject", anyTable, r.cell(s, "subject"))
	if !ok {
		return t, false
	}
	predicate, ok := r.properties[r.cell(s, "predicate")]
	if !ok {
		r.errs.add(r.d.errorAt(s.row, "predicate", "predicates.csv has no "+r.cell(s, "predicate"), "add a line for it"))
		return t, false
	}
	object, ok := r.claimed(s)
	return rdf.Triple{S: subject, P: predicate, O: object}, ok
}

// claimed returns the object of a claim.
func (r *releaseReader) claimed(s *scope) (rdf.Term, bool) {
	text, kind := r.cell(s, "object"), r.cell(s, "object_type")
	switch {
	case kind == "concept":
		return r.refer(s, "object", "codes", "document-kind/"+text)
	case kind == "literal":
		return rdf.String(text), true
	case !strings.HasPrefix(kind, "xsd:") && !strings.HasPrefix(kind, "literal@"):
		return r.refer(s, "object", anyTable, text)
	}
	maker, err := makerOf(strings.TrimPrefix(kind, "literal"))
	if err != nil {
		r.errs.add(r.d.errorAt(s.row, "object_type", err.Error(), ""))
		return rdf.Term{}, false
	}
	term, err := maker(text)
	if err != nil {
		r.errs.add(r.d.errorAt(s.row, "object", err.Error(), ""))
	}
	return term, err == nil
}

// refer returns the node of an id.
func (r *releaseReader) refer(s *scope, column, table, id string) (rdf.Term, bool) {
	iri, ok := r.iri(table, id)
	if !ok {
		r.errs.add(r.d.errorAt(s.row, column, "no row has the id "+id, r.iris.hint(table, id)))
	}
	return r.relative(iri), ok
}

// passage emits the passage of a claim and returns it. Claims that rest on the
// same stretch share it.
func (r *releaseReader) passage(s *scope) rdf.Term {
	start, end := r.cell(s, "start"), r.cell(s, "end")
	for _, column := range []string{"start", "end"} {
		if !digits(r.cell(s, column)) {
			r.errs.add(r.d.errorAt(s.row, column, "this is no offset", "count code points from 0"))
		}
	}
	p := r.relative("id/passage/" + r.slug + "-" + start + "-" + end)
	position := rdf.IRI(p.Value() + "#position")
	r.assert(p, rdfType, plPassage)
	r.assert(p, rdfsLabel, rdf.LangString("Characters "+start+" to "+end+" of “"+r.title+"”", "en"))
	r.assert(p, rdfsLabel, rdf.LangString("Caractères "+start+" à "+end+" de « "+r.title+" »", "fr"))
	r.assert(p, plPassageOf, r.source)
	r.assert(p, oaHasSource, r.source)
	r.assert(p, oaHasSelector, position)
	r.assert(position, rdfType, oaPosition)
	r.assert(position, oaStart, rdf.Literal(start, xsd+"nonNegativeInteger"))
	r.assert(position, oaEnd, rdf.Literal(end, xsd+"nonNegativeInteger"))
	r.assert(p, plQuoteHash, rdf.String(r.cell(s, "span_sha256")))
	if anchor := r.cell(s, "anchor"); anchor != "" {
		r.assert(p, plAnchor, rdf.String(anchor))
		r.assert(p, foafPage, rdf.IRI(r.page+"#:~:text="+textFragment(anchor)))
	}
	return p
}

// textFragment encodes words for a text directive, in which commas, hyphens
// and ampersands have a meaning of their own.
func textFragment(words string) string {
	return fragmentEscapes.Replace(url.PathEscape(words))
}

var fragmentEscapes = strings.NewReplacer("-", "%2D", ",", "%2C", "&", "%26")
