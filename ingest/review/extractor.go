package review

import (
	"w3id.org/plenary/graph"
	"w3id.org/plenary/ingest"
	"w3id.org/plenary/ontology"
	"w3id.org/plenary/rdf"
)

// extracting is an extractor that was made, and of what.
type extracting struct {
	*ingest.Extractor
	seq uint64 // of the published store
}

// Extractor returns one that resolves against the published data as it is now, and
// is as sure as the calibration of the folder says. Errors: those of reading.
//
// Cost: some microseconds for each quad that is published, when there was a commit
// since the last one.
func (d *Desk) Extractor() (Extractor, error) {
	d.making.Lock()
	defer d.making.Unlock()
	now := d.public.Snapshot()
	if d.extracting.Extractor == nil || d.extracting.seq != now.Seq() {
		gazetteer, err := ingest.NewGazetteer(d.Base, resolvable(now))
		if err != nil {
			return nil, err
		}
		d.extracting = extracting{ingest.NewExtractor(gazetteer), now.Seq()}
	}
	calibration, err := d.calibration()
	return calibration.Over(d.extracting), err
}

// resolvable yields what new documents are resolved against: the published data,
// without the addresses of documents, since each version of a document is one of its
// own.
func resolvable(now *graph.Snapshot) func(yield func(rdf.Quad, error) bool) {
	return func(yield func(rdf.Quad, error) bool) {
		for q, err := range now.Quads(graph.Pattern{}) {
			if err == nil && q.P.Value() == ontology.SchemaURL {
				continue
			}
			if !yield(q, err) {
				return
			}
		}
	}
}

// calibration is that of the folder, nil for a desk without one.
func (d *Desk) calibration() (Calibration, error) {
	if d.folder == "" {
		return nil, nil
	}
	return ReadCalibration(d.folder)
}
