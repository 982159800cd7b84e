package graph

import (
	"iter"
	"strings"

	"w3id.org/plenary/rdf"
)

// Describe yields what the data says about a term: the quads it is subject of,
// those of its parts, which are IRIs that begin with its own and a '#', and
// those of the blank nodes they lead to. A part counts when a triple connects
// it, in either direction, with the term or with another part. Each quad comes
// once, those of the term first.
//
// Cost: the description, and the quads whose object it or a part of it is.
//
// Spec: CBD (W3C Member Submission 2005), widened by the parts.
func Describe(s *Snapshot, term rdf.Term) iter.Seq2[rdf.Quad, error] {
	return func(yield func(rdf.Quad, error) bool) {
		id, _ := s.id(term)
		var graphs []ID
		for t := range s.DescribeID(id) {
			var err error
			if graphs, err = s.GraphsOfIDs(graphs[:0], t[0], t[1], t[2]); err != nil {
				yield(rdf.Quad{}, err)
				return
			}
			triple := s.triple(&quad{t[0], t[1], t[2]})
			for _, g := range graphs {
				if !yield(triple.In(s.term(g)), nil) {
					return
				}
			}
		}
		if err := s.Err(); err != nil {
			yield(rdf.Quad{}, err)
		}
	}
}

// DescribeID yields the triples of Describe as IDs. It ends at damage, which Err
// tells.
func (s *Snapshot) DescribeID(id ID) iter.Seq[[3]ID] {
	return func(yield func([3]ID) bool) {
		d := description{snap: s, owner: s.term(id), seen: map[ID]bool{}}
		for d.add(id); len(d.queue) > 0; d.queue = d.queue[1:] {
			if !d.node(d.queue[0], yield) {
				return
			}
		}
	}
}

type description struct {
	snap  *Snapshot
	owner rdf.Term
	seen  map[ID]bool
	queue []ID
}

func (d *description) add(node ID) {
	if node != 0 && !d.seen[node] {
		d.seen[node] = true
		d.queue = append(d.queue, node)
	}
}

// node yields the triples of a node and adds the nodes that belong with it.
func (d *description) node(id ID, yield func([3]ID) bool) (more bool) {
	more = true
	err := d.snap.triples(d.snap.serve(IDPattern{S: id}), func(q *quad) bool {
		if kind := q[2].Kind(); kind == rdf.BlankNodeKind || kind == rdf.IRIKind && d.part(d.snap.term(q[2])) {
			d.add(q[2])
		}
		more = yield([3]ID{q[0], q[1], q[2]})
		return more
	})
	if err == nil && more {
		err = d.snap.triples(d.snap.serve(IDPattern{O: id}), func(q *quad) bool {
			if q[0].Kind() == rdf.IRIKind && d.part(d.snap.term(q[0])) {
				d.add(q[0])
			}
			return true
		})
	}
	return d.snap.sound(err) && more
}

// part reports whether t is a part of the owner.
func (d *description) part(t rdf.Term) bool {
	if !d.owner.IsIRI() {
		return false
	}
	rest, ok := strings.CutPrefix(t.Value(), d.owner.Value())
	return ok && strings.HasPrefix(rest, "#")
}
