package goldset

import (
	"fmt"
	"strings"
	"time"
	"unicode/utf8"
)

// A Mention is a stretch of text that names something.
type Mention struct {
	Kind  string // one of Kinds
	IRI   string // relative, "id/country/japan"; empty for dates and new things
	Value string // of a date: a day, month or year of ISO 8601, or two joined by "/"
	Label string // of a new thing
	// Optional says that a reader may also leave the mention out, or take it
	// for something else of its kind: it counts neither as missed nor as wrong.
	Optional   bool
	Start, End int // code points, End is exclusive
	Quote      string
}

// New says that the graph does not know what is mentioned.
func (m Mention) New() bool { return m.Label != "" }

// Kinds are the types of mentions that are annotated, with the path of their
// IRIs. A party may be an organization: the European Union.
var Kinds = map[string]string{
	"meeting": "meeting", "date": "", "place": "place", "person": "person", "office": "office",
	"party": "country", "topic": "priority", "document": "document", "organization": "organization", "forum": "forum",
}

const (
	open  = '⟦'
	sep   = '|'
	close = '⟧'
)

// Unmark takes the marks ⟦kind ref|words⟧ out of a text. It returns the bare
// text and the mentions in the order of their beginnings, outer before inner.
// A kind that ends in "?" is optional. The ref is a relative IRI, the value of
// a date, "new" (the label is the words) or "new:Label".
//
// Errors: marks that are not balanced, a kind or ref that is not well formed.
func Unmark(marked string) (string, []Mention, error) {
	u := unmarker{rest: marked}
	for u.rest != "" {
		if err := u.step(); err != nil {
			return "", nil, err
		}
	}
	if len(u.stack) > 0 {
		return "", nil, fmt.Errorf("goldset: mark is not closed: %.40q", u.text.String()[u.stack[0].at:])
	}
	return u.text.String(), u.mentions, nil
}

type unmarker struct {
	rest     string
	text     strings.Builder
	points   int // code points in text
	mentions []Mention
	stack    []openMark
}

type openMark struct{ index, at int } // of the mention, and the byte where its words begin

func (u *unmarker) step() error {
	i := strings.IndexAny(u.rest, string(open)+string(close))
	if i < 0 {
		i = len(u.rest)
	}
	u.text.WriteString(u.rest[:i])
	u.points += utf8.RuneCountInString(u.rest[:i])
	u.rest = u.rest[i:]
	if tail, ok := strings.CutPrefix(u.rest, string(open)); ok {
		u.rest = tail
		return u.begin()
	}
	if tail, ok := strings.CutPrefix(u.rest, string(close)); ok {
		u.rest = tail
		return u.end()
	}
	return nil
}

func (u *unmarker) begin() error {
	head, tail, found := strings.Cut(u.rest, string(sep))
	if !found || strings.ContainsRune(head, open) || strings.ContainsRune(head, close) {
		return fmt.Errorf("goldset: mark without words: %.40q", u.rest)
	}
	u.rest = tail
	m, err := parseRef(head)
	if err != nil {
		return err
	}
	m.Start = u.points
	u.stack = append(u.stack, openMark{len(u.mentions), u.text.Len()})
	u.mentions = append(u.mentions, m)
	return nil
}

func (u *unmarker) end() error {
	if len(u.stack) == 0 {
		return fmt.Errorf("goldset: mark closed that was not opened, before %.40q", u.rest)
	}
	top := u.stack[len(u.stack)-1]
	u.stack = u.stack[:len(u.stack)-1]
	m := &u.mentions[top.index]
	m.End, m.Quote = u.points, u.text.String()[top.at:]
	if strings.TrimSpace(m.Quote) != m.Quote || m.Quote == "" {
		return fmt.Errorf("goldset: the words %q are empty or have blanks around them", m.Quote)
	}
	if m.Label == "new" {
		m.Label = strings.Join(strings.Fields(m.Quote), " ")
	}
	return nil
}

func parseRef(head string) (Mention, error) {
	kind, ref, _ := strings.Cut(head, " ")
	m := Mention{Kind: strings.TrimSuffix(kind, "?"), Optional: strings.HasSuffix(kind, "?")}
	path, known := Kinds[m.Kind]
	label, isNew := strings.CutPrefix(ref, "new:")
	switch {
	case !known:
		return m, fmt.Errorf("goldset: %q is no kind of mention", m.Kind)
	case m.Kind == "date":
		m.Value = ref
		return m, checkValue(ref)
	case ref == "new" || isNew && label != "":
		m.Label = label
	case strings.HasPrefix(ref, "id/"+path+"/") || m.Kind == "party" && ref == "id/organization/european-union":
		m.IRI = ref
	default:
		return m, fmt.Errorf("goldset: %q is no reference to a %s", ref, m.Kind)
	}
	return m, nil
}

// checkValue takes a day, month or year, or two of them, the later one second.
func checkValue(value string) error {
	first, second, isRange := strings.Cut(value, "/")
	from, err := parseDay(first)
	if err != nil || !isRange {
		return err
	}
	to, err := parseDay(second)
	if err == nil && !from.Before(to) {
		err = fmt.Errorf("goldset: the interval %q ends before it begins", value)
	}
	return err
}

func parseDay(value string) (time.Time, error) {
	for _, layout := range []string{time.DateOnly, "2006-01", "2006"} {
		if day, err := time.Parse(layout, value); err == nil {
			return day, nil
		}
	}
	return time.Time{}, fmt.Errorf("goldset: %q is no day, month or year", value)
}
