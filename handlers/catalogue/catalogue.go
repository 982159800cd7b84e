package catalogue

import (
	"strings"

	"w3id.org/plenary/explorer"
	"w3id.org/plenary/graph"
	"w3id.org/plenary/handlers/site"
	"w3id.org/plenary/ontology"
	"w3id.org/plenary/rdf"
)

const (
	dcatNS  = "http://www.w3.org/ns/dcat#"
	dctNS   = "http://purl.org/dc/terms/"
	foafNS  = "http://xmlns.com/foaf/0.1/"
	vcardNS = "http://www.w3.org/2006/vcard/ns#"

	authority  = "http://publications.europa.eu/resource/authority/"
	mediaTypes = "https://www.iana.org/assignments/media-types/"
)

// Keywords of the dataset, English and French.
var keywords = [][2]string{
	{"G7", "G7"}, {"international meetings", "réunions internationales"}, {"ministers", "ministres"}, {"communiqués", "communiqués"},
	{"commitments", "engagements"}, {"provenance", "provenance"},
}

// fileTypes are the syntaxes of the dumps in the EU's table of file types.
var fileTypes = map[string]string{"nquads": "RDF_N_QUADS", "trig": "RDF_TRIG", "ntriples": "RDF_N_TRIPLES", "turtle": "RDF_TURTLE"}

// catalogue describes the dataset, its files and its services, and the catalogue
// that they are in.
//
// Spec: DCAT-AP 3.0, what is mandatory and recommended of Catalogue, Dataset,
// Distribution and Data Service.
func (s *Describer) catalogue(d *subject, snap *graph.Snapshot) {
	d.add(dctNS+"title", rdf.LangString("plenary: what governments decide together", "en"), rdf.LangString("plenary : ce que les gouvernements décident ensemble", "fr"))
	d.add(ontology.RDFSLabel, rdf.LangString("plenary", "en"), rdf.LangString("plenary", "fr"))
	d.add(dctNS+"description", s.words("home.description")...)
	d.add(dctNS+"identifier", rdf.String(d.node.Value()))
	d.add(dctNS+"license", rdf.IRI(s.License))
	d.add(dctNS+"accessRights", rdf.IRI(authority+"access-right/PUBLIC"))
	d.add(dctNS+"language", rdf.IRI(authority+"language/ENG"), rdf.IRI(authority+"language/FRA"))
	d.add(dctNS+"accrualPeriodicity", rdf.IRI(authority+"frequency/IRREG"))
	d.add(dctNS+"modified", modified(snap))
	d.add(dctNS+"conformsTo", rdf.IRI(ontology.IRI))
	d.add(dcatNS+"theme", rdf.IRI(authority+"data-theme/GOVE"))
	d.add(dcatNS+"landingPage", rdf.IRI(s.Base))
	for _, k := range keywords {
		d.add(dcatNS+"keyword", rdf.LangString(k[0], "en"), rdf.LangString(k[1], "fr"))
	}
	s.addPublisher(d)
	s.addContact(d)
	s.distributions(d)
	services := s.services(d)
	c := subject{node: s.IRI("dataset#catalogue")}
	c.add(ontology.RDFType, rdf.IRI(dcatNS+"Catalog"))
	c.add(dctNS+"title", s.words("catalogue.title")...)
	c.add(dctNS+"description", s.words("catalogue.description")...)
	c.add(dctNS+"publisher", rdf.IRI(s.Publisher().IRI))
	c.add(dctNS+"license", rdf.IRI(s.License))
	c.add(dctNS+"modified", modified(snap))
	c.add(foafNS+"homepage", rdf.IRI(s.Base))
	c.add(dcatNS+"dataset", d.node)
	c.add(dcatNS+"service", services...)
	d.quads = append(d.quads, c.quads...)
}

func modified(snap *graph.Snapshot) rdf.Term {
	return rdf.Literal(snap.Time().UTC().Format("2006-01-02T15:04:05Z"), "http://www.w3.org/2001/XMLSchema#dateTime")
}

// words are a text of the pages in all their languages.
func (s *Describer) words(key string) (texts []rdf.Term) {
	for _, lang := range explorer.Languages {
		texts = append(texts, rdf.LangString(s.Explorer.Text(lang, key), lang))
	}
	return texts
}

// distributions are the dumps.
func (s *Describer) distributions(d *subject) {
	for _, f := range site.DumpFormats {
		file := s.IRI("dumps/all" + f.Suffix)
		d.add(dcatNS+"distribution", file)
		x := subject{node: file}
		x.add(ontology.RDFType, rdf.IRI(dcatNS+"Distribution"))
		x.add(ontology.RDFSLabel, rdf.LangString("All statements as "+f.Name, "en"))
		x.add(dctNS+"title", rdf.LangString("All statements as "+f.Name, "en"), rdf.LangString("Tous les énoncés en "+f.Name, "fr"))
		x.add(dcatNS+"accessURL", file)
		x.add(dcatNS+"downloadURL", file)
		x.add(dcatNS+"mediaType", rdf.IRI(mediaTypes+f.MediaType))
		x.add(dctNS+"format", rdf.IRI(authority+"file-type/"+fileTypes[f.Token]))
		x.add(dctNS+"license", rdf.IRI(s.License))
		x.add("http://data.europa.eu/r5r/availability", rdf.IRI(authority+"planned-availability/AVAILABLE"))
		d.quads = append(d.quads, x.quads...)
	}
}

// services are the endpoints that serve the dataset.
func (s *Describer) services(d *subject) (services []rdf.Term) {
	for _, e := range []struct {
		name, path, description string
		conformsTo              []string
	}{
		{"sparql", site.SPARQL, site.SPARQL, []string{"https://www.w3.org/TR/sparql11-protocol/", "https://www.w3.org/TR/sparql11-query/"}},
		{"api", "api/", "openapi.json", []string{"https://spec.openapis.org/oas/v3.1.0"}},
	} {
		x := subject{node: s.IRI("dataset#service-" + e.name)}
		services = append(services, x.node)
		x.add(ontology.RDFType, rdf.IRI(dcatNS+"DataService"))
		x.add(dctNS+"title", s.words("service."+e.name)...)
		x.add(dcatNS+"endpointURL", s.IRI(e.path))
		x.add(dcatNS+"endpointDescription", s.IRI(e.description))
		x.add(dcatNS+"servesDataset", d.node)
		x.add(dctNS+"license", rdf.IRI(s.License))
		x.add(dctNS+"publisher", rdf.IRI(s.Publisher().IRI))
		x.add(dctNS+"accessRights", rdf.IRI(authority+"access-right/PUBLIC"))
		for _, c := range e.conformsTo {
			x.add(dctNS+"conformsTo", rdf.IRI(c))
		}
		d.quads = append(d.quads, x.quads...)
	}
	return services
}

// addPublisher says who publishes the dataset.
func (s *Describer) addPublisher(d *subject) {
	who := s.Publisher()
	x := subject{node: rdf.IRI(who.IRI)}
	d.add(dctNS+"publisher", x.node)
	d.add(dctNS+"creator", x.node)
	x.add(ontology.RDFType, rdf.IRI(foafNS+"Agent"))
	x.add(foafNS+"name", rdf.String(who.Name))
	d.quads = append(d.quads, x.quads...)
}

// addContact says how to reach the publisher, where that is known.
func (s *Describer) addContact(d *subject) {
	contact := s.Publication.Contact
	if contact == "" {
		return
	}
	c := subject{node: s.IRI("dataset#contact")}
	d.add(dcatNS+"contactPoint", c.node)
	c.add(ontology.RDFType, rdf.IRI(vcardNS+"Kind"))
	c.add(vcardNS+"fn", rdf.String(s.Publisher().Name))
	if site.IsHTTP(contact) {
		c.add(vcardNS+"hasURL", rdf.IRI(contact))
	} else {
		c.add(vcardNS+"hasEmail", rdf.IRI("mailto:"+strings.TrimPrefix(contact, "mailto:")))
	}
	d.quads = append(d.quads, c.quads...)
}
