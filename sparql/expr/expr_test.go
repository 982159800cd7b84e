package expr_test

import (
	"bufio"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/nquads"
	"w3id.org/plenary/sparql/algebra"
	"w3id.org/plenary/sparql/expr"
	"w3id.org/plenary/sparql/syntax"
)

const prologue = `
PREFIX : <http://example/>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
`

// parse returns the algebra of an expression.
func parse(text string) (algebra.Expr, error) {
	q, err := syntax.ParseQuery(prologue+"SELECT ("+text+" AS ?result) {}", syntax.Options{Base: "http://example/base/"})
	if err != nil {
		return nil, err
	}
	return algebra.Translate(q).Pattern.(*algebra.Project).Input.(*algebra.Extend).Expr, nil
}

// row binds ?x to a value, and ?unbound to none.
type row struct{ x expr.Value }

func (r row) Value(slot int) expr.Value {
	if slot == 0 {
		return r.x
	}
	return expr.Value{}
}

func slot(name string) (int, bool) {
	i, ok := map[string]int{"x": 0, "unbound": 1}[name]
	return i, ok
}

func compile(text string) (expr.Func, error) {
	e, err := parse(text)
	if err != nil {
		return nil, err
	}
	return expr.Compile(e, slot, expr.Options{Base: "http://example/base/"})
}

// eval evaluates a text.
func eval(text string) (expr.Value, error) {
	f, err := compile(text)
	if err != nil {
		return expr.Value{}, err
	}
	env := expr.NewEnv()
	env.Row = row{}
	v := f(env)
	return v, env.Err
}

// TestCases evaluates the lines of testdata/*.txt: an expression, "=>", and a
// term or "error". A term stands for itself, not for its value.
func TestCases(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("no cases", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			in, err := os.Open(file)
			if err != nil {
				t.Fatal(err)
			}
			defer in.Close()
			n := 0
			for lines := bufio.NewScanner(in); lines.Scan(); {
				if text, want, ok := strings.Cut(lines.Text(), " => "); ok {
					check(t, text, want)
					n++
				}
			}
			if n == 0 {
				t.Error("no cases")
			}
		})
	}
}

func check(t *testing.T, text, want string) {
	t.Helper()
	v, err := eval(text)
	if err != nil {
		t.Errorf("%s: %v", text, err)
		return
	}
	wanted := rdf.Term{}
	if want != "error" {
		w, err := eval(want)
		if wanted, _ = w.Term(); err != nil {
			t.Errorf("%s: %q is no term: %v", text, want, err)
			return
		}
	}
	if got, ok := v.Term(); got != wanted || ok == v.IsError() {
		t.Errorf("%s = %v, want %s", text, show(got), want)
	}
}

func show(t rdf.Term) string {
	if t.IsZero() {
		return "error"
	}
	return string(nquads.AppendTerm(nil, t))
}
