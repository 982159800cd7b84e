package view

import (
	"cmp"
	"maps"
	"slices"
	"strconv"

	"w3id.org/plenary/explorer"
	"w3id.org/plenary/ontology"
	"w3id.org/plenary/rdf"
)

// A backing finds the claims behind statements and numbers what supports them
// in the order in which a page mentions it.
type backing struct {
	*view
	about    map[rdf.Term]claimsOf // by subject
	numbers  map[supportKey]int
	silent   bool // marks nothing, for cells whose row is marked as a whole
	supports []explorer.Support
}

// A statement without its subject.
type said struct{ predicate, object rdf.Term }

// claimsOf are the claims about one subject.
type claimsOf map[said][]rdf.Term

// A supportKey tells supports apart: a passage, or a record and the status of
// its claim.
type supportKey struct{ source, status rdf.Term }

func (e *backing) claims(subject rdf.Term) claimsOf {
	if known, ok := e.about[subject]; ok {
		return known
	}
	found := claimsOf{}
	for _, claim := range e.subjects(ontology.RDFSubject, subject) {
		s := said{e.object(claim, ontology.RDFPredicate), e.object(claim, ontology.RDFObject)}
		found[s] = append(found[s], claim)
	}
	e.about[subject] = found
	return found
}

// marks returns the evidence of a statement; none when it is derived.
func (e *backing) marks(s rdf.Term, predicate string, o rdf.Term) (marks []explorer.Mark) {
	if e.silent {
		return nil
	}
	for _, claim := range e.claims(s)[said{rdf.IRI(predicate), o}] {
		marks = e.mark(marks, claim)
	}
	return marks
}

// along returns the evidence of the statement that a hop walks.
func (e *backing) along(node rdf.Term, h hop, end rdf.Term) []explorer.Mark {
	if h.inverse {
		return e.marks(end, h.predicate, node)
	}
	return e.marks(node, h.predicate, end)
}

// everything returns the evidence of all that is said about a node.
func (e *backing) everything(node rdf.Term) (marks []explorer.Mark) {
	for _, t := range e.match(patternOf(node)) {
		for _, claim := range e.claims(node)[said{t.P, t.O}] {
			marks = e.mark(marks, claim)
		}
	}
	return marks
}

// mark adds the support of a claim to marks, unless it is there.
func (e *backing) mark(marks []explorer.Mark, claim rdf.Term) []explorer.Mark {
	passage, record := e.object(claim, ontology.Evidence), e.object(claim, ontology.InRecord)
	key := supportKey{source: passage}
	if passage.IsZero() {
		key = supportKey{record, e.status(claim, record)}
	}
	n, known := e.numbers[key]
	if !known {
		n = len(e.supports) + 1
		e.numbers[key] = n
		e.supports = append(e.supports, e.support(n, claim, key))
	}
	for _, m := range marks {
		if m.N == n {
			return marks
		}
	}
	return append(marks, explorer.Mark{N: n, Label: e.text("support.mark."+e.supports[n-1].Kind, n)})
}

// status returns that of the claim itself, or of the record it is in.
func (e *backing) status(claim, record rdf.Term) rdf.Term {
	if own := e.object(claim, ontology.ClaimStatus); !own.IsZero() {
		return own
	}
	return e.object(record, ontology.ClaimStatus)
}

func (e *backing) support(n int, claim rdf.Term, key supportKey) explorer.Support {
	if key.status.IsZero() {
		return e.passageSupport(n, claim, key.source)
	}
	return e.recordSupport(n, key)
}

func (e *backing) recordSupport(n int, key supportKey) explorer.Support {
	record := key.source
	return explorer.Support{
		N: n, Kind: "record", Claim: e.value(record),
		Sources:    e.values(e.objects(record, ontology.DCTSource)),
		Status:     e.statusText(key.status),
		Confidence: e.object(record, ontology.Confidence).Value(),
		Note:       e.object(record, ontology.Note).Value(),
	}
}

func (e *backing) passageSupport(n int, claim, passage rdf.Term) explorer.Support {
	s := e.passage(passage)
	s.N, s.Claim = n, e.value(claim)
	s.Status = e.statusText(e.object(claim, ontology.ClaimStatus))
	s.Confidence = e.object(claim, ontology.Confidence).Value()
	s.Note = e.object(claim, ontology.Note).Value()
	return s
}

// passage describes a passage without a claim on it.
func (e *backing) passage(passage rdf.Term) explorer.Support {
	source := e.object(passage, ontology.PassageOf)
	start, end := e.offsets(passage)
	s := explorer.Support{
		Kind: "passage", Sources: []explorer.Value{e.value(source)},
		Range: start + "–" + end, Hash: shortHash(e.object(passage, ontology.QuoteHash).Value()),
		Anchor: e.object(passage, ontology.Anchor).Value(), Page: e.object(passage, ontology.FOAFPage).Value(),
	}
	s.Quote = e.quote(source, start, end)
	return s
}

// offsets returns the first and the end position of a passage as written.
func (v *view) offsets(passage rdf.Term) (start, end string) {
	selector := v.object(passage, ontology.OAHasSelector)
	return v.object(selector, ontology.OAStart).Value(), v.object(selector, ontology.OAEnd).Value()
}

func (v *view) statusText(status rdf.Term) string {
	switch status.Value() {
	case ontology.Stated:
		return v.text("status.stated")
	case ontology.Inferred:
		return v.text("status.inferred")
	case ontology.Recalled:
		return v.text("status.recalled")
	}
	return ""
}

// outranked returns the values of a predicate that are claimed and not
// asserted, with their rank and evidence.
func (e *backing) outranked(s rdf.Term, predicate string) (shown []explorer.Value) {
	claimed := e.claims(s)
	for _, what := range slices.SortedFunc(maps.Keys(claimed), compareSaid) {
		claims := claimed[what]
		if what.predicate.Value() != predicate || e.has(s, predicate, what.object) {
			continue
		}
		value := e.value(what.object)
		value.Rank = 2
		for _, claim := range claims {
			if rank, err := strconv.Atoi(e.object(claim, ontology.Rank).Value()); err == nil {
				value.Rank = max(rank, 2)
			}
			if !e.silent {
				value.Marks = e.mark(value.Marks, claim)
			}
		}
		shown = append(shown, value)
	}
	return shown
}

func compareSaid(a, b said) int {
	return cmp.Or(rdf.CompareTerms(a.predicate, b.predicate), rdf.CompareTerms(a.object, b.object))
}

// quietly shows a field without its evidence.
func (v *view) quietly(f field, node rdf.Term) []explorer.Value {
	before := v.proof.silent
	v.proof.silent = true
	defer func() { v.proof.silent = before }()
	return f.get(v, node)
}

func shortHash(hash string) string { return hash[:min(len(hash), 12)] }
