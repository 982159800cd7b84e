package evidence

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"unicode/utf8"
)

// Documents are texts that the operator may show, found by the hash that the
// graph has of them. They are read once and never change.
type Documents struct{ texts map[string]string }

// OpenDocuments reads the texts of a folder: every file NAME.txt, as UTF-8 with
// or without byte order mark. Errors: a folder that cannot be read, a text that
// is not UTF-8.
func OpenDocuments(dir string) (*Documents, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, fmt.Errorf("documents: %w", err)
	}
	d := &Documents{texts: map[string]string{}}
	for _, entry := range entries {
		if entry.IsDir() || !strings.HasSuffix(entry.Name(), ".txt") {
			continue
		}
		name := filepath.Join(dir, entry.Name())
		text, err := os.ReadFile(name)
		if err != nil {
			return nil, fmt.Errorf("documents: %w", err)
		}
		text = bytes.TrimPrefix(text, []byte("\uFEFF"))
		if !utf8.Valid(text) {
			return nil, fmt.Errorf("documents: %s is not UTF-8: convert it first", name)
		}
		sum := sha256.Sum256(text)
		d.texts[hex.EncodeToString(sum[:])] = string(text)
	}
	return d, nil
}

// Text returns the text with a SHA-256 in hexadecimal; false when there is
// none. A nil Documents has none.
func (d *Documents) Text(hash string) (string, bool) {
	if d == nil {
		return "", false
	}
	text, ok := d.texts[hash]
	return text, ok
}

// stretch returns the code points of a text from start to end, which is exclusive;
// "" when they are no part of it.
func stretch(text string, start, end int) string {
	points := []rune(text)
	if start < 0 || start > end || end > len(points) {
		return ""
	}
	return string(points[start:end])
}
