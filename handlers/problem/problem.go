// Package problem has the errors that clients get: problem details with a kind, a
// status, and what helps to put the request right.
//
// Every error has exactly one problem, by one ordered table (Of); what the table does
// not list is internal, and its text is not shown.
//
// Spec: RFC 9457.
package problem

import (
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strings"
	"time"

	"w3id.org/plenary/handlers/link"
	"w3id.org/plenary/ontology"
	"w3id.org/plenary/ontology/shacl"
	"w3id.org/plenary/rdf"
)

// A Problem is an error as clients get it, RFC 9457 §3. Zero fields are left out.
type Problem struct {
	Slug      string      `json:"-"` // of its Kind
	Type      string      `json:"type"`
	Title     string      `json:"title"`
	Status    int         `json:"status"`
	Detail    string      `json:"detail,omitempty"`
	Instance  string      `json:"instance,omitempty"`
	Parameter string      `json:"parameter,omitempty"` // at fault
	Hint      string      `json:"hint,omitempty"`
	Line      int         `json:"line,omitempty"`
	Column    int         `json:"column,omitempty"`
	Offset    *int64      `json:"offset,omitempty"`   // in bytes, from 0
	Expected  string      `json:"expected,omitempty"` // there, in words
	Rule      string      `json:"rule,omitempty"`
	Limit     string      `json:"limit,omitempty"`
	Elapsed   int64       `json:"elapsed_ms,omitempty"` // until a limit was met
	RequestID string      `json:"request_id,omitempty"`
	Variants  []Variant   `json:"variants,omitempty"` // of a 406
	Nearest   []Nearest   `json:"nearest,omitempty"`  // of a 404
	Report    *Report     `json:"report,omitempty"`   // of a change that violates shapes
	Allow     string      `json:"-"`                  // of a 405
	Links     []link.Link `json:"-"`
	Challenge string      `json:"-"` // of a 401 or 403: WWW-Authenticate
	Codings   string      `json:"-"` // of a 415: Accept-Encoding
	Close     bool        `json:"-"` // the connection too: nobody knows where the next request begins
	Retry     int         `json:"-"` // seconds, of a 429 or 503
	Vary      []string    `json:"-"` // headers that a 406 depends on
	Withdrawn             // of a 410

	shacl *shacl.Report // that Report is of

	format string // that Detail was made of,
	args   []any  // with these
}

// Variant is a form that a resource can have.
type Variant struct {
	Type   string `json:"type"`
	Format string `json:"format"`
	// Profile is the token of the profile, where there are several.
	Profile string `json:"profile,omitempty"`
	URL     string `json:"url,omitempty"`
}

// Nearest is a known thing with a name like the one asked for.
type Nearest struct {
	IRI   string `json:"iri"`
	Label string `json:"label"`
}

// Error returns the detail, or the title.
func (p *Problem) Error() string {
	if p.Detail != "" {
		return p.Detail
	}
	return p.Title
}

// New returns a problem of a kind, with the status and the title of that; the
// detail is a format.
func New(slug, detail string, args ...any) *Problem {
	k, _ := KindOf(slug)
	return &Problem{Slug: slug, Status: k.Status, Title: k.Title, Detail: fmt.Sprintf(detail, args...), format: detail, args: args}
}

// BadParameter returns a 400 that names a parameter.
func BadParameter(name, detail string, args ...any) *Problem {
	p := New("bad-parameter", detail, args...)
	p.Parameter = name
	return p
}

// Quads says the problem as RDF, with the names of RFC 9457 under its
// registry's namespace.
func (p *Problem) Quads() []rdf.Quad {
	s := rdf.BlankNode("problem")
	const ns = "https://www.rfc-editor.org/rfc/rfc9457#"
	quads := []rdf.Quad{
		{S: s, P: rdf.IRI(ns + "title"), O: rdf.LangString(p.Title, "en")},
		{S: s, P: rdf.IRI(ns + "status"), O: integer(p.Status)},
		{S: s, P: rdf.IRI(ns + "type"), O: rdf.IRI(p.Type)},
		{S: s, P: rdf.IRI(ns + "detail"), O: rdf.LangString(p.Detail, "en")},
	}
	for _, extension := range [][2]string{{"parameter", p.Parameter}, {"hint", p.Hint}, {"expected", p.Expected}, {"limit", p.Limit}, {"requestId", p.RequestID}} {
		if extension[1] != "" {
			quads = append(quads, rdf.Quad{S: s, P: rdf.IRI(ns + extension[0]), O: rdf.String(extension[1])})
		}
	}
	if p.Line > 0 {
		quads = append(quads, rdf.Quad{S: s, P: rdf.IRI(ns + "line"), O: integer(p.Line)}, rdf.Quad{S: s, P: rdf.IRI(ns + "column"), O: integer(p.Column)})
	}
	quads = append(quads, p.reportQuads(s, ns)...)
	for _, n := range p.Nearest {
		quads = append(quads, rdf.Quad{S: s, P: rdf.IRI("http://www.w3.org/2000/01/rdf-schema#seeAlso"), O: rdf.IRI(n.IRI)})
	}
	return append(quads, p.Graph...)
}

func integer(n int) rdf.Term { return rdf.Literal(fmt.Sprint(n), ontology.XSDInteger) }

// Withdrawn is what the problem of a withdrawn thing says of it.
type Withdrawn struct {
	Reason      string     `json:"reason,omitempty"`
	Replacement string     `json:"replacement,omitempty"`
	Last        string     `json:"last_version,omitempty"` // a memento
	LastTime    time.Time  `json:"-"`
	Withdrawal  string     `json:"withdrawal,omitempty"`
	Graph       []rdf.Quad `json:"-"` // what an RDF twin says besides
}

// RefuseOthers refuses parameters that a resource does not take, and those that are
// given more than once.
func RefuseOthers(q url.Values, takes ...string) error {
	for _, name := range slices.Sorted(maps.Keys(q)) {
		if !slices.Contains(takes, name) {
			return BadParameter(name, "this resource takes no parameter %.50q; it takes %s", name, strings.Join(takes, ", "))
		}
		if n := len(q[name]); n > 1 {
			return BadParameter(name, "%s is given %d times", name, n)
		}
	}
	return nil
}

// RefuseSeveral refuses parameters that are given more than once, or with nothing.
func RefuseSeveral(q url.Values, names ...string) *Problem {
	for _, name := range names {
		switch values := q[name]; {
		case len(values) > 1:
			return BadParameter(name, "%s is given %d times", name, len(values))
		case len(values) == 1 && values[0] == "":
			return BadParameter(name, "%s is empty: give it a value or leave it out", name)
		}
	}
	return nil
}
