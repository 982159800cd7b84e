package data

import (
	"strings"

	"w3id.org/plenary/ontology"
	"w3id.org/plenary/rdf"
)

// A record is the provenance of one row: the pl:Record with a pl:Claim for
// each statement that the row makes.
type record struct {
	iri rdf.Term
}

// confidences are the values of the levels that tables use.
var confidences = map[string]rdf.Term{
	"high":   rdf.Literal("0.9", ontology.XSDDecimal),
	"medium": rdf.Literal("0.6", ontology.XSDDecimal),
	"low":    rdf.Literal("0.3", ontology.XSDDecimal),
}

// statuses are the claim statuses by the words that tables and mapping use.
var statuses = map[string]rdf.Term{
	"stated":   rdf.IRI(ontology.Stated),
	"listed":   rdf.IRI(ontology.Stated),
	"inferred": rdf.IRI(ontology.Inferred),
	"derived":  rdf.IRI(ontology.Inferred),
	"recalled": rdf.IRI(ontology.Recalled),
	"recall":   rdf.IRI(ontology.Recalled),
}

// record emits the record of a row; nil when its table has none.
func (r *run) record(s *scope) *record {
	if len(s.def.record) == 0 {
		return nil
	}
	slug, ok := r.fill(s.def.record, s)
	if !ok {
		r.fail(s, s.def.record, "the record of this row has no IRI", "fill the cells that it is made of")
		return nil
	}
	rec := &record{rdf.IRI(r.base + "id/record/" + slug)}
	name, _ := r.fillFirst(s.def.name, s)
	r.emit(rec.iri, rdfType, plRecord)
	r.emit(rec.iri, rdfsLabel, rdf.LangString("Record: "+name, "en"))
	if name, ok := r.fillFirst(s.def.nameFR, s); ok {
		r.emit(rec.iri, rdfsLabel, rdf.LangString("Fiche : "+name, "fr"))
	}
	r.emit(rec.iri, plTable, rdf.String(s.def.table.name))
	if s.node != "" {
		r.emit(rec.iri, plDescribes, r.relative(s.node))
	}
	r.provenance(rec.iri, s)
	if note := s.def.cell(s.row, "notes"); note != "" {
		r.emit(rec.iri, plNote, rdf.LangString(note, "en"))
	}
	return rec
}

// provenance emits sources, licence, confidence and status of a row.
func (r *run) provenance(of rdf.Term, s *scope) {
	cell := s.def.cell(s.row, "source")
	for _, id := range splitList(cell, ";") {
		iri, ok := r.iri("sources", id)
		if !ok {
			r.errs.add(s.def.errorAt(s.row, "source", "no row of sources has the id "+id, r.iris.hint("sources", id)))
			continue
		}
		r.sources[id] = true
		r.emit(of, dctSource, r.relative(iri))
	}
	r.emit(of, dctLicense, r.licenceOf(splitList(cell, ";")))
	level := s.def.cell(s.row, "confidence")
	confidence, ok := confidences[level]
	if !ok {
		r.errs.add(s.def.errorAt(s.row, "confidence", "the level "+level+" is not known", "use high, medium or low"))
	}
	r.emit(of, plConfidence, confidence)
	r.emit(of, plClaimStatus, statuses[statusOf(cell, s.def.cell(s.row, "basis"))])
}

// statusOf returns the status of what a row states.
func statusOf(source, basis string) string {
	if basis == "" && source == "recall" {
		return "recalled"
	}
	if basis == "" {
		return "stated"
	}
	return basis
}

// claim emits the claim that a record makes of a statement.
func (r *run) claim(p *pattern, s *scope, rec *record, t rdf.Triple) {
	local := p.local
	if local == "" {
		local = localName(t.P.Value())
	}
	iri := rec.iri.Value() + "#claim-" + local
	if p.suffix {
		iri += "-" + claimSuffix(t.O)
	}
	c := rdf.IRI(iri)
	r.emit(c, rdfType, plClaim)
	r.emit(c, rdfSubject, t.S)
	r.emit(c, rdfPredicate, t.P)
	r.emit(c, rdfObject, t.O)
	r.emit(c, plInRecord, rec.iri)
	if p.claim.status != "" {
		r.emit(c, plClaimStatus, statuses[p.claim.status])
	}
	r.rank(c, p, s, t)
}

// rank emits the rank of a claim about a statement that sources contradict.
func (r *run) rank(c rdf.Term, p *pattern, s *scope, t rdf.Triple) {
	if p.claim.rank != nil {
		rank, _ := r.fill(p.claim.rank, s)
		r.emit(c, plRank, rdf.Literal(rank, ontology.XSDInteger))
		return
	}
	if r.ranked[p.local] && r.conflicting[subjectPredicate{t.S, t.P}] {
		r.emit(c, plRank, rdf.Literal("1", ontology.XSDInteger))
	}
}

// claimSuffix tells claims of one predicate apart by their objects.
func claimSuffix(o rdf.Term) string {
	switch {
	case o.IsIRI():
		return slug(tail(o.Value()))
	case o.Lang() != "":
		return o.Lang()
	}
	return slug(o.Value())
}

// A subjectPredicate identifies what a conflict is about.
type subjectPredicate struct{ s, p rdf.Term }

// rankedStatements returns the local names of predicates with conflicts.
func (t *Tables) rankedStatements() map[string]bool {
	out := map[string]bool{}
	if d := t.byName["conflicts"]; d != nil {
		for i := range d.rows {
			_, local, _ := strings.Cut(d.cell(&d.rows[i], "predicate"), ":")
			out[local] = true
		}
	}
	return out
}

// conflicts finds the statements that conflicts.csv is about.
func (r *run) conflicts() {
	r.conflicting = map[subjectPredicate]bool{}
	d := r.byName["conflicts"]
	if d == nil {
		return
	}
	for i := range d.rows {
		subject, _ := r.iri(anyTable, d.cell(&d.rows[i], "subject"))
		predicate, _ := expand(d.cell(&d.rows[i], "predicate"))
		r.conflicting[subjectPredicate{r.relative(subject), rdf.IRI(predicate)}] = true
	}
}
