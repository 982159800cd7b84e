package xmlreader

import (
	"bytes"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"
)

const (
	// maxEntityBytes bounds the text of one entity, and with it how entities
	// in entities can grow.
	maxEntityBytes = 64 << 10
	// maxExpandedBytes bounds what references to entities can add to a
	// document.
	maxExpandedBytes = 16 << 20
)

var errExpanded = fmt.Errorf("references to entities add more than %d bytes", maxExpandedBytes)

// A referenceCounter fails when there are so many references in what it reads
// that they could add too much. Without entities they add nothing.
type referenceCounter struct {
	r       io.Reader
	count   int
	longest int // bytes of the longest entity
}

func (c *referenceCounter) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.count += bytes.Count(p[:n], []byte("&"))
	if c.count*c.longest > maxExpandedBytes {
		return 0, errExpanded
	}
	return n, err
}

var (
	// entity is an internal general entity declared in a DTD.
	entity = regexp.MustCompile(`<!ENTITY\s+([\pL_:][\w.:-]*)\s+(?:"([^"]*)"|'([^']*)')\s*>`)
	// reference is an entity or character reference.
	reference = regexp.MustCompile(`&([^;&\s]*);`)
)

var predefined = map[string]string{"amp": "&", "lt": "<", "gt": ">", "quot": `"`, "apos": "'"}

// declare takes the internal entities of a document type declaration, XML 1.0
// §4.2. External ones stay unknown, and so an error where they are used.
func (d *decoder) declare(directive string) {
	for _, m := range entity.FindAllStringSubmatch(directive, -1) {
		if d.xml.Entity == nil {
			d.xml.Entity = make(map[string]string)
		}
		if _, again := d.xml.Entity[m[1]]; !again {
			text := d.entityText(m[1], m[2]+m[3])
			d.xml.Entity[m[1]] = text
			d.references.longest = max(d.references.longest, len(text))
		}
	}
}

// entityText undoes the references in the text of an entity. Markup would
// become text, and so is an error.
func (d *decoder) entityText(name, text string) string {
	if strings.Contains(text, "<") {
		d.fail("XML", "entity %q holds markup, which is not supported", name)
	}
	total := len(text)
	return reference.ReplaceAllStringFunc(text, func(ref string) string {
		known, ok := d.referenceText(ref[1 : len(ref)-1])
		if !ok {
			d.fail("XML", "entity %q refers to %s, which is not known", name, ref)
		}
		if total += len(known); total > maxEntityBytes {
			d.fail("XML", "entity %q is longer than %d bytes", name, maxEntityBytes)
			return ""
		}
		return known
	})
}

// referenceText returns what a reference without & and ; stands for.
func (d *decoder) referenceText(name string) (string, bool) {
	if number, ok := strings.CutPrefix(name, "#"); ok {
		base := 10
		if hex, ok := strings.CutPrefix(number, "x"); ok {
			number, base = hex, 16
		}
		c, err := strconv.ParseUint(number, base, 32)
		if err != nil || c > utf8.MaxRune || !utf8.ValidRune(rune(c)) {
			return "", false
		}
		return string(rune(c)), true
	}
	if text, ok := predefined[name]; ok {
		return text, true
	}
	text, ok := d.xml.Entity[name]
	return text, ok
}
