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

const (
	voidNS = "http://rdfs.org/ns/void#"
	dcatNS = "http://www.w3.org/ns/dcat#"
	dctNS  = "http://purl.org/dc/terms/"
)

// getVoID answers /void, /.well-known/void and /dataset: what the dataset is.
func (s *Server) getVoID(c *gin.Context) error {
	path, suffix := splitSuffix(strings.TrimPrefix(c.Request.URL.Path, s.root))
	ch, err := choose(c.Request, suffix, dataOffers)
	if err != nil {
		return err
	}
	return s.sendVariant(c, ch, resource{path: path, root: s.iri("dataset"), draw: (*pages).coverage, quads: s.datasetQuads, about: s.linksOfDataset(), items: s.linksToDumps()})
}

// datasetQuads describes the dataset in VoID and DCAT, with exact counts.
func (s *Server) datasetQuads(snap *graph.Snapshot) ([]rdf.Quad, error) {
	d := describer{subject: s.iri("dataset")}
	st := snap.Stats()
	d.add(ontology.RDFType, rdf.IRI(voidNS+"Dataset"), rdf.IRI(dcatNS+"Dataset"))
	d.add(dctNS+"title", rdf.LangString("plenary: what governments decide together", "en"), rdf.LangString("plenary : ce que les gouvernements décident ensemble", "fr"))
	d.add(ontology.RDFSLabel, rdf.LangString("plenary", "en"), rdf.LangString("plenary", "fr"))
	d.add(dctNS+"license", rdf.IRI(s.license))
	s.addPublisher(&d)
	d.add(dctNS+"modified", rdf.Literal(snap.Time().UTC().Format("2006-01-02T15:04:05Z"), "http://www.w3.org/2001/XMLSchema#dateTime"))
	d.add("http://xmlns.com/foaf/0.1/homepage", rdf.IRI(s.base))
	d.add(voidNS+"uriSpace", rdf.String(s.base+"id/"))
	d.add(voidNS+"vocabulary", rdf.IRI(ontology.IRI))
	d.add(voidNS+"exampleResource", s.iri("id/meeting/2025-ism-ottawa"))
	d.count("triples", st.Triples)
	d.count("distinctSubjects", st.Subjects)
	d.count("distinctObjects", st.Objects)
	d.count("properties", len(st.Predicates))
	d.count("classes", len(st.Classes))
	for _, f := range dumpFormats {
		d.add(voidNS+"dataDump", s.iri("dumps/all"+f.Suffix), s.iri("dumps/all"+f.Suffix+".gz"))
	}
	s.distributions(&d)
	partitions(&d, st)
	for _, name := range sorted(st.Graphs) {
		if strings.HasPrefix(name.Value(), s.base) {
			d.add(voidNS+"subset", name)
			x := describer{subject: name}
			x.add(ontology.RDFType, rdf.IRI(voidNS+"Dataset"))
			x.count("triples", st.Graphs[name])
			d.quads = append(d.quads, x.quads...)
		}
	}
	return d.quads, nil
}

// distributions describes the dumps in DCAT.
func (s *Server) distributions(d *describer) {
	for _, f := range dumpFormats {
		file := s.iri("dumps/all" + f.Suffix)
		d.add(dcatNS+"distribution", file)
		x := describer{subject: file}
		x.add(ontology.RDFType, rdf.IRI(dcatNS+"Distribution"))
		x.add(ontology.RDFSLabel, rdf.LangString("All statements as "+f.Name, "en"))
		x.add(dcatNS+"downloadURL", file)
		x.add(dcatNS+"mediaType", rdf.IRI("https://www.iana.org/assignments/media-types/"+f.MediaType))
		d.quads = append(d.quads, x.quads...)
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
