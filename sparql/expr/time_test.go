package expr_test

import (
	"testing"

	"pgregory.net/rapid"

	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/xsd"
	"w3id.org/plenary/sparql/expr"
)

// TestTimeAt compares times that are numbers with those that are read.
func TestTimeAt(t *testing.T) {
	functions := map[string]expr.Func{}
	for _, text := range []string{"YEAR(?x)", "MONTH(?x)", "DAY(?x)", "HOURS(?x)", "MINUTES(?x)", "SECONDS(?x)", "TZ(?x)", "TIMEZONE(?x)", "STR(?x)", "xsd:date(?x)", "xsd:string(?x)", `?x + "P1M"^^xsd:yearMonthDuration`} {
		f, err := compile(text)
		if err != nil {
			t.Fatal(err)
		}
		functions[text] = f
	}
	rapid.Check(t, func(t *rapid.T) {
		datatype := rapid.SampledFrom([]string{"dateTime", "date", "time", "gYear", "gYearMonth", "gMonth", "gMonthDay", "gDay"}).Draw(t, "datatype")
		draw := func(name string) (number, read expr.Value) {
			zone, zoned := rapid.IntRange(-14, 14).Draw(t, name+" zone")*60, rapid.Bool().Draw(t, name+" zoned")
			if !zoned {
				zone = 0
			}
			at, ok := xsd.OfUnixMilli(datatype, rapid.Int64Range(-1e14, 1e14).Draw(t, name), zone, zoned)
			ms, whole := at.UnixMilli()
			if !ok || !whole {
				t.Fatal(at)
			}
			return expr.TimeAt(datatype, ms, zone, zoned), expr.Of(rdf.Literal(at.String(), xsd.Namespace+datatype))
		}
		a, x := draw("a")
		b, y := draw("b")
		if term(a) != term(x) || expr.Order(a, x) != 0 || expr.Order(a, b) != expr.Order(x, y) {
			t.Errorf("%s is %s; Order(%s) = %d, %d", show(term(a)), show(term(x)), show(term(y)), expr.Order(a, b), expr.Order(x, y))
		}
		c, ok := expr.Compare(a, b)
		if want, okWant := expr.Compare(x, y); c != want || ok != okWant {
			t.Errorf("Compare(%s, %s) = %d, %v, want %d, %v", show(term(x)), show(term(y)), c, ok, want, okWant)
		}
		eq, ok := expr.Equal(a, y)
		if want, okWant := expr.Equal(x, b); eq != want || ok != okWant {
			t.Errorf("Equal(%s, %s) = %v, %v, want %v, %v", show(term(x)), show(term(y)), eq, ok, want, okWant)
		}
		for text, f := range functions {
			if got, want := f(&expr.Env{Row: row{a}}), f(&expr.Env{Row: row{x}}); term(got) != term(want) {
				t.Errorf("%s of %s is %s, want %s", text, show(term(x)), show(term(got)), show(term(want)))
			}
		}
	})
	for name, v := range map[string]expr.Value{"no time": expr.TimeAt("integer", 0, 0, false), "a name that is longer": expr.TimeAt("dateTimes", 0, 0, false)} {
		if !v.IsError() {
			t.Errorf("%s is %s", name, show(term(v)))
		}
	}
}
