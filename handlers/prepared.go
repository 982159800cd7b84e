package handlers

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/gin-gonic/gin"

	"w3id.org/plenary/handlers/codings"
	"w3id.org/plenary/handlers/link"
	"w3id.org/plenary/handlers/negotiate"
	"w3id.org/plenary/handlers/problem"
)

// prepared is an answer with its headers written out, which may be sent any number
// of times. Each coding of its body is made once.
type prepared struct {
	answer answer
	common []header // what 200 and 304 have in common but the tag
	sum    [sha256.Size]byte

	mu    sync.Mutex
	coded map[string]*codedForm
}

// header is one of an answer with its values; the name is in its canonical form.
type header struct {
	name   string
	values []string
}

// codedForm is a body in one coding.
type codedForm struct {
	body   []byte
	tag    string
	fields []header // that only this coding has, and only on 200
}

func prepare(a answer) *prepared {
	h := http.Header{}
	a.setHeaders(h, "")
	h.Del("ETag")
	p := &prepared{answer: a, sum: sha256.Sum256(a.body), coded: map[string]*codedForm{}}
	for name, values := range h {
		p.common = append(p.common, header{name, values[:len(values):len(values)]})
	}
	return p
}

// in returns the body in a coding.
func (p *prepared) in(coding string) (*codedForm, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if c := p.coded[coding]; c != nil {
		return c, nil
	}
	body, err := codings.Encode(p.answer.body, coding)
	if err != nil {
		return nil, err
	}
	c := &codedForm{body: body, tag: p.tag(coding), fields: []header{{"Content-Type", []string{p.answer.media}}, {"Content-Length", []string{strconv.Itoa(len(body))}}}}
	if coding != "" {
		c.fields = append(c.fields, header{"Content-Encoding", []string{coding}})
	}
	p.coded[coding] = c
	return c, nil
}

// tag is a strong tag of exactly the bytes that are sent: two answers with one tag
// are the same, whatever made them.
func (p *prepared) tag(coding string) string {
	if p.answer.tag != "" {
		return p.answer.tag
	}
	sum := sha256.Sum256(fmt.Appendf(p.sum[:len(p.sum):len(p.sum)], "%s\x00%s\x00%s", p.answer.media, coding, p.answer.lang))
	return p.answer.tagged(hex.EncodeToString(sum[:]))
}

// size is about how many bytes of memory the answer takes in all its codings.
func (p *prepared) size() int64 {
	n := 2*len(p.answer.body) + 1024
	for _, f := range p.common {
		n += len(strings.Join(f.values, ""))
	}
	return int64(n)
}

// send writes an answer, or 304 or 412 as the conditions of the request say. An
// answer from damaged files is none.
func (s *Server) send(c *gin.Context, a answer) error {
	if err := s.store.Snapshot().Err(); err != nil {
		return err
	}
	return prepare(a).send(c)
}

func (p *prepared) send(c *gin.Context) error {
	coding, err := negotiate.Coding(c.Request, len(p.answer.body))
	if err != nil {
		return err
	}
	body, err := p.in(coding)
	if err != nil {
		return err
	}
	status := evaluate(c.Request, body.tag, p.answer.modified)
	if status == http.StatusPreconditionFailed {
		return problem.New("precondition-failed", "the current tag is %s", body.tag)
	}
	h := c.Writer.Header()
	set(h, p.common)
	h["Etag"] = []string{body.tag}
	if status == 0 {
		status = http.StatusOK
		set(h, body.fields)
	}
	c.Status(status)
	c.Writer.WriteHeaderNow()
	if c.Request.Method != http.MethodHead && status == http.StatusOK {
		_, _ = c.Writer.Write(body.body) // the client is gone: nobody to tell
	}
	return nil
}

func set(h http.Header, fields []header) {
	for _, f := range fields {
		h[f.name] = f.values
	}
}

// setHeaders sets what 200 and 304 have in common, RFC 9110 §15.4.5.
func (a answer) setHeaders(h http.Header, tag string) {
	h.Set("ETag", tag)
	if !a.modified.IsZero() {
		h.Set("Last-Modified", a.modified.UTC().Format(http.TimeFormat))
	}
	if !a.memento.IsZero() {
		h.Set("Memento-Datetime", a.memento.UTC().Format(http.TimeFormat))
	}
	h.Set("Vary", strings.Join(append(a.vary, "Accept-Encoding"), ", "))
	h.Set("Cache-Control", a.cache)
	if a.cache == "" {
		h.Set("Cache-Control", cacheCurrent)
	}
	if a.location != "" {
		h.Set("Content-Location", a.location)
	}
	if a.lang != "" {
		h.Set("Content-Language", a.lang)
	}
	if a.profile != "" {
		h.Set("Content-Profile", "<"+a.profile+">")
	}
	link.Add(h, a.links)
}

// An answer is a representation with what its headers say of it.
type answer struct {
	media    string // full content type
	body     []byte
	modified time.Time
	memento  time.Time // of a version; zero for what is current
	lang     string    // Content-Language, if any
	profile  string    // Content-Profile, if any
	location string    // Content-Location, if any
	vary     []string  // besides Accept-Encoding
	links    []link.Link
	cache    string // Cache-Control; cacheCurrent when empty
	state    uint64 // the commit that made it, which the tag tells too; 0 where it does not
	tag      string // where that is not made of the bytes
}
