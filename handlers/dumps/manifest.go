package dumps

import (
	"cmp"
	"net/http"
)

// A DumpManifest lists the dumps of a state.
type DumpManifest struct {
	Seq     uint64      `json:"seq"`
	Time    string      `json:"time"`
	Triples int         `json:"triples"`
	Quads   int         `json:"quads"`
	Files   []DumpEntry `json:"files"`
}

// A DumpEntry is a file in the manifest.
type DumpEntry struct {
	Name   string `json:"name"`
	URL    string `json:"url"`
	Type   string `json:"type"`
	Graph  string `json:"graph,omitempty"`
	Size   int64  `json:"size"`
	SHA256 string `json:"sha256"`
}

// Manifest lists the files, which are all made for it.
func (set *Set) Manifest() (DumpManifest, error) {
	m := DumpManifest{Seq: set.snap.Seq(), Time: set.snap.Time().UTC().Format(http.TimeFormat), Triples: set.snap.Stats().Triples, Quads: set.snap.Len()}
	for _, name := range set.names {
		f, _, err := set.file(name)
		if err != nil {
			return m, err
		}
		m.Files = append(m.Files, f.entries(set.site.Base)...)
	}
	return m, nil
}

// entries are the lines of the manifest for a file: as it is and packed.
func (f *file) entries(base string) (lines []DumpEntry) {
	for how, p := range packings {
		name := f.name + p.suffix
		lines = append(lines, DumpEntry{name, base + "dumps/" + name, cmp.Or(p.media, f.format.MediaType), f.graph, f.sizes[how], f.sums[how]})
	}
	return lines
}
