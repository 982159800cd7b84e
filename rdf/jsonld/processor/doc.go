// Package processor is a JSON-LD 1.1 processor: expansion, compaction,
// flattening, framing, and conversion to and from RDF. It reads and returns
// values of package ojson, in the order of the input, and fetches nothing by
// itself.
package processor
