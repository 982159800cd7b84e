// Package oracle evaluates SPARQL by the letter of its definitions, for tests: a
// second opinion on what the engine answers. It goes from syntax trees to
// solutions without the algebra, plans and operators of the engine, and shares
// with it the parser and the functions of package expr alone.
//
// Each function is one definition and cites it; where one could be quicker, it
// is not.
//
// Citations are of SPARQL 1.2 Query, editor's draft of July 2026, which says what
// 1.1 left open about EXISTS.
package oracle
