package data

import (
	"fmt"
	"io/fs"
	"strings"
)

// Tables are tables read and checked as far as that goes without IRIs: every
// row has its cells and an id of its own, every template is understood.
type Tables struct {
	defs     []*definition
	byName   map[string]*definition
	iris     *iriTable
	graphs   *table
	ranked   map[string]bool // subject and predicate of every conflict
	defsFile *table
}

// A definition is one line of tables.csv with the table it is about.
type definition struct {
	*table
	key    []template // id of a row
	newIRI []template // IRI of a new row, for the generator
	node   *termPattern
	name   []template // English label of the row's node
	nameFR []template // its French one
	record template   // slug of the row's record; empty: none
	ranges []string   // columns that begin and end a period
	values map[string][]string

	keys     []string // of each row
	rowOf    map[string]int
	patterns []*pattern
}

// names are the templates of the label of a row's node in a language.
func (d *definition) names(lang string) []template {
	if lang == "fr" {
		return d.nameFR
	}
	return d.name
}

// Load reads tables.csv and the tables, IRIs, graphs and mapping that belong
// to it. Errors are of type *Error, joined, at most ten.
func Load(fsys fs.FS) (*Tables, error) {
	t := &Tables{byName: map[string]*definition{}}
	if err := t.read(fsys); err != nil {
		return nil, err
	}
	if err := t.define(); err != nil {
		return nil, err
	}
	if err := t.readMapping(fsys); err != nil {
		return nil, err
	}
	t.ranked = t.rankedStatements()
	return t, nil
}

// read reads the files, apart from the mapping.
func (t *Tables) read(fsys fs.FS) error {
	var err error
	t.defsFile, err = readFixed(fsys, "tables", "table", "key", "iri", "node", "name", "name_fr", "record", "range", "values")
	if err != nil {
		return err
	}
	for i := range t.defsFile.rows {
		name := t.defsFile.rows[i].cells[0]
		body, err := readTable(fsys, name)
		if err != nil {
			return err
		}
		d := &definition{table: body, rowOf: make(map[string]int, len(body.rows))}
		t.defs, t.byName[name] = append(t.defs, d), d
	}
	for _, name := range []string{"sources", "licences", "predicates", "seed_claims"} {
		if d := t.byName[name]; d == nil || len(d.rows) == 0 {
			return &Error{File: "tables.csv", Msg: "the table " + name + " is missing or empty", Hint: "the others rest on it"}
		}
	}
	if t.iris, err = readIRIs(fsys); err != nil {
		return err
	}
	t.graphs, err = readFixed(fsys, "graphs", "graph", "label_en", "label_fr", "licence", "modified", "primary_source")
	return err
}

// define compiles the lines of tables.csv and computes the ids of the rows.
func (t *Tables) define() error {
	var errs errorList
	for i, d := range t.defs {
		if e := t.compileDefinition(d, &t.defsFile.rows[i]); e != nil {
			errs.add(e)
			continue
		}
		t.findKeys(d, &errs)
		d.checkRanges(&errs)
		d.checkValues(&errs)
	}
	return errs.join()
}

func (t *Tables) compileDefinition(d *definition, r *row) *Error {
	f := t.defsFile
	fail := func(column string, err error) *Error {
		return f.errorAt(r, column, err.Error(), "docs/data.md explains templates")
	}
	var err error
	for column, into := range map[string]*[]template{"key": &d.key, "iri": &d.newIRI, "name": &d.name, "name_fr": &d.nameFR} {
		if *into, err = compileAlternatives(d.table, f.cell(r, column)); err != nil {
			return fail(column, err)
		}
	}
	if d.record, err = compileTemplate(d.table, f.cell(r, "record")); err != nil {
		return fail("record", err)
	}
	if node := f.cell(r, "node"); node != "" {
		if d.node, err = t.compileTerm(d.table, node); err != nil {
			return fail("node", err)
		}
	}
	d.ranges = strings.Fields(f.cell(r, "range"))
	d.values = parseValues(f.cell(r, "values"))
	return nil
}

// parseValues reads "status=held|cancelled; mode=online|unknown".
func parseValues(s string) map[string][]string {
	out := map[string][]string{}
	for one := range strings.SplitSeq(s, "; ") {
		if column, values, ok := strings.Cut(one, "="); ok {
			out[column] = strings.Split(values, "|")
		}
	}
	return out
}

// findKeys computes the id of each row and reports ids that occur twice.
func (t *Tables) findKeys(d *definition, errs *errorList) {
	l := newLookup(t)
	d.keys = make([]string, len(d.rows))
	for i := range d.rows {
		r := &d.rows[i]
		key, ok := l.fillFirst(d.key, &scope{def: d, row: r, list: isText})
		if !ok {
			errs.add(d.errorAt(r, d.columns[0], "the row has no id", "fill the columns that make it"))
			continue
		}
		if first, twice := d.rowOf[key]; twice {
			msg := fmt.Sprintf("the id %q is that of line %d too", key, d.rows[first].line)
			errs.add(d.errorAt(r, d.columns[0], msg, "ids are unique within a table"))
			continue
		}
		d.keys[i], d.rowOf[key] = key, i
	}
}

// newIRIFor returns the IRI that the rules of tables.csv give to a row, the
// first that taken does not hold.
func (t *Tables) newIRIFor(l *lookup, d *definition, i int, taken map[string]bool) (string, error) {
	s := scope{def: d, row: &d.rows[i], list: isText}
	for _, tpl := range d.newIRI {
		if iri, ok := l.fill(tpl, &s); ok && !taken[iri] {
			return iri, nil
		}
	}
	return "", d.errorAt(s.row, "", "no rule gives this row an IRI of its own", "write one into iris.csv")
}

// Missing returns an entry for each row that has no line in iris.csv yet, in
// the order of the tables. Errors say which row no rule fits.
func (t *Tables) Missing() ([]IRIEntry, error) {
	taken := map[string]bool{}
	for _, m := range t.iris.byTable {
		for _, iri := range m {
			taken[iri] = true
		}
	}
	var out []IRIEntry
	l := newLookup(t)
	for _, d := range t.defs {
		if len(d.newIRI) == 1 && len(d.newIRI[0]) == 0 {
			continue
		}
		for i, key := range d.keys {
			if _, known := t.iris.byTable[d.table.name][key]; known {
				continue
			}
			iri, err := t.newIRIFor(l, d, i, taken)
			if err != nil {
				return nil, err
			}
			taken[iri] = true
			t.iris.add(d.table.name, key, iri)
			out = append(out, IRIEntry{d.table.name, key, iri})
		}
	}
	return out, nil
}
