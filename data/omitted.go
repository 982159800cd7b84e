package data

import "io/fs"

// An Omission is a row of the fact pack that is not in the graph. Row is its
// id, or for a table without ids the words that find it.
type Omission struct{ Table, Row, Reason string }

// Omitted returns the rows of the fact pack that are not in the graph, in the
// order of omitted.csv. Errors are those of reading the file.
func Omitted(fsys fs.FS) ([]Omission, error) {
	t, err := readFixed(fsys, "omitted", "table", "row_id", "reason")
	if err != nil {
		return nil, err
	}
	out := make([]Omission, 0, len(t.rows))
	for i := range t.rows {
		c := t.rows[i].cells
		out = append(out, Omission{c[0], c[1], c[2]})
	}
	return out, nil
}
