package data

// A lookup answers what templates ask of other rows: their IRIs and labels.
// It remembers labels, so it serves one goroutine.
type lookup struct {
	*Tables
	labels map[labelKey]string
}

type labelKey struct{ table, id, lang string }

func newLookup(t *Tables) *lookup { return &lookup{t, map[labelKey]string{}} }

func (l *lookup) iri(table, id string) (string, bool) { return l.iris.iri(table, id) }

// label returns the English or the French label of the row of a table with this id.
func (l *lookup) label(table, id, lang string) (string, bool) {
	if table == anyTable {
		table = l.iris.tableOf[id]
	}
	k := labelKey{table, id, lang}
	if text, ok := l.labels[k]; ok {
		return text, text != ""
	}
	d := l.byName[table]
	if d == nil {
		return "", false
	}
	i, ok := d.rowOf[id]
	if !ok {
		return "", false
	}
	text, ok := l.fillFirst(d.names(lang), &scope{def: d, row: &d.rows[i], list: isText})
	l.labels[k] = text
	return text, ok
}
