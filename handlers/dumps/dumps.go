// Package dumps makes files of all that a state says: the whole dataset in several
// syntaxes, and each graph of its own.
//
// A dump is made when it is first asked for; one at an address with a commit and a
// hash never changes.
package dumps

import (
	"os"
	"slices"
	"strings"
	"sync"
	"time"

	"w3id.org/plenary/feeds"
	"w3id.org/plenary/graph"
	"w3id.org/plenary/handlers/negotiate"
	"w3id.org/plenary/handlers/site"
	"w3id.org/plenary/rdf"
)

// mostSets is how many sets of dumps are kept, so that who is reading one may
// come to its end.
const mostSets = 3

// Dumps are those of the states that were asked for last.
type Dumps struct {
	site   *site.Site
	hashes hashes

	mu   sync.Mutex
	sets []*Set // the newest first
}

// New returns the dumps of a site, none of them made.
func New(at *site.Site) *Dumps { return &Dumps{site: at} }

// Of returns the set of the current state. A state that made a large dump is current
// for ten times as long as that took.
func (d *Dumps) Of(snap *graph.Snapshot) *Set {
	d.mu.Lock()
	defer d.mu.Unlock()
	if len(d.sets) == 0 || d.sets[0].snap.Seq() < snap.Seq() && d.sets[0].stale(time.Now()) {
		d.sets = slices.Insert(d.sets, 0, newSet(d.site, snap))
		d.sets = d.sets[:min(len(d.sets), mostSets)]
	}
	return d.sets[0]
}

// ofState returns the sets of the state that a commit made.
func (d *Dumps) ofState(seq uint64) (sets []*Set) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, set := range d.sets {
		if set.snap.Seq() == seq {
			sets = append(sets, set)
		}
	}
	return sets
}

// A Set is the dumps of one state; each is made when it is first asked for.
type Set struct {
	site  *site.Site
	snap  *graph.Snapshot
	names []string // without the suffix of a packing, in the order of the manifest
	files map[string]func() (*file, error)

	mu   sync.Mutex
	made time.Time     // the last of its files
	took time.Duration // all of them
}

// packings are the ways in which a dump is kept.
var packings = [...]struct{ suffix, media string }{plain: {}, gzipped: {".gz", "application/gzip"}, zstandard: {".zst", "application/zstd"}}

const (
	plain = iota // its media type is that of the format
	gzipped
	zstandard
)

// A file is a dump on disk, in files without names.
type file struct {
	graph       string // IRI of the one it has; "" for all
	format      rdf.Format
	packed      [len(packings)]*os.File // none for plain, which is unpacked from gzip
	sizes       [len(packings)]int64
	sums        [len(packings)]string
	name        string
	contentType string
}

// newSet names the dumps of a state: the whole dataset in every format, and
// each named graph under the base as N-Quads.
func newSet(at *site.Site, snap *graph.Snapshot) *Set {
	set := &Set{site: at, snap: snap, files: map[string]func() (*file, error){}}
	add := func(name string, f file) {
		f.name, f.contentType = name, negotiate.Offer{Media: f.format.MediaType}.ContentType()
		set.names = append(set.names, name)
		set.files[name] = once(func() (*file, error) {
			return set.load(func() (*file, error) { return set.write(f) })
		})
	}
	for _, f := range site.DumpFormats {
		add(wholeDump+f.Suffix, file{format: f})
	}
	for _, g := range feeds.Graphs(snap) {
		if name := at.Dump(g); name != "" {
			add(name, file{format: site.DumpFormats[0], graph: g.Value()})
		}
	}
	return set
}

// once makes a file when it is first asked for. What fails is tried again: a disk may
// have been full for a moment.
func once(write func() (*file, error)) func() (*file, error) {
	var mu sync.Mutex
	var made *file
	return func() (f *file, err error) {
		mu.Lock()
		defer mu.Unlock()
		if made == nil {
			made, err = write()
		}
		return made, err
	}
}

// wholeDump begins the names of the dumps of the whole dataset.
const wholeDump = "all"

// file returns a dump by its name in the manifest, and in which packing it is
// meant; nil when there is none.
func (set *Set) file(name string) (f *file, how int, err error) {
	for i, p := range packings {
		if rest, ok := strings.CutSuffix(name, p.suffix); ok && i > plain {
			name, how = rest, i
			break
		}
	}
	if load := set.files[name]; load != nil {
		f, err = load()
	}
	return f, how, err
}

// stale reports whether a set that is not of the current state has been of use
// for long enough.
func (set *Set) stale(now time.Time) bool {
	set.mu.Lock()
	defer set.mu.Unlock()
	return now.Sub(set.made) >= 10*set.took
}

// Time is when the state was made that the set is of.
func (set *Set) Time() time.Time { return set.snap.Time() }

// Media are the media types of dumps.
func Media() (media []string) {
	for _, f := range site.DumpFormats {
		media = append(media, f.MediaType)
	}
	return append(media, packings[gzipped].media, packings[zstandard].media)
}
