// Package ingest turns published texts into proposed claims: reading, sentences
// and zones, mentions, their resolution against the graph's own names, and
// claims, each with the rule that made it and the words that support it.
//
// What the rules know of languages is in the tables of the folder rules; what
// they know of the world is in the graph that a Gazetteer is made of.
//
// Its invariant: the quotation of every mention and claim stands in the text of
// the document, at the offsets given.
package ingest
