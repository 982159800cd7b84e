package data

import (
	"io/fs"
	"strings"
)

// anyTable is the name under which a reference looks through all tables.
const anyTable = "any"

// An IRIEntry is one line of iris.csv: the row of a table that has this id is
// described under this IRI, which is relative to the base and never changes.
type IRIEntry struct{ Table, ID, IRI string }

// IRIs returns the published table from ids to IRIs, in the order of iris.csv.
// Errors are those of reading the file.
func IRIs(fsys fs.FS) ([]IRIEntry, error) {
	t, err := readFixed(fsys, "iris", "table", "id", "iri")
	if err != nil {
		return nil, err
	}
	out := make([]IRIEntry, 0, len(t.rows))
	for i := range t.rows {
		c := t.rows[i].cells
		out = append(out, IRIEntry{c[0], c[1], c[2]})
	}
	return out, nil
}

// An iriTable finds IRIs by table and id.
type iriTable struct {
	byTable map[string]map[string]string
	tableOf map[string]string // id to table; "" when two tables have the id
}

// readIRIs reads iris.csv and reports IRIs and ids that occur twice.
func readIRIs(fsys fs.FS) (*iriTable, error) {
	t, err := readFixed(fsys, "iris", "table", "id", "iri")
	if err != nil {
		return nil, err
	}
	out := &iriTable{map[string]map[string]string{}, map[string]string{}}
	var errs errorList
	seen := make(map[string]int, len(t.rows))
	for i := range t.rows {
		r := &t.rows[i]
		if at := seen[r.cells[2]]; at != 0 {
			errs.add(t.errorAt(r, "iri", "the IRI "+r.cells[2]+" occurs twice", "one thing has one IRI"))
		}
		seen[r.cells[2]] = r.line
		if !out.add(r.cells[0], r.cells[1], r.cells[2]) {
			errs.add(t.errorAt(r, "id", r.cells[0]+" has the id "+r.cells[1]+" twice", "take one out"))
		}
	}
	return out, errs.join()
}

// add puts an entry in; it is false when the table has the id already.
func (t *iriTable) add(table, id, iri string) bool {
	m := t.byTable[table]
	if m == nil {
		m = map[string]string{}
		t.byTable[table] = m
	}
	if _, found := m[id]; found {
		return false
	}
	m[id] = iri
	if other, found := t.tableOf[id]; found && other != table {
		table = ""
	}
	t.tableOf[id] = table
	return true
}

// iri returns the relative IRI of an id.
func (t *iriTable) iri(table, id string) (string, bool) {
	if table == anyTable {
		if strings.HasPrefix(id, "id/") {
			return id, true
		}
		table = t.tableOf[id]
	}
	iri, ok := t.byTable[table][id]
	return iri, ok
}

// hint names the id nearest to one that was not found.
func (t *iriTable) hint(table, id string) string {
	var ids []string
	for known := range t.byTable[table] {
		ids = append(ids, known)
	}
	if table == anyTable {
		for known := range t.tableOf {
			ids = append(ids, known)
		}
	}
	return nearest(id, ids)
}
