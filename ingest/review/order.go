package review

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"w3id.org/plenary/rdf"
)

// An Action is what a reviewer does with claims.
type Action string

// The actions. Undo takes the last decision on a claim back, so that it stands
// where it stood before.
const (
	Accept  Action = "accept"
	Edit    Action = "edit" // accept with another statement
	Reject  Action = "reject"
	Defer   Action = "defer"
	Retract Action = "retract"
	Undo    Action = "undo"
)

// from are the states that an action is possible in, and what to do in others.
var from = map[Action]struct {
	states []State
	else_  string
}{
	Accept:  {[]State{Pending, Deferred, Rejected}, "undo that first"},
	Edit:    {[]State{Pending, Deferred, Rejected}, "undo that first"},
	Reject:  {[]State{Pending, Deferred}, "retract it, or undo that first"},
	Defer:   {[]State{Pending}, "undo that first"},
	Retract: {[]State{Accepted, Edited}, "only what is published is retracted"},
	Undo:    {[]State{Deferred, Accepted, Edited, Rejected, Retracted}, "nothing was decided"},
}

// makes is the state that an action leads to.
var makes = map[Action]State{Accept: Accepted, Edit: Edited, Reject: Rejected, Defer: Deferred, Retract: Retracted}

// A Target is a claim that is to be decided, as the reviewer saw it.
type Target struct {
	Claim rdf.Term
	Seen  rdf.Term // the last decision on it; the zero Term for none
}

// An Order is a decision to be made, on one claim or on many.
type Order struct {
	Action   Action
	Targets  []Target
	Reviewer string
	Reason   string // needed for Retract, whose tombstones show it
	Lang     string // of the reason; "" is English
	// Statement has the terms that an Edit changes; zero Terms stay.
	Statement rdf.Triple
	// Mergers are published with an Accept or Edit, whose claims then speak of what is
	// published and no longer of new things. Undone, the mergers are too.
	Mergers []Merger
	// Partial leaves out the claims that the gate refuses, instead of all.
	Partial bool
}

// An Outcome is what became of an order.
type Outcome struct {
	Decision rdf.Term // the zero Term when nothing was decided, and for Undo
	Decided  []rdf.Term
	Refused  []Refusal // by the gate
	Seq      uint64    // of the commit, in the published store or in the quarantine
}

// A Refusal is a claim that the gate keeps out.
type Refusal struct {
	Claim   rdf.Term
	Because []Violation
}

// Errors of orders.
var (
	ErrOrder   = errors.New("review: not an order")
	ErrUnknown = errors.New("review: there is no such claim")
	ErrState   = errors.New("review: the claim is not where it could be decided so")
	ErrGone    = errors.New("review: what the claim is about is withdrawn")
	ErrRefused = errors.New("review: the shapes of the data forbid it")
)

var errNobody = fmt.Errorf("%w: it has no reviewer", ErrOrder)

// A ConflictError names claims that were decided since the reviewer saw them.
// Nothing was written.
type ConflictError struct{ Claims []Claim }

func (e *ConflictError) Error() string {
	c := e.Claims[0]
	who := "the decision on it was undone"
	if !c.Last.IRI.IsZero() {
		who = fmt.Sprintf("it is %s, by %s at %s", c.State, c.Last.Reviewer, c.Last.Time.UTC().Format("2006-01-02 15:04:05Z"))
	}
	more := ""
	if n := len(e.Claims) - 1; n > 0 {
		more = fmt.Sprintf(", and %d more", n)
	}
	return fmt.Sprintf("review: decided meanwhile: %s: %s%s; look again, nothing was written", c.IRI.Value(), who, more)
}

// A RefusedError says what the gate finds wrong. Nothing was written. It wraps
// ErrRefused.
type RefusedError struct{ Violations []Violation }

func (e *RefusedError) Error() string {
	var said []string
	for _, v := range e.Violations {
		if text := v.Focus.Value() + ": " + v.Message; !slices.Contains(said, text) {
			said = append(said, text)
		}
	}
	const shown = 3
	if n := len(said) - shown; n > 0 {
		said = append(said[:shown], fmt.Sprintf("and %d more", n))
	}
	return fmt.Sprintf("%v: %s; nothing was written", ErrRefused, strings.Join(said, "; "))
}

func (e *RefusedError) Unwrap() error { return ErrRefused }

// check refuses an order that says too little.
func (o *Order) check() error {
	_, known := from[o.Action]
	switch {
	case !known:
		return fmt.Errorf("%w: the action %q is none of accept, edit, reject, defer, retract and undo", ErrOrder, o.Action)
	case strings.TrimSpace(o.Reviewer) == "":
		return errNobody
	case len(o.Mergers) > 0 && o.Action != Accept && o.Action != Edit:
		return fmt.Errorf("%w: mergers go with accept and edit", ErrOrder)
	case len(o.Targets) == 0:
		return fmt.Errorf("%w: it names no claim", ErrOrder)
	case o.Action == Retract && o.Reason == "":
		return fmt.Errorf("%w: a retraction needs a reason, which its address shows", ErrOrder)
	case o.Action == Edit && (len(o.Targets) != 1 || o.Statement == rdf.Triple{}):
		return fmt.Errorf("%w: an edit has one claim and a subject, a predicate or an object in place of its own", ErrOrder)
	}
	return nil
}

// concerned returns the claims of an order. Errors: ErrUnknown, ErrState,
// *ConflictError.
//
// Cost: that of looking at each, once the proposals have been read.
func (s *state) concerned(o *Order) (claims []Claim, err error) {
	if err := s.take(o); err != nil {
		return nil, err
	}
	all, err := s.proposals()
	if err != nil {
		return nil, err
	}
	names := make([]rdf.Term, 0, len(o.Targets))
	for _, t := range o.Targets {
		names = append(names, t.Claim)
	}
	last, err := s.lastDecisions(names...)
	if err != nil {
		return nil, err
	}
	once := make(map[rdf.Term]bool, len(o.Targets))
	conflict := &ConflictError{}
	for _, t := range o.Targets {
		at, known := all.at[t.Claim]
		switch {
		case !known:
			return nil, fmt.Errorf("%w: %s", ErrUnknown, t.Claim.Value())
		case once[t.Claim]:
			return nil, fmt.Errorf("%w: it names %s twice", ErrOrder, t.Claim.Value())
		}
		once[t.Claim] = true
		c := all.claims[at]
		s.complete(&c, last[c.IRI])
		if c.Last.IRI != t.Seen {
			conflict.Claims = append(conflict.Claims, c)
		}
		claims = append(claims, c)
	}
	if len(conflict.Claims) > 0 {
		return nil, conflict
	}
	for _, c := range claims {
		if rule := from[o.Action]; !slices.Contains(rule.states, c.State) {
			return nil, fmt.Errorf("%w: %s is %s: %s", ErrState, c.IRI.Value(), c.State, rule.else_)
		}
	}
	return claims, nil
}
