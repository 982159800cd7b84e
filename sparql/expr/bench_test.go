package expr_test

import (
	"testing"

	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/xsd"
	"w3id.org/plenary/sparql/expr"
)

// BenchmarkEval times expressions over ?x, which is bound to a value as the
// executor has it or to a term whose value must be read first.
func BenchmarkEval(b *testing.B) {
	literal := func(lexical, datatype string) expr.Value {
		return expr.Of(rdf.Literal(lexical, xsd.Namespace+datatype))
	}
	text := expr.String("Foreign ministers of the Group of Seven met in Charlevoix on 13 March 2025")
	tests := []struct {
		name, expr string
		x          expr.Value
	}{
		{"int<", "?x < 10", expr.Int(7)},
		{"term int<", "?x < 10", literal("7", "integer")},
		{"int=int", "?x = ?x", expr.Int(7)},
		{"decimal<", "?x < 10.5", literal("7.25", "decimal")},
		{"double<", "?x < 10.5", literal("7.25E0", "double")},
		{"string=", `?x = "Ottawa"`, text},
		{"string<", `?x < "Ottawa"`, text},
		{"IRI=", `?x = :a`, expr.Of(rdf.IRI("http://example/b"))},
		{"date<", `?x < "2025-01-01"^^xsd:date`, literal("2025-03-13", "date")},
		{"dateTime<", `?x < "2025-01-01T00:00:00Z"^^xsd:dateTime`, literal("2025-03-13T10:00:00Z", "dateTime")},
		{"between", "?x > 1 && ?x < 10", expr.Int(7)},
		{"arithmetic", "?x * 2 + 1", expr.Int(7)},
		{"decimals", "?x * 2.5 + 1", literal("7.25", "decimal")},
		{"divide", "?x / 3", expr.Int(7)},
		{"at dateTime<", `?x < "2025-01-01T00:00:00Z"^^xsd:dateTime`, expr.TimeAt("dateTime", 1741860000000, -240, true)},
		{"at YEAR", "YEAR(?x)", expr.TimeAt("dateTime", 1741860000000, -240, true)},
		{"YEAR", "YEAR(?x)", literal("2025-03-13T10:00:00Z", "dateTime")},
		{"CONTAINS", `CONTAINS(?x, "Charlevoix")`, text},
		{"LCASE", `CONTAINS(LCASE(?x), "charlevoix")`, text},
		{"STRLEN", `STRLEN(?x)`, text},
		{"regex text", `REGEX(?x, "Charlevoix")`, text},
		{"regex text i", `REGEX(?x, "charlevoix", "i")`, text},
		{"regex", `REGEX(?x, "[A-Z][a-z]+ on \\d+")`, text},
		{"regex i", `REGEX(?x, "charlevoix on \\d+", "i")`, text},
		{"regex none", `REGEX(?x, "[A-Z][a-z]+ at \\d+")`, text},
		{"regex i none", `REGEX(?x, "kananaskis|ottawa", "i")`, text},
		{"regex back", `REGEX(?x, "(e)r\\1")`, text},
		{"IN", `?x IN (1, 2, 3, 4, 5, 6, 7)`, expr.Int(7)},
		{"LANG", `LANG(?x) = "en"`, expr.Of(rdf.LangString("a", "en"))},
	}
	for _, tt := range tests {
		b.Run(tt.name, func(b *testing.B) {
			f, err := compile(tt.expr)
			if err != nil {
				b.Fatal(err)
			}
			env := expr.Env{Row: row{tt.x}}
			b.ReportAllocs()
			for b.Loop() {
				f(&env)
			}
		})
	}
}

func BenchmarkOrder(b *testing.B) {
	literal := func(lexical, datatype string) expr.Value {
		return expr.Of(rdf.Literal(lexical, xsd.Namespace+datatype))
	}
	tests := []struct {
		name string
		x, y expr.Value
	}{
		{"int", expr.Int(1), expr.Int(2)},
		{"string", expr.String("Ottawa"), expr.String("Oslo")},
		{"date", literal("2025-03-13", "date"), literal("2025-03-14", "date")},
		{"decimal", literal("2.5", "decimal"), literal("3.5", "decimal")},
		{"IRI", expr.IRI("http://example/a"), expr.IRI("http://example/b")},
	}
	for _, tt := range tests {
		b.Run(tt.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				expr.Order(tt.x, tt.y)
			}
		})
	}
}
