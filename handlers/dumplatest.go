package handlers

import (
	"strconv"

	"github.com/gin-gonic/gin"

	"w3id.org/plenary/feeds"
	"w3id.org/plenary/handlers/answer"
	"w3id.org/plenary/handlers/negotiate"
	"w3id.org/plenary/handlers/problem"
	"w3id.org/plenary/handlers/site"
)

// A LatestDump is the answer of /dumps/latest: a dump, and where the changes behind
// it are. Who takes the first and follows the second has a copy.
type LatestDump struct {
	Dataset string    `json:"dataset"` // what tells the store from others
	Base    string    `json:"base"`    // IRI that its things live under
	Seq     uint64    `json:"seq"`     // the last commit in the dump
	Time    string    `json:"time"`
	Quads   int       `json:"quads"`
	File    dumpEntry `json:"file"`    // N-Quads, gzip
	Changes string    `json:"changes"` // what came behind the dump
	Hashes  string    `json:"hashes"`  // of each graph of the dump; of a later state with another seq
}

// GraphHashes are the hashes of the graphs of a state.
type GraphHashes struct {
	Dataset string            `json:"dataset"`
	Seq     uint64            `json:"seq"`
	Graphs  []feeds.GraphHash `json:"graphs"`
}

// sendLatest answers with the newest dump there is, at an address that never
// changes what it has.
func (s *Server) sendLatest(c *gin.Context, set *dumpSet) error {
	file, _, err := set.file(wholeDump + site.DumpFormats[0].Suffix)
	if err != nil {
		return err
	}
	seq := strconv.FormatUint(set.snap.Seq(), 10)
	entry := file.entries(s.Base)[gzipped]
	entry.URL = s.Base + "dumps/" + seq + "-" + entry.SHA256[:16] + "/" + entry.Name
	body, err := answer.JSON(LatestDump{
		Dataset: s.store.ID(), Base: s.Base, Seq: set.snap.Seq(), Time: set.snap.Time().UTC().Format(rfc3339Seconds), Quads: set.snap.Len(), File: entry,
		Changes: s.Base + site.Changes + "?since=" + seq, Hashes: s.Base + "dumps/hashes?seq=" + seq,
	})
	if err != nil {
		return err
	}
	return s.send(c, answer.Answer{Media: negotiate.JSON.Media, Body: body, Modified: set.snap.Time()})
}

const rfc3339Seconds = "2006-01-02T15:04:05Z"

// sendHashes answers /dumps/hashes with a hash of each graph as commit seq= left
// it, of the current state without that.
func (s *Server) sendHashes(c *gin.Context) error {
	snap, q := s.store.Snapshot(), c.Request.URL.Query()
	seq, err := commitParameter(q, "seq", snap.Seq())
	if err != nil {
		return err
	}
	if seq > snap.Seq() {
		return problem.BadParameter("seq", "%d is behind the last commit, which is %d", seq, snap.Seq())
	}
	then, err := snap.At(c.Request.Context(), seq)
	if err != nil {
		return err
	}
	out := GraphHashes{Dataset: s.store.ID(), Seq: seq, Graphs: []feeds.GraphHash{}}
	for _, name := range feeds.Graphs(then) {
		h, err := s.hashes.of(c.Request.Context(), then, name)
		if err != nil {
			return err
		}
		out.Graphs = append(out.Graphs, h)
	}
	body, err := answer.JSON(out)
	if err != nil {
		return err
	}
	a := answer.Answer{Media: negotiate.JSON.Media, Body: body, Modified: then.Time()}
	if q.Has("seq") {
		a.Cache = answer.CacheImmutable
	}
	return s.send(c, a)
}
