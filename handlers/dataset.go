package handlers

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/ontology"
	"w3id.org/plenary/rdf"
)

const voidNS = "http://rdfs.org/ns/void#"

// getVoID answers /void, /.well-known/void and /dataset: what the dataset is.
func (s *Server) getVoID(c *gin.Context) error {
	path, suffix := splitSuffix(strings.TrimPrefix(c.Request.URL.Path, s.root))
	ch, err := choose(c.Request, suffix, dataOffers)
	if err != nil {
		return err
	}
	return s.sendVariant(c, ch, resource{path: path, root: s.iri("dataset"), draw: (*pages).coverage, quads: s.describeDataset, about: s.linksOfDataset(), items: s.linksToDumps()})
}

// describeDataset is datasetQuads, made once for a snapshot.
func (s *Server) describeDataset(snap *graph.Snapshot) ([]rdf.Quad, error) {
	return s.derivedFrom(snap).dataset()
}

// datasetQuads describes the dataset in VoID, with exact counts, and in DCAT.
func (s *Server) datasetQuads(snap *graph.Snapshot) ([]rdf.Quad, error) {
	d := describer{subject: s.iri("dataset")}
	st := snap.Stats()
	d.add(ontology.RDFType, rdf.IRI(voidNS+"Dataset"), rdf.IRI(dcatNS+"Dataset"))
	s.catalogue(&d, snap)
	d.add(foafNS+"homepage", rdf.IRI(s.base))
	d.add(voidNS+"uriSpace", rdf.String(s.base+"id/"))
	d.add(voidNS+"sparqlEndpoint", s.iri(sparqlPath))
	d.add(voidNS+"vocabulary", rdf.IRI(ontology.IRI))
	if example := s.iri(featuredMeeting); s.known(snap, example) {
		d.add(voidNS+"exampleResource", example)
	}
	d.count("triples", st.Triples)
	d.count("distinctSubjects", st.Subjects)
	d.count("distinctObjects", st.Objects)
	d.count("properties", len(st.Predicates))
	d.count("classes", len(st.Classes))
	for _, f := range dumpFormats {
		d.add(voidNS+"dataDump", s.iri("dumps/all"+f.Suffix), s.iri("dumps/all"+f.Suffix+".gz"))
	}
	partitions(&d, st)
	s.subsets(&d, st)
	return d.quads, nil
}

// subsets names the graphs under the base, unless there are too many to list.
func (s *Server) subsets(d *describer, st *graph.Stats) {
	if len(st.Graphs) > mostGraphs {
		return
	}
	for _, name := range sorted(st.Graphs) {
		if strings.HasPrefix(name.Value(), s.base) {
			d.add(voidNS+"subset", name)
			x := describer{subject: name}
			x.add(ontology.RDFType, rdf.IRI(voidNS+"Dataset"))
			x.count("triples", st.Graphs[name])
			d.quads = append(d.quads, x.quads...)
		}
	}
}

// partitions adds the class and property partitions of VoID as fragments of the
// dataset's IRI.
func partitions(d *describer, st *graph.Stats) {
	for i, class := range sorted(st.Classes) {
		part := rdf.IRI(fmt.Sprintf("%s#class-%d", d.subject.Value(), i+1))
		d.add(voidNS+"classPartition", part)
		x := describer{subject: part}
		x.add(voidNS+"class", class)
		x.count("entities", st.Classes[class])
		d.quads = append(d.quads, x.quads...)
	}
	for i, p := range sorted(st.Predicates) {
		part := rdf.IRI(fmt.Sprintf("%s#property-%d", d.subject.Value(), i+1))
		d.add(voidNS+"propertyPartition", part)
		x := describer{subject: part}
		x.add(voidNS+"property", p)
		x.count("triples", st.Predicates[p].Triples)
		x.count("distinctSubjects", st.Predicates[p].Subjects)
		x.count("distinctObjects", st.Predicates[p].Objects)
		d.quads = append(d.quads, x.quads...)
	}
}

// sorted returns the keys of a map in the order of terms.
func sorted[V any](m map[rdf.Term]V) []rdf.Term {
	return slices.SortedFunc(maps.Keys(m), rdf.CompareTerms)
}

// describer gathers statements about one subject.
type describer struct {
	subject rdf.Term
	quads   []rdf.Quad
}

func (d *describer) add(predicate string, objects ...rdf.Term) {
	for _, o := range objects {
		d.quads = append(d.quads, rdf.Quad{S: d.subject, P: rdf.IRI(predicate), O: o})
	}
}

func (d *describer) count(property string, n int) {
	d.add(voidNS+property, rdf.Literal(fmt.Sprint(n), xsdInteger))
}
