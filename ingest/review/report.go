package review

import (
	"cmp"
	"slices"
	"time"

	"w3id.org/plenary/ontology"
)

// A Row counts claims that have something in common.
type Row struct {
	Name       string
	Claims     int
	By         map[State]int
	Confidence float64   // mean of the claims
	Waiting    time.Time // since when the oldest of those not decided waits; zero for none
}

// Agreement is the share of what was decided that was accepted as it was proposed;
// false when nothing was decided. What was edited or retracted counts as decided.
func (r *Row) Agreement() (share float64, ok bool) {
	n := r.decided()
	return float64(r.By[Accepted]) / float64(max(n, 1)), n > 0
}

func (r *Row) decided() int { return r.By[Accepted] + r.By[Edited] + r.By[Rejected] + r.By[Retracted] }

// A Report says how review goes.
type Report struct {
	Total            Row
	Documents, Rules []Row // by name
}

// Report counts all proposals.
func (d *Desk) Report() (*Report, error) {
	s, err := d.now()
	if err != nil {
		return nil, err
	}
	claims, err := s.claims(Filter{})
	if err != nil {
		return nil, err
	}
	out := &Report{Total: Row{Name: "all", By: map[State]int{}}}
	documents, rules := map[string]*Row{}, map[string]*Row{}
	for i := range claims {
		c := &claims[i]
		run := object(s.quarantine, c.IRI, ontology.ExtractedBy)
		at, _ := time.Parse(time.RFC3339, text(object(s.quarantine, run, ontology.ProvEndedAtTime)))
		out.Total.count(c, at)
		rowOf(documents, slug(c.Source)).count(c, at)
		rowOf(rules, c.Rule).count(c, at)
	}
	out.Total.Confidence /= float64(max(out.Total.Claims, 1))
	out.Documents, out.Rules = sorted(documents), sorted(rules)
	return out, nil
}

func rowOf(rows map[string]*Row, name string) *Row {
	if rows[name] == nil {
		rows[name] = &Row{Name: name, By: map[State]int{}}
	}
	return rows[name]
}

func (r *Row) count(c *Claim, at time.Time) {
	r.Claims++
	r.By[c.State]++
	r.Confidence += c.Confidence
	if waits := c.State == Pending || c.State == Deferred; waits && (r.Waiting.IsZero() || at.Before(r.Waiting)) {
		r.Waiting = at
	}
}

func sorted(rows map[string]*Row) (out []Row) {
	for _, r := range rows {
		r.Confidence /= float64(r.Claims)
		out = append(out, *r)
	}
	slices.SortFunc(out, func(a, b Row) int { return cmp.Compare(a.Name, b.Name) })
	return out
}
