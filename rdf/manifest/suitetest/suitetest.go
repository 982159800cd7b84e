// Package suitetest finds the W3C suites for tests, and holds each case to the
// list of those that are known to fail: the list only shrinks.
package suitetest

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Dir returns a folder of the suites: below the folder that the environment
// variable PLENARY_SHARED names, or below ../shared beside the module. Where it
// is absent the test is skipped, and fails in CI.
func Dir(t testing.TB, name string) string {
	t.Helper()
	root := os.Getenv("PLENARY_SHARED")
	if root == "" {
		root = filepath.Join(moduleDir(), "..", "shared")
	}
	dir := filepath.Join(root, "suites", filepath.FromSlash(name))
	if _, err := os.Stat(dir); err != nil {
		if os.Getenv("CI") != "" {
			t.Fatalf("the conformance suites are missing: %v", err)
		}
		t.Skipf("the conformance suites are not here: %v (set PLENARY_SHARED)", err)
	}
	return dir
}

// moduleDir returns the folder of go.mod, seen from the package under test.
func moduleDir() string {
	dir := "."
	for range 16 {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
		dir = filepath.Join(dir, "..")
	}
	return "."
}

// Known are the reasons of cases that fail, by the name of the case.
type Known map[string]string

// ReadKnown reads testdata/known.txt of the package under test: a case, a tab
// and a reason on a line; lines with # in front are comments.
func ReadKnown(t testing.TB) Known {
	t.Helper()
	return ReadList(t, "known.txt")
}

// ReadList reads another file of testdata in the same form, such as that of
// cases that need what the package does not claim to have.
func ReadList(t testing.TB, file string) Known {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", file))
	if err != nil {
		t.Fatal(err)
	}
	known := make(Known)
	for line := range strings.Lines(string(text)) {
		if line = strings.TrimSpace(line); line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		name, reason, ok := strings.Cut(line, "\t")
		if !ok {
			t.Fatalf("%s: no reason in %q", file, line)
		}
		known[name] = reason
	}
	return known
}

// Judge takes what is wrong with a case, "" if nothing is, and reports whether
// the case passes. It fails the test of one that is wrong and not listed, and
// of one that is listed and not wrong.
func (k Known) Judge(t testing.TB, name, problem string) (passed bool) {
	t.Helper()
	reason := k[name]
	delete(k, name)
	switch {
	case problem != "" && reason == "":
		t.Error(problem)
	case problem == "" && reason != "":
		t.Errorf("passes: take it off the list (%s)", reason)
	}
	return problem == ""
}

// Rest fails the test of a name that no case had, once all have been judged.
func (k Known) Rest(t testing.TB) {
	t.Helper()
	for name := range k {
		t.Errorf("the list has %s, which is no test", name)
	}
}
