package shacl

import (
	"cmp"
	"fmt"
	"iter"
	"slices"
	"strings"

	"w3id.org/plenary/rdf"
)

// A Result is what one constraint of a shape finds wrong with a focus node. Terms
// that it has none of are zero.
//
// Spec: SHACL §3.6.2 Validation Result.
type Result struct {
	Focus      rdf.Term
	Path       *Path // nil for none
	Value      rdf.Term
	Severity   rdf.Term // Violation, Warning, Info or any other IRI
	Component  rdf.Term
	Shape      rdf.Term
	Root       rdf.Term   // the shape with the target, which Shape is or is nested in
	Constraint rdf.Term   // of SPARQL-based constraints
	Messages   []rdf.Term // those of the shapes graph, or else one in English
}

// A Report is what validation has found.
//
// Spec: SHACL §3.6.1 Validation Report.
type Report struct {
	Results []Result // by focus node, shape, path, component, value
	// Truncated says that there are more results than Options.MaxResults.
	Truncated bool
}

// Conforms reports whether there is no result, of whatever severity.
func (r *Report) Conforms() bool { return len(r.Results) == 0 }

// Violations returns the results that are violations: neither warnings nor
// information, but of any other severity too.
func (r *Report) Violations() (found []Result) {
	for _, one := range r.Results {
		if one.Severity != Warning && one.Severity != Info {
			found = append(found, one)
		}
	}
	return found
}

// compareResults orders results.
func compareResults(a, b Result) int {
	return cmp.Or(
		rdf.CompareTerms(a.Focus, b.Focus), rdf.CompareTerms(a.Shape, b.Shape), cmp.Compare(a.pathText(), b.pathText()),
		rdf.CompareTerms(a.Component, b.Component), rdf.CompareTerms(a.Value, b.Value), rdf.CompareTerms(a.Constraint, b.Constraint),
		slices.CompareFunc(a.Messages, b.Messages, rdf.CompareTerms),
	)
}

func (r *Result) pathText() string {
	if r.Path == nil {
		return ""
	}
	return r.Path.String()
}

// Quads yields the report as RDF, without a graph name. Its blank nodes have labels
// that no term of the results has.
func (r *Report) Quads() iter.Seq2[rdf.Quad, error] {
	return func(yield func(rdf.Quad, error) bool) {
		w := reportWriter{prefix: r.freePrefix(), yield: yield}
		report := w.blank()
		w.add(report, typeTerm, sh("ValidationReport"))
		w.add(report, sh("conforms"), rdf.Literal(fmt.Sprint(r.Conforms()), xsdBoolean))
		for i := range r.Results {
			if w.done {
				return
			}
			w.result(report, &r.Results[i])
		}
	}
}

// freePrefix returns what the labels of the report's own blank nodes begin with:
// as many r as no label of the results begins with.
func (r *Report) freePrefix() string {
	most := 0
	for _, one := range r.Results {
		for _, t := range []rdf.Term{one.Focus, one.Value, one.Shape, one.Constraint} {
			if t.IsBlank() {
				most = max(most, len(t.Value())-len(strings.TrimLeft(t.Value(), "r")))
			}
		}
	}
	return strings.Repeat("r", most+1)
}

// A reportWriter writes a report as triples.
type reportWriter struct {
	prefix string
	n      int
	yield  func(rdf.Quad, error) bool
	done   bool
}

func (w *reportWriter) blank() rdf.Term {
	w.n++
	return rdf.BlankNode(fmt.Sprintf("%s%d", w.prefix, w.n))
}

func (w *reportWriter) add(s, p, o rdf.Term) {
	if !w.done && !o.IsZero() {
		w.done = !w.yield(rdf.Quad{S: s, P: p, O: o}, nil)
	}
}

func (w *reportWriter) result(report rdf.Term, r *Result) {
	node := w.blank()
	w.add(report, sh("result"), node)
	w.add(node, typeTerm, sh("ValidationResult"))
	w.add(node, sh("focusNode"), r.Focus)
	if r.Path != nil {
		w.add(node, sh("resultPath"), w.path(*r.Path))
	}
	w.add(node, sh("value"), r.Value)
	for _, m := range r.Messages {
		w.add(node, sh("resultMessage"), m)
	}
	w.add(node, sh("resultSeverity"), r.Severity)
	w.add(node, sh("sourceConstraintComponent"), r.Component)
	w.add(node, sh("sourceConstraint"), r.Constraint)
	w.add(node, sh("sourceShape"), r.Shape)
}

// path writes a path and returns its node.
func (w *reportWriter) path(p Path) rdf.Term {
	switch p.Kind {
	case PredicatePath:
		return rdf.IRI(p.IRI)
	case SequencePath:
		return w.list(p.Parts)
	}
	node := w.blank()
	if p.Kind == AlternativePath {
		w.add(node, sh(pathProperties[p.Kind]), w.list(p.Parts))
	} else {
		w.add(node, sh(pathProperties[p.Kind]), w.path(p.Parts[0]))
	}
	return node
}

func (w *reportWriter) list(parts []Path) rdf.Term {
	head := rdf.IRI(rdfNil)
	for i := len(parts) - 1; i >= 0; i-- {
		node := w.blank()
		w.add(node, rdf.IRI(rdfFirst), w.path(parts[i]))
		w.add(node, rdf.IRI(rdfRest), head)
		head = node
	}
	return head
}
