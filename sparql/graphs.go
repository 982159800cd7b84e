package sparql

import (
	"fmt"
	"hash/fnv"
	"io"
	"iter"
	"slices"
	"strconv"

	"w3id.org/plenary/rdf"
	"w3id.org/plenary/sparql/algebra"
	"w3id.org/plenary/sparql/exec"
	"w3id.org/plenary/sparql/syntax"
)

// Triples yields the triples of CONSTRUCT or DESCRIBE, each once. Blank nodes of
// a template have labels that the same query over the same state always gives.
// After an error it ends. Errors: those of Rows.
func (r *Result) Triples() iter.Seq2[rdf.Triple, error] {
	return func(yield func(rdf.Triple, error) bool) {
		defer r.Close()
		t := r.template()
		m := materials{template: t, reader: newTermReader(r.rows.terms)}
		for batch, err := range r.graph(t) {
			if err == nil {
				m.begin()
				for _, t := range batch {
					m.want(t[:]...)
				}
				err = m.read()
			}
			if err != nil {
				yield(rdf.Triple{}, err)
				return
			}
			for _, t := range batch {
				if !yield(rdf.Triple{S: m.term(t[0]), P: m.term(t[1]), O: m.term(t[2])}, nil) {
					return
				}
			}
		}
	}
}

// WriteGraph writes the triples of CONSTRUCT or DESCRIBE with an encoder on to,
// and closes it; when, is as of Write. Errors: those of Triples, of encoding and of writing.
func (r *Result) WriteGraph(to io.Writer, encoder func(io.Writer) rdf.Encoder) (err error) {
	defer r.Close()
	defer r.engine.caught(&err)
	if r.Form != syntax.Construct && r.Form != syntax.Describe {
		return fmt.Errorf("sparql: the result of %s is no graph", r.Form)
	}
	out := r.rows.outlet(to)
	defer out.close()
	e := encoder(out)
	for t, err := range r.Triples() {
		if err == nil {
			err = e.Encode(t.In(rdf.Term{}))
		}
		if err != nil {
			return err
		}
	}
	if err := e.Close(); err != nil {
		return err
	}
	return out.end()
}

// template returns what makes triples of rows; of DESCRIBE it has none.
func (r *Result) template() *template {
	h := fnv.New64a()
	fmt.Fprintf(h, "%d %s", r.snapshot.Seq(), r.text)
	t := newTemplate(r.rows.terms, r.rows.plan.Root.About().Vars, "c"+strconv.FormatUint(h.Sum64(), 36)+"x")
	t.matched = r.options.matched
	t.add(algebra.Node{}, r.algebra.Template)
	return t
}

// graph yields the triples in batches that are lent until the next.
func (r *Result) graph(t *template) iter.Seq2[[]triple, error] {
	if r.Form == syntax.Describe {
		return r.describe()
	}
	return func(yield func([]triple, error) bool) {
		c := construction{template: t, once: isOnce(r.algebra), set: tripleSet{budget: r.rows.budget}, own: tripleSet{budget: r.rows.budget}}
		for b, err := range r.batches() {
			for i := 0; i < b.Len && err == nil; i++ {
				if err = c.solution(b, i); len(c.out) >= exec.BatchRows && err == nil {
					if !yield(c.out, nil) {
						return
					}
					c.out = c.out[:0]
					err = r.rows.ctx().Err()
				}
			}
			if !yield(c.out, because(r.rows.ctx(), err)) || err != nil {
				return
			}
			c.out = c.out[:0]
		}
	}
}

// construction makes the triples of solutions, each once.
type construction struct {
	template *template
	once     bool // no solution makes a triple that another makes
	set      tripleSet
	own      tripleSet // those of one solution that have a blank node of its own
	quads    []quad
	out      []triple
}

func (c *construction) solution(b exec.Batch, row int) (err error) {
	c.quads = c.template.append(c.quads[:0], b, row)
	c.own.clear()
	for _, q := range c.quads {
		set, isNew := &c.set, c.once
		if isFresh(q[0]) || isFresh(q[2]) {
			set = &c.own
		}
		if !isNew {
			if isNew, err = set.add(triple(q[:3])); err != nil {
				return err
			}
		}
		if isNew {
			c.out = append(c.out, triple(q[:3]))
		}
	}
	return nil
}

// isOnce reports whether the triples of a query are all different: it has one
// triple of as many variables as its pattern, whose solutions are different.
func isOnce(q *algebra.Query) bool {
	op := q.Pattern
	for {
		switch o := op.(type) {
		case *algebra.Filter:
			op = o.Input
			continue
		case *algebra.Slice:
			op = o.Input
			continue
		case *algebra.BGP:
			return len(q.Template) == 1 && within(patternVars(o.Patterns), patternVars(q.Template))
		}
		return false
	}
}

func within(some, all []string) bool {
	return !slices.ContainsFunc(some, func(v string) bool { return !slices.Contains(all, v) })
}

// patternVars returns the variables of triple patterns, blank nodes too.
func patternVars(all []algebra.TriplePattern) (vars []string) {
	for _, t := range all {
		for _, n := range [...]algebra.Node{t.S, t.P, t.O} {
			if n.Triple != nil {
				vars = append(vars, patternVars([]algebra.TriplePattern{*n.Triple})...)
			} else if n.Var != "" {
				vars = append(vars, n.Var)
			}
		}
	}
	return vars
}
