package data

import (
	"errors"
	"fmt"
	"slices"
)

// maxErrors is the number of errors after which a check stops looking.
const maxErrors = 10

// An Error says where a table is wrong. Line counts from 1, the header being
// line 1; 0 means the file as a whole. Column is the name in the header, or
// "" for the row as a whole.
type Error struct {
	File   string // "summits.csv"
	Line   int
	Column string
	Msg    string // what is wrong
	Hint   string // what to do about it; may be empty
}

// Error returns file:line: column name: message; hint.
func (e *Error) Error() string {
	s := e.File
	if e.Line > 0 {
		s = fmt.Sprintf("%s:%d", s, e.Line)
	}
	if e.Column != "" {
		s += ": column " + e.Column
	}
	s += ": " + e.Msg
	if e.Hint != "" {
		s += "; " + e.Hint
	}
	return s
}

// errorList collects errors up to maxErrors.
type errorList []error

func (l *errorList) add(e *Error) {
	if len(*l) < maxErrors {
		*l = append(*l, e)
	}
}

func (l errorList) join() error { return errors.Join(l...) }

// nearest returns a hint that names the candidate with the least edit distance
// to word, or "" when nothing is close.
func nearest(word string, candidates []string) string {
	best, bestAt := "", len([]rune(word))/2+2
	slices.Sort(candidates)
	for _, c := range candidates {
		if d := distance([]rune(word), []rune(c)); d < bestAt {
			best, bestAt = c, d
		}
	}
	if best == "" {
		return ""
	}
	return fmt.Sprintf("the nearest is %q", best)
}

// distance is the Levenshtein distance.
func distance(a, b []rune) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i, x := range a {
		diagonal := row[0]
		row[0] = i + 1
		for j, y := range b {
			cost := diagonal
			if x != y {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j]+1, diagonal+1)
		}
	}
	return row[len(b)]
}
