package sparql

import (
	"iter"
	"slices"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/rdf"
	"w3id.org/plenary/sparql/exec"
)

// describe yields the concise bounded description of each thing: the triples of
// which it is the subject, and so on for blank nodes that are their objects;
// where it is symmetric, also those of which it is the object, and so on for
// blank nodes that are their subjects.
//
// Spec: CBD, W3C Member Submission 2005; without reifications.
func (r *Result) describe() iter.Seq2[[]triple, error] {
	return func(yield func([]triple, error) bool) {
		d := description{result: r, set: tripleSet{budget: r.rows.budget}, nodes: tripleSet{budget: r.rows.budget}}
		var columns []int
		for _, n := range r.algebra.Describe {
			if d.err = d.add(r.rows.terms.ID(n.Term)); d.err != nil {
				break
			}
			if column := slices.Index(r.rows.plan.Root.About().Vars, n.Var); column >= 0 {
				columns = append(columns, column)
			}
		}
		for b, err := range r.batches() {
			if d.err == nil {
				d.err = err
			}
			for _, column := range columns {
				for i := 0; i < b.Len && d.err == nil; i++ {
					d.err = d.add(b.Cols[column][i])
				}
			}
			if !d.follow(yield) {
				return
			}
		}
		d.follow(yield)
	}
}

type description struct {
	result *Result
	set    tripleSet // of what was yielded
	nodes  tripleSet // that were added, with nothing beside them
	queue  []graph.ID
	out    []triple
	err    error
}

// add has a node described.
func (d *description) add(id graph.ID) error {
	if id == 0 || id >= graph.FirstLocal {
		return nil
	}
	isNew, err := d.nodes.add(triple{id})
	if isNew {
		d.queue = append(d.queue, id)
	}
	return err
}

// follow yields the descriptions of what was added, and reports whether more is
// wanted.
func (d *description) follow(yield func([]triple, error) bool) bool {
	for len(d.queue) > 0 && d.err == nil {
		id := d.queue[len(d.queue)-1]
		d.queue = d.queue[:len(d.queue)-1]
		d.err = d.match(graph.IDPattern{S: id}, 2)
		if d.result.options.Symmetric && d.err == nil {
			d.err = d.match(graph.IDPattern{O: id}, 0)
		}
		if len(d.out) >= exec.BatchRows && !d.flush(yield) {
			return false
		}
	}
	return d.flush(yield)
}

func (d *description) flush(yield func([]triple, error) bool) bool {
	more := (len(d.out) == 0 && d.err == nil) || yield(d.out, d.err)
	d.out = d.out[:0]
	return more && d.err == nil
}

// match takes up the triples of a pattern, and adds the blank nodes at their
// other end.
func (d *description) match(p graph.IDPattern, other int) error {
	r := d.result
	if err := r.rows.ctx().Err(); err != nil {
		return because(r.rows.ctx(), err)
	}
	for _, in := range inDefault(r.rows.dataset, p) {
		for t := range r.snapshot.TripleIDs(in) {
			isNew, err := d.set.add(t)
			if err == nil && isNew {
				d.out = append(d.out, t)
				if t[other].Kind() == rdf.BlankNodeKind {
					err = d.add(t[other])
				}
			}
			if err != nil {
				return err
			}
		}
	}
	return r.snapshot.Err()
}
