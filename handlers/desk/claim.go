package desk

import (
	"bytes"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"w3id.org/plenary/explorer"
	"w3id.org/plenary/handlers/problem"
	"w3id.org/plenary/ingest/review"
	"w3id.org/plenary/ontology"
	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/turtle"
)

// quoteRunes is how much of a text is shown around the words of a claim.
const quoteRunes = 400

// claim draws the page of one claim.
func (d *Desk) claim(v *visit) (explorer.View, error) {
	return v.claimPage(v.request.PathValue("id"), url.Values{})
}

// claimPage draws the page of a claim, with what was typed into its forms.
func (v *visit) claimPage(id string, typed url.Values) (explorer.View, error) {
	c, err := v.claimNamed(id)
	if err != nil {
		return nil, err
	}
	page := explorer.ReviewClaim{Curated: v.curated("claims", "review.claim"), Claim: v.row(c, 1, true), Subject: v.value(c.Statement.S), Facts: v.facts(c), Reason: typed.Get("reason")}
	page.Back = v.address(Path+"/claims/"+slug(c.IRI), url.Values{})
	text := v.source(c.Source)
	if q, ok := text.quote(c, quoteRunes); ok {
		q.Lang = v.foreign(v.now.Document(c.Source, v.lang).Language)
		page.Quote = &q
	} else {
		page.NoText = v.say("review.text.lost", v.textProblem(text))
	}
	page.Others = v.relations(c)
	if !c.State.IsPublished() && c.State != review.Retracted {
		v.fillForms(&page, c, typed)
	}
	page.Turtle, page.NoTurtle = v.wouldWrite(c, typed)
	return page, nil
}

func (v *visit) textProblem(s source) string {
	if s.err == nil {
		return v.say("review.text.short")
	}
	return problem.Of(s.err).Detail
}

// claimNamed returns the claim with an ID. Errors: *problem.Problem.
func (v *visit) claimNamed(id string) (*review.Claim, error) {
	c, ok := v.now.Claim(claimIRI(v.Review.Base, id))
	if !ok {
		return nil, problem.New("not-found", "there is no claim %.100q in the queue", id)
	}
	return c, nil
}

// facts are what is known of a claim besides its statement.
func (v *visit) facts(c *review.Claim) (facts []explorer.Fact) {
	add := func(key string, values ...explorer.Value) {
		facts = append(facts, explorer.Fact{Label: v.say(key), Values: values})
	}
	document := v.value(c.Source)
	document.Href = v.address(Path+"/claims", url.Values{"document": {slug(c.Source)}})
	add("review.document", document)
	add("review.rule", explorer.Value{Text: c.Rule, Href: v.address(Path+"/claims", url.Values{"rule": {c.Rule}})})
	add("review.confidence", explorer.Value{Text: hundredths(c.Confidence)})
	add("review.passage", explorer.Value{Text: strconv.Itoa(c.Start) + "–" + strconv.Itoa(c.End), Note: v.say("fact.offsets.note")})
	add("review.thing", explorer.Value{Text: v.name(c.Statement.S).Text, Href: v.address(Path+"/claims", url.Values{"thing": {c.Statement.S.Value()}, "state": {"all"}})})
	return facts
}

// relations are the claims that say the same as a claim or contradict it.
func (v *visit) relations(c *review.Claim) (all []explorer.Value) {
	for _, r := range v.now.Relations(c) {
		text := v.say("review.duplicate")
		if r.Contradicts {
			text = v.contradiction(c, r)
		}
		shown := explorer.Value{Text: text}
		if other, ok := v.now.Claim(r.Claim); ok {
			shown.Href = v.address(Path+"/claims/"+slug(r.Claim), url.Values{})
			shown.Note = v.name(other.Source).Text + ", " + v.say("review.state."+string(other.State))
		}
		all = append(all, shown)
	}
	return all
}

// fillForms puts forms on the page of a claim that may be edited.
func (v *visit) fillForms(page *explorer.ReviewClaim, c *review.Claim, typed url.Values) {
	page.Edit = explorer.ClaimEdit{Subject: v.written(c.Statement.S), Predicate: v.written(c.Statement.P), Object: v.written(c.Statement.O)}
	for name, field := range map[string]*string{"subject": &page.Edit.Subject, "predicate": &page.Edit.Predicate, "object": &page.Edit.Object} {
		if typed.Has(name) {
			*field = typed.Get(name)
		}
	}
	if o := c.Statement.O; o.IsLiteral() {
		page.Edit.Note = shortName(o.Datatype())
		if o.Lang() != "" {
			page.Edit.Note = "@" + o.Lang()
		}
	}
	for _, t := range v.now.NewThings(c) {
		thing := explorer.NewThing{Name: v.value(t), IRI: t.Value()}
		if typed.Get("new") == thing.IRI {
			thing.Into = typed.Get("into")
		}
		page.New = append(page.New, thing)
	}
}

// written is a term as a form has it: an IRI of this server without its base, or
// abbreviated; the lexical form of a literal.
func (v *visit) written(t rdf.Term) string {
	if !t.IsIRI() {
		return t.Value()
	}
	if rest, ok := strings.CutPrefix(t.Value(), v.Review.Base+"id/"); ok {
		return "id/" + rest
	}
	return shortName(t.Value())
}

// wouldWrite returns what acceptance of a claim, or the edit that was typed, would
// write, as Turtle; or why it cannot.
func (v *visit) wouldWrite(c *review.Claim, typed url.Values) (text, why string) {
	if c.State.IsPublished() {
		return "", v.say("review.turtle.published")
	}
	o := review.Order{Action: review.Accept, Targets: []review.Target{{Claim: c.IRI, Seen: c.Last.IRI}}, Reviewer: v.by.Name}
	if typed.Has("object") {
		if err := v.readEdit(&o, c, typed); err != nil {
			return "", err.Error()
		}
	}
	text, err := v.preview(o)
	if err != nil {
		return "", problem.Of(err).Detail
	}
	return text, ""
}

// preview writes what an order would publish, as Turtle.
func (d *Desk) preview(o review.Order) (string, error) {
	quads, err := d.Review.Preview(o)
	if err != nil {
		return "", err
	}
	var b bytes.Buffer
	err = rdf.WriteAll(turtle.NewEncoder(&b, rdf.EncodeOptions{Prefixes: prefixesOf(quads)}), func(yield func(rdf.Quad, error) bool) {
		for _, q := range quads {
			q.G = rdf.Term{}
			if !yield(q, nil) {
				return
			}
		}
	})
	return b.String(), err
}

// prefixesOf are those that abbreviate something.
func prefixesOf(quads []rdf.Quad) (used []rdf.Prefix) {
	for _, p := range ontology.Prefixes {
		for _, q := range quads {
			if strings.HasPrefix(q.S.Value(), p.IRI) || strings.HasPrefix(q.P.Value(), p.IRI) || q.O.IsIRI() && strings.HasPrefix(q.O.Value(), p.IRI) || q.O.IsLiteral() && strings.HasPrefix(q.O.Datatype(), p.IRI) && q.O.Datatype() != ontology.XSDString {
				used = append(used, p)
				break
			}
		}
	}
	return used
}

// again draws the page that a form was on, with what was typed and why it was
// refused.
func (d *Desk) again(w http.ResponseWriter, v *visit, why error) error {
	p := problem.Of(why)
	if p.Slug == "internal" {
		return why
	}
	now, err := d.visit(v.request, v.by)
	if err != nil {
		return err
	}
	view, err := now.pageAt(d.backOf(v.request))
	if err != nil {
		return why
	}
	switch said := strings.TrimSpace(p.Detail + "\n" + p.Hint); page := view.(type) {
	case explorer.ReviewClaims:
		page.Refused = said
		return d.tell(w, why, page)
	case explorer.ReviewClaim:
		page.Refused = said
		return d.tell(w, why, page)
	}
	return why
}

// pageAt draws the page at an address of the desk.
func (v *visit) pageAt(address string) (explorer.View, error) {
	u, err := url.Parse(address)
	if err != nil {
		return nil, err
	}
	if id, ok := strings.CutPrefix(u.Path, v.Root+Path+"/claims/"); ok {
		return v.claimPage(id, v.request.PostForm)
	}
	s, err := selectionOf(u.Query(), v.Review.Base)
	if err != nil {
		return nil, err
	}
	return v.desk(s)
}
