// Package exec evaluates plans: operators that hand on rows of IDs in batches,
// within a budget of memory, rows and time.
//
// What an operator yields is complete, or it ends with an error.
package exec
