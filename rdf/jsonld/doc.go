// Package jsonld reads and writes JSON-LD 1.1. It fetches nothing: a context
// is inline, or one that the caller hands over. Both directions hold the whole
// document, as JSON objects have no order to stream by.
//
// github.com/piprate/json-gold expands what is read and checks contexts. What
// is written is compacted here: json-gold takes several times as long, and
// loses values under some contexts.
package jsonld
