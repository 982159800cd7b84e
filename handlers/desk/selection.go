package desk

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"w3id.org/plenary/handlers/problem"
	"w3id.org/plenary/ingest/review"
	"w3id.org/plenary/rdf"
)

// A selection is which claims are shown, as parameters of an address say.
type selection struct {
	review.Filter
	thing  rdf.Term // that a claim is about, as subject or object
	marked string   // "", or the kind of mark that a claim has
	page   int      // from 1
	values url.Values
}

// selecting are the parameters of a selection.
var selecting = []string{"document", "state", "kind", "rule", "marked", "known", "min", "max", "thing", "decision"}

// Groups of states that have a name of their own.
var stateGroups = map[string][]review.State{
	"":        {review.Pending, review.Deferred},
	"waiting": {review.Pending, review.Deferred},
	"decided": {review.Accepted, review.Edited, review.Rejected, review.Retracted},
	"all":     nil,
}

var states = []review.State{review.Pending, review.Deferred, review.Accepted, review.Edited, review.Rejected, review.Retracted}

// marks are what a selection may ask for.
var marks = []string{"conflict", "duplicate", "new"}

// longestValue is how many bytes a parameter of a selection may have.
const longestValue = 2000

// selectionOf reads parameters. Errors: *problem.Problem that names one.
func selectionOf(q url.Values, base string) (s selection, err error) {
	s = selection{page: 1, values: url.Values{}}
	for _, name := range selecting {
		if len(q[name]) > 1 {
			return s, problem.BadParameter(name, "%s is given %d times", name, len(q[name]))
		}
		if n := len(q.Get(name)); n > longestValue {
			return s, problem.BadParameter(name, "%s has %d bytes, of %d at most", name, n, longestValue)
		}
		if value := strings.TrimSpace(q.Get(name)); value != "" {
			s.values.Set(name, value)
		}
	}
	s.Rule, s.Kind, s.Document = s.values.Get("rule"), s.values.Get("kind"), s.values.Get("document")
	if s.States, err = statesOf(s.values.Get("state")); err != nil {
		return s, err
	}
	if s.MinConfidence, err = confidenceOf(s.values, "min"); err != nil {
		return s, err
	}
	if s.MaxConfidence, err = confidenceOf(s.values, "max"); err != nil {
		return s, err
	}
	switch known := s.values.Get("known"); known {
	case "":
	case "yes", "no":
		is := known == "yes"
		s.Known = &is
	default:
		return s, problem.BadParameter("known", "known is yes or no, not %.50q", known)
	}
	if s.marked = s.values.Get("marked"); s.marked != "" && !slices.Contains(marks, s.marked) {
		return s, problem.BadParameter("marked", "marked is one of %s, not %.50q", strings.Join(marks, ", "), s.marked)
	}
	if thing := s.values.Get("thing"); thing != "" {
		if s.thing, err = iriOf(thing, base); err != nil {
			return s, problem.BadParameter("thing", "%v", err)
		}
	}
	if p := problem.RefuseSeveral(q, "page"); p != nil {
		return s, p
	}
	if text := q.Get("page"); text != "" {
		if s.page, err = strconv.Atoi(text); err != nil || s.page < 1 {
			return s, problem.BadParameter("page", "%.50q is no number of a page", text)
		}
	}
	return s, nil
}

func statesOf(text string) (found []review.State, err error) {
	if group, ok := stateGroups[text]; ok {
		return group, nil
	}
	for _, name := range strings.Split(text, ",") {
		if !slices.Contains(states, review.State(name)) {
			return nil, problem.BadParameter("state", "%.50q is no state; there are waiting, decided, all, and lists of pending, deferred, accepted, edited, rejected and retracted", name)
		}
		found = append(found, review.State(name))
	}
	return found, nil
}

func confidenceOf(q url.Values, name string) (float64, error) {
	if q.Get(name) == "" {
		return 0, nil
	}
	x, err := strconv.ParseFloat(strings.Replace(q.Get(name), ",", ".", 1), 64)
	if err != nil || !(x >= 0 && x <= 1) {
		return 0, problem.BadParameter(name, "a confidence is a number from 0 to 1, not %.50q", q.Get(name))
	}
	return x, nil
}

// claims returns what is selected: claims about one thing stand together, things in
// the order in which the document speaks of them.
func (s selection) claims(now *review.Snapshot) []*review.Claim {
	type group struct{ source, thing rdf.Term }
	found := now.Select(s.Filter)
	if !s.thing.IsZero() || s.marked != "" || s.values.Has("decision") {
		found = slices.DeleteFunc(found, func(c *review.Claim) bool { return !s.accepts(now, c) })
	}
	first := map[group]int{}
	for _, c := range found {
		g := group{c.Source, c.Statement.S}
		if at, ok := first[g]; !ok || c.Start < at {
			first[g] = c.Start
		}
	}
	slices.SortStableFunc(found, func(a, b *review.Claim) int {
		return cmp.Or(rdf.CompareTerms(a.Source, b.Source), first[group{a.Source, a.Statement.S}]-first[group{b.Source, b.Statement.S}],
			rdf.CompareTerms(a.Statement.S, b.Statement.S), a.Start-b.Start)
	})
	return found
}

// accepts tells whether a claim has what a review.Filter does not ask for.
func (s selection) accepts(now *review.Snapshot, c *review.Claim) bool {
	switch {
	case !s.thing.IsZero() && c.Statement.S != s.thing && c.Statement.O != s.thing,
		s.values.Has("decision") && slug(c.Last.IRI) != s.values.Get("decision"):
		return false
	case s.marked == "new":
		return len(now.NewThings(c)) > 0
	case s.marked == "":
		return true
	}
	return slices.ContainsFunc(now.Relations(c), func(r review.Relation) bool { return r.Contradicts == (s.marked == "conflict") })
}

// tagOf names a state of claims: another decision on any of them, or another claim
// among them, makes another one.
func tagOf(claims []*review.Claim) string {
	h := sha256.New()
	for _, c := range claims {
		h.Write([]byte(c.IRI.Value() + " " + slug(c.Last.IRI) + "\n"))
	}
	return hex.EncodeToString(h.Sum(nil)[:12])
}

// part returns a page of claims.
func part(claims []*review.Claim, page, size int) (shown []*review.Claim, first int) {
	first = min((page-1)*size, len(claims))
	return claims[first:min(len(claims), first+size)], first
}
