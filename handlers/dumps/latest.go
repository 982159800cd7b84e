package dumps

import (
	"strconv"

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
	File    DumpEntry `json:"file"`    // N-Quads, gzip
	Changes string    `json:"changes"` // what came behind the dump
	Hashes  string    `json:"hashes"`  // of each graph of the dump; of a later state with another seq
}

// Latest is the newest dump there is of the dataset with an ID, at an address that
// never changes what it has.
func (set *Set) Latest(dataset string) (LatestDump, error) {
	f, _, err := set.file(wholeDump + site.DumpFormats[0].Suffix)
	if err != nil {
		return LatestDump{}, err
	}
	seq := strconv.FormatUint(set.snap.Seq(), 10)
	entry := f.entries(set.site.Base)[gzipped]
	entry.URL = set.site.Base + "dumps/" + seq + "-" + entry.SHA256[:16] + "/" + entry.Name
	return LatestDump{
		Dataset: dataset, Base: set.site.Base, Seq: set.snap.Seq(), Time: set.snap.Time().UTC().Format(rfc3339Seconds), Quads: set.snap.Len(), File: entry,
		Changes: set.site.Base + site.Changes + "?since=" + seq, Hashes: set.site.Base + "dumps/hashes?seq=" + seq,
	}, nil
}

const rfc3339Seconds = "2006-01-02T15:04:05Z"
