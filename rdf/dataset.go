package rdf

import (
	"iter"
	"slices"
)

// A Dataset is a set of quads held in memory: a default graph (the quads with
// no graph name) and named graphs, RDF 1.2 Concepts §4. The zero value is an
// empty dataset. It is for documents and tests; package graph is the store.
type Dataset struct {
	quads map[Quad]struct{}
}

// NewDataset returns a dataset of the given quads.
func NewDataset(quads ...Quad) *Dataset {
	d := new(Dataset)
	for _, q := range quads {
		d.Add(q)
	}
	return d
}

// ReadDataset collects a decoded document; on an error it returns that error
// and no dataset.
func ReadDataset(quads iter.Seq2[Quad, error]) (*Dataset, error) {
	d := new(Dataset)
	for q, err := range quads {
		if err != nil {
			return nil, err
		}
		d.Add(q)
	}
	return d, nil
}

// Add puts a quad into the set and reports whether it was new.
func (d *Dataset) Add(q Quad) bool {
	if d.quads == nil {
		d.quads = make(map[Quad]struct{})
	}
	before := len(d.quads)
	d.quads[q] = struct{}{}
	return len(d.quads) > before
}

// Has reports whether the quad is in the set.
func (d *Dataset) Has(q Quad) bool { _, ok := d.quads[q]; return ok }

// Len returns the number of quads.
func (d *Dataset) Len() int { return len(d.quads) }

// Quads returns the quads in the order of CompareQuads.
func (d *Dataset) Quads() []Quad {
	out := make([]Quad, 0, len(d.quads))
	for q := range d.quads {
		out = append(out, q)
	}
	slices.SortFunc(out, CompareQuads)
	return out
}

// All yields the quads in the order of CompareQuads, and no error.
func (d *Dataset) All() iter.Seq2[Quad, error] {
	return func(yield func(Quad, error) bool) {
		for _, q := range d.Quads() {
			if !yield(q, nil) {
				return
			}
		}
	}
}
