package labels

import (
	"math/bits"
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
// Cost: some nanoseconds for each name that has one of the rarer words, some more
// for each that has them all.
func (s *segment) find(words []alternatives, language string, hidden map[uint32]bool) ([]found, error) {
	names, count, err := s.candidates(words)
	if err != nil {
		return nil, err
	}
	native := slices.Index(s.Languages, language)
	all := make([]found, 0, count)
	var m matching
	for i, word := range names {
		for ; word != 0; word &= word - 1 {
			number := uint32(64*i + bits.TrailingZeros64(word))
			if s.matches(number, words, &m) && (len(hidden) == 0 || !hidden[s.thing.at(int(number))]) {
				all = append(all, found{keyOf(m.worth(), int(s.language[number]) == native, s.static.at(int(number))), number, nil})
			}
		}
	}
	return all, nil
}

// cheaper is how many postings are read in the time in which one name is looked
// at.
const cheaper = 16

// candidates returns a set of names, a bit for each, and how many at most: those
// that have the word of a query that fewest have, and the others, too, as far as
// asking the postings costs less than looking at the names.
func (s *segment) candidates(words []alternatives) (names []uint64, count int, err error) {
	counts := make([]int, len(words))
	rows := make([][][2]int, len(words))
	for i, w := range words {
		if rows[i], counts[i], err = s.rowsOf(w); err != nil {
			return nil, 0, err
		}
	}
	count = slices.Min(counts)
	for i, n := range counts {
		if n > cheaper*count {
			continue
		}
		some, err := s.namesOf(rows[i])
		if err != nil {
			return nil, 0, err
		}
		if names == nil {
			names = some
			continue
		}
		for i := range names {
			names[i] &= some[i]
		}
	}
	return names, count, nil
}

// namesOf returns the set of the names of postings.
func (s *segment) namesOf(postings [][2]int) ([]uint64, error) {
	names := make([]uint64, s.Names/64+1)
	cols := [][]uint32{make([]uint32, 1024), make([]uint32, 1024)}
	for _, rows := range postings {
		var cursor table.Cursor
		for cursor.Reset(s.postings, rows[0], rows[1]); ; {
			n, err := cursor.Next(cols)
			if err != nil {
				return nil, err
			}
			if n == 0 {
				break
			}
			for _, name := range cols[1][:n] {
				names[name/64] |= 1 << (name % 64)
			}
		}
	}
	return names, nil
}

// matches fills m and reports whether a name has a word for each of a query.
func (s *segment) matches(number uint32, words []alternatives, m *matching) bool {
	sequence := s.wordsOfName(number)
	m.words, m.asked = sequence.len(), len(words)
	for q := range words {
		if !sequence.stand(&words[q], &m.off[q], &m.same[q]) {
			return false
		}
	}
	return true
}

// stand fills what a matching says of one word of a query, and reports whether
// any of the words stands for it.
func (n numbers) stand(a *alternatives, off *[mostWords]int8, same *uint32) (any bool) {
	*same = 0
	for i := range n.len() {
		word := n.at(i)
		off[i] = a.off(word)
		any = any || off[i] >= 0
		if int(word) == a.exact {
			*same |= 1 << i
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
