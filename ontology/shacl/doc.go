// Package shacl validates data of a store against shapes: SHACL Core and
// SHACL-SPARQL, whole states or what a transaction can affect.
//
// Shapes are compiled once, and say what is wrong with themselves then. What a
// changed state is told to violate is what the whole of it would violate there.
package shacl
