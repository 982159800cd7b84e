package exec

import (
	"testing"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/xsd"
	"w3id.org/plenary/sparql/expr"
	"w3id.org/plenary/sparql/plan"
)

// TestValueOf holds values that are made of IDs to those made of terms.
func TestValueOf(t *testing.T) {
	terms := plan.NewTerms(graph.New(graph.Options{}).Snapshot())
	for datatype, texts := range map[string][]string{
		"date":     {"2025-11-21", "2025-11-21Z", "2025-11-21+05:30", "0001-01-01", "1960-02-29-14:00"},
		"dateTime": {"2025-11-21T10:00:00", "2025-11-21T10:00:00Z", "1959-11-21T23:59:59.5-05:00", "2025-11-21T10:00:00.50Z", "2025-11-21T10:00:00.123", "2025-11-21T10:00:00.000"},
		"gYear":    {"1975", "1975Z", "2025-05:00"},
		"integer":  {"0", "-7", "2025"},
		"decimal":  {"1.50", "-0.000001"},
	} {
		for _, text := range texts {
			term := rdf.Literal(text, xsd.Namespace+datatype)
			v := valueOf(terms, terms.ID(term))
			back, ok := v.Term()
			if !ok || back != term {
				t.Errorf("valueOf(%v) is %v, %v", term, back, ok)
			}
			if equal, ok := expr.Equal(v, expr.Of(term)); !ok || !equal {
				t.Errorf("valueOf(%v) does not equal its term", term)
			}
		}
	}
}
