package labels

import "unicode/utf8"

// allowed returns how many letters of a word may be wrong: none of up to three,
// one of up to seven, then two.
func allowed(letters int) int {
	switch {
	case letters <= 3:
		return 0
	case letters <= 7:
		return 1
	}
	return 2
}

// Distance returns how many letters must be put in, left out or replaced to make
// one text of another; limit + 1 when that is more than limit.
func Distance(a, b string, limit int) int { return From(a, limit)(b) }

// From is Distance from one word to any number of others, which share its memory:
// not to be called by several goroutines.
func From(a string, limit int) func(b string) int {
	d, length := newDistance(a, limit), utf8.RuneCountInString(a)
	return func(b string) int {
		if n := length - utf8.RuneCountInString(b); n > limit || -n > limit {
			return limit + 1
		}
		d.back(0)
		for _, r := range b {
			if !d.push(r) {
				return limit + 1
			}
		}
		return min(d.distance(), limit+1)
	}
}

// A distance compares a word with others that are given letter by letter, of
// which the last may be taken back: so words in order share what they begin with.
type distance struct {
	letters []rune
	limit   int
	rows    [][]int // of Levenshtein's matrix, one more than letters pushed
}

func newDistance(w string, limit int) *distance {
	d := &distance{letters: []rune(w), limit: limit}
	first := make([]int, len(d.letters)+1)
	for i := range first {
		first[i] = i
	}
	d.rows = append(d.rows, first)
	return d
}

// push adds a letter and reports whether any word that begins so may be near
// enough.
func (d *distance) push(r rune) bool {
	before := d.rows[len(d.rows)-1]
	var row []int // one that was taken back, if there is
	if n := len(d.rows); n < cap(d.rows) {
		row = d.rows[:n+1][n]
	}
	if row == nil {
		row = make([]int, len(before))
	}
	row[0] = before[0] + 1
	least := row[0]
	for i, letter := range d.letters {
		cost := before[i]
		if letter != r {
			cost = 1 + min(before[i], before[i+1], row[i])
		}
		row[i+1] = cost
		least = min(least, cost)
	}
	d.rows = append(d.rows, row)
	return least <= d.limit
}

// back takes back all letters but the first n.
func (d *distance) back(n int) { d.rows = d.rows[:n+1] }

func (d *distance) distance() int { return d.rows[len(d.rows)-1][len(d.letters)] }

// resembling returns the words of a sorted list that are at most limit letters off
// w and not w, with how many. The list is given as a search for the first word
// that is not before another, and the word at a place.
func resembling(w string, limit int, from func(string) (int, error), at func(int) (string, bool, error)) (near []alternative, err error) {
	d := newDistance(w, limit)
	var last []rune
	for i := 0; ; {
		text, ok, err := at(i)
		if !ok || err != nil {
			return near, err
		}
		letters := []rune(text)
		n := 0
		for n < min(len(letters), len(last), len(d.rows)-1) && letters[n] == last[n] {
			n++
		}
		d.back(n)
		alive := true
		for n < len(letters) && alive {
			alive = d.push(letters[n])
			n++
		}
		last = letters
		if alive {
			if off := d.distance(); off > 0 && off <= limit {
				near = append(near, alternative{i, i + 1, off})
			}
			i++
			continue
		}
		// Nothing that begins so is near: on to what does not.
		if i, err = from(string(letters[:n-1]) + string(letters[n-1]+1)); err != nil {
			return near, err
		}
	}
}

// An alternative is neighbouring words that a word of a query may stand for, from
// low to, not including, high, and how many letters are wrong then.
type alternative struct{ low, high, off int }
