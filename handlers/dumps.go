package handlers

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"net/http"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"
	"github.com/klauspost/compress/gzip"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/rdf"
)

// dumpFormats are the syntaxes of dumps: those that are written line by line or
// name graphs.
var dumpFormats = formatsNamed("nquads", "trig", "ntriples", "turtle")

func formatsNamed(tokens ...string) (found []rdf.Format) {
	for _, token := range tokens {
		f, _ := rdf.FormatOf(token)
		found = append(found, f)
	}
	return found
}

// dumpSet is every dump of one snapshot, compressed, by name without ".gz".
type dumpSet struct {
	files    map[string]dumpFile
	manifest []byte
}

type dumpFile struct {
	media          string
	packed         []byte // gzip
	size           int64  // of what is packed
	tag, packedTag string // entity tags of both forms
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
	Size   int    `json:"size"`
	SHA256 string `json:"sha256"`
}

// makeDumps writes the whole dataset in every format, and each named graph as
// N-Quads. What is kept is compressed.
func (s *Server) makeDumps(snap *graph.Snapshot) (*dumpSet, error) {
	defer debug.FreeOSMemory() // the documents took far more than what is kept of them
	set := &dumpSet{files: map[string]dumpFile{}}
	manifest := dumpManifest{Seq: snap.Seq(), Time: snap.Time().UTC().Format(http.TimeFormat), Triples: snap.Stats().Triples, Quads: snap.Len()}
	all, err := collect(snap.Quads(graph.Pattern{}))
	if err != nil {
		return nil, err
	}
	slices.SortFunc(all, rdf.CompareQuads)
	add := func(name, graphName string, f rdf.Format, quads []rdf.Quad) error {
		entries, err := s.addDump(set, name, graphName, f, quads)
		manifest.Files = append(manifest.Files, entries...)
		return err
	}
	for _, f := range dumpFormats {
		if err := add("all"+f.Suffix, "", f, all); err != nil {
			return nil, err
		}
	}
	for len(all) > 0 {
		g := all[0].G
		n := slices.IndexFunc(all, func(q rdf.Quad) bool { return q.G != g })
		if n < 0 {
			n = len(all)
		}
		if name := s.dumpName(g); name != "" {
			if err := add(name, g.Value(), dumpFormats[0], all[:n]); err != nil {
				return nil, err
			}
		}
		all = all[n:]
	}
	set.manifest, err = marshalJSON(manifest)
	return set, err
}

// dumpName is the file of a named graph: graphs/summits.nq.
func (s *Server) dumpName(g rdf.Term) string {
	path, ok := strings.CutPrefix(g.Value(), s.base)
	if !ok || path == "" {
		return ""
	}
	return "graphs/" + strings.TrimPrefix(path, "id/graph/") + dumpFormats[0].Suffix
}

// addDump writes one file and returns its entries, plain and compressed.
func (s *Server) addDump(set *dumpSet, name, graphName string, f rdf.Format, quads []rdf.Quad) ([]dumpEntry, error) {
	var packed bytes.Buffer
	w := gzip.NewWriter(&packed)
	plain := &counter{hash: sha256.New(), to: w}
	if err := s.encode(plain, choice{offer: offer{media: f.MediaType, format: f}, aspect: aspect{version: "1.2"}}, rdf.Term{}, quads); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	sum := sha256.Sum256(packed.Bytes())
	whole, short := hex.EncodeToString(plain.hash.Sum(nil)), hex.EncodeToString(sum[:])
	set.files[name] = dumpFile{offer{media: f.MediaType}.contentType(), packed.Bytes(), int64(plain.n), quoted(whole), quoted(short)}
	return []dumpEntry{
		{name, s.base + "dumps/" + name, f.MediaType, graphName, plain.n, whole},
		{name + ".gz", s.base + "dumps/" + name + ".gz", "application/gzip", graphName, packed.Len(), short},
	}, nil
}

// getDumps answers /dumps/: the manifest, or a file.
func (s *Server) getDumps(c *gin.Context) error {
	snap := s.store.Snapshot()
	set, err := s.derivedFrom(snap).dumps()
	if err != nil {
		return err
	}
	name := strings.TrimPrefix(c.Param("name"), "/")
	if name == "" || name == "manifest.json" {
		return s.send(c, answer{media: "application/json", body: set.manifest, modified: snap.Time()})
	}
	plainName, packed := strings.CutSuffix(name, ".gz")
	file, ok := set.files[plainName]
	if !ok {
		return s.notFound(c.Request.Context(), "dumps/"+name)
	}
	var body io.ReadSeeker = &unpacker{packed: file.packed, size: file.size}
	media, tag := file.media, file.tag
	if packed {
		body, media, tag = bytes.NewReader(file.packed), "application/gzip", file.packedTag
	}
	if strings.Contains(c.GetHeader("Range"), ",") { // each range might unpack the file anew; RFC 9110 §14.2 lets us ignore them
		c.Request.Header.Del("Range")
	}
	answer{modified: snap.Time()}.setHeaders(c.Writer.Header(), tag)
	c.Header("Content-Type", media)
	http.ServeContent(c.Writer, c.Request, "", snap.Time(), body)
	return nil
}
