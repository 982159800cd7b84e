// Package syntax reads and prints SPARQL 1.2 queries and updates, which take
// those of SPARQL 1.1 in: text to a tree with positions. Reifiers and
// annotations are spelled out as the triples they stand for, so that a tree has
// triple patterns alone.
//
// What has been parsed is well-formed: names are resolved, and the rules on
// scopes, groups and blank nodes that the specification adds to its grammar hold.
package syntax
