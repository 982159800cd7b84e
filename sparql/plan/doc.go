// Package plan chooses how a query is evaluated: it rewrites its algebra and
// makes a tree of physical nodes of it, with the orders of the store that serve
// and the cheapest order of joins by exact counts.
//
// A plan has the solutions that the algebra has, whatever was rewritten.
package plan
