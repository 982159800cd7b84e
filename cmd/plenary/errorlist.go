package main

import (
	"fmt"
	"io"

	"w3id.org/plenary/rdf"
)

// An errorList reports the errors of a document while it is read: the first
// ones in full, one a line, and the number of the rest.
type errorList struct {
	w     io.Writer
	max   int    // so many are shown; 0 means all
	clear func() // called before something is written
	count int
	limit bool // one of them is that a limit is exceeded
}

// add reports an error. It is always true: the next statement is wanted.
func (l *errorList) add(err *rdf.SyntaxError) bool {
	l.count++
	l.limit = l.limit || err.Limit != ""
	if l.max == 0 || l.count <= l.max {
		l.clear()
		fmt.Fprintf(l.w, "plenary: %v\n", err)
	}
	return true
}

// end says how many were not shown.
func (l *errorList) end() {
	if l.max > 0 && l.count > l.max {
		l.clear()
		fmt.Fprintf(l.w, "plenary: and %d more\n", l.count-l.max)
	}
}
