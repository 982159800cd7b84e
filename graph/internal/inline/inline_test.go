package inline_test

import (
	"cmp"
	"fmt"
	"math/big"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"w3id.org/plenary/graph/internal/inline"
	"w3id.org/plenary/rdf"
)

const xsd = "http://www.w3.org/2001/XMLSchema#"

func TestEncode(t *testing.T) {
	for _, c := range []struct {
		datatype string
		inline   string // lexical forms, parted by blanks
		not      string
	}{
		{"boolean", "true false", "1 0 True"},
		{"integer", "0 1 -1 576460752303423487 -576460752303423488", "-0 +1 01 576460752303423488 -576460752303423489 1.0 1e3 99999999999999999999999 _1 1_000"},
		{"decimal", "0.0 0.00 5 1.5 1.50 -1.5 250000.50 -0.000001 72057594037.927935 -72057594037.927936",
			"-0.0 +1.0 .5 1. 01.5 1.0000001 72057594037.927936 1.-5 1.+5 1e5"},
		{"double", "45.4215 -75.6972 1", "4.5E1 INF NaN -0.0 1e0"},
		{"date", "2025-06-12 0001-01-01 9999-12-31 2025-06-12Z 2025-06-12+05:30 2025-06-12-14:00 2024-02-29", "2025-06-12+00:00 2025-06-12+14:01 2025-6-12 2023-02-29 12025-01-01 -0001-01-01 2025-06-12+5:30 0000-01-01"},
		{"dateTime", "2025-06-12T10:00:00 2025-06-12T10:00:00Z 2025-06-12T10:00:00.5Z 2025-06-12T10:00:00.50 2025-06-12T10:00:00.123-04:00 1000-01-01T00:00:00Z",
			"2025-06-12T24:00:00 2025-06-12T10:00:00.1234 2025-06-12T10:00 2025-06-12 0100-01-01T00:00:00Z 2025-06-12T10:00:00. 2025-06-12T10:00:00,5 2025-06-12T10:00:60 9000-01-01T00:00:00Z"},
		{"gYear", "2025 0001 9999 2025Z 2025-05:00", "25 12025 0000 -2025"},
		{"int", "", "1"},
		{"float", "", "1.5"},
		{"string", "", "true 1 2025"},
	} {
		for _, lexical := range strings.Fields(c.inline) {
			term := rdf.Literal(lexical, xsd+c.datatype)
			code, ok := inline.Encode(term)
			back, known := inline.Term(code)
			if !ok || !known || back != term || !inline.Is(code) {
				t.Errorf("Encode(%v) = %x, %v; back %v, %v", term, code, ok, back, known)
			}
		}
		for _, lexical := range strings.Fields(c.not) {
			if code, ok := inline.Encode(rdf.Literal(lexical, xsd+c.datatype)); ok {
				back, _ := inline.Term(code)
				t.Errorf("%q of xsd:%s is inline, as %v", lexical, c.datatype, back)
			}
		}
	}
	for _, term := range []rdf.Term{{}, rdf.IRI("true"), rdf.BlankNode("1"), rdf.LangString("1", "en"), rdf.Literal("", xsd+"integer")} {
		if _, ok := inline.Encode(term); ok {
			t.Errorf("%v is inline", term)
		}
	}
}

// TestOrder compares codes of one datatype with values.
func TestOrder(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	decimal := func() (string, *big.Rat) {
		s := fmt.Sprintf("%d.%0*d", r.IntN(9), 1+r.IntN(3), r.IntN(10))
		if r.IntN(2) == 0 {
			s = "-" + s
		}
		v, _ := new(big.Rat).SetString(s)
		return s, v
	}
	moment := func(layout string) func() (string, *big.Rat) {
		return func() (string, *big.Rat) {
			zone := time.FixedZone("", 60*(r.IntN(2*14*60+1)-14*60))
			at := time.Date(1990+r.IntN(40), time.Month(1+r.IntN(12)), 1+r.IntN(28), 0, 0, 0, 0, zone)
			if strings.Contains(layout, "T") {
				at = at.Add(time.Duration(r.IntN(86400_000)) * time.Millisecond)
			}
			return at.Format(layout), new(big.Rat).SetInt64(at.UnixMilli())
		}
	}
	for datatype, draw := range map[string]func() (string, *big.Rat){
		"decimal": decimal, "double": decimal,
		"integer": func() (string, *big.Rat) {
			n := r.Int64N(1<<uint(2+r.IntN(56))) - 1<<uint(r.IntN(50))
			return fmt.Sprint(n), new(big.Rat).SetInt64(n)
		},
		"date": moment("2006-01-02Z07:00"), "dateTime": moment("2006-01-02T15:04:05.000Z07:00"),
	} {
		pairs := 0
		for range 20000 {
			a, av := draw()
			b, bv := draw()
			ac, aok := inline.Encode(rdf.Literal(a, xsd+datatype))
			bc, bok := inline.Encode(rdf.Literal(b, xsd+datatype))
			if !aok || !bok {
				continue // -0.0
			}
			pairs++
			want := av.Cmp(bv)
			if want != 0 && (ac < bc) != (want < 0) {
				t.Fatalf("xsd:%s: %s and %s compare %d, codes %x and %x", datatype, a, b, want, ac, bc)
			}
			if got := cmp.Compare(inline.Order(ac), inline.Order(bc)); got != want {
				t.Fatalf("xsd:%s: %s and %s compare %d, their orders %d", datatype, a, b, want, got)
			}
			if n := new(big.Rat).SetFrac64(inline.Millionths(ac), 1e6); (datatype == "decimal" || datatype == "double") && n.Cmp(av) != 0 {
				t.Fatalf("xsd:%s: %s is %v", datatype, a, n)
			}
		}
		if pairs < 10000 {
			t.Errorf("xsd:%s: only %d pairs are inline", datatype, pairs)
		}
	}
}

func TestOfDecimal(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 2))
	for range 20000 {
		n, digits := r.Int64N(1<<uint(1+r.IntN(62)))-1<<uint(r.IntN(60)), r.IntN(8)-1
		text := new(big.Rat).SetFrac(big.NewInt(n), new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(max(digits, 0))), nil)).FloatString(max(digits, 0))
		want, wantOK := inline.Encode(rdf.Literal(text, xsd+"decimal"))
		if code, ok := inline.OfDecimal(n, digits); ok != (wantOK && digits >= 0) && n != 0 || ok && code != want {
			t.Fatalf("OfDecimal(%d, %d) = %x, %v; that of %s is %x, %v", n, digits, code, ok, text, want, wantOK)
		}
	}
}

func FuzzEncode(f *testing.F) {
	for _, s := range []string{"true", "-12", "1.50", "2025-06-12", "2025-06-12T10:00:00.5-04:00", "2025"} {
		f.Add(s, uint64(4)<<60)
	}
	f.Fuzz(func(t *testing.T, lexical string, code uint64) {
		for _, datatype := range []string{"boolean", "integer", "decimal", "double", "date", "dateTime", "gYear"} {
			term := rdf.Literal(lexical, xsd+datatype)
			if code, ok := inline.Encode(term); ok {
				if back, known := inline.Term(code); !known || back != term {
					t.Fatalf("%v comes back as %v", term, back)
				}
			}
		}
		if term, ok := inline.Term(code); ok {
			if back, known := inline.Encode(term); !known || back != code {
				t.Fatalf("%x is %v, which is %x", code, term, back)
			}
		}
	})
}

func BenchmarkEncode(b *testing.B) {
	for _, term := range []rdf.Term{
		rdf.Literal("250000", xsd+"integer"), rdf.Literal("250000.50", xsd+"decimal"),
		rdf.Literal("2025-06-12", xsd+"date"), rdf.Literal("2025-06-12T10:00:00Z", xsd+"dateTime"), rdf.LangString("Ottawa", "en"),
	} {
		b.Run(term.Value(), func(b *testing.B) {
			for b.Loop() {
				inline.Encode(term)
			}
		})
	}
}
