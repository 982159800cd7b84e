package data

import (
	"iter"
	"strings"

	"w3id.org/plenary/rdf"
)

// A run makes the quads of all tables once.
type run struct {
	*lookup
	base  string
	yield func(rdf.Quad, error) bool
	done  bool // yield wants no more
	errs  errorList

	iriTerms map[string]rdf.Term // relative IRI to term
	graph    rdf.Term
	plain    map[rdf.Triple]struct{} // asserted in graph
	chains   *chainIndex
	skos     []labelled
	sources  map[string]bool // cited in graph
	cited    map[string][]string
	licences map[string]int // of a source, by place in licences.csv

	conflicting map[subjectPredicate]bool
}

// Quads is the package's Quads for these tables.
func (t *Tables) Quads(base string) iter.Seq2[rdf.Quad, error] {
	return func(yield func(rdf.Quad, error) bool) {
		r := newRun(t, base, yield)
		for _, d := range t.defs {
			if len(d.patterns) > 0 {
				r.table(d)
			}
		}
		r.release()
		r.derived()
		r.catalogue()
		r.checkSKOS()
		if err := r.errs.join(); err != nil && !r.done {
			yield(rdf.Quad{}, err)
		}
	}
}

func newRun(t *Tables, base string, yield func(rdf.Quad, error) bool) *run {
	r := &run{lookup: newLookup(t), base: base, yield: yield,
		iriTerms: make(map[string]rdf.Term, 4096), plain: make(map[rdf.Triple]struct{}, 8192), cited: map[string][]string{},
		licences: map[string]int{}, skos: make([]labelled, 0, 4096)}
	r.chains = newChainIndex()
	r.conflicts()
	return r
}

// inGraph makes what follows statements of the graph of that name.
func (r *run) inGraph(name string) {
	r.graph = r.relative("id/graph/" + name)
	clear(r.plain)
	r.sources = map[string]bool{}
}

func (r *run) relative(iri string) rdf.Term {
	t, ok := r.iriTerms[iri]
	if !ok {
		t = rdf.IRI(r.base + iri)
		if strings.Contains(iri, "://") {
			t = rdf.IRI(iri)
		}
		r.iriTerms[iri] = t
	}
	return t
}

// emit yields a statement of the graph.
func (r *run) emit(s, p, o rdf.Term) {
	if !r.done && !r.yield(rdf.Quad{S: s, P: p, O: o, G: r.graph}, nil) {
		r.done = true
	}
}

// assert emits a plain statement unless the graph has it already, and reports
// whether it was new.
func (r *run) assert(s, p, o rdf.Term) bool {
	before := len(r.plain)
	r.plain[rdf.Triple{S: s, P: p, O: o}] = struct{}{}
	if len(r.plain) == before {
		return false
	}
	r.emit(s, p, o)
	return true
}

// table makes the statements of the rows of a table.
func (r *run) table(d *definition) {
	r.inGraph(strings.ReplaceAll(d.table.name, "_", "-"))
	for i := range d.rows {
		if r.done || len(r.errs) >= maxErrors {
			return
		}
		s := &scope{def: d, row: &d.rows[i], list: isText}
		if s.node, _ = r.nodeOf(s, d.keys[i]); s.node == "" {
			r.nodeless(s, d.keys[i])
			continue
		}
		rec := r.record(s)
		for _, p := range d.patterns {
			r.apply(p, s, rec)
		}
	}
	r.cite(d.table.name)
}

// nodeOf returns the relative IRI of what a row describes.
func (r *run) nodeOf(s *scope, key string) (string, bool) {
	if s.def.node == nil {
		return r.iri(s.def.table.name, key)
	}
	text, ok := r.fill(s.def.node.text, s)
	if !ok || s.def.node.kind != refTerm {
		return text, ok
	}
	iri, ok := r.iri(s.def.node.table, text)
	if !ok {
		r.dangling(s, s.def.node, text)
	}
	return iri, ok
}

// nodeless reports a row that iris.csv lacks; a reference that dangles has been
// reported already.
func (r *run) nodeless(s *scope, key string) {
	if s.def.node == nil {
		msg := "iris.csv has no line for " + key
		r.errs.add(s.def.errorAt(s.row, s.def.columns[0], msg, "run go generate ./data"))
	}
}

// apply makes the statements of one pattern.
func (r *run) apply(p *pattern, s *scope, rec *record) {
	for i := range p.where {
		if !p.where[i].holds(s.row) {
			return
		}
	}
	if p.list < 0 {
		r.state(p, s, rec)
		return
	}
	for _, item := range splitList(s.row.cells[p.list], p.separator) {
		s.item, s.list = item, p.list
		r.state(p, s, rec)
	}
	s.list = isText
}

// state makes one statement, with its repetitions and its claim.
func (r *run) state(p *pattern, s *scope, rec *record) {
	subject, ok := r.term(p.subject, s, rec)
	if !ok {
		return
	}
	object, ok := r.object(p, s, rec)
	if !ok {
		return
	}
	for i, pattern := range p.predicates {
		predicate, ok := r.term(pattern, s, rec)
		if !ok {
			return
		}
		if p.claim.rank == nil && r.assert(subject, predicate, object) && p.watched {
			r.chains.add(subject, predicate, object)
		}
		if i > 0 {
			continue
		}
		if p.skos {
			r.noteSKOS(s, p, rdf.Triple{S: subject, P: predicate, O: object})
		}
		if rec != nil && !p.claim.none {
			r.claim(p, s, rec, rdf.Triple{S: subject, P: predicate, O: object})
		}
	}
}

// term makes an IRI; it is false when a cell it needs is empty or wrong.
func (r *run) term(p *termPattern, s *scope, rec *record) (rdf.Term, bool) {
	switch p.kind {
	case constantTerm:
		return p.constant, true
	case nodeTerm:
		return r.relative(s.node), s.node != ""
	case recordTerm:
		if rec == nil {
			return rdf.Term{}, false
		}
		return rec.iri, true
	}
	text, ok := r.fill(p.text, s)
	if !ok {
		return rdf.Term{}, false
	}
	switch p.kind {
	case absoluteTerm:
		return rdf.IRI(text), true
	case relativeTerm:
		return r.relative(text), true
	case curieTerm:
		iri, err := expand(text)
		if err != nil {
			r.fail(s, p.text, err.Error(), "")
		}
		return rdf.IRI(iri), err == nil
	}
	iri, ok := r.iri(p.table, text)
	if !ok {
		r.dangling(s, p, text)
	}
	return r.relative(iri), ok
}

// object makes the object of a pattern.
func (r *run) object(p *pattern, s *scope, rec *record) (rdf.Term, bool) {
	if p.object != nil {
		return r.term(p.object, s, rec)
	}
	text, ok := r.fill(p.value.text, s)
	if !ok {
		return rdf.Term{}, false
	}
	maker := p.value.make
	if maker == nil {
		kind, ok := r.fill(p.value.kind, s)
		if !ok {
			return rdf.Term{}, false
		}
		var err error
		if maker, err = makerOf(kind); err != nil {
			r.fail(s, p.value.kind, err.Error(), "")
			return rdf.Term{}, false
		}
	}
	term, err := maker(text)
	if err != nil {
		r.fail(s, p.value.text, err.Error(), "")
	}
	return term, err == nil
}

// fail reports an error at the first column of a template.
func (r *run) fail(s *scope, at template, msg, hint string) {
	column := ""
	if c := at.firstColumn(); c >= 0 {
		column = s.def.columns[c]
	}
	r.errs.add(s.def.errorAt(s.row, column, msg, hint))
}

// dangling reports a reference to an id that no row has.
func (r *run) dangling(s *scope, p *termPattern, id string) {
	where := p.table
	if where == anyTable {
		where = "any table"
	}
	r.fail(s, p.text, "no row of "+where+" has the id "+id, r.iris.hint(p.table, id))
}
