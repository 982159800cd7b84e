package shacl

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/rdf"
	"w3id.org/plenary/sparql/algebra"
	"w3id.org/plenary/sparql/expr"
)

// hasLength bounds the characters of the text of value nodes; most is -1 without a
// bound.
//
// Spec: SHACL §4.4.1 sh:minLength, §4.4.2 sh:maxLength.
type hasLength struct{ least, most int }

func (c *compiler) readMinLength(s *shape, value rdf.Term) constraint {
	return each{"MinLength", hasLength{c.number(s, "minLength", value), -1}}
}

func (c *compiler) readMaxLength(s *shape, value rdf.Term) constraint {
	return each{"MaxLength", hasLength{0, max(c.number(s, "maxLength", value), 0)}}
}

func (l hasLength) holds(e *evaluation, v graph.ID) (bool, error) {
	if !hasText(e.kind(v)) {
		return false, nil
	}
	n := utf8.RuneCountInString(e.term(v).Value())
	return n >= l.least && (l.most < 0 || n <= l.most), nil
}

func (l hasLength) message() string {
	if l.most < 0 {
		return fmt.Sprintf("has fewer than %d characters", l.least)
	}
	return fmt.Sprintf("has more than %d characters", l.most)
}

// hasText reports whether STR has a value for a kind of terms.
func hasText(k rdf.Kind) bool { return k == rdf.IRIKind || k == rdf.LiteralKind }

// A pattern is a regular expression that the text of value nodes matches.
//
// Spec: SHACL §4.4.3 sh:pattern.
type pattern struct {
	source  string
	matches expr.Test
}

// A row is the one value that an expression is evaluated for.
type row expr.Value

// Value returns it.
func (r row) Value(int) expr.Value { return expr.Value(r) }

func (c *compiler) readPattern(s *shape, value rdf.Term) constraint {
	flags, _ := c.one(s.node, Namespace+"flags")
	if !value.IsString() {
		c.fail(s.node, Namespace+"pattern", "%v is no xsd:string", value)
		return nil
	}
	if !flags.IsZero() && !flags.IsString() {
		c.fail(s.node, Namespace+"flags", "%v is no xsd:string", flags)
		return nil
	}
	text := func(s string) algebra.Expr { return algebra.Constant{Term: rdf.String(s)} }
	call := func(subject algebra.Expr) expr.Test {
		slot := func(string) (int, bool) { return 0, true }
		test, err := expr.CompileTest(&algebra.Call{Name: "REGEX", Args: []algebra.Expr{subject, text(value.Value()), text(flags.Value())}}, slot, expr.Options{})
		if err != nil {
			c.fail(s.node, Namespace+"pattern", "%v", err)
			return nil
		}
		return test
	}
	probe := call(text(""))
	if probe == nil {
		return nil
	}
	if _, ok := probe(expr.NewEnv()); !ok {
		c.fail(s.node, Namespace+"pattern", "%v with flags %q is no regular expression of XPath", value, flags.Value())
		return nil
	}
	return each{"Pattern", pattern{value.Value(), call(algebra.Var("value"))}}
}

func (p pattern) holds(e *evaluation, v graph.ID) (bool, error) {
	if !hasText(e.kind(v)) {
		return false, nil
	}
	env := expr.Env{Row: row(expr.String(e.term(v).Value()))}
	found, _ := p.matches(&env)
	if errors.Is(env.Err, expr.ErrLimit) {
		return false, fmt.Errorf("shacl: sh:pattern %q: %w", p.source, env.Err)
	}
	return found, env.Err
}

func (p pattern) message() string { return fmt.Sprintf("does not match %q", p.source) }

// languageIn tells literals of some languages.
//
// Spec: SHACL §4.4.4 sh:languageIn; RFC 4647 §3.3.1 Basic Filtering.
type languageIn struct {
	ranges []string
	list   []rdf.Term
}

func (c *compiler) readLanguageIn(s *shape, value rdf.Term) constraint {
	t := languageIn{list: c.members(s.node, Namespace+"languageIn", value)}
	for _, member := range t.list {
		if !member.IsString() {
			c.fail(s.node, Namespace+"languageIn", "%v is no xsd:string", member)
		}
		t.ranges = append(t.ranges, strings.ToLower(member.Value()))
	}
	return each{"LanguageIn", t}
}

func (t languageIn) holds(e *evaluation, v graph.ID) (bool, error) {
	if e.kind(v) != rdf.LiteralKind || v.Inline() != graph.NotInline {
		return false, nil
	}
	lang := e.term(v).Lang()
	for _, r := range t.ranges {
		rest, ok := strings.CutPrefix(lang, r)
		if lang != "" && (r == "*" || ok && (rest == "" || rest[0] == '-')) {
			return true, nil
		}
	}
	return false, nil
}

func (t languageIn) message() string { return "has none of the languages " + some(t.list) }
