// Package jsonld reads and writes JSON-LD 1.1 documents as RDF. It fetches
// nothing: a context is inline, one of package known, or one that the caller hands
// over. What it writes it compacts with the context at hand directly, which is several times
// as fast as the algorithm; package processor has all of the algorithms.
//
// Both directions hold the whole document, as JSON objects have no order to
// stream by; NewStreamEncoder does not.
package jsonld
