package review

import (
	"fmt"
	"slices"

	"w3id.org/plenary/feeds"
	"w3id.org/plenary/graph"
	"w3id.org/plenary/ontology"
	"w3id.org/plenary/rdf"
)

// Preview returns the quads that an Accept or Edit would write, but for those of
// the decision. Errors: those of Decide.
func (d *Desk) Preview(o Order) (quads []rdf.Quad, err error) {
	if err := o.check(); err != nil {
		return nil, err
	}
	s, err := d.now()
	if err != nil {
		return nil, err
	}
	claims, err := s.concerned(&o)
	if err != nil {
		return nil, err
	}
	publications, err := s.publications(&o, claims)
	seen := map[rdf.Quad]bool{}
	for _, c := range claims {
		for _, q := range publications[c.IRI] {
			if !seen[q] && !s.publicHas(q) {
				seen[q] = true
				quads = append(quads, q)
			}
		}
	}
	return quads, err
}

func (s *state) publicHas(q rdf.Quad) bool {
	return s.public.Has(graph.Pattern{S: q.S, P: q.P, O: q.O, G: q.G})
}

// publications returns what publishes each claim, and makes what an edit says its
// statement.
func (s *state) publications(o *Order, claims []Claim) (map[rdf.Term][]rdf.Quad, error) {
	all := make(map[rdf.Term][]rdf.Quad, len(claims))
	for i := range claims {
		c := &claims[i]
		for _, part := range []struct {
			term *rdf.Term
			edit rdf.Term
		}{{&c.Statement.S, o.Statement.S}, {&c.Statement.P, o.Statement.P}, {&c.Statement.O, o.Statement.O}} {
			if o.Action == Edit && !part.edit.IsZero() {
				*part.term = part.edit
			}
			standing, err := s.standing(*part.term)
			if err != nil {
				return nil, fmt.Errorf("%w: %s", err, c.IRI.Value())
			}
			*part.term = standing
		}
		quads, err := s.publication(c)
		if err != nil {
			return nil, err
		}
		all[c.IRI] = quads
	}
	return all, nil
}

// standing returns what took the place of a thing of the published data that was
// merged since it was proposed. Errors: ErrGone.
func (s *state) standing(t rdf.Term) (rdf.Term, error) {
	if !t.IsIRI() {
		return t, nil
	}
	stone, gone, err := feeds.TombstoneOf(s.public, t)
	switch {
	case err != nil || !gone:
		return t, err
	case stone.Replacement.IsZero():
		return t, fmt.Errorf("%w: %s", ErrGone, t.Value())
	}
	return stone.Replacement, nil
}

// publication returns what publishes a claim: its description, what it rests on
// and speaks of where that is not published yet, and the statement itself, unless
// the source denies it.
func (s *state) publication(c *Claim) (quads []rdf.Quad, err error) {
	own, err := collect(s.quarantine, graph.Pattern{S: c.IRI, G: c.Graph})
	for _, q := range own {
		switch q.P.Value() {
		case ontology.RDFSubject:
			q.O = c.Statement.S
		case ontology.RDFPredicate:
			q.O = c.Statement.P
		case ontology.RDFObject:
			q.O = c.Statement.O
		}
		quads = append(quads, q)
	}
	run := object(s.quarantine, c.IRI, ontology.ExtractedBy)
	describe := func(t rdf.Term) {
		more, failed := collect(s.quarantine, graph.Pattern{S: t, G: c.Graph})
		quads, err = append(quads, more...), firstError(err, failed)
	}
	describe(c.Passage)
	describe(rdf.IRI(c.Passage.Value() + "#position"))
	describe(run)
	for _, t := range []rdf.Term{c.Source, c.Statement.S, c.Statement.O} {
		if t.IsIRI() && !s.public.Has(graph.Pattern{S: t}) {
			describe(t)
		}
	}
	if c.Polarity != localName(ontology.Negated) {
		quads = append(quads, c.Statement.In(c.Graph))
	}
	return quads, err
}

func firstError(errs ...error) error {
	i := slices.IndexFunc(errs, func(err error) bool { return err != nil })
	if i < 0 {
		return nil
	}
	return errs[i]
}

// verify compares the words of passages with what is stored. Errors: ErrText.
func (s *state) verify(claims []Claim) error {
	texts := map[rdf.Term][]rune{}
	for _, c := range claims {
		points, read := texts[c.Source]
		if !read {
			text, err := s.texts.Get(object(s.quarantine, c.Source, ontology.TextHash).Value())
			if err != nil {
				return err
			}
			points = []rune(text)
			texts[c.Source] = points
		}
		if c.Start < 0 || c.Start >= c.End || c.End > len(points) || hashOf(string(points[c.Start:c.End])) != c.QuoteHash {
			return fmt.Errorf("%w: characters %d to %d are not the words of %s", ErrText, c.Start, c.End, c.IRI.Value())
		}
	}
	return nil
}

// Quote returns the words of a claim, with up to around code points of the text
// before and behind. Errors: ErrText.
func (d *Desk) Quote(c *Claim, around int) (before, words, behind string, err error) {
	text, err := d.texts.Get(text(object(d.quarantine.Snapshot(), c.Source, ontology.TextHash)))
	if err != nil {
		return "", "", "", err
	}
	points := []rune(text)
	if c.Start < 0 || c.Start > c.End || c.End > len(points) {
		return "", "", "", fmt.Errorf("%w: it has no characters %d to %d", ErrText, c.Start, c.End)
	}
	return string(points[max(0, c.Start-around):c.Start]), string(points[c.Start:c.End]), string(points[c.End:min(len(points), c.End+around)]), nil
}

// Describe returns what the quarantine says about claims, their passages and the
// last decisions on them. Where a claim is published, so is its description.
func (d *Desk) Describe(claims []Claim) (quads []rdf.Quad, err error) {
	s, err := d.now()
	if err != nil {
		return nil, err
	}
	done := map[rdf.Term]bool{}
	for _, c := range claims {
		for _, t := range []rdf.Term{c.IRI, c.Passage, rdf.IRI(c.Passage.Value() + "#position"), c.Last.IRI} {
			if done[t] || t.IsZero() {
				continue
			}
			done[t] = true
			from := s.quarantine
			if s.public.Has(graph.Pattern{S: t}) {
				from = s.public
			}
			about, err := collect(from, graph.Pattern{S: t})
			if err != nil {
				return nil, err
			}
			quads = append(quads, about...)
		}
	}
	return quads, nil
}
