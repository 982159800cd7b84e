package expr_test

import (
	"errors"
	"strings"
	"testing"

	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/xsd"
	"w3id.org/plenary/sparql/algebra"
	"w3id.org/plenary/sparql/expr"
)

func TestCompileErrors(t *testing.T) {
	call := func(name string, args ...algebra.Expr) algebra.Expr { return &algebra.Call{Name: name, Args: args} }
	x := algebra.Var("x")
	tests := []struct {
		name string
		e    algebra.Expr
		want string
	}{
		{"extension", &algebra.Call{IRI: "http://example/f"}, "expr: there is no function <http://example/f>"},
		{"inside", call("!", &algebra.Call{IRI: "http://example/f"}), "expr: there is no function <http://example/f>"},
		{"name", call("FOO"), "expr: there is no function FOO"},
		{"too few", call("STR"), "expr: STR takes 1 argument, not 0"},
		{"too many", call("SUBSTR", x, x, x, x), "expr: SUBSTR takes 2 to 3 arguments, not 4"},
		{"exactly", call("IF", x), "expr: IF takes 3 arguments, not 1"},
		{"at least", call("IN"), "expr: IN takes at least 1 arguments, not 0"},
		{"cast", &algebra.Call{IRI: xsd.Namespace + "integer", Args: []algebra.Expr{x, x}}, "expr: <http://www.w3.org/2001/XMLSchema#integer> takes 1 argument, not 2"},
		{"cast to langString", &algebra.Call{IRI: rdf.RDFLangString, Args: []algebra.Expr{x}}, "expr: there is no function <http://www.w3.org/1999/02/22-rdf-syntax-ns#langString>"},
		{"exists", &algebra.Exists{}, "expr: EXISTS is not evaluated as an expression"},
		{"constant beyond a limit", call("REGEX", algebra.Constant{Term: rdf.String("a")}, algebra.Constant{Term: rdf.String("(a{1000}){1000}")}), "expr: limit: a regular expression is too large"},
	}
	for _, tt := range tests {
		if _, err := expr.Compile(tt.e, slot, expr.Options{}); err == nil || err.Error() != tt.want {
			t.Errorf("%s: %v, want %s", tt.name, err, tt.want)
		}
	}
}

func TestExtension(t *testing.T) {
	even := expr.Extension{Least: 1, Most: 1, Call: func(args []expr.Value) expr.Value {
		n, ok := args[0].Int64()
		if !ok {
			return expr.Value{}
		}
		return expr.Bool(n%2 == 0)
	}}
	o := expr.Options{Functions: map[string]expr.Extension{"http://example/even": even}}
	for text, want := range map[string]expr.Value{"4": expr.Bool(true), "?x": expr.Bool(false), `"a"`: {}, "?unbound": {}} {
		e, err := parse(":even(" + text + ")")
		if err != nil {
			t.Fatal(err)
		}
		f, err := expr.Compile(e, slot, o)
		if err != nil {
			t.Fatal(err)
		}
		if got := f(&expr.Env{Row: row{expr.Int(3)}}); got != want {
			t.Errorf(":even(%s) = %v, want %v", text, got, want)
		}
	}
}

// TestBlankNodes checks what BNODE with an argument is the same for.
func TestBlankNodes(t *testing.T) {
	f, err := compile(`BNODE(?x)`)
	if err != nil {
		t.Fatal(err)
	}
	env := *expr.NewEnv()
	label := func(x string, solution uint64, env expr.Env) rdf.Term {
		env.Row, env.Solution = row{expr.String(x)}, solution
		b, ok := f(&env).Term()
		if !ok || !b.IsBlank() {
			t.Fatalf("BNODE is %v", show(b))
		}
		return b
	}
	first := label("a", 1, env)
	if label("a", 1, env) != first {
		t.Error("one text in one solution gives two blank nodes")
	}
	for name, other := range map[string]rdf.Term{"text": label("b", 1, env), "solution": label("a", 2, env), "query": label("a", 1, *expr.NewEnv())} {
		if other == first {
			t.Errorf("the blank node is the same for another %s", name)
		}
	}
}

// TestRandom checks that randomness comes from the Env, as does the time.
func TestRandom(t *testing.T) {
	now, _ := xsd.ParseDateTime("dateTime", "2025-06-12T10:00:00Z")
	for text, want := range map[string]string{
		"RAND()":    `"5.0E-1"^^<http://www.w3.org/2001/XMLSchema#double>`,
		"STRUUID()": `"80000000-0000-4000-8000-000000000000"`,
		"UUID()":    "<urn:uuid:80000000-0000-4000-8000-000000000000>",
		"BNODE()":   "_:b80000000000000008000000000000000",
		"NOW()":     `"2025-06-12T10:00:00Z"^^<http://www.w3.org/2001/XMLSchema#dateTime>`,
	} {
		f, err := compile(text)
		if err != nil {
			t.Fatal(err)
		}
		got, _ := f(&expr.Env{Now: now, Random: func() uint64 { return 1 << 63 }}).Term()
		if show(got) != want {
			t.Errorf("%s = %s, want %s", text, show(got), want)
		}
	}
}

// TestLimits checks that what would take too much memory or time stops the
// query.
func TestLimits(t *testing.T) {
	long := expr.String(strings.Repeat("ab", 1<<18))
	for _, text := range []string{
		`CONCAT(` + strings.Repeat("?x, ", 32) + `?x)`,
		`REPLACE(?x, "a", "` + strings.Repeat("x", 64) + `")`,
		`REPLACE(?x, "[a]", "` + strings.Repeat("x", 64) + `")`,
		`REPLACE(?x, "(a)(b)", "` + strings.Repeat("$1", 64) + `")`,
		`REPLACE(?x, "(a)(b)\\1", "` + strings.Repeat("x", 999) + `")`,
		`REGEX(CONCAT("` + strings.Repeat("a", 60) + `", SUBSTR(?x, 2, 1)), "^((a|aa)+)+\\1c$")`,
		`REGEX(?x, "(a{1,500}b){1,2}x")`,
		`REPLACE(?x, "(a{1,500}b){1,2}x", "")`,
		`REGEX("a", CONCAT("` + strings.Repeat(`[\\w-[a]]`, 200) + `", SUBSTR(?x, 1, 1)))`,
		`REGEX("a", CONCAT("` + strings.Repeat(`[\\w-[\\w]]`, 8000) + `", SUBSTR(?x, 1, 1)))`,
		`REGEX("a", CONCAT("(a{1000}){1000}", SUBSTR(?x, 1, 1)))`,
	} {
		f, err := compile(text)
		if err != nil {
			t.Fatal(err)
		}
		env := expr.Env{Row: row{long}}
		if v := f(&env); !v.IsError() || !errors.Is(env.Err, expr.ErrLimit) {
			t.Errorf("%s: %v", text, env.Err)
		}
	}
}
