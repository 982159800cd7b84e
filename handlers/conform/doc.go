// Package conform is a suite of what linked-data servers promise over HTTP: rows of
// request and what must come back, each naming the section of the specification
// that it is from.
//
// Rows are data (rows/*.txt): a server is asked over HTTP and nothing else is
// known of it, so that the suite runs against any.
package conform
