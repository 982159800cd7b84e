package expr_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/xsd"
	"w3id.org/plenary/sparql/algebra"
	"w3id.org/plenary/sparql/expr"
)

// call compiles a call of constants and evaluates it.
func call(name, iri string, args ...rdf.Term) (expr.Value, error) {
	c := &algebra.Call{Name: name, IRI: iri}
	for _, t := range args {
		c.Args = append(c.Args, algebra.Constant{Term: t})
	}
	f, err := expr.Compile(c, slot, expr.Options{Base: "http://example/base/"})
	if err != nil {
		return expr.Value{}, err
	}
	env := expr.NewEnv()
	v := f(env)
	return v, env.Err
}

// FuzzRegex checks that patterns take no more time than they may, and that what
// matches can be replaced.
func FuzzRegex(f *testing.F) {
	for _, s := range [][3]string{
		{"abracadabra", "a(.)", ""}, {"a\nb", "^b$", "m"}, {"aaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", `(a+)+\1$`, ""}, {"e", "[a-z-[aeiou]]", "i"},
		{"α", `\p{IsGreek}\P{Lu}\i\c\w\S`, "six"}, {"a.b", "a.b", "q"}, {"ſK", "^sk$", "i"}, {"x", "(((((x{1,99}){1,99}){1,99}){1,99}){1,99})", ""},
	} {
		f.Add(s[0], s[1], s[2])
	}
	f.Fuzz(func(t *testing.T, text, pattern, flags string) {
		start := time.Now()
		v, err := call("REGEX", "", rdf.String(text), rdf.String(pattern), rdf.String(flags))
		if err != nil && !errors.Is(err, expr.ErrLimit) {
			t.Fatal(err)
		}
		matches, ok := v.EBV()
		out, err := call("REPLACE", "", rdf.String(text), rdf.String(pattern), rdf.String("<$0>"), rdf.String(flags))
		if took := time.Since(start); took > 20*time.Second {
			t.Errorf("REGEX(%q, %q, %q) took %v", text, pattern, flags, took)
		}
		if err == nil && ok && !out.IsError() {
			got, _ := out.Term()
			if changed := len(got.Value()) != len(text); changed != matches {
				t.Errorf("REGEX(%q, %q, %q) is %v, REPLACE %q", text, pattern, flags, matches, got.Value())
			}
		}
	})
}

// FuzzCall checks that no function fails for any literals, and that what it
// returns can be written and read.
func FuzzCall(f *testing.F) {
	names := strings.Fields(`|| && ! = != < > <= >= IN + - * / unary+ unary- BOUND IF COALESCE SAMETERM SAMEVALUE ISIRI ISBLANK ISLITERAL ISTRIPLE ISNUMERIC STR LANG LANGDIR
		DATATYPE HASLANG HASLANGDIR LANGMATCHES IRI BNODE STRDT STRLANG STRLANGDIR TRIPLE SUBJECT STRLEN SUBSTR UCASE LCASE STRSTARTS STRENDS CONTAINS STRBEFORE STRAFTER
		CONCAT ENCODE_FOR_URI REGEX REPLACE ABS CEIL FLOOR ROUND YEAR MONTH DAY HOURS MINUTES SECONDS TIMEZONE TZ MD5 SHA1 SHA256 SHA384 SHA512`)
	datatypes := strings.Fields(`string boolean integer byte unsignedLong decimal float double dateTime dateTimeStamp date time gYear gYearMonth gMonth gMonthDay gDay
		duration yearMonthDuration dayTimeDuration anyURI`)
	for i := range names {
		f.Add(uint8(i), uint8(2), uint8(i), uint8(i+1), "1", "2.5", "P1M")
		f.Add(uint8(i), uint8(1), uint8(8), uint8(19), "2025-06-12T10:00:00Z", "PT1H", "-0044-03-15T24:00:00")
	}
	f.Fuzz(func(t *testing.T, name, n, first, second uint8, a, b, c string) {
		literal := func(lexical string, i uint8) rdf.Term {
			return rdf.Literal(lexical, xsd.Namespace+datatypes[int(i)%len(datatypes)])
		}
		args := []rdf.Term{literal(a, first), literal(b, second), literal(c, first)}[:n%4]
		if i := int(name) % (len(names) + len(datatypes)); i < len(names) {
			sound(t, strings.Replace(names[i], "unary", "unary ", 1), "", args)
		} else {
			sound(t, "", xsd.Namespace+datatypes[i-len(names)], args)
		}
	})
}

func sound(t *testing.T, name, iri string, args []rdf.Term) {
	v, err := call(name, iri, args...)
	if err != nil {
		return // a wrong number of arguments, or a limit
	}
	term, ok := v.Term()
	if ok == v.IsError() {
		t.Errorf("%s%s of %v: Term is %v, IsError %v", name, iri, args, ok, v.IsError())
	}
	if back := expr.Of(term); ok && expr.Order(v, back) != 0 {
		t.Errorf("%s%s of %v = %s, which reads as another value", name, iri, args, show(term))
	}
}
