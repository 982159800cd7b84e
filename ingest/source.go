package ingest

// Source returns the IRI that the claims of a document have for it: that of the
// graph, by hash or address, or a new one.
func (x *Extractor) Source(d *Document) string {
	return (&extraction{Extractor: x, reading: &reading{doc: d}}).sourceIRI()
}
