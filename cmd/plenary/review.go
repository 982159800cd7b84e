package main

import (
	"bufio"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/ingest/review"
	"w3id.org/plenary/rdf"
)

// action is what the flags ask for, "" for nothing.
func (r *Review) action() review.Action {
	for action, asked := range map[review.Action]bool{
		review.Accept: r.Accept, review.Edit: r.Edit, review.Reject: r.Reject, review.Defer: r.Defer, review.Retract: r.Retract, review.Undo: r.Undo,
	} {
		if asked {
			return action
		}
	}
	return ""
}

// check refuses what is not understood, before anything is opened.
func (r *Review) check(in io.Reader) error {
	selects := len(r.Claim)+len(r.State) > 0
	isEdited := r.Subject+r.Predicate+r.Object != ""
	switch action := r.action(); {
	case r.Server != "" && (action == "" || len(r.Unmerge) > 0 || r.NoGate || len(r.Shapes) > 0):
		return usage("--server goes with --accept, --edit, --reject, --defer, --retract or --undo, and without --unmerge, --shapes and --no-gate; the desk is at /review")
	case action == "" && len(r.Merge)+len(r.Unmerge) == 0 && !isKeyboard(in):
		return usage("this is no terminal; say what to do: --accept, --edit, --reject, --defer, --retract, --undo, --merge or --unmerge; plenary claims lists what waits")
	case strings.TrimSpace(r.Reviewer) == "" && r.Server == "":
		return usage("say who decides: --reviewer NAME")
	case action == review.Undo && !selects:
		return usage("say what to undo: --claim or --state")
	case action == review.Edit && (len(r.Claim) != 1 || !isEdited):
		return usage("--edit is about one --claim, and says --subject, --predicate or --object")
	case action != review.Edit && isEdited:
		return usage("--subject, --predicate and --object go with --edit")
	case action == review.Retract && r.Reason == "":
		return usage("a retraction needs --reason, which its address shows")
	case r.Preview && action != review.Accept && action != review.Edit:
		return usage("--preview goes with --accept and --edit")
	}
	return nil
}

// Run decides, or lists what would be decided.
func (r *Review) Run(ctx context.Context, std streams) error {
	if err := cmp.Or(r.where(r.Data), r.check(std.in)); err != nil {
		return err
	}
	if r.Server != "" {
		return interruptedOr(ctx, r.atServer(ctx, std))
	}
	before, err := graph.Open(r.Data, graph.Options{ReadOnly: true}) // makes none
	if err != nil {
		return err
	}
	before.Close()
	return interruptedOr(ctx, deciding(ctx, r.Data, embeddedBase, r.gated, func(desk *review.Desk) error {
		if err := r.mergers(ctx, desk, std.out); err != nil {
			return err
		}
		switch {
		case r.action() != "":
			return r.decide(ctx, desk, std)
		case len(r.Merge)+len(r.Unmerge) == 0:
			return r.atKeyboard(ctx, desk, std)
		}
		return nil
	}))
}

// mergers makes those that come without claims, and takes others back.
func (r *Review) mergers(ctx context.Context, desk *review.Desk, out io.Writer) error {
	things, err := termsNamed(desk.Base, r.Unmerge...)
	if err != nil {
		return usage("--unmerge: %v", err)
	}
	pairs, err := mergersNamed(desk.Base, r.Merge...)
	if err != nil {
		return usage("--merge %v", err)
	}
	would := ""
	if !r.Yes || r.Preview {
		would = "would be: "
	}
	for _, thing := range things {
		if would == "" {
			if err := desk.Unmerge(ctx, thing, r.Reviewer); err != nil {
				return err
			}
		}
		fmt.Fprintf(out, "%s%s is a thing of its own again\n", would, shorten(thing, desk.Base))
	}
	if r.Accept || r.Edit { // then they are part of the order
		return nil
	}
	for _, m := range pairs {
		if would == "" {
			if err := desk.Merge(ctx, m.New, m.Into, r.Reviewer, r.Reason); err != nil {
				return err
			}
		}
		fmt.Fprintf(out, "%s%s is %s from now on\n", would, shorten(m.New, desk.Base), shorten(m.Into, desk.Base))
	}
	return nil
}

// mergersNamed reads pairs of names.
func mergersNamed(base string, pairs ...string) (all []review.Merger, err error) {
	for _, pair := range pairs {
		from, into, ok := strings.Cut(pair, "=")
		if !ok || from == "" || into == "" {
			return nil, fmt.Errorf("%q: say NEW=OLD, such as id/person/j-doe=id/person/jane-doe", pair)
		}
		things, err := termsNamed(base, from, into)
		if err != nil {
			return nil, fmt.Errorf("%q: %w", pair, err)
		}
		all = append(all, review.Merger{New: things[0], Into: things[1]})
	}
	return all, nil
}

// decide gives the order.
func (r *Review) decide(ctx context.Context, desk *review.Desk, std streams) error {
	o, claims, err := r.order(desk)
	if err != nil {
		return err
	}
	switch {
	case len(claims) == 0:
		return errors.New("no claim is selected: plenary claims lists what there is")
	case r.Preview:
		return preview(desk, o, std.out)
	case !r.Yes:
		return wouldDecide(std, desk.Base, o.Action, listed(desk, claims))
	}
	done, err := desk.Decide(ctx, o)
	if err != nil {
		return err
	}
	what := decided{r.Data, o.Action, len(done.Decided), done.Seq, nil}
	for _, refused := range done.Refused {
		var because []string
		for _, v := range refused.Because {
			because = append(because, shorten(v.Focus, desk.Base)+": "+v.Message)
		}
		what.left = append(what.left, shorten(refused.Claim, desk.Base)+" is left out: "+strings.Join(because, "; "))
	}
	return what.say(std)
}

// A decided says what became of an order.
type decided struct {
	where  string // a folder or a server
	action review.Action
	claims int
	seq    uint64
	left   []string // claims that the shapes keep out, and why
}

// say writes it; it fails when claims were left out.
func (d decided) say(std streams) error {
	for _, left := range d.left {
		fmt.Fprintf(std.err, "plenary: %s\n", left)
	}
	if d.claims > 0 {
		store := ""
		if d.action == review.Reject || d.action == review.Defer {
			store = " of the quarantine"
		}
		fmt.Fprintf(std.out, "%s: %s %s, commit %d%s\n", d.where, plural(int64(d.claims), "claim", "claims"), past[d.action], d.seq, store)
	}
	if len(d.left) > 0 {
		fmt.Fprintf(std.err, "plenary: %s left out, which the shapes of the data forbid\n", plural(int64(len(d.left)), "claim was", "claims were"))
		return errReported
	}
	return nil
}

// wouldDecide lists claims that --yes would decide on.
func wouldDecide(std streams, base string, action review.Action, claims []listedClaim) error {
	if err := writeClaims(std.out, base, claims, "table"); err != nil {
		return err
	}
	_, err := fmt.Fprintf(std.err, "plenary: nothing was decided; --yes would %s %s\n", action, plural(int64(len(claims)), "claim", "claims"))
	return err
}

// past says what was done to claims.
var past = map[review.Action]string{review.Accept: "accepted", review.Edit: "accepted as edited", review.Reject: "rejected", review.Defer: "deferred", review.Retract: "retracted", review.Undo: "undone"}

// order makes the order that the flags give, and the claims it is about.
func (r *Review) order(desk *review.Desk) (o review.Order, claims []review.Claim, err error) {
	f, err := r.filter(desk.Base)
	if err != nil {
		return o, nil, err
	}
	o = review.Order{Action: r.action(), Reviewer: r.Reviewer, Reason: r.Reason, Lang: r.Lang, Partial: !r.Edit}
	if len(f.States)+len(f.Claims) == 0 {
		f.States = []review.State{review.Pending}
		if r.Retract {
			f.States = []review.State{review.Accepted, review.Edited}
		}
	}
	if claims, err = desk.Claims(f); err != nil {
		return o, nil, err
	}
	for _, name := range f.Claims {
		if !slices.ContainsFunc(claims, func(c review.Claim) bool { return c.IRI == name }) {
			return o, nil, fmt.Errorf("no claim %s is selected: plenary claims --data %s lists what there is", name.Value(), r.Data)
		}
	}
	for _, c := range claims {
		o.Targets = append(o.Targets, review.Target{Claim: c.IRI, Seen: c.Last.IRI})
	}
	if r.Accept || r.Edit {
		if o.Mergers, err = mergersNamed(desk.Base, r.Merge...); err != nil {
			return o, nil, err
		}
	}
	if r.Edit {
		o.Statement, err = r.statement(desk.Base, claims[0].Statement)
	}
	return o, claims, err
}

// statement returns the terms that an edit changes.
func (r *Review) statement(base string, old rdf.Triple) (t rdf.Triple, err error) {
	for _, part := range []struct {
		flag, value string
		term        *rdf.Term
	}{{"--subject", r.Subject, &t.S}, {"--predicate", r.Predicate, &t.P}, {"--object", r.Object, &t.O}} {
		switch {
		case part.value == "":
		case part.flag == "--object" && old.O.IsLiteral():
			t.O = old.O.WithLexical(part.value)
		default:
			if *part.term, err = termNamed(part.value, base); err != nil {
				return t, usage("%s %s: %v", part.flag, part.value, err)
			}
		}
	}
	return t, nil
}

// preview prints what an order would publish.
func preview(desk *review.Desk, o review.Order, w io.Writer) error {
	quads, err := desk.Preview(o)
	if err != nil {
		return err
	}
	return writeTurtle(w, quads)
}

func writeTurtle(w io.Writer, quads []rdf.Quad) error {
	turtle, err := formatNamed("turtle")
	if err != nil {
		return err
	}
	out := bufio.NewWriter(w)
	err = rdf.WriteAll(encoder(turtle, out, rdf.EncodeOptions{}), func(yield func(rdf.Quad, error) bool) {
		for _, q := range quads {
			q.G = rdf.Term{}
			if !yield(q, nil) {
				return
			}
		}
	})
	return errors.Join(err, out.Flush())
}
