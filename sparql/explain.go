package sparql

import (
	"fmt"
	"strings"
	"time"

	"w3id.org/plenary/sparql/plan"
)

// An Explanation shows the stages of a query.
type Explanation struct {
	Query    string    `json:"query"`   // as it was read, IRIs in full
	Algebra  string    `json:"algebra"` // S-expression
	Plan     Step      `json:"plan"`
	Rows     int64     `json:"rows"` // of the pattern
	Millis   float64   `json:"ms"`   // from planning to the last row
	Warnings []Warning `json:"warnings,omitempty"`

	text string // of the plan
}

// A Step is a node of a plan.
type Step struct {
	Does     string   `json:"does"`
	Columns  []string `json:"columns"`
	Estimate float64  `json:"estimated_rows"`
	Rows     *int64   `json:"rows,omitempty"` // none of a step that is part of the one above
	Millis   *float64 `json:"ms,omitempty"`   // with its inputs
	Inputs   []Step   `json:"inputs,omitempty"`
}

// Explain reads the result to its end and returns how it came about: what each
// step did when Measure was asked for. Errors: those of Rows.
func (r *Result) Explain() (*Explanation, error) {
	defer r.Close()
	x := &Explanation{Query: r.String(), Algebra: r.Algebra(), Warnings: r.Warnings(r.snapshot)}
	for b, err := range r.batches() {
		if err != nil {
			return nil, err
		}
		x.Rows += int64(b.Len)
	}
	x.Millis = millis(r.engine.options.Now().Sub(r.began))
	measures := r.rows.measures.All()
	x.text = r.rows.plan.Explain(measures)
	x.Plan = r.step(r.rows.plan.Root, measures)
	return x, nil
}

func millis(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

func (r *Result) step(n plan.Node, measures map[plan.Node]plan.Measure) Step {
	about := n.About()
	s := Step{Does: r.rows.plan.Line(n), Columns: about.Vars, Estimate: about.Rows}
	if m, ok := measures[n]; ok {
		ms := millis(m.Time)
		s.Rows, s.Millis = &m.Rows, &ms
	}
	for _, in := range n.Inputs() {
		s.Inputs = append(s.Inputs, r.step(in, measures))
	}
	return s
}

// String returns the explanation as text.
func (x *Explanation) String() string {
	var b strings.Builder
	for _, stage := range [...][2]string{{"query", x.Query}, {"algebra", x.Algebra}, {"plan", x.text}} {
		fmt.Fprintf(&b, "%s\n  %s\n\n", stage[0], strings.ReplaceAll(strings.TrimSpace(stage[1]), "\n", "\n  "))
	}
	for _, w := range x.Warnings {
		fmt.Fprintf(&b, "warning: %s\n", w)
	}
	fmt.Fprintf(&b, "%d rows in %.1f ms\n", x.Rows, x.Millis)
	return b.String()
}
