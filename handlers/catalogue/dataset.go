// Package catalogue tells what a site has, for programs: VoID, DCAT, the SPARQL service
// description, the list of graphs, the sitemap and llms.txt.
//
// All of it is counted from the snapshot that is described.
package catalogue

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"w3id.org/plenary/explorer"
	"w3id.org/plenary/graph"
	"w3id.org/plenary/handlers/site"
	"w3id.org/plenary/ontology"
	"w3id.org/plenary/rdf"
)

const voidNS = "http://rdfs.org/ns/void#"

// Dataset describes the dataset in VoID, with exact counts, and in DCAT.
func (s *Describer) Dataset(snap *graph.Snapshot) ([]rdf.Quad, error) {
	d := subject{node: s.IRI("dataset")}
	st := snap.Stats()
	d.add(ontology.RDFType, rdf.IRI(voidNS+"Dataset"), rdf.IRI(dcatNS+"Dataset"))
	s.catalogue(&d, snap)
	d.add(foafNS+"homepage", rdf.IRI(s.Base))
	d.add(voidNS+"uriSpace", rdf.String(s.Base+"id/"))
	d.add(voidNS+"sparqlEndpoint", s.IRI(site.SPARQL))
	d.add(voidNS+"vocabulary", rdf.IRI(ontology.IRI))
	if example := s.IRI(site.Example); s.Known(snap, example) {
		d.add(voidNS+"exampleResource", example)
	}
	d.count("triples", st.Triples)
	d.count("distinctSubjects", st.Subjects)
	d.count("distinctObjects", st.Objects)
	d.count("properties", len(st.Predicates))
	d.count("classes", len(st.Classes))
	for _, f := range site.DumpFormats {
		name := "dumps/all" + f.Suffix
		d.add(voidNS+"dataDump", s.IRI(name), s.IRI(name+".gz"), s.IRI(name+".zst"))
	}
	partitions(&d, st)
	s.subsets(&d, st)
	return d.quads, nil
}

// subsets names the graphs under the base, unless there are too many to list.
func (s *Describer) subsets(d *subject, st *graph.Stats) {
	if len(st.Graphs) > MostGraphs {
		return
	}
	for _, name := range inOrder(st.Graphs) {
		if strings.HasPrefix(name.Value(), s.Base) {
			d.add(voidNS+"subset", name)
			x := subject{node: name}
			x.add(ontology.RDFType, rdf.IRI(voidNS+"Dataset"))
			x.count("triples", st.Graphs[name])
			d.quads = append(d.quads, x.quads...)
		}
	}
}

// partitions adds the class and property partitions of VoID as fragments of the
// dataset's IRI.
func partitions(d *subject, st *graph.Stats) {
	for i, class := range inOrder(st.Classes) {
		part := rdf.IRI(fmt.Sprintf("%s#class-%d", d.node.Value(), i+1))
		d.add(voidNS+"classPartition", part)
		x := subject{node: part}
		x.add(voidNS+"class", class)
		x.count("entities", st.Classes[class])
		d.quads = append(d.quads, x.quads...)
	}
	for i, p := range inOrder(st.Predicates) {
		part := rdf.IRI(fmt.Sprintf("%s#property-%d", d.node.Value(), i+1))
		d.add(voidNS+"propertyPartition", part)
		x := subject{node: part}
		x.add(voidNS+"property", p)
		x.count("triples", st.Predicates[p].Triples)
		x.count("distinctSubjects", st.Predicates[p].Subjects)
		x.count("distinctObjects", st.Predicates[p].Objects)
		d.quads = append(d.quads, x.quads...)
	}
}

// inOrder returns the keys of a map in the order of terms.
func inOrder[V any](m map[rdf.Term]V) []rdf.Term {
	return slices.SortedFunc(maps.Keys(m), rdf.CompareTerms)
}

// A Describer tells what a site has, from a state of its data.
type Describer struct {
	*site.Site
	Explorer *explorer.Explorer // with the words of the pages
	Writable func() bool        // whether anybody may change the data
}

// A subject gathers statements about a node, and about others that follow from it.
type subject struct {
	node  rdf.Term
	quads []rdf.Quad
}

func (d *subject) add(predicate string, objects ...rdf.Term) {
	for _, o := range objects {
		d.quads = append(d.quads, rdf.Quad{S: d.node, P: rdf.IRI(predicate), O: o})
	}
}

func (d *subject) count(property string, n int) {
	d.add(voidNS+property, rdf.Literal(fmt.Sprint(n), ontology.XSDInteger))
}
