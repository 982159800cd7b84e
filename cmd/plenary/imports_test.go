package main

import (
	"go/build"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const module = "w3id.org/plenary"

// allowed is the package map of docs/architecture.md: what the packages of a
// folder may import of plenary. A folder may always import below itself. Tests
// may import more: a test of handlers loads the data.
var allowed = map[string][]string{
	"rdf":            {},
	"graph":          {"rdf"},
	"ontology":       {"rdf"},
	"ontology/shacl": {"rdf", "graph", "sparql"},
	"data":           {"rdf", "ontology"},
	"sparql":         {"rdf", "graph"},
	"explorer":       {"rdf", "ontology"},
	"feeds":          {"rdf", "graph", "ontology"},
	"ingest":         {"rdf", "ontology"},
	"ingest/review":  {"rdf", "graph", "ontology", "feeds", "ingest"},
	"handlers":       {"rdf", "graph", "ontology", "ontology/shacl", "data", "explorer", "feeds", "ingest", "ingest/review", "sparql"},
	"bench":          {"rdf", "data", "graph", "ontology/shacl", "sparql"},
	"cmd":            {"rdf", "graph", "ontology", "ontology/shacl", "data", "explorer", "feeds", "handlers", "ingest", "ingest/review", "sparql"},
}

// within are the packages of handlers, and what each may import of the others: what
// is above in docs/architecture.md knows what is below. The root may import all, and
// is alone to know Gin.
var within = map[string][]string{
	"api":            {"evidence", "link", "negotiate", "network", "openapi", "operation", "problem", "site", "words"},
	"view":           {"evidence", "examples", "link", "negotiate", "problem", "site", "words"},
	"catalogue":      {"examples", "problem", "site"},
	"desk":           {"negotiate", "problem", "tokens"},
	"operation":      {"negotiate", "openapi", "problem"},
	"site":           {"negotiate", "problem", "words"},
	"evidence":       {"words"},
	"negotiate":      {"link", "problem"},
	"problem":        {"egress", "link"},
	"answer":         {"codings", "describe", "link", "negotiate", "problem"},
	"codings":        {"problem"},
	"graphstore":     {"codings", "problem", "site", "tokens", "writing"},
	"writing":        {"answer", "curate", "gate", "idempotency", "negotiate", "problem", "site", "tokens"},
	"tokens":         {"problem"},
	"memento":        {"link", "negotiate", "problem", "site"},
	"dumps":          {"answer", "link", "negotiate", "problem", "representation", "site"},
	"protocol":       {"answer", "codings", "negotiate", "problem", "site"},
	"decisions":      {"codings", "curate", "negotiate", "problem", "site", "tokens", "writing"},
	"proposals":      {"codings", "desk", "negotiate", "problem", "site", "tokens", "writing"},
	"contract":       {"api", "catalogue", "decisions", "desk", "dumps", "linkset", "memento", "metrics", "negotiate", "openapi", "operation", "problem", "proposals", "protocol", "site", "writing"},
	"linkset":        {"link", "negotiate"},
	"idempotency":    {"negotiate", "problem"},
	"representation": {"negotiate", "problem"},
	"conform":        {}, "curate": {}, "describe": {}, "egress": {}, "examples": {}, "foreign": {}, "gate": {}, "link": {}, "metrics": {}, "network": {}, "openapi": {}, "words": {},
}

func TestHandlersFlowOneWay(t *testing.T) {
	const above = module + "/handlers/"
	for dir, pkg := range packages(t) {
		name, inside := strings.CutPrefix(dir, "handlers/")
		if !inside || strings.Contains(name, "/") {
			continue
		}
		may, known := within[name]
		if !known {
			t.Errorf("handlers/%s is not among the packages of handlers", name)
		}
		for _, imp := range pkg.Imports {
			if imp == serving[0] {
				t.Errorf("%s imports %s: the server alone has routes", dir, imp)
			}
			if other, ok := strings.CutPrefix(imp, above); ok && !slices.Contains(may, other) || imp == module+"/handlers" {
				t.Errorf("%s imports %s: not in the map of handlers", dir, imp)
			}
		}
	}
}

// serving names the imports that only handlers and cmd may have.
var serving = []string{"github.com/gin-gonic/gin", "net/http"}

func TestPackageMap(t *testing.T) {
	for dir, pkg := range packages(t) {
		top := folderOf(dir)
		may, known := allowed[top]
		if !known {
			t.Errorf("%s: folder %q is not in the package map", dir, top)
			continue
		}
		for _, imp := range pkg.Imports {
			if problem := forbidden(top, may, imp); problem != "" {
				t.Errorf("%s imports %s: %s", dir, imp, problem)
			}
		}
	}
}

// folderOf returns the folder of the package map that a package is in.
func folderOf(dir string) string {
	top, rest, _ := strings.Cut(dir, "/")
	below, _, _ := strings.Cut(rest, "/")
	if own := top + "/" + below; allowed[own] != nil {
		return own
	}
	return top
}

func forbidden(top string, may []string, imp string) string {
	if inside, ok := strings.CutPrefix(imp, module+"/"); ok {
		target := folderOf(inside)
		if target != top && !slices.Contains(may, target) {
			return "not in the package map"
		}
		return ""
	}
	if slices.Contains(serving, imp) && top != "handlers" && top != "cmd" {
		return "only handlers and cmd know HTTP serving"
	}
	return ""
}

// packages returns every package of the module by its slash-separated folder.
func packages(t *testing.T) map[string]*build.Package {
	t.Helper()
	root := filepath.Join("..", "..")
	found := map[string]*build.Package{}
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || !d.IsDir() {
			return err
		}
		name := d.Name()
		if path != root && (strings.HasPrefix(name, ".") || name == "testdata" || name == "node_modules") {
			return filepath.SkipDir
		}
		pkg, err := build.ImportDir(path, 0)
		if err == nil {
			rel, _ := filepath.Rel(root, path)
			found[filepath.ToSlash(rel)] = pkg
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(found) < len(allowed) {
		t.Fatalf("found %d packages, fewer than the folders of the package map", len(found))
	}
	return found
}
