package handlers

import (
	"cmp"
	"context"
	"io"
	"net/http"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/gin-gonic/gin"

	"w3id.org/plenary/feeds"
	"w3id.org/plenary/graph"
	"w3id.org/plenary/handlers/answer"
	"w3id.org/plenary/handlers/link"
	"w3id.org/plenary/handlers/negotiate"
	"w3id.org/plenary/handlers/problem"
	"w3id.org/plenary/handlers/site"
	"w3id.org/plenary/rdf"
)

// keptDumps is how many sets of dumps are kept, so that who is reading one may
// come to its end.
const keptDumps = 3

// A dumpSet is the dumps of one state; each is made when it is first asked for.
type dumpSet struct {
	snap  *graph.Snapshot
	names []string // without the suffix of a packing, in the order of the manifest
	files map[string]func() (*dumpFile, error)

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

// A dumpFile is a dump on disk, in files without names.
type dumpFile struct {
	graph       string // IRI of the one it has; "" for all
	format      rdf.Format
	packed      [len(packings)]*os.File // none for plain, which is unpacked from gzip
	sizes       [len(packings)]int64
	sums        [len(packings)]string
	name        string
	contentType string
}

// dumpManifest lists the dumps of a state.
type dumpManifest struct {
	Seq     uint64      `json:"seq"`
	Time    string      `json:"time"`
	Triples int         `json:"triples"`
	Quads   int         `json:"quads"`
	Files   []dumpEntry `json:"files"`
}

// dumpEntry is a file in the manifest.
type dumpEntry struct {
	Name   string `json:"name"`
	URL    string `json:"url"`
	Type   string `json:"type"`
	Graph  string `json:"graph,omitempty"`
	Size   int64  `json:"size"`
	SHA256 string `json:"sha256"`
}

// newDumpSet names the dumps of a state: the whole dataset in every format, and
// each named graph under the base as N-Quads.
func (s *Server) newDumpSet(snap *graph.Snapshot) *dumpSet {
	set := &dumpSet{snap: snap, files: map[string]func() (*dumpFile, error){}}
	add := func(name string, f dumpFile) {
		f.name, f.contentType = name, negotiate.Offer{Media: f.format.MediaType}.ContentType()
		set.names = append(set.names, name)
		set.files[name] = sync.OnceValues(func() (*dumpFile, error) {
			return set.load(func() (*dumpFile, error) { return s.writeDump(snap, f) })
		})
	}
	for _, f := range site.DumpFormats {
		add(wholeDump+f.Suffix, dumpFile{format: f})
	}
	for _, g := range feeds.Graphs(snap) {
		if name := s.Dump(g); name != "" {
			add(name, dumpFile{format: site.DumpFormats[0], graph: g.Value()})
		}
	}
	return set
}

// wholeDump begins the names of the dumps of the whole dataset.
const wholeDump = "all"

// file returns a dump by its name in the manifest, and in which packing it is
// meant; nil when there is none.
func (set *dumpSet) file(name string) (file *dumpFile, how int, err error) {
	for i, p := range packings {
		if rest, ok := strings.CutSuffix(name, p.suffix); ok && i > plain {
			name, how = rest, i
			break
		}
	}
	if load := set.files[name]; load != nil {
		file, err = load()
	}
	return file, how, err
}

// entries are the lines of the manifest for a file: as it is and packed.
func (f *dumpFile) entries(base string) (lines []dumpEntry) {
	for how, p := range packings {
		name := f.name + p.suffix
		lines = append(lines, dumpEntry{name, base + "dumps/" + name, cmp.Or(p.media, f.format.MediaType), f.graph, f.sizes[how], f.sums[how]})
	}
	return lines
}

// dumps returns the sets of dumps, that of the current state first. A state that
// made a large dump is current for ten times as long as that took.
func (s *Server) dumps(snap *graph.Snapshot) []*dumpSet {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.dumped) == 0 || s.dumped[0].snap.Seq() < snap.Seq() && s.dumped[0].stale(time.Now()) {
		s.dumped = slices.Insert(s.dumped, 0, s.newDumpSet(snap))
		s.dumped = s.dumped[:min(len(s.dumped), keptDumps)]
	}
	return slices.Clone(s.dumped)
}

// stale reports whether a set that is not of the current state has been of use
// for long enough.
func (set *dumpSet) stale(now time.Time) bool {
	set.mu.Lock()
	defer set.mu.Unlock()
	return now.Sub(set.made) >= 10*set.took
}

// getDumps answers /dumps/: the manifest, or a file. Files under the number of a
// commit and a hash never change.
func (s *Server) getDumps(c *gin.Context) error {
	sets := s.dumps(s.store.Snapshot())
	name := strings.TrimPrefix(c.Param("name"), "/")
	switch name {
	case "", "manifest.json":
		return s.sendManifest(c, sets[0])
	case "latest":
		return s.sendLatest(c, sets[0])
	case "hashes":
		return s.sendHashes(c)
	}
	if state, rest, ok := cutState(name); ok {
		return s.sendFixed(c, sets, state, rest)
	}
	file, how, err := sets[0].file(name)
	if err != nil {
		return err
	}
	if file == nil {
		return s.notFound(c.Request.Context(), "dumps/"+name)
	}
	return sendDump(c, sets[0], file, how, answer.CacheCurrent)
}

// A dumpState is which dump of which state is meant.
type dumpState struct {
	seq  uint64
	hash string // the beginning of that of the gzip file
}

// cutState cuts "12-0a1b…/all.nq.gz".
func cutState(name string) (state dumpState, rest string, ok bool) {
	first, rest, _ := strings.Cut(name, "/")
	number, hash, ok := strings.Cut(first, "-")
	seq, err := strconv.ParseUint(number, 10, 64)
	return dumpState{seq, hash}, rest, ok && err == nil
}

// sendFixed answers with a dump that never changes, as long as it is kept.
func (s *Server) sendFixed(c *gin.Context, sets []*dumpSet, state dumpState, name string) error {
	for _, set := range sets {
		if set.snap.Seq() != state.seq {
			continue
		}
		file, how, err := set.file(name)
		if err != nil {
			return err
		}
		if file != nil && len(state.hash) >= 16 && strings.HasPrefix(file.sums[gzipped], state.hash) {
			return sendDump(c, set, file, how, answer.CacheImmutable)
		}
	}
	p := problem.New("not-found", "there is no such dump any more: /dumps/latest names the one to take")
	p.Links = []link.Link{{Rel: "latest-version", Href: s.Base + "dumps/latest"}}
	return p
}

// sendManifest answers with what files there are.
func (s *Server) sendManifest(c *gin.Context, set *dumpSet) error {
	manifest := dumpManifest{Seq: set.snap.Seq(), Time: set.snap.Time().UTC().Format(http.TimeFormat), Triples: set.snap.Stats().Triples, Quads: set.snap.Len()}
	for _, name := range set.names {
		file, _, err := set.file(name)
		if err != nil {
			return err
		}
		manifest.Files = append(manifest.Files, file.entries(s.Base)...)
	}
	body, err := answer.JSON(manifest)
	if err != nil {
		return err
	}
	return s.send(c, answer.Answer{Media: negotiate.JSON.Media, Body: body, Modified: set.snap.Time()})
}

// mostRanges is how many ranges one request may ask for: each may unpack the file
// anew.
const mostRanges = 4

func sendDump(c *gin.Context, set *dumpSet, file *dumpFile, how int, kept string) error {
	var body io.ReadSeeker = &unpacker{packed: file.packed[gzipped], packedSize: file.sizes[gzipped], size: file.sizes[plain]}
	if how != plain {
		body = io.NewSectionReader(file.packed[how], 0, file.sizes[how])
	}
	media, tag := cmp.Or(packings[how].media, file.contentType), answer.Tag(file.sums[how])
	if strings.Count(c.GetHeader("Range"), ",") >= mostRanges { // RFC 9110 §14.2 lets us ignore them
		c.Request.Header.Del("Range")
	}
	a := answer.Answer{Modified: set.snap.Time(), Cache: kept}
	a.SetHeaders(c.Writer.Header(), tag)
	c.Writer.Header().Del("Vary") // there is one coding
	c.Header("Content-Type", media)
	http.ServeContent(c.Writer, c.Request, "", set.snap.Time(), body)
	return nil
}

// hashKey is a graph as its last commit left it.
type hashKey struct {
	name    rdf.Term
	version uint64
}

// hashes keeps what graphs hash to.
type hashes struct {
	mu   sync.Mutex
	kept map[hashKey]feeds.GraphHash
}

// mostHashes is how many hashes are kept; each takes about 200 bytes.
const mostHashes = 1 << 16

// of returns the hash of a graph in a state.
func (h *hashes) of(ctx context.Context, snap *graph.Snapshot, name rdf.Term) (feeds.GraphHash, error) {
	key := hashKey{name, snap.Version(name)}
	h.mu.Lock()
	found, ok := h.kept[key]
	h.mu.Unlock()
	if ok {
		return found, nil
	}
	found, err := feeds.HashGraph(ctx, snap, name)
	if err != nil {
		return found, err
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.kept == nil || len(h.kept) >= mostHashes {
		h.kept = map[hashKey]feeds.GraphHash{}
	}
	h.kept[key] = found
	return found, nil
}
