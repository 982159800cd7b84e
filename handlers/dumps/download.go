package dumps

import (
	"cmp"
	"io"
	"net/http"
	"strconv"
	"strings"

	"w3id.org/plenary/handlers/answer"
	"w3id.org/plenary/handlers/link"
	"w3id.org/plenary/handlers/problem"
)

// A Download is a dump in one packing, as it is sent.
type Download struct {
	set   *Set
	file  *file
	how   int
	cache string // Cache-Control
}

// Download returns the dump that a name in the manifest means; nil when there is
// none.
func (set *Set) Download(name string) (*Download, error) {
	f, how, err := set.file(name)
	if f == nil || err != nil {
		return nil, err
	}
	return &Download{set, f, how, answer.CacheCurrent}, nil
}

// Fixed returns the dump at an address that never changes, such as
// "12-0a1b…/all.nq.gz". ok is false where the address is of another kind. Errors:
// *problem.Problem where that dump is not kept any more.
func (d *Dumps) Fixed(address string) (download *Download, ok bool, err error) {
	first, name, _ := strings.Cut(address, "/")
	number, hash, ok := strings.Cut(first, "-") // that of the gzip file, or its beginning
	seq, failure := strconv.ParseUint(number, 10, 64)
	if !ok || failure != nil {
		return nil, false, nil
	}
	for _, set := range d.ofState(seq) {
		f, how, err := set.file(name)
		if err != nil {
			return nil, true, err
		}
		if f != nil && len(hash) >= 16 && strings.HasPrefix(f.sums[gzipped], hash) {
			return &Download{set, f, how, answer.CacheImmutable}, true, nil
		}
	}
	p := problem.New("not-found", "there is no such dump any more: /dumps/latest names the one to take")
	p.Links = []link.Link{{Rel: "latest-version", Href: d.site.Base + "dumps/latest"}}
	return nil, true, p
}

// mostRanges is how many ranges one request may ask for: each may unpack the file
// anew.
const mostRanges = 4

// Send answers with the dump, or with the ranges of it that are asked for. Errors:
// *problem.Problem where a condition of the request does not hold, or no range is
// within the dump.
func (d *Download) Send(w http.ResponseWriter, r *http.Request) error {
	f, tag := d.file, answer.Tag(d.file.sums[d.how])
	if answer.Evaluate(r, tag, d.set.snap.Time()) == http.StatusPreconditionFailed {
		return problem.New("precondition-failed", "the current tag is %s", tag)
	}
	var body io.ReadSeeker = &unpacker{packed: f.packed[gzipped], packedSize: f.sizes[gzipped], size: f.sizes[plain]}
	if d.how != plain {
		body = io.NewSectionReader(f.packed[d.how], 0, f.sizes[d.how])
	}
	if strings.Count(r.Header.Get("Range"), ",") >= mostRanges { // RFC 9110 §14.2 lets us ignore them
		r.Header.Del("Range")
	}
	a := answer.Answer{Modified: d.set.snap.Time(), Cache: d.cache}
	h := w.Header()
	a.SetHeaders(h, tag)
	h.Del("Vary") // there is one coding
	h.Set("Content-Type", cmp.Or(packings[d.how].media, f.contentType))
	ranged := &rangeWriter{ResponseWriter: w}
	http.ServeContent(ranged, r, "", d.set.snap.Time(), body)
	if ranged.refused {
		return problem.New("range", "no range of %q is within %d bytes", r.Header.Get("Range"), f.sizes[d.how])
	}
	return nil
}

// A rangeWriter holds back what net/http says of ranges that are not there.
type rangeWriter struct {
	http.ResponseWriter
	refused bool
}

func (w *rangeWriter) WriteHeader(status int) {
	if w.refused = status == http.StatusRequestedRangeNotSatisfiable; !w.refused {
		w.ResponseWriter.WriteHeader(status)
	}
}

func (w *rangeWriter) Write(p []byte) (int, error) {
	if w.refused {
		return len(p), nil
	}
	return w.ResponseWriter.Write(p)
}
