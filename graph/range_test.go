package graph_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/xsd"
)

// valued is a literal with its value on a scale of its datatypes.
type valued struct {
	term  rdf.Term
	value float64
}

// numbers and moments have values near each other in every form.
func numbers() (all []valued) {
	for _, v := range []float64{-7e17, -1e12, -2.5, -1, -0.000001, 0, 1, 1.000001, 2.25, 3, 250000.5, 7.2e10, 1e15, 1e30} {
		all = append(all,
			valued{rdf.Literal(fmt.Sprintf("%.6f", v), xsd.Namespace+"decimal"), v}, valued{rdf.Literal(fmt.Sprintf("%g", v), xsd.Namespace+"double"), v},
			valued{rdf.Literal(fmt.Sprintf("%.3f", v), xsd.Namespace+"double"), v}, valued{rdf.Literal(fmt.Sprintf("%E", v), xsd.Namespace+"float"), v})
		if v == float64(int64(v)) {
			all = append(all, valued{rdf.Literal(fmt.Sprintf("%.0f", v), xsd.Namespace+"integer"), v}, valued{rdf.Literal(fmt.Sprintf("%.0f", v), xsd.Namespace+"long"), v})
		}
	}
	return all
}

func moments(datatype, layout string) (all []valued) {
	start := time.Date(2024, 2, 28, 23, 0, 0, 0, time.UTC)
	for _, hours := range []int{-10000, -25, -13, -1, 0, 1, 12, 30, 20000} {
		for _, zone := range []string{"", "Z", "+05:30", "-11:00"} {
			at := start.Add(time.Duration(hours) * time.Hour)
			text := at.Format(layout) + zone
			parsed, err := time.Parse(layout+"Z07:00", text)
			if err != nil {
				parsed, _ = time.Parse(layout, text)
			}
			all = append(all, valued{rdf.Literal(text, xsd.Namespace+datatype), float64(parsed.Unix())})
		}
	}
	return all
}

func TestValueRanges(t *testing.T) {
	for name, all := range map[string][]valued{"numbers": numbers(), "date": moments("date", time.DateOnly), "dateTime": moments("dateTime", "2006-01-02T15:04:05"), "gYear": moments("gYear", "2006")} {
		store := graph.New(graph.Options{})
		if _, err := store.Update(t.Context(), graph.Change{}, func(tx *graph.Tx) error {
			for i, v := range all {
				if _, err := tx.Add(rdf.Quad{S: rdf.IRI(fmt.Sprint("http://example.org/", i)), P: rdf.IRI("http://example.org/p"), O: v.term}); err != nil {
					return err
				}
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		checkValueRanges(t, name, store.Snapshot(), all)
	}
	for _, term := range []rdf.Term{rdf.IRI("http://example.org/"), rdf.String("5"), rdf.Literal("x", xsd.Namespace+"integer"), rdf.Literal("NaN", xsd.Namespace+"double"), rdf.Literal("true", xsd.Namespace+"boolean")} {
		if ranges := graph.ValueRanges(term, true, false); ranges != nil {
			t.Errorf("ValueRanges(%v) = %v, want none", term, ranges)
		}
	}
}

func checkValueRanges(t *testing.T, name string, s *graph.Snapshot, all []valued) {
	t.Helper()
	left := 0
	for _, c := range all {
		below, above, equal := graph.ValueRanges(c.term, true, false), graph.ValueRanges(c.term, false, true), graph.ValueRanges(c.term, false, false)
		if !ascend(below) || !ascend(above) || !ascend(equal) {
			t.Errorf("%s: the ranges of %v do not ascend: %x %x %x", name, c.term, below, above, equal)
		}
		for _, x := range all {
			id, _ := s.ID(x.term)
			if x.value <= c.value && below != nil && !among(below, id) || x.value >= c.value && above != nil && !among(above, id) || x.value == c.value && equal != nil && !among(equal, id) {
				t.Errorf("%s: the ranges of %v do not have %v", name, c.term, x.term)
			}
			if !among(equal, id) {
				left++
			}
		}
	}
	if left < len(all)*len(all)/4 {
		t.Errorf("%s: of %d pairs the ranges leave out %d", name, len(all)*len(all), left)
	}
}

func ascend(ranges []graph.IDRange) bool {
	return slices.IsSortedFunc(ranges, func(a, b graph.IDRange) int {
		if a.High <= b.Low {
			return -1
		}
		return 1
	})
}

func among(ranges []graph.IDRange, id graph.ID) bool {
	return slices.ContainsFunc(ranges, func(r graph.IDRange) bool { return r.Low <= id && id < r.High })
}

// TestTextRanges compares ranges of prefixes with the texts of all objects, and
// counts within them with what is there.
func TestTextRanges(t *testing.T) {
	for _, s := range changing(t, rand.New(rand.NewPCG(5, 6))) {
		var objects []graph.ID
		scanner := s.Scan(graph.IDPattern{}, graph.OSP)
		for room := make([]graph.ID, 100); ; {
			n, err := scanner.Next([3][]graph.ID{nil, nil, room})
			if err != nil || n == 0 {
				break
			}
			objects = append(objects, room[:n]...)
		}
		scanner.Close()
		for _, prefix := range []string{"", "text ", "text 3", "text 9", "http://example.org/4", "http://example.org/\xff", "3", "z"} {
			literals, all := s.TextRanges(prefix, false), s.TextRanges(prefix, true)
			within := 0
			for _, id := range objects {
				term := s.Term(id)
				begins := strings.HasPrefix(term.Value(), prefix)
				if begins && (term.IsIRI() || term.IsLiteral()) && !among(all, id) || begins && term.IsLiteral() && id.Inline() == graph.NotInline && !among(literals, id) {
					t.Errorf("the ranges of %q do not have %v", prefix, term)
				}
				if among(all, id) {
					within++
				}
			}
			counted := 0
			for _, r := range all {
				counted += s.CountBetween(graph.IDPattern{}, graph.OSP, r)
			}
			if counted != within || !ascend(literals) || !ascend(all) {
				t.Errorf("%d triples are counted in the ranges of %q, want %d; %x %x", counted, prefix, within, literals, all)
			}
		}
	}
}
