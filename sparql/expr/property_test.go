package expr_test

import (
	"math"
	"math/big"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/xsd"
	"w3id.org/plenary/sparql/expr"
)

// literals are of few values each, so that some are equal, and some are
// ill-typed.
var literals = rapid.Custom(func(t *rapid.T) rdf.Term {
	datatype := rapid.SampledFrom([]string{
		"integer", "decimal", "double", "float", "byte", "boolean", "string", "dateTime", "dateTimeStamp", "date", "time", "gYear", "gMonthDay",
		"duration", "dayTimeDuration", "yearMonthDuration", "anyURI",
	}).Draw(t, "datatype")
	lexical := rapid.SampledFrom([]string{
		"0", "-0", "1", "1.0", "01", "1.5", "9007199254740992", "9007199254740993", "16777217", "1e400", "INF", "-INF", "NaN", "true", "false", "a", "b", "",
		"2000-01-01T00:00:00", "2000-01-01T00:00:00Z", "2000-01-01T01:00:00+01:00", "2000-01-01T14:00:00Z", "2000-01-01T14:00:01Z", "2000-01-01", "2000-01-01Z", "2000-01-02",
		"12:00:00", "12:00:00Z", "2000", "2000Z", "--01-01", "P1M", "P30D", "P31D", "PT0S", "P1Y", "P12M", "-P1D", "P1M1D",
	}).Draw(t, "lexical")
	return rdf.Literal(lexical, xsd.Namespace+datatype)
})

var terms = rapid.Custom(func(t *rapid.T) rdf.Term {
	name := rapid.SampledFrom([]string{"a", "b", "é", ""}).Draw(t, "name")
	switch rapid.IntRange(0, 9).Draw(t, "kind") {
	case 0:
		return rdf.Term{}
	case 1:
		return rdf.BlankNode(name)
	case 2:
		return rdf.IRI("http://example/" + name)
	case 3:
		return rdf.DirLangString(name, rapid.SampledFrom([]string{"", "en", "fr"}).Draw(t, "lang"), rapid.SampledFrom([]rdf.Direction{0, 1, 2}).Draw(t, "direction"))
	case 4:
		return rdf.TripleTerm(rdf.Triple{S: rdf.IRI(name), P: rdf.IRI("p"), O: literals.Draw(t, "object")})
	}
	return literals.Draw(t, "literal")
})

// TestOrder checks that Order is a total order that agrees with Compare and
// Equal.
func TestOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b, c := terms.Draw(t, "a"), terms.Draw(t, "b"), terms.Draw(t, "c")
		x, y, z := expr.Of(a), expr.Of(b), expr.Of(c)
		ab, bc, ac := expr.Order(x, y), expr.Order(y, z), expr.Order(x, z)
		if (ab == 0) != (a == b) || expr.Order(y, x) != -ab {
			t.Errorf("Order(%v, %v) = %d, reversed %d", show(a), show(b), ab, expr.Order(y, x))
		}
		if ab <= 0 && bc <= 0 && (ac > 0 || ac == 0 && (ab < 0 || bc < 0)) {
			t.Errorf("%s ≤ %s ≤ %s, but Order is %d", show(a), show(b), show(c), ac)
		}
		compared, ok := expr.Compare(x, y)
		if ok && compared != 0 && compared != expr.Unordered && compared != ab {
			t.Errorf("Order(%s, %s) = %d, but Compare is %d", show(a), show(b), ab, compared)
		}
		if back, okBack := expr.Compare(y, x); ok != okBack || ok && compared != expr.Unordered && back != -compared {
			t.Errorf("Compare(%s, %s) = %d, %v, reversed %d, %v", show(a), show(b), compared, ok, back, okBack)
		}
		eq, known := expr.Equal(x, y)
		if ok && (!known || eq != (compared == 0)) {
			t.Errorf("Equal(%s, %s) = %v, %v, but Compare is %d", show(a), show(b), eq, known, compared)
		}
		if back, okBack := expr.Equal(y, x); back != eq || okBack != known {
			t.Errorf("Equal(%s, %s) = %v, %v, reversed %v, %v", show(a), show(b), eq, known, back, okBack)
		}
	})
}

var numbers = rapid.Custom(func(t *rapid.T) rdf.Term {
	switch rapid.IntRange(0, 4).Draw(t, "type") {
	case 0:
		return rdf.Literal(strconv.FormatInt(rapid.Int64().Draw(t, "integer"), 10), xsd.Namespace+"integer")
	case 1:
		return rdf.Literal(rapid.StringMatching(`-?[0-9]{1,25}`).Draw(t, "integer"), xsd.Namespace+"integer")
	case 2:
		return rdf.Literal(rapid.StringMatching(`-?[0-9]{1,20}\.[0-9]{1,20}`).Draw(t, "decimal"), xsd.Namespace+"decimal")
	case 3:
		return rdf.Literal(strconv.FormatFloat(rapid.Float64().Draw(t, "double"), 'e', -1, 64), xsd.Namespace+"double")
	}
	return rdf.Literal(strconv.FormatFloat(float64(rapid.Float32().Draw(t, "float")), 'e', -1, 32), xsd.Namespace+"float")
})

// promoted returns the exact value of a number after its promotion.
func promoted(n rdf.Term, to string) *big.Rat {
	exact, _ := new(big.Rat).SetString(n.Value())
	f, _ := exact.Float64()
	if n.Datatype() == xsd.Namespace+"float" || to == "float" {
		f, _ = strconv.ParseFloat(n.Value(), 64)
		f = float64(float32(f))
	}
	if to == "decimal" || math.IsInf(f, 0) {
		return exact
	}
	return new(big.Rat).SetFloat64(f)
}

// TestCompareNumbers compares with big.Rat.
func TestCompareNumbers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := numbers.Draw(t, "a"), numbers.Draw(t, "b")
		to := "decimal"
		for _, name := range []string{"float", "double"} {
			if strings.HasSuffix(a.Datatype(), name) || strings.HasSuffix(b.Datatype(), name) {
				to = name
			}
		}
		x, y := promoted(a, to), promoted(b, to)
		if c, ok := expr.Compare(expr.Of(a), expr.Of(b)); !ok || c != x.Cmp(y) {
			t.Errorf("Compare(%s, %s) = %d, %v, want %d", show(a), show(b), c, ok, x.Cmp(y))
		}
		if c := expr.Order(expr.Of(a), expr.Of(b)); x.Cmp(y) != 0 && c != x.Cmp(y) {
			t.Errorf("Order(%s, %s) = %d, want %d", show(a), show(b), c, x.Cmp(y))
		}
	})
}

func TestInteger(t *testing.T) {
	byteLiteral := expr.Of(rdf.Literal("5", xsd.Namespace+"byte"))
	tests := []struct {
		name           string
		v              expr.Value
		int64, integer bool
	}{
		{"computed", expr.Int(5), true, true},
		{"of a term", expr.Of(rdf.Literal("05", xsd.Namespace+"integer")), true, false},
		{"of a derived type", byteLiteral, true, false},
		{"too large", expr.Of(rdf.Literal("9223372036854775808", xsd.Namespace+"integer")), false, false},
		{"decimal", expr.Decimal(xsd.Int(5)), false, false},
		{"boolean", expr.Bool(true), false, false},
		{"error", expr.Value{}, false, false},
	}
	for _, tt := range tests {
		if n, ok := tt.v.Int64(); ok != tt.int64 || ok && n != 5 {
			t.Errorf("%s: Int64 = %d, %v", tt.name, n, ok)
		}
		if n, ok := tt.v.Integer(); ok != tt.integer || ok && n != 5 {
			t.Errorf("%s: Integer = %d, %v", tt.name, n, ok)
		}
	}
}

// TestTerm checks that what a value is written as reads as that value.
func TestTerm(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.Int64().Draw(t, "n")
		f := rapid.Float64().Draw(t, "f")
		d := xsd.Scaled(n, rapid.IntRange(0, 30).Draw(t, "scale"))
		for _, v := range []expr.Value{expr.Int(n), expr.Double(f), expr.Float(f), expr.Decimal(d), expr.Bool(n > 0), expr.String(d.String()), expr.IRI(d.String())} {
			term, ok := v.Term()
			if eq, known := expr.Equal(v, expr.Of(term)); !ok || !eq || !known || expr.Order(v, expr.Of(term)) != 0 {
				t.Errorf("%s does not read as what it was made of", show(term))
			}
		}
	})
}

// patterns are of a few characters, some of which fold to others of other
// lengths.
var patterns = rapid.Custom(func(t *rapid.T) string {
	atom := rapid.SampledFrom([]string{"a", "B", "k", "s", "ſ", "é", "ab", "kas", "(ab|s)", "(?:a|b|ka)", "[ab]", "(a)+", "b{2}", "s{0,1}", ".", "(k)?", "(a|bs)*", "(sk)+"})
	body := strings.Join(rapid.SliceOfN(atom, 0, 5).Draw(t, "atoms"), "")
	return rapid.SampledFrom([]string{"", "^"}).Draw(t, "start") + body + rapid.SampledFrom([]string{"", "$", "|b", "|sk$"}).Draw(t, "end")
})

// TestPrefilter compares patterns with themselves where none of their texts can
// be looked for first: beside what matches nothing.
func TestPrefilter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		pattern, flags := patterns.Draw(t, "pattern"), rapid.SampledFrom([]string{"", "i", "s", "m", "im"}).Draw(t, "flags")
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom([]string{"a", "A", "b", "k", "K", "K", "s", "ſ", "é", "É", "sk", "\n", "ab"}), 0, 12).Draw(t, "text"), "")
		for _, function := range []string{"REGEX", "REPLACE"} {
			args := []rdf.Term{rdf.String(text), rdf.String(pattern), rdf.String(flags)}
			if function == "REPLACE" {
				args = slices.Insert(args, 2, rdf.String("<$0>"))
			}
			got, err := call(function, "", args...)
			args[1] = rdf.String("(?:" + pattern + `)|[^\s\S]`)
			want, errWant := call(function, "", args...)
			if got, _ := got.Term(); err != nil || errWant != nil || got != term(want) {
				t.Errorf("%s(%q, %q, %q) = %s, want %s", function, text, pattern, flags, show(got), show(term(want)))
			}
		}
	})
}

func term(v expr.Value) rdf.Term {
	t, _ := v.Term()
	return t
}
