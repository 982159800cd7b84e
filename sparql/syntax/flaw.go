package syntax

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"w3id.org/plenary/rdf"
)

// flaw is a syntax error whose line is not counted yet.
type flaw struct {
	at              int
	rule, hint, msg string
	limit           string
}

func flawf(at int, rule, hint, format string, args ...any) *flaw {
	return &flaw{at, rule, hint, fmt.Sprintf(format, args...), ""}
}

// in returns the error for a flaw in a text.
func (f *flaw) in(text, source string) *rdf.SyntaxError {
	at := min(f.at, len(text))
	line, column := Position(text, at)
	e := &rdf.SyntaxError{Source: source, Offset: int64(at), Line: line, Column: column, Msg: f.msg, Hint: f.hint, Limit: f.limit}
	if f.rule != "" {
		e.Rule = "SPARQL 1.2 " + f.rule
	}
	return e
}

// Position returns the line and column of an offset of a text, both from 1, the
// column in code points.
func Position(text string, at int) (line, column int) {
	return 1 + strings.Count(text[:at], "\n"), 1 + utf8.RuneCountInString(text[strings.LastIndexByte(text[:at], '\n')+1:at])
}
