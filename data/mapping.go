package data

import (
	"fmt"
	"io/fs"
	"strings"
)

// A pattern is one line of mapping.csv: what it makes of a row is one
// statement, or one for each item of a list.
type pattern struct {
	line       int
	subject    *termPattern
	predicates []*termPattern // the first is claimed, the rest repeat it
	local      string         // local name of the first, for the claim's IRI
	object     *termPattern   // nil for a literal
	value      valuePattern
	separator  string
	list       int // column that is split; isText for none
	where      []condition
	claim      claimRule
	suffix     bool // the claim's IRI needs more than the predicate's name
	watched    bool // derivations start from the predicate
	skos       bool // the predicate is of SKOS
}

// A claimRule says what the record of a row says about a statement.
type claimRule struct {
	none   bool     // it does not repeat the statement
	status string   // claim status when it differs from the record's
	rank   template // not asserted, claimed only, with this rank
}

// A condition tests one cell.
type condition struct {
	column int
	negate bool
	values []string // nil: not empty
}

func (c *condition) holds(r *row) bool {
	cell := r.cells[c.column]
	if c.values == nil {
		return cell != ""
	}
	for _, v := range c.values {
		if v == cell {
			return !c.negate
		}
	}
	return c.negate
}

// readMapping compiles mapping.csv and hands each pattern to its table.
func (t *Tables) readMapping(fsys fs.FS) error {
	m, err := readFixed(fsys, "mapping", "table", "subject", "predicate", "object", "type", "split", "where", "claim")
	if err != nil {
		return err
	}
	var errs errorList
	for i := range m.rows {
		r := &m.rows[i]
		d := t.byName[m.cell(r, "table")]
		if d == nil {
			errs.add(m.errorAt(r, "table", "no line of tables.csv has this name", "add one"))
			continue
		}
		objects := []string{m.cell(r, "object")}
		if m.cell(r, "split") == " " {
			objects = strings.Fields(objects[0])
		}
		for _, object := range objects {
			p, column, err := t.compilePattern(d, m, r, object)
			if err != nil {
				errs.add(m.errorAt(r, column, err.Error(), "docs/data.md explains the columns of mapping.csv"))
				break
			}
			d.patterns = append(d.patterns, p)
		}
	}
	for _, d := range t.defs {
		d.markSuffixes()
	}
	return errs.join()
}

// compilePattern reads one line; with an error it names the column.
func (t *Tables) compilePattern(d *definition, m *table, r *row, object string) (*pattern, string, error) {
	p := &pattern{line: r.line, separator: strings.TrimSpace(m.cell(r, "split")), list: isText}
	var err error
	if p.subject, err = t.compileTerm(d.table, m.cell(r, "subject")); err != nil {
		return nil, "subject", err
	}
	for _, name := range strings.Fields(m.cell(r, "predicate")) {
		predicate, err := t.compileTerm(d.table, name)
		if err != nil {
			return nil, "predicate", err
		}
		p.predicates = append(p.predicates, predicate)
	}
	if len(p.predicates) == 0 {
		return nil, "predicate", fmt.Errorf("there is none")
	}
	first := p.predicates[0].constant
	p.local = localName(first.Value())
	p.watched, p.skos = derivesFrom[first], strings.HasPrefix(first.Value(), skosNS)
	if err = t.compileObject(p, d, object, m.cell(r, "type")); err != nil {
		return nil, "object", err
	}
	if p.where, err = compileConditions(d.table, m.cell(r, "where")); err != nil {
		return nil, "where", err
	}
	if p.claim, err = compileClaimRule(d.table, m.cell(r, "claim")); err != nil {
		return nil, "claim", err
	}
	if first == rdfType || first == rdfsLabel {
		p.claim.none = true
	}
	return p, "", nil
}

// compileObject reads the object: a term when there is no type, else a value.
func (t *Tables) compileObject(p *pattern, d *definition, object, typ string) error {
	var err error
	switch typ {
	case "":
		p.object, err = t.compileTerm(d.table, object)
	case "iri":
		p.object = &termPattern{kind: absoluteTerm}
		p.object.text, err = compileTemplate(d.table, object)
	default:
		p.value, err = compileValue(d.table, object, typ)
	}
	if p.separator == "" || err != nil {
		return err
	}
	if p.object != nil {
		p.list = p.object.text.firstColumn()
	} else {
		p.list = p.value.text.firstColumn()
	}
	if p.list < 0 {
		err = fmt.Errorf("it uses no column that could be split")
	}
	return err
}

// compileConditions reads "status=held|cancelled & start_date".
func compileConditions(t *table, s string) ([]condition, error) {
	var out []condition
	for one := range strings.SplitSeq(s, " & ") {
		if one == "" {
			continue
		}
		name, values, found := strings.Cut(one, "=")
		c := condition{negate: strings.HasSuffix(name, "!")}
		if found {
			c.values = strings.Split(values, "|")
		}
		name = strings.TrimSuffix(name, "!")
		if c.column = t.column(name); c.column < 0 {
			return nil, fmt.Errorf("%s has no column %q (%s)", t.file(), name, nearest(name, append([]string(nil), t.columns...)))
		}
		out = append(out, c)
	}
	return out, nil
}

func compileClaimRule(t *table, s string) (claimRule, error) {
	switch s {
	case "":
		return claimRule{}, nil
	case "no":
		return claimRule{none: true}, nil
	case "inferred", "recalled":
		return claimRule{status: s}, nil
	}
	rank, err := compileTemplate(t, s)
	if err == nil && rank.firstColumn() < 0 {
		err = fmt.Errorf("%q is not one of no, inferred, recalled and a column with the rank", s)
	}
	return claimRule{rank: rank}, err
}

// markSuffixes finds the patterns whose claims would otherwise share an IRI:
// lists, and predicates that several patterns of the table use.
func (d *definition) markSuffixes() {
	uses := map[string]int{}
	for _, p := range d.patterns {
		if !p.claim.none {
			uses[p.local]++
		}
	}
	for _, p := range d.patterns {
		p.suffix = p.separator != "" || uses[p.local] > 1
	}
}
