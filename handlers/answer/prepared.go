package answer

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash/crc32"
	"net/http"
	"strconv"
	"sync"

	"w3id.org/plenary/handlers/codings"
	"w3id.org/plenary/handlers/link"
	"w3id.org/plenary/handlers/negotiate"
	"w3id.org/plenary/handlers/problem"
)

// prepared is an answer with its headers written out, which may be sent any number
// of times. Each coding of its body is made once.
type prepared struct {
	answer Answer
	lines  []byte // of the header: what every answer has, and what 200 and 304 have in common but the tag

	mu     sync.Mutex
	coded  map[string]*codedForm
	common []header // of the lines what this answer has; nil until it is asked for
}

// header is one of an answer with its values; the name is in its canonical form.
type header struct {
	name   string
	values []string
}

// codedForm is a body in one coding.
type codedForm struct {
	body   []byte
	tag    []string
	fields []header // that only this coding has, and only on 200
}

// Prepare writes out the headers of an answer.
func Prepare(a Answer) *prepared {
	own := http.Header{}
	a.setOwn(own)
	lines := bytes.NewBuffer(append(make([]byte, 0, usualLines), alwaysLines...))
	_ = own.Write(lines) // to memory
	return &prepared{answer: a, coded: map[string]*codedForm{}, lines: link.AppendLines(lines.Bytes(), a.Links)}
}

// usualLines is for how many bytes of lines there is room at first.
const usualLines = 6 << 10

// headers returns what 200 and 304 have in common but the tag.
func (p *prepared) headers() []header {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.common == nil {
		h := http.Header{}
		p.answer.setOwn(h)
		link.Add(h, p.answer.Links)
		for name, values := range h {
			p.common = append(p.common, header{name, values[:len(values):len(values)]})
		}
	}
	return p.common
}

// in returns the body in a coding.
func (p *prepared) in(coding string) (*codedForm, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if c := p.coded[coding]; c != nil {
		return c, nil
	}
	body, err := codings.Encode(p.answer.Body, coding)
	if err != nil {
		return nil, err
	}
	c := &codedForm{body: body, tag: []string{p.tag(coding)}, fields: []header{{"Content-Type", []string{p.answer.Media}}, {"Content-Length", []string{strconv.Itoa(len(body))}}}}
	if coding != "" {
		c.fields = append(c.fields, header{"Content-Encoding", []string{coding}})
	}
	p.coded[coding] = c
	return c, nil
}

// Tag is a strong tag of exactly the bytes that are sent: two answers with one tag
// are the same, whatever made them.
func (p *prepared) tag(coding string) string {
	if p.answer.Tag != "" {
		return p.answer.Tag
	}
	body := p.answer.Body
	sum := sha256.Sum256(fmt.Appendf(nil, "%x %x %x\x00%s\x00%s\x00%s", len(body), crc32.ChecksumIEEE(body), crc32.Checksum(body, castagnoli), p.answer.Media, coding, p.answer.Lang))
	return p.answer.Tagged(hex.EncodeToString(sum[:]))
}

// castagnoli and the other polynomial check 64 bits together, in a sixth of the time
// that a cryptographic hash takes. Who could make two bodies with one tag has both
// to choose, and can as well leave the one.
var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// size is about how many bytes of memory the answer takes in all its codings.
func (p *prepared) size() int64 {
	return int64(2*len(p.answer.Body) + 4*len(p.lines) + 1024)
}

// Send writes the answer, or 304 or 412 as the conditions of the request say.
func (p *prepared) Send(w http.ResponseWriter, r *http.Request) error {
	coding, err := negotiate.Coding(r, len(p.answer.Body))
	if err != nil {
		return err
	}
	body, err := p.in(coding)
	if err != nil {
		return err
	}
	status := Evaluate(r, body.tag[0], p.answer.Modified)
	if status == http.StatusPreconditionFailed {
		return problem.New("precondition-failed", "the current tag is %s", body.tag[0])
	}
	h, sent := w.Header(), body.body
	if status == 0 {
		status = http.StatusOK
		set(h, body.fields)
	}
	if status != http.StatusOK || r.Method == http.MethodHead {
		sent = nil
	}
	h["Etag"] = body.tag
	if c := connOf(r); c != nil {
		for name := range Always {
			delete(h, name)
		}
		c.hold(p.lines, len(sent))
	} else {
		set(h, p.headers())
	}
	w.WriteHeader(status)
	if sent != nil {
		_, _ = w.Write(sent) // the client is gone: nobody to tell
	}
	return nil
}

func set(h http.Header, fields []header) {
	for _, f := range fields {
		h[f.name] = f.values
	}
}
