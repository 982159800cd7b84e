package desk

import (
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"w3id.org/plenary/handlers/problem"
	"w3id.org/plenary/ingest/review"
	"w3id.org/plenary/ontology"
	"w3id.org/plenary/rdf"
)

// claimIRI returns the IRI of a claim that is named by it, or by its last part.
func claimIRI(base, name string) rdf.Term { return under(base+"id/claim/", name) }

// decisionIRI returns the IRI of a decision, the zero Term for "".
func decisionIRI(base, name string) rdf.Term {
	if name == "" {
		return rdf.Term{}
	}
	return under(base+"id/decision/", name)
}

func under(base, name string) rdf.Term {
	if strings.Contains(name, ":") {
		return rdf.IRI(name)
	}
	return rdf.IRI(base + name)
}

// iriOf reads an IRI: whole, under the base as in id/person/x, or abbreviated.
func iriOf(text, base string) (rdf.Term, error) {
	iri := text
	if strings.HasPrefix(text, "id/") {
		iri = base + text
	} else if prefix, rest, ok := strings.Cut(text, ":"); ok && !strings.HasPrefix(rest, "//") {
		for _, p := range ontology.Prefixes {
			if p.Name == prefix {
				iri = p.IRI + rest
			}
		}
	}
	if !strings.Contains(iri, ":") || rdf.CheckIRI(iri) != nil {
		return rdf.Term{}, fmt.Errorf("%.200q is no IRI: write it whole, abbreviated as in pl:hostedBy, or from id/ on as in id/person/ada", text)
	}
	return rdf.IRI(iri), nil
}

// A target is a claim as somebody saw it: the last parts of its IRI and of that of
// the last decision on it, "" for none.
type target struct {
	Claim string `json:"claim"`
	Seen  string `json:"seen"`
}

// targetOf reads a target as forms have it.
func targetOf(text string) target {
	claim, seen, _ := strings.Cut(text, " ")
	return target{claim, seen}
}

// targets are those of an order.
func (d *Desk) targets(all []target) (found []review.Target) {
	for _, t := range all {
		found = append(found, review.Target{Claim: claimIRI(d.Review.Base, t.Claim), Seen: decisionIRI(d.Review.Base, t.Seen)})
	}
	return found
}

// everything are all claims of a selection, if it is still as it was when its tag
// was made.
func (v *visit) everything(query, tag string) (all []review.Target, err error) {
	q, err := url.ParseQuery(query)
	if err != nil {
		return nil, problem.BadParameter("select", "%v", err)
	}
	s, err := selectionOf(q, v.Review.Base)
	if err != nil {
		return nil, err
	}
	found := s.claims(v.now)
	if tagOf(found) != tag {
		return nil, problem.New("conflict", "what is selected has changed since it was shown: %d claims are now; look again, nothing was written", len(found))
	}
	return seen(found), nil
}

// decided are the claims that a decision is the last on, to be undone together.
func (v *visit) decided(decision string) ([]review.Target, error) {
	last := decisionIRI(v.Review.Base, decision)
	found := slices.DeleteFunc(v.now.Select(review.Filter{}), func(c *review.Claim) bool { return c.Last.IRI != last })
	if len(found) == 0 {
		return nil, problem.New("conflict", "no claim has %.100q as the last decision on it: it was undone, or another came since; nothing was written", decision)
	}
	return seen(found), nil
}

func seen(claims []*review.Claim) (all []review.Target) {
	for _, c := range claims {
		all = append(all, review.Target{Claim: c.IRI, Seen: c.Last.IRI})
	}
	return all
}

// readEdit makes an order an edit by what was typed for the parts of a statement;
// what is as it was, is none. Errors: *problem.Problem.
func (d *Desk) readEdit(o *review.Order, c *review.Claim, typed url.Values) (err error) {
	for _, part := range []struct {
		name string
		old  rdf.Term
		new  *rdf.Term
	}{{"subject", c.Statement.S, &o.Statement.S}, {"predicate", c.Statement.P, &o.Statement.P}, {"object", c.Statement.O, &o.Statement.O}} {
		text := strings.TrimSpace(typed.Get(part.name))
		if text == "" {
			continue
		}
		term := rdf.Term{}
		if part.old.IsLiteral() {
			term = part.old.WithLexical(text)
			err = checkLiteral(term)
		} else {
			term, err = iriOf(text, d.Review.Base)
		}
		if err != nil {
			return problem.BadParameter(part.name, "%s: %v", part.name, err)
		}
		if term != part.old {
			o.Action, *part.new = review.Edit, term
		}
	}
	return nil
}

var (
	errDate = errors.New("a date is written as 2025-11-21")
	isDate  = regexp.MustCompile(`^-?\d{4,}-\d\d-\d\d(Z|[+-]\d\d:\d\d)?$`)
)

// checkLiteral refuses what is plainly no value of its datatype; the shapes refuse
// the rest.
func checkLiteral(t rdf.Term) error {
	if t.Datatype() == ontology.XSDDate && !isDate.MatchString(t.Value()) {
		return fmt.Errorf("%.50q: %w", t.Value(), errDate)
	}
	return nil
}
