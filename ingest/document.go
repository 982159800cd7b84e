package ingest

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net/url"
	"regexp"
	"strings"
	"time"
	"unicode/utf8"

	"w3id.org/plenary/rdf"
)

// MaxBytes is the size of the largest document that is read when ReadOptions
// name no other.
const MaxBytes = 4 << 20

// Reasons why a document is not read.
var (
	ErrEmpty    = errors.New("ingest: the document has no text")
	ErrBinary   = errors.New("ingest: the document is not text")
	ErrTooLarge = errors.New("ingest: the document is too large")
)

// Meta is what is known of a document beside its text. An empty field is not
// known.
type Meta struct {
	Title     string `json:"title"`
	Publisher string `json:"publisher"`
	Date      string `json:"date"`     // of publication, as in ISO 8601
	Language  string `json:"language"` // BCP 47
	Address   string `json:"address"`  // IRI of the published page
}

// Over returns m with what it lacks taken from other.
func (m Meta) Over(other Meta) Meta {
	fields := []*string{&m.Title, &m.Publisher, &m.Date, &m.Language, &m.Address}
	for i, value := range []string{other.Title, other.Publisher, other.Date, other.Language, other.Address} {
		if *fields[i] == "" {
			*fields[i] = value
		}
	}
	return m
}

// languageTag is what a language looks like (RFC 5646 §2.1).
var languageTag = regexp.MustCompile(`^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$`)

// Check refuses what is no day, no language and no address. Errors begin with the name
// of the field.
func (m Meta) Check() error {
	if _, err := time.Parse(time.DateOnly, m.Date); m.Date != "" && err != nil {
		return fmt.Errorf("date: %.50q is no day, such as 2025-11-23", m.Date)
	}
	if m.Language != "" && !languageTag.MatchString(m.Language) {
		return fmt.Errorf("language: %.50q is no tag of a language, such as en or fr-CA", m.Language)
	}
	if u, err := url.Parse(m.Address); m.Address != "" && (err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || rdf.CheckIRI(m.Address) != nil) {
		return fmt.Errorf("address: %.200q is no address of a page, such as https://example.org/release", m.Address)
	}
	return nil
}

// A Document is a published text. Text is what its bytes say, decoded, without a
// byte order mark and otherwise as it is: markup is part of it.
type Document struct {
	Meta
	Text string
	Hash string // SHA-256 of Text in UTF-8, in hexadecimal digits

	folded  folded
	offsets []int32 // where each code point begins, in bytes; then the length
}

// ReadOptions say how to read a document.
type ReadOptions struct {
	Name     string // in errors, and for its suffix
	Meta     Meta   // goes before what the document says of itself
	MaxBytes int64  // zero means the constant of that name
}

// Read reads plain text or HTML of any usual encoding.
//
// Errors: ErrEmpty, ErrBinary, ErrTooLarge, and those of r.
func Read(r io.Reader, o ReadOptions) (*Document, error) {
	limit := o.MaxBytes
	if limit <= 0 {
		limit = MaxBytes
	}
	raw, err := io.ReadAll(io.LimitReader(r, limit+1))
	if err != nil {
		return nil, fmt.Errorf("ingest: read %s: %w", o.Name, err)
	}
	if int64(len(raw)) > limit {
		return nil, fmt.Errorf("%w: more than %d bytes", ErrTooLarge, limit)
	}
	text, err := decode(raw)
	if err != nil {
		return nil, err
	}
	return newDocument(text, o)
}

func newDocument(text string, o ReadOptions) (*Document, error) {
	d := &Document{Text: text, Meta: o.Meta}
	sum := sha256.Sum256([]byte(text))
	d.Hash = hex.EncodeToString(sum[:])
	d.offsets = make([]int32, 0, len(text)+1)
	for i := range text {
		d.offsets = append(d.offsets, int32(i))
	}
	d.offsets = append(d.offsets, int32(len(text)))
	if looksLikeHTML(text, o.Name) {
		d.readHTML()
		if !languageTag.MatchString(d.Language) { // a page may say anything
			d.Language = ""
		}
	} else {
		d.folded.add(text, 0)
	}
	if strings.TrimSpace(d.folded.text()) == "" {
		return nil, ErrEmpty
	}
	return d, nil
}

// Len returns the number of code points of the text.
func (d *Document) Len() int { return len(d.offsets) - 1 }

// Quote returns the code points from start to end, exclusive.
func (d *Document) Quote(start, end int) string {
	return d.Text[d.offsets[start]:d.offsets[end]]
}

// binaryShare is the share of control characters from which on a document is
// not taken for text.
const binaryShare = 0.01

func isBinary(text string) bool {
	control := strings.Count(text, "\uFFFD")
	for _, r := range text {
		if r < ' ' && r != '\n' && r != '\r' && r != '\t' && r != '\f' {
			control++
		}
	}
	return float64(control) > binaryShare*float64(utf8.RuneCountInString(text))
}

func looksLikeHTML(text, name string) bool {
	lower := strings.ToLower(name)
	if strings.HasSuffix(lower, ".txt") {
		return false
	}
	head := strings.ToLower(strings.TrimSpace(text[:min(len(text), 1024)]))
	for _, sign := range []string{"<!doctype html", "<html", "<head", "<body"} {
		if strings.Contains(head, sign) {
			return true
		}
	}
	isNamed := strings.HasSuffix(lower, ".html") || strings.HasSuffix(lower, ".htm") || strings.HasSuffix(lower, ".xhtml")
	return isNamed && bytes.ContainsRune([]byte(text), '<')
}
