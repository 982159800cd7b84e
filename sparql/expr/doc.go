// Package expr has the values, operators, functions and aggregates of SPARQL
// expressions, and compiles expressions of the algebra to Go functions.
//
// An expression error is a value, the zero Value, and never a Go error; what
// stops a query is one.
package expr
