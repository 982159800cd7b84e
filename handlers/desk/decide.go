package desk

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"w3id.org/plenary/handlers/problem"
	"w3id.org/plenary/ingest/review"
	"w3id.org/plenary/rdf"
)

// postDecision decides as a form says. It has the button "one" of a claim, "undo"
// of a decision, or an "action" on the claims that are chosen or on all that are
// selected.
func (d *Desk) postDecision(w http.ResponseWriter, v *visit) (back string, err error) {
	o, err := v.orderOfForm()
	if err != nil {
		return "", err
	}
	if v.request.PostForm.Get("action") == "preview" {
		page, err := v.pageAt(d.backOf(v.request))
		if err != nil {
			return "", err
		}
		return "", d.show(w, http.StatusOK, page)
	}
	done, err := d.decide(v.request.Context(), v.by, o)
	if err != nil {
		return "", err
	}
	v.by.session.made(slug(done.Decision), v.outcome(o.Action, done))
	back = d.backOf(v.request)
	if v.request.PostForm.Has("one") {
		back += v.behind(back, o.Targets[0].Claim)
	}
	return back, nil
}

// behind leads to the row behind that of a claim, on the page of an address.
func (v *visit) behind(address string, claim rdf.Term) (fragment string) {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	s, err := selectionOf(u.Query(), v.Review.Base)
	if err != nil {
		return ""
	}
	found := s.claims(v.now)
	i := slices.IndexFunc(found, func(c *review.Claim) bool { return c.IRI == claim })
	if i < 0 || i+1 == len(found) {
		return ""
	}
	return "#c-" + slug(found[i+1].IRI)
}

// decide carries an order out in the name of a curator.
func (d *Desk) decide(ctx context.Context, by curator, o review.Order) (review.Outcome, error) {
	o.Reviewer = by.Name
	done, err := d.Review.Decide(ctx, o)
	if err == nil && o.Action == review.Undo {
		for _, t := range o.Targets {
			by.session.undone(slug(t.Seen))
		}
	}
	return done, err
}

// outcome says what was done.
func (v *visit) outcome(action review.Action, done review.Outcome) string {
	text := v.say("review.done."+string(action), len(done.Decided))
	if len(done.Refused) > 0 {
		first := done.Refused[0]
		text += " " + v.say("review.left", len(done.Refused), v.name(first.Because[0].Focus).Text, first.Because[0].Message)
	}
	return text
}

// orderOfForm reads the fields of a form. Errors: *problem.Problem.
func (v *visit) orderOfForm() (o review.Order, err error) {
	if err := v.request.ParseForm(); err != nil {
		return o, problem.New("bad-request", "the form is not well-formed: %v", err)
	}
	form := v.request.PostForm
	o = review.Order{Action: review.Action(form.Get("action")), Reason: strings.TrimSpace(form.Get("reason")), Lang: v.lang}
	switch {
	case form.Get("one") != "":
		action, claim, _ := strings.Cut(form.Get("one"), " ")
		o.Action, o.Targets = review.Action(action), v.targets([]target{targetOf(claim)})
	case form.Get("undo") != "":
		o.Action = review.Undo
		o.Targets, err = v.decided(form.Get("undo"))
	case form.Get("all") != "":
		o.Partial = true
		o.Targets, err = v.everything(form.Get("select"), form.Get("all"))
	default:
		var chosen []target
		for _, claim := range form["claim"] {
			chosen = append(chosen, targetOf(claim))
		}
		o.Targets, o.Partial = v.targets(chosen), len(chosen) > 1
	}
	switch {
	case err != nil:
		return o, err
	case len(o.Targets) == 0:
		return o, problem.New("bad-request", "%s", v.say("review.choose.none"))
	case o.Action == review.Retract && o.Reason == "":
		return o, problem.New("bad-request", "%s", v.say("review.retract.reason"))
	case o.Action == review.Edit || o.Action == "preview":
		return v.editOfForm(o)
	case form.Has("into"):
		merger, err := v.mergerOf(form.Get("new"), form.Get("into"))
		o.Mergers = []review.Merger{merger}
		return o, err
	}
	return o, nil
}

// editOfForm reads the statement of an edit.
func (v *visit) editOfForm(o review.Order) (review.Order, error) {
	c, ok := v.now.Claim(o.Targets[0].Claim)
	if !ok {
		return o, problem.New("not-found", "there is no claim %s in the queue", o.Targets[0].Claim.Value())
	}
	isPreview := o.Action == "preview"
	o.Action = review.Accept
	err := v.readEdit(&o, c, v.request.PostForm)
	if err == nil && o.Action == review.Accept && !isPreview {
		err = problem.New("bad-request", "%s", v.say("review.edit.same"))
	}
	return o, err
}

// mergerOf reads a merger. Errors: *problem.Problem.
func (d *Desk) mergerOf(thing, into string) (m review.Merger, err error) {
	if m.New, err = iriOf(strings.TrimSpace(thing), d.Review.Base); err != nil {
		return m, problem.BadParameter("new", "new: %v", err)
	}
	if m.Into, err = iriOf(strings.TrimSpace(into), d.Review.Base); err != nil {
		return m, problem.BadParameter("into", "into: %v", err)
	}
	return m, nil
}
