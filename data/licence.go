package data

import (
	"cmp"
	"maps"
	"slices"

	"w3id.org/plenary/rdf"
)

// ownLicence is the licence of what we put together ourselves.
const ownLicence = "cc-by-4.0"

// licenceOf returns the licence of a row that rests on these sources: the one
// that stands last in licences.csv, which goes from the freest to the
// strictest. Facts taken from a source without a licence are put together by
// us, under our own.
func (r *run) licenceOf(sources []string) rdf.Term {
	licences := r.byName["licences"]
	last := -1
	for _, id := range sources {
		if i := r.licenceIndex(id); i > last {
			last = i
		}
	}
	if last < 0 {
		last = licences.rowOf[ownLicence]
	}
	return rdf.IRI(licences.cell(&licences.rows[last], "iri"))
}

// licenceIndex returns the place of a source's licence in licences.csv, -1 for
// a source that there is not.
func (r *run) licenceIndex(source string) int {
	if at, known := r.licences[source]; known {
		return at
	}
	at := -1
	sources, licences := r.byName["sources"], r.byName["licences"]
	if i, ok := sources.rowOf[source]; ok {
		licence := cmp.Or(sources.cell(&sources.rows[i], "licence"), ownLicence)
		if index, ok := licences.rowOf[licence]; ok {
			at = index
		}
	}
	r.licences[source] = at
	return at
}

// cite keeps the sources of the graph for the catalogue.
func (r *run) cite(graph string) {
	r.cited[graph] = slices.Sorted(maps.Keys(r.sources))
}
