// Package curate makes the decisions of curators changes of the data: it withdraws
// things, merges them and reverts commits, inside a transaction of the caller.
//
// Nothing that it does overwrites history: each decision is a statement, and can
// be reverted.
package curate

import (
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode"

	"w3id.org/plenary/feeds"
	"w3id.org/plenary/graph"
	"w3id.org/plenary/ontology"
	"w3id.org/plenary/rdf"
)

// Errors that say why a decision cannot be carried out.
var (
	ErrUnknown = errors.New("curate: nothing is said about the thing")
	ErrGone    = errors.New("curate: the thing is withdrawn or merged already")
	ErrSame    = errors.New("curate: a thing cannot take its own place")
)

// A Decision is who decides, when and why.
type Decision struct {
	Base   string // IRI that the data lives under
	Agent  string // name of who decides
	Time   time.Time
	Reason string
	Lang   string // of the reason; "" is English
}

// graphName is the graph of decisions.
func (d Decision) graphName() rdf.Term { return rdf.IRI(d.Base + "id/graph/curation") }

// agent returns the IRI of who decides, and says who that is.
func (d Decision) agent() (rdf.Term, []rdf.Quad) {
	slug := strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return '-'
	}, d.Agent)
	agent := rdf.IRI(d.Base + "id/agent/" + slug)
	return agent, []rdf.Quad{
		{S: agent, P: rdf.IRI(ontology.RDFType), O: rdf.IRI("http://www.w3.org/ns/prov#Agent"), G: d.graphName()},
		{S: agent, P: rdf.IRI(ontology.RDFSLabel), O: rdf.String(d.Agent), G: d.graphName()},
	}
}

// state adds what is said of a tombstone, whose IRI has the number of the commit.
func (d Decision) state(tx *graph.Tx, stone feeds.Tombstone) error {
	lang := d.Lang
	if lang == "" {
		lang = "en"
	}
	kind := "withdrawal"
	if stone.Merged {
		kind = "merger"
	}
	agent, said := d.agent()
	stone.Activity = rdf.IRI(fmt.Sprintf("%sid/%s/%d", d.Base, kind, tx.Before().Seq()+1))
	stone.Reasons = []rdf.Term{rdf.LangString(d.Reason, lang)}
	stone.Agent, stone.Time = agent, d.Time
	for _, q := range append(stone.Quads(d.graphName()), said...) {
		if _, err := tx.Add(q); err != nil {
			return err
		}
	}
	return nil
}

// check refuses decisions about what is not there, or is gone.
func check(tx *graph.Tx, thing, replacement rdf.Term) error {
	before := tx.Before()
	for _, t := range []rdf.Term{thing, replacement} {
		if t.IsZero() {
			continue
		}
		_, gone, err := feeds.TombstoneOf(before, t)
		switch {
		case err != nil:
			return err
		case gone:
			return fmt.Errorf("%w: %s", ErrGone, t.Value())
		case !before.Has(graph.Pattern{S: t}):
			return fmt.Errorf("%w: %s", ErrUnknown, t.Value())
		}
	}
	if thing == replacement {
		return fmt.Errorf("%w: %s", ErrSame, thing.Value())
	}
	return nil
}

// records are the properties by which sources and earlier decisions point at a
// thing: what they say they have said, whatever became of the thing.
var records = map[string]bool{
	ontology.RDFSubject: true, ontology.RDFObject: true, ontology.Describes: true,
	ontology.Withdraws: true, ontology.Merges: true, ontology.Replacement: true,
}

// Withdraw takes a thing back: what is said about it and about its parts goes, and
// so does what points at it, or with a replacement leads to that. Claims and records
// of sources stay. The address of the thing then says that it was withdrawn. Errors:
// ErrUnknown, ErrGone, ErrSame, those of the transaction.
func Withdraw(tx *graph.Tx, thing, replacement rdf.Term, d Decision) error {
	if err := check(tx, thing, replacement); err != nil {
		return err
	}
	for q, err := range graph.Describe(tx.Before(), thing) {
		if err != nil {
			return err
		}
		if _, err := tx.Remove(q); err != nil {
			return err
		}
	}
	for q, err := range tx.Before().Quads(graph.Pattern{O: thing}) {
		if err != nil {
			return err
		}
		if records[q.P.Value()] {
			continue
		}
		if _, err := tx.Remove(q); err != nil {
			return err
		}
		if q.O = replacement; !replacement.IsZero() && q.S != replacement {
			if _, err := tx.Add(q); err != nil {
				return err
			}
		}
	}
	return d.state(tx, feeds.Tombstone{Thing: thing, Replacement: replacement})
}
