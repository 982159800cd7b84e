package handlers

import (
	"slices"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/handlers/describe"
	"w3id.org/plenary/ontology"
	"w3id.org/plenary/rdf"
)

const (
	schemaThing = "http://schema.org/Thing"
	schemaName  = "http://schema.org/name"
)

// schemaDocument tells a thing in terms of schema.org by the rules of the ontology:
// its properties, and type and name of the things that they lead to.
func schemaDocument(snap *graph.Snapshot, thing rdf.Term) (*describe.Document, error) {
	rules, err := ontology.SchemaOrg()
	if err != nil {
		return nil, err
	}
	d := describe.New(snap, nil, false)
	classes := classesOf(snap, thing)
	addSchemaTypes(d, thing, classes, rules)
	for _, r := range rules {
		if r.Property == ontology.RDFType || r.Class != "" && !slices.Contains(classes, r.Class) {
			continue
		}
		values, err := follow(snap, thing, r.Path)
		if err != nil {
			return nil, err
		}
		for _, v := range values {
			d.Add(rdf.Quad{S: thing, P: rdf.IRI(r.Property), O: v})
		}
	}
	for _, t := range d.Nodes() {
		if classes := classesOf(snap, t); t != thing && len(classes) > 0 {
			addSchemaTypes(d, t, classes, rules)
			for l := range snap.Triples(graph.Pattern{S: t, P: rdf.IRI(ontology.RDFSLabel)}) {
				d.Add(rdf.Quad{S: t, P: rdf.IRI(schemaName), O: l.O})
			}
		}
	}
	return d, snap.Err()
}

// addSchemaTypes adds the types that the classes of a thing have in schema.org.
func addSchemaTypes(d *describe.Document, thing rdf.Term, classes []string, rules []ontology.SchemaRule) {
	found := false
	for _, r := range rules {
		if r.Type != "" && slices.Contains(classes, r.Class) {
			d.Add(rdf.Quad{S: thing, P: rdf.IRI(ontology.RDFType), O: rdf.IRI(r.Type)})
			found = true
		}
	}
	if !found {
		d.Add(rdf.Quad{S: thing, P: rdf.IRI(ontology.RDFType), O: rdf.IRI(schemaThing)})
	}
}

func classesOf(snap *graph.Snapshot, thing rdf.Term) (classes []string) {
	for t := range snap.Triples(graph.Pattern{S: thing, P: rdf.IRI(ontology.RDFType)}) {
		classes = append(classes, t.O.Value())
	}
	return classes
}

// follow returns what a path leads to, inverse steps to at most inboundPage things
// each.
func follow(snap *graph.Snapshot, from rdf.Term, path []ontology.Step) ([]rdf.Term, error) {
	at := []rdf.Term{from}
	for _, step := range path {
		var next []rdf.Term
		for _, t := range at {
			p := graph.Pattern{S: t, P: rdf.IRI(step.Property)}
			if step.Inverse {
				p = graph.Pattern{O: t, P: rdf.IRI(step.Property)}
			}
			for found, err := range snap.Triples(p) {
				if err != nil {
					return nil, err
				}
				if len(next) == inboundPage && step.Inverse {
					break
				}
				if step.Inverse {
					next = append(next, found.S)
				} else {
					next = append(next, found.O)
				}
			}
		}
		at = next
	}
	return at, nil
}
