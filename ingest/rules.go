package ingest

import (
	"embed"
	"encoding/csv"
	"fmt"
	"slices"
	"strings"
)

//go:embed rules/*.csv
var ruleFiles embed.FS

// A ruleTable is a file of rules: a heading, then a rule a line.
type ruleTable struct {
	columns map[string]int
	rows    [][]string
}

func (t *ruleTable) cell(row []string, column string) string { return row[t.columns[column]] }

// readRules reads rules/name.csv. The files are part of the program, so that a
// fault in one is a fault of the program, which TestRules finds.
func readRules(name string) *ruleTable {
	f, err := ruleFiles.Open("rules/" + name + ".csv")
	if err != nil {
		panic(err)
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.Comment = '#'
	rows, err := r.ReadAll()
	if err != nil {
		panic(fmt.Errorf("rules/%s.csv: %w", name, err))
	}
	t := &ruleTable{columns: map[string]int{}, rows: rows[1:]}
	for i, column := range rows[0] {
		t.columns[column] = i
	}
	return t
}

// list splits a cell that holds several values.
func list(cell string) []string {
	if cell == "" {
		return nil
	}
	return strings.Split(cell, "|")
}

// A phraseSet finds phrases of several words among tokens, each with what the
// rules say of it.
type phraseSet[T any] struct {
	byFirst map[string][]phrase[T]
}

type phrase[T any] struct {
	words []string
	value T
}

// add puts a phrase in, as its tokens are compared.
func (s *phraseSet[T]) add(text string, value T) {
	var f folded
	f.add(text, 0)
	var words []string
	for _, t := range tokenize(f.text(), 0, nil) {
		words = append(words, t.norm)
	}
	if len(words) == 0 {
		return
	}
	if s.byFirst == nil {
		s.byFirst = map[string][]phrase[T]{}
	}
	list := append(s.byFirst[words[0]], phrase[T]{words, value})
	slices.SortStableFunc(list, func(a, b phrase[T]) int { return len(b.words) - len(a.words) })
	s.byFirst[words[0]] = list
}

// at returns the longest phrase that begins at tokens[i] and ends before limit,
// and its length in tokens; zero when there is none.
func (s *phraseSet[T]) at(tokens []token, i, limit int) (value T, n int) {
	if i >= limit {
		return value, 0
	}
	for _, p := range s.byFirst[tokens[i].norm] {
		if i+len(p.words) <= limit && p.matches(tokens[i:]) {
			return p.value, len(p.words)
		}
	}
	return value, 0
}

func (p *phrase[T]) matches(tokens []token) bool {
	for k, word := range p.words {
		if tokens[k].norm != word {
			return false
		}
	}
	return true
}
