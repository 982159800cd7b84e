package review

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/ontology"
	"w3id.org/plenary/rdf"
)

// quarantined begins the last part of the IRIs of decisions in the quarantine;
// behind it, and alone in the published store, is the number of the commit.
const quarantined = "q"

// Decide carries an order out, in one transaction. Errors: ErrOrder, ErrUnknown,
// ErrState, ErrGone, ErrText, *ConflictError, *RefusedError, those of the stores;
// then nothing was written.
func (d *Desk) Decide(ctx context.Context, o Order) (Outcome, error) {
	if err := o.check(); err != nil {
		return Outcome{}, err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	s, err := d.now()
	if err != nil {
		return Outcome{}, err
	}
	claims, err := s.concerned(&o)
	if err != nil {
		return Outcome{}, err
	}
	switch o.Action {
	case Accept, Edit:
		return s.accept(ctx, &o, claims)
	case Retract:
		return s.retract(ctx, &o, claims)
	case Undo:
		return s.undo(ctx, &o, claims)
	}
	return s.put(ctx, &o, claims)
}

// put decides in the quarantine alone.
func (s *state) put(ctx context.Context, o *Order, claims []Claim) (Outcome, error) {
	out := Outcome{Decided: irisOf(claims)}
	done, err := s.Desk.quarantine.Update(ctx, o.change(len(claims)), func(tx *graph.Tx) error {
		out.Decision = s.iri(fmt.Sprintf("decision/%s%d", quarantined, tx.Before().Seq()+1))
		return addAll(tx, s.decision(o, out.Decision, claims))
	})
	out.Seq = done.Seq
	return out, err
}

// accept publishes claims.
func (s *state) accept(ctx context.Context, o *Order, claims []Claim) (out Outcome, err error) {
	if err := s.verify(claims); err != nil {
		return out, err
	}
	publications, err := s.publications(o, claims)
	if err != nil {
		return out, err
	}
	for len(claims) > 0 {
		done, err := s.publish(ctx, o.change(len(claims)), func(tx *graph.Tx) error {
			out.Decision = s.decisionIRI(tx)
			for _, c := range claims {
				if err := addAll(tx, publications[c.IRI]); err != nil {
					return err
				}
			}
			return addAll(tx, append(s.mergersOf(o, out.Decision), s.decision(o, out.Decision, claims)...))
		})
		var why *RefusedError
		if !errors.As(err, &why) || !o.Partial {
			out.Decided, out.Seq = irisOf(claims), done.Seq
			return out, err
		}
		kept, refused := split(claims, why.Violations)
		if len(refused) == 0 {
			return Outcome{}, err
		}
		claims, out.Refused = kept, append(out.Refused, refused...)
	}
	return Outcome{Refused: out.Refused}, nil
}

// publish changes the published store, unless the gate forbids it. Errors:
// *RefusedError, those of do and of the store.
func (s *state) publish(ctx context.Context, c graph.Change, do func(*graph.Tx) error) (graph.Commit, error) {
	return s.Desk.public.Update(ctx, c, func(tx *graph.Tx) error {
		if err := do(tx); err != nil || s.Gate == nil {
			return err
		}
		violations, err := s.Gate(ctx, tx)
		if err == nil && len(violations) > 0 {
			err = &RefusedError{violations}
		}
		return err
	})
}

// split tells the claims that violations are about from the others: those that say
// what is wrong of the focus, or without such those that speak of it.
func split(claims []Claim, violations []Violation) (kept []Claim, refused []Refusal) {
	because := map[rdf.Term][]Violation{}
	for _, v := range violations {
		exact := false
		for _, c := range claims {
			if c.Statement.S == v.Focus && c.Statement.P == v.Path {
				exact = true
				because[c.IRI] = append(because[c.IRI], v)
			}
		}
		for _, c := range claims {
			if !exact && (c.IRI == v.Focus || c.Passage == v.Focus || c.Source == v.Focus || c.Statement.S == v.Focus || c.Statement.O == v.Focus) {
				because[c.IRI] = append(because[c.IRI], v)
			}
		}
	}
	for _, c := range claims {
		if reasons := because[c.IRI]; len(reasons) > 0 {
			refused = append(refused, Refusal{c.IRI, reasons})
		} else {
			kept = append(kept, c)
		}
	}
	return kept, refused
}

// change is what the history says of an order.
func (o *Order) change(n int) graph.Change {
	message := fmt.Sprintf("%s %d claims", o.Action, n)
	if n == 1 {
		message = fmt.Sprintf("%s %s", o.Action, o.Targets[0].Claim.Value())
	}
	if o.Reason != "" {
		message += ": " + o.Reason
	}
	return graph.Change{Author: o.Reviewer, Message: message}
}

func (d *Desk) decisionIRI(tx *graph.Tx) rdf.Term {
	return d.iri(fmt.Sprintf("decision/%d", tx.Before().Seq()+1))
}

// decision describes a decision and its reviewer.
func (d *Desk) decision(o *Order, decision rdf.Term, claims []Claim) (quads []rdf.Quad) {
	state := makes[o.Action]
	agent, quads := d.agent(o.Reviewer)
	add := func(s rdf.Term, property string, t rdf.Term) {
		quads = append(quads, rdf.Quad{S: s, P: rdf.IRI(property), O: t, G: d.reviewGraph()})
	}
	add(decision, ontology.RDFType, rdf.IRI(ontology.ClassReviewDecision))
	add(decision, ontology.RDFSLabel, rdf.LangString(fmt.Sprintf("Decision %s: %s, by %s", slug(decision), state, o.Reviewer), "en"))
	add(decision, ontology.Decision, rdf.IRI(decided[state]))
	add(decision, ontology.ProvWasAssociatedWith, agent)
	add(decision, ontology.ProvEndedAtTime, timeTerm(d.Now()))
	if o.Reason != "" {
		add(decision, ontology.Reason, o.reason())
	}
	for _, c := range claims {
		add(decision, ontology.Decides, c.IRI)
	}
	return quads
}

func (o *Order) reason() rdf.Term { return rdf.LangString(o.Reason, cmp.Or(o.Lang, "en")) }

// agent returns the IRI of a reviewer, and what says who that is.
func (d *Desk) agent(name string) (rdf.Term, []rdf.Quad) {
	agent := d.iri("agent/" + strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return '-'
	}, name))
	return agent, []rdf.Quad{
		{S: agent, P: rdf.IRI(ontology.RDFType), O: rdf.IRI("http://www.w3.org/ns/prov#Agent"), G: d.reviewGraph()},
		{S: agent, P: rdf.IRI(ontology.RDFSLabel), O: rdf.String(name), G: d.reviewGraph()},
	}
}

func timeTerm(t time.Time) rdf.Term {
	return rdf.Literal(t.UTC().Format(time.RFC3339), ontology.XSDDateTime)
}

func irisOf(claims []Claim) (iris []rdf.Term) {
	for _, c := range claims {
		iris = append(iris, c.IRI)
	}
	return iris
}
