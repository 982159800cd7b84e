package data

import (
	"fmt"
	"strings"
)

// A template is text with places for cells: {column} or {column|filter}. The
// place {=} stands for the node of the row. docs/data.md lists the filters.
type template []part

// A part is literal text or a place.
type part struct {
	text   string // of literal text
	column int    // of a place; isText, isNode
	filter string // "", "slug", "bare", "title", "tail", "label", "label_fr", "name", "name_fr"
	table  string // whose ids tail and labels look up
}

// What part.column says besides the index of a column.
const (
	isText = -1 - iota
	isNode
)

// compileTemplate reads a template for rows of t. The error says what is wrong.
func compileTemplate(t *table, s string) (template, error) {
	var out template
	for s != "" {
		open := strings.IndexByte(s, '{')
		if open != 0 {
			if open < 0 {
				open = len(s)
			}
			out = append(out, part{text: s[:open], column: isText})
			s = s[open:]
			continue
		}
		end := strings.IndexByte(s, '}')
		if end < 0 {
			return nil, fmt.Errorf("%q is not closed", s)
		}
		p, err := compilePlace(t, s[1:end])
		if err != nil {
			return nil, err
		}
		out = append(out, p)
		s = s[end+1:]
	}
	return out, nil
}

func compilePlace(t *table, s string) (part, error) {
	name, filter, _ := strings.Cut(s, "|")
	filter, arg, _ := strings.Cut(filter, " ")
	p := part{column: isNode, filter: filter, table: arg}
	switch filter {
	case "", "slug", "bare", "title", "tail", "label", "label_fr", "name", "name_fr":
	default:
		return p, fmt.Errorf("there is no filter %q", filter)
	}
	if name == "=" {
		return p, nil
	}
	if p.column = t.column(name); p.column < 0 {
		hint := nearest(name, append([]string(nil), t.columns...))
		return p, fmt.Errorf("%s has no column %q (%s)", t.file(), name, hint)
	}
	return p, nil
}

// compileAlternatives reads templates separated by " || ".
func compileAlternatives(t *table, s string) ([]template, error) {
	var out []template
	for one := range strings.SplitSeq(s, " || ") {
		tpl, err := compileTemplate(t, one)
		if err != nil {
			return nil, err
		}
		out = append(out, tpl)
	}
	return out, nil
}

// firstColumn returns the index of the first column a template uses, -1 when
// it uses none.
func (t template) firstColumn() int {
	for _, p := range t {
		if p.column >= 0 {
			return p.column
		}
	}
	return -1
}

// A scope is what a template is filled from: a row, its node, and the item of
// a list that stands in for the whole cell of one column.
type scope struct {
	def  *definition
	row  *row
	node string // relative IRI of the row's node, "" when it has none
	item string
	list int // column the item is of; isText for none
}

// fill returns the text of a template. It is false when a cell it uses is
// empty or a place cannot be filled.
func (l *lookup) fill(t template, s *scope) (string, bool) {
	if len(t) == 1 {
		return l.place(t[0], s)
	}
	var b strings.Builder
	for _, p := range t {
		text, ok := l.place(p, s)
		if !ok {
			return "", false
		}
		b.WriteString(text)
	}
	return b.String(), true
}

// fillFirst returns the text of the first alternative that can be filled.
func (l *lookup) fillFirst(ts []template, s *scope) (string, bool) {
	for _, t := range ts {
		if text, ok := l.fill(t, s); ok {
			return text, true
		}
	}
	return "", false
}

func (l *lookup) place(p part, s *scope) (string, bool) {
	if p.column == isText {
		return p.text, true
	}
	if p.column == isNode {
		return l.nodePlace(p, s)
	}
	cell := s.row.cells[p.column]
	if p.column == s.list {
		cell = s.item
	}
	if cell == "" {
		return "", false
	}
	switch p.filter {
	case "slug":
		return slug(cell), true
	case "bare":
		return bare(cell), true
	case "title":
		return strings.ToUpper(cell[:1]) + cell[1:], true
	case "tail":
		iri, ok := l.iri(p.table, cell)
		return tail(iri), ok
	case "label":
		return l.label(p.table, cell, "en")
	case "label_fr":
		return l.label(p.table, cell, "fr")
	}
	return cell, true
}

func (l *lookup) nodePlace(p part, s *scope) (string, bool) {
	switch p.filter {
	case "name":
		return l.fillFirst(s.def.name, s)
	case "name_fr":
		return l.fillFirst(s.def.nameFR, s)
	}
	return tail(s.node), s.node != ""
}
