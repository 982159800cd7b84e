package expr_test

import (
	"errors"
	"strings"
	"testing"

	"w3id.org/plenary/sparql/expr"
)

func TestAccumulators(t *testing.T) {
	tests := []struct {
		name     string
		distinct bool
		values   []string
		want     string
	}{
		{"COUNT", false, nil, "0"},
		{"COUNT", false, []string{"1", "1", "error", ":a"}, "3"},
		{"COUNT", true, []string{"1", "1", "01", "error", "error", ":a"}, "3"},
		{"SUM", false, nil, "0"},
		{"SUM", false, []string{"1", "2.0e0", "3.0"}, "6.0E0"},
		{"SUM", false, []string{"1", "2.5"}, "3.5"},
		{"SUM", false, []string{`"1"^^xsd:byte`}, "1"},
		{"SUM", false, []string{"9223372036854775807", "1"}, "9223372036854775808"},
		{"SUM", true, []string{"1", "1", "2"}, "3"},
		{"SUM", false, []string{"1", "error", "2"}, "error"},
		{"SUM", false, []string{"1", `"2"`}, "error"},
		{"AVG", false, nil, "0"},
		{"AVG", false, []string{"1", "2"}, "1.5"},
		{"AVG", false, []string{"1", "2", "3"}, `"2"^^xsd:decimal`},
		{"AVG", false, []string{"1", "2e0"}, "1.5E0"},
		{"AVG", true, []string{"1", "1", "2"}, "1.5"},
		{"AVG", false, []string{"1", ":a"}, "error"},
		{"MIN", false, nil, "error"},
		{"MIN", false, []string{"3", "1.0", "2e0"}, "1.0"},
		{"MIN", false, []string{"1", "error"}, "error"},
		{"MIN", false, []string{"1", ":a", `"a"`}, ":a"},
		{"MIN", false, []string{`"b"`, `"a"@en`}, `"a"@en`},
		{"MAX", false, nil, "error"},
		{"MAX", false, []string{"3", "1.0", "2e0"}, "3"},
		{"MAX", false, []string{"error", "1", "error"}, "1"},
		{"MAX", false, []string{"error"}, "error"},
		{"MAX", true, []string{"1", "2", "2"}, "2"},
		{"SAMPLE", false, nil, "error"},
		{"SAMPLE", false, []string{"error", "1", "2"}, "1"},
		{"GROUP_CONCAT", false, nil, `""`},
		{"GROUP_CONCAT", false, []string{`""`, `""`}, `"|"`},
		{"GROUP_CONCAT", false, []string{`"a"`, `"b"@en`, "1", ":c"}, `"a|b|1|http://example/c"`},
		{"GROUP_CONCAT", true, []string{`"a"`, `"b"`, `"a"`}, `"a|b"`},
		{"GROUP_CONCAT", false, []string{`"a"@en`}, `"a"`},
		{"GROUP_CONCAT", false, []string{`"a"`, "error"}, "error"},
	}
	for _, tt := range tests {
		a, err := expr.NewAccumulator(tt.name, tt.distinct, "|")
		if err != nil {
			t.Fatal(err)
		}
		for _, text := range tt.values {
			a.Add(value(t, text))
		}
		got, _ := a.Result().Term()
		if want, _ := value(t, tt.want).Term(); got != want {
			t.Errorf("%s of %q = %s, want %s", tt.name, tt.values, show(got), show(want))
		}
	}
	if _, err := expr.NewAccumulator("MEDIAN", false, ""); err == nil || err.Error() != "expr: there is no aggregate MEDIAN" {
		t.Error(err)
	}
}

// value returns the value of an expression or, of "error", none.
func value(t *testing.T, text string) expr.Value {
	t.Helper()
	if text == "error" {
		text = "1/0"
	}
	v, err := eval(text)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func TestAccumulatorSize(t *testing.T) {
	for _, name := range []string{"COUNT", "GROUP_CONCAT", "MIN"} {
		a, _ := expr.NewAccumulator(name, true, " ")
		for i := range 1000 {
			a.Add(expr.Int(int64(i)))
		}
		if n := a.Size(); n < 1000*24 || n > 1000*200 {
			t.Errorf("%s of 1000 different numbers holds %d bytes", name, n)
		}
	}
}

// GROUP_CONCAT of too much stops the query.
func TestLongConcat(t *testing.T) {
	a, _ := expr.NewAccumulator("GROUP_CONCAT", false, ", ")
	for range 3 {
		if err := a.Err(); err != nil {
			t.Fatal(err)
		}
		a.Add(expr.String(strings.Repeat("x", 6<<20)))
	}
	if !errors.Is(a.Err(), expr.ErrLimit) || a.Size() > 32<<20 {
		t.Errorf("18 MiB: error %v, %d bytes held", a.Err(), a.Size())
	}
}
