package labels

import (
	"slices"
	"strings"

	"w3id.org/plenary/graph/internal/table"
)

// alternatives are words of a segment that a word of a query may stand for,
// sorted: those that begin with it, or those that resemble it.
type alternatives struct {
	words []alternative
	exact int // the word itself, -1 when the segment does not have it
}

// off returns how many letters are wrong when a word stands for the one of the
// query, -1 when it does not.
func (a *alternatives) off(word uint32) int8 {
	if len(a.words) == 1 {
		if one := a.words[0]; int(word) >= one.low && int(word) < one.high {
			return int8(one.off)
		}
		return -1
	}
	i, found := slices.BinarySearchFunc(a.words, int(word), func(x alternative, w int) int { return x.low - w })
	if !found {
		return -1
	}
	return int8(a.words[i].off)
}

// beginning returns the words that begin with one.
func (s *segment) beginning(w string) (a alternatives, err error) {
	low, exact, err := s.words.Find([]byte(w))
	if err != nil {
		return a, err
	}
	high, _, err := s.words.Find(append([]byte(w), 0xFF)) // which no text has
	if a.exact = -1; exact {
		a.exact = low
	}
	if low < high {
		a.words = []alternative{{low, high, 0}}
	}
	return a, err
}

// resembling returns the words that resemble one.
func (s *segment) resembling(w string, limit int) (a alternatives, err error) {
	a.exact = -1
	cursor, at := s.words.From(0), 0
	a.words, err = resembling(w, limit, func(word string) (int, error) {
		rank, _, err := s.words.Find([]byte(word))
		return rank, err
	}, func(i int) (string, bool, error) {
		if i != at {
			cursor, at = s.words.From(i), i
		}
		at++
		word, ok, err := cursor.Next()
		return string(word), ok, err
	})
	return a, err
}

// rowsOf returns the postings of each of the alternatives, and how many they are.
func (s *segment) rowsOf(a alternatives) (rows [][2]int, count int, err error) {
	for _, w := range a.words {
		low, err := s.postings.Lower([]uint32{uint32(w.low)})
		if err != nil {
			return nil, 0, err
		}
		high, err := s.postings.Lower([]uint32{uint32(w.high)})
		if err != nil {
			return nil, 0, err
		}
		rows = append(rows, [2]int{low, high})
		count += high - low
	}
	return rows, count, nil
}

// has reports whether any name of a thing that is not hidden has one of the
// alternatives.
func (s *segment) has(a alternatives, hidden map[uint32]bool) (bool, error) {
	rows, count, err := s.rowsOf(a)
	if len(hidden) == 0 || err != nil {
		return count > 0, err
	}
	for _, r := range rows {
		for i := r[0]; i < r[1]; i++ {
			var posting [2]uint32
			if err := s.postings.Row(i, posting[:]); err != nil {
				return false, err
			}
			if !hidden[s.thing.at(int(posting[1]))] {
				return true, nil
			}
		}
	}
	return false, nil
}

// find returns the names that have a word for each of a query, but for those of
// hidden things.
//
// Cost: the postings of the rarest of the words.
func (s *segment) find(words []alternatives, language string, hidden map[uint32]bool) (all []found, err error) {
	var rarest [][2]int
	first, least := 0, -1
	for i, w := range words {
		rows, count, err := s.rowsOf(w)
		if err != nil {
			return nil, err
		}
		if least < 0 || count < least {
			rarest, first, least = rows, i, count
		}
	}
	native := slices.Index(s.Languages, language)
	var m matching
	cols := [][]uint32{make([]uint32, 1024), make([]uint32, 1024)}
	for _, rows := range rarest {
		var cursor table.Cursor
		for cursor.Reset(s.postings, rows[0], rows[1]); ; {
			n, err := cursor.Next(cols)
			if n == 0 || err != nil {
				if err != nil {
					return nil, err
				}
				break
			}
			for row := range n {
				number := cols[1][row]
				if s.matches(number, words, &m, first, cols[0][row]) && !hidden[s.thing.at(int(number))] {
					all = append(all, found{keyOf(m.worth(), int(s.language[number]) == native, s.static.at(int(number))), number, nil})
				}
			}
		}
	}
	return all, nil
}

// matches fills m and reports whether a name has a word for each of a query. It
// says so once for each name: where the posting is of the first of its words that
// stands for a given one of the query.
func (s *segment) matches(number uint32, words []alternatives, m *matching, first int, posting uint32) bool {
	sequence := s.wordsOfName(number)
	m.words, m.asked = sequence.len(), len(words)
	if !s.stands(sequence, &words[first], m, first, posting, true) {
		return false
	}
	for q := range words {
		if q != first && !s.stands(sequence, &words[q], m, q, 0, false) {
			return false
		}
	}
	return true
}

// stands fills the part of m of one word of the query and reports whether any
// word stands for it; where it must be a certain one, whether that is the first.
func (s *segment) stands(sequence numbers, a *alternatives, m *matching, q int, certain uint32, must bool) (any bool) {
	m.same[q] = 0
	for i := range m.words {
		word := sequence.at(i)
		off := a.off(word)
		m.off[q][i] = off
		if off >= 0 {
			if must && !any && word != certain {
				return false
			}
			any = true
		}
		if int(word) == a.exact {
			m.same[q] |= 1 << i
		}
	}
	return any
}

// find returns the names of the overlay that have a word for each of a query.
func (o *overlay) find(words []string, limits []int, language string) (all []found) {
	var m matching
	for i := range o.names {
		n := &o.names[i]
		if m.of(n.words, words, limits) {
			all = append(all, found{keyOf(m.worth(), n.label.Lang() == language, n.static), 0, n})
		}
	}
	return all
}

// of fills m for words in memory and reports whether each of a query has one.
func (m *matching) of(name, words []string, limits []int) bool {
	m.words, m.asked = len(name), len(words)
	for q, asked := range words {
		any := false
		m.same[q] = 0
		for i, w := range name {
			off := matchOf(w, asked, limits[q])
			m.off[q][i] = int8(off)
			any = any || off >= 0
			if w == asked {
				m.same[q] |= 1 << i
			}
		}
		if !any {
			return false
		}
	}
	return true
}

// begins reports whether any word of the overlay begins with one.
func (o *overlay) begins(w string) bool {
	return slices.ContainsFunc(o.names, func(n name) bool {
		return slices.ContainsFunc(n.words, func(word string) bool { return strings.HasPrefix(word, w) })
	})
}
