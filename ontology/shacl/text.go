package shacl

import (
	"bufio"
	"fmt"
	"io"

	"w3id.org/plenary/rdf"
)

// WriteText writes the report for people: a block for each result, and a last line
// that counts them. name writes terms; nil means in full but for the usual prefixes.
func (r *Report) WriteText(w io.Writer, name func(rdf.Term) string) error {
	if name == nil {
		name = words
	}
	out := bufio.NewWriter(w)
	for i := range r.Results {
		r.Results[i].writeText(out, name)
	}
	switch n, violations := len(r.Results), len(r.Violations()); {
	case r.Truncated:
		fmt.Fprintf(out, "does not conform: %s, and there are more\n", counted(n, "result", "results"))
	case n > 0:
		fmt.Fprintf(out, "does not conform: %s, %s\n", counted(violations, "violation", "violations"), counted(n-violations, "warning or note", "warnings and notes"))
	default:
		fmt.Fprintln(out, "conforms")
	}
	return out.Flush()
}

func (r *Result) writeText(w io.Writer, name func(rdf.Term) string) {
	line := func(what, text string) { fmt.Fprintf(w, "  %-9s %s\n", what, text) }
	fmt.Fprintf(w, "%s %s\n", severityName(r.Severity, name), name(r.Focus))
	if r.Path != nil {
		line("path", r.Path.Text(func(iri string) string { return name(rdf.IRI(iri)) }))
	}
	if !r.Value.IsZero() {
		line("value", name(r.Value))
	}
	for _, m := range r.Messages {
		line("message", m.Value())
	}
	shape := name(r.Shape)
	if r.Root != r.Shape {
		shape += " in " + name(r.Root)
	}
	line("shape", shape)
	line("component", name(r.Component))
	fmt.Fprintln(w)
}

// severityName returns a severity of SHACL without its prefix.
func severityName(severity rdf.Term, name func(rdf.Term) string) string {
	switch severity {
	case Violation:
		return "Violation"
	case Warning:
		return "Warning"
	case Info:
		return "Info"
	}
	return name(severity)
}

func counted(n int, one, more string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, more)
}
