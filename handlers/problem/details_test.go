package problem

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// Each detail that is told in French is one that the server gives, with the same
// verbs.
func TestDetailsAreGiven(t *testing.T) {
	given := formats(t)
	verbs := regexp.MustCompile(`%[.\d]*[a-z]`)
	for english, french := range details() {
		if !given[english] {
			t.Errorf("no problem has the detail %q", english)
		}
		if !slices.Equal(verbs.FindAllString(english, -1), verbs.FindAllString(french, -1)) {
			t.Errorf("%q and %q take other values", english, french)
		}
	}
}

// formats are all texts in the code of handlers.
func formats(t *testing.T) map[string]bool {
	found := map[string]bool{}
	err := filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if text, ok := n.(*ast.BasicLit); ok && text.Kind == token.STRING {
				if value, err := strconv.Unquote(text.Value); err == nil {
					found[value] = true
				}
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func TestDetailIn(t *testing.T) {
	p := New("gone", "%s%s was withdrawn", "/", "id/x")
	p.Detail += ": doublon"
	for _, tt := range []struct {
		name, lang, want string
		p                *Problem
	}{
		{"English", "en", "/id/x was withdrawn: doublon", p},
		{"French, with what was added", "fr", "/id/x a été retiré: doublon", p},
		{"only English", "fr", "", New("bad-request", "the body is not UTF-8")},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got, ok := tt.p.DetailIn(tt.lang); got != tt.want || ok != (tt.want != "") {
				t.Errorf("%q, %v, want %q", got, ok, tt.want)
			}
		})
	}
}
