package handlers

import (
	"net/url"
	"strconv"

	"github.com/gin-gonic/gin"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/handlers/describe"
	"w3id.org/plenary/handlers/link"
	"w3id.org/plenary/handlers/negotiate"
	"w3id.org/plenary/handlers/problem"
	"w3id.org/plenary/handlers/site"
	"w3id.org/plenary/handlers/view"
	"w3id.org/plenary/ontology"
	"w3id.org/plenary/rdf"
)

// sendCollection answers /doc/{class}.
func (s *Server) sendCollection(c *gin.Context, ch negotiate.Choice, class ontology.Class) error {
	page, err := pageParameter(c.Request.URL.Query(), "page")
	if err != nil {
		return err
	}
	snap, path := s.store.Snapshot(), "doc/"+class.Path
	members, more, err := s.membersOn(snap, class, page)
	if err != nil {
		return err
	}
	return s.sendVariant(c, ch, resource{path: path, query: site.PageQuery("page", page), snap: snap, class: class, root: s.IRI(path), draw: (*view.Pages).Class,
		document: func(snap *graph.Snapshot) (*describe.Document, error) {
			return s.describeCollection(snap, class, members, ch.NamesGraphs())
		},
		about: linksOfClass(class), items: s.linksToMembers(members),
		pages: func() []link.Link { return s.linksOfPages(c.Request.URL, "page", page, more) }})
}

// pageParameter reads the number of a page, 1 when absent.
func pageParameter(q url.Values, name string) (int, error) {
	text := q.Get(name)
	if text == "" {
		return 1, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 || n > 1_000_000 {
		return 0, problem.BadParameter(name, "%.50q is not the number of a page", text)
	}
	return n, nil
}

// membersOn returns one page of the members of a class, and whether there is
// another.
func (s *Server) membersOn(snap *graph.Snapshot, class ontology.Class, page int) (found []rdf.Term, more bool, err error) {
	members, err := s.Members(snap, class)
	if err != nil {
		return nil, false, err
	}
	from := (page - 1) * site.PageSize
	if from > 0 && from >= len(members) {
		return nil, false, problem.BadParameter("page", "there is no page %d: the %d members fill %d", page, len(members), (len(members)+site.PageSize-1)/site.PageSize)
	}
	to := min(from+site.PageSize, len(members))
	return members[from:to], to < len(members), nil
}

// describeCollection describes a class's collection: its label, some of its members,
// and their types and labels.
func (s *Server) describeCollection(snap *graph.Snapshot, class ontology.Class, members []rdf.Term, graphs bool) (*describe.Document, error) {
	d := describe.New(snap, s.namesIn(snap), graphs)
	self := s.IRI("doc/" + class.Path)
	d.Add(rdf.Quad{S: self, P: rdf.IRI(ontology.RDFSLabel), O: rdf.LangString(class.PluralEN, "en")})
	d.Add(rdf.Quad{S: self, P: rdf.IRI(ontology.RDFSLabel), O: rdf.LangString(class.PluralFR, "fr")})
	for _, m := range members {
		d.Add(rdf.Quad{S: self, P: rdf.IRI(rdfsMember), O: m})
	}
	return d, d.AddNames()
}

const rdfsMember = "http://www.w3.org/2000/01/rdf-schema#member"
