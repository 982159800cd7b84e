package xmltoken

import (
	"bytes"
	"fmt"
	"io"
	"regexp"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// maxDeclaration is how far into a document its encoding is looked for.
const maxDeclaration = 1 << 10

var (
	// declaredEncoding finds the encoding of an XML declaration.
	declaredEncoding = regexp.MustCompile(`^<\?xml[ \t\r\n][^>]*?[ \t\r\n]encoding[ \t\r\n]*=[ \t\r\n]*["']([A-Za-z][A-Za-z0-9._-]*)["']`)
	// encodingName is EncName, XML 1.0 §4.3.3.
	encodingName = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9._-]*$`)
)

// A badInput is an error in the bytes of an encoding.
type badInput struct{ what string }

func (b *badInput) Error() string { return b.what }

func charName(c rune) string { return fmt.Sprintf("character %U", c) }

// start finds out about the encoding of the document, XML 1.0 §F, and puts a
// decoder before the reader unless it is UTF-8.
func (in *input) start() {
	in.line, in.column = 1, 1
	in.buf = make([]byte, 0, firstBytes)
	for in.read(len("<?xml")); bytes.HasPrefix(in.buf, []byte("<?xml")) && !bytes.Contains(in.buf, []byte("?>")) && len(in.buf) < maxDeclaration; {
		if in.ended || in.err != nil {
			break
		}
		in.read(1)
	}
	if n, name, d := byteOrderMark(in.buf); n > 0 {
		in.offset, in.marked = int64(n), name
		in.buf = append(in.buf[:0], in.buf[n:]...)
		in.decode(d)
	} else if name := family(in.buf); name != "" {
		in.unreadable(name)
	} else {
		in.decodeDeclared()
	}
	in.check()
}

// decodeDeclared decodes by the encoding of the XML declaration.
func (in *input) decodeDeclared() {
	m := declaredEncoding.FindSubmatch(in.buf[:min(len(in.buf), maxDeclaration)])
	if m == nil {
		return
	}
	switch name := string(m[1]); strings.ToLower(name) {
	case "utf-8", "utf8":
	case "utf-16", "utf-16le", "utf-16be", "unicode":
		in.fail(0, "§4.3.3", `it may be encoding="UTF-8"`, "the document says that it is encoded in %s, but begins in ASCII", name)
	case "us-ascii", "ascii":
		in.decode(&narrow{name: name, upper: 0x7F})
	default:
		if table := charmapOf(name); table != nil {
			in.decode(&narrow{name: name, table: table, upper: 0xFF})
			return
		}
		in.unreadable(name)
	}
}

// contradicts says how a declared encoding is none, or not that of the byte order
// mark.
func (in *input) contradicts(name string) string {
	if !encodingName.MatchString(name) {
		return fmt.Sprintf("%.40q is no name of an encoding", name)
	}
	if len(name) >= len(in.marked) && strings.EqualFold(name[:len(in.marked)], in.marked) {
		return ""
	}
	return fmt.Sprintf("the document says that it is encoded in %.40s, but its byte order mark is that of %s", name, in.marked)
}

func (in *input) unreadable(name string) {
	in.fail(0, "§4.3.3", "save the document as UTF-8", "the document is encoded in %.40s, which cannot be read", name)
}

func (in *input) badHint() string {
	if in.unit == nil && in.bad == "a byte that is not UTF-8" {
		return `name another encoding as in <?xml version="1.0" encoding="ISO-8859-1"?>`
	}
	return ""
}

// byteOrderMark returns the length of the mark that b begins with, the encoding
// it is that of, and what decodes the rest unless that is UTF-8.
func byteOrderMark(b []byte) (n int, name string, d decoder) {
	switch {
	case bytes.HasPrefix(b, []byte("\xEF\xBB\xBF")):
		return 3, "UTF-8", nil
	case bytes.HasPrefix(b, []byte("\xFF\xFE\x00\x00")):
		return 0, "", nil
	case bytes.HasPrefix(b, []byte("\xFF\xFE")):
		return 2, "UTF-16", &wide{low: 0, high: 1}
	case bytes.HasPrefix(b, []byte("\xFE\xFF")):
		return 2, "UTF-16", &wide{low: 1, high: 0}
	}
	return 0, "", nil
}

// family names the encoding of a document that does not begin in ASCII.
func family(b []byte) string {
	for start, name := range map[string]string{
		"\xFF\xFE\x00\x00": "UTF-32", "\x00\x00\xFE\xFF": "UTF-32", "\x00\x00\x00<": "UTF-32", "<\x00\x00\x00": "UTF-32",
		"<\x00?\x00": "UTF-16 without a byte order mark", "\x00<\x00?": "UTF-16 without a byte order mark", "\x4C\x6F\xA7\x94": "EBCDIC",
	} {
		if bytes.HasPrefix(b, []byte(start)) {
			return name
		}
	}
	return ""
}

// charmapOf returns the encoding of one byte a character that has the name, nil
// without one. ISO-8859-1 is that of the standard, not windows-1252.
func charmapOf(name string) *charmap.Charmap {
	name = strings.ToLower(strings.ReplaceAll(name, "_", "-"))
	name = strings.Replace(name, "iso8859", "iso-8859", 1)
	if name == "latin1" || name == "latin-1" {
		name = "iso-8859-1"
	}
	name = strings.Replace(name, "cp125", "windows-125", 1)
	for _, e := range charmap.All {
		if table, ok := e.(*charmap.Charmap); ok && strings.ReplaceAll(strings.ToLower(table.String()), " ", "-") == name {
			return table
		}
	}
	return nil
}

// A decoder turns the start of src into UTF-8 and says how much it has read;
// nothing, when there is too little of it. It goes no further than an error.
type decoder interface {
	decode(dst, src []byte) (out []byte, n int, err error)
	// units returns how many bytes of the document some of UTF-8 stand for.
	units(utf8 []byte) int
}

// decode puts a decoder before the rest of the document; nil is for none.
func (in *input) decode(d decoder) {
	if d == nil {
		return
	}
	head := bytes.Clone(in.buf)
	in.unit = d.units
	in.r = &transcoder{r: io.MultiReader(bytes.NewReader(head), in.r), d: d}
	in.buf, in.ended, in.size = in.buf[:0], false, 0
	in.read(1)
}

// A transcoder reads UTF-8 out of another encoding.
type transcoder struct {
	r    io.Reader
	d    decoder
	src  []byte
	dst  []byte
	done int // of dst
	err  error
}

func (t *transcoder) Read(p []byte) (int, error) {
	for t.done == len(t.dst) {
		if t.err != nil {
			return 0, t.err
		}
		t.fill()
	}
	n := copy(p, t.dst[t.done:])
	t.done += n
	return n, nil
}

func (t *transcoder) fill() {
	if t.src == nil {
		t.src = make([]byte, 0, firstBytes)
	}
	n, err := t.r.Read(t.src[len(t.src):cap(t.src)])
	t.src = t.src[:len(t.src)+n]
	out, used, bad := t.d.decode(t.dst[:0], t.src)
	t.dst, t.done = out, 0
	t.src = t.src[:copy(t.src, t.src[used:])]
	switch {
	case bad != nil:
		t.err = bad
	case err == io.EOF && len(t.src) > 0:
		t.err = &badInput{"half of a character"}
	case err != nil:
		t.err = err
	}
}

// narrow is an encoding of one byte a character; without a table, ASCII.
type narrow struct {
	name  string
	table *charmap.Charmap
	upper byte
}

func (d *narrow) decode(dst, src []byte) ([]byte, int, error) {
	for i, c := range src {
		if c < utf8.RuneSelf {
			dst = append(dst, c)
			continue
		}
		char := utf8.RuneError
		if c <= d.upper {
			char = d.table.DecodeByte(c)
		}
		if char == utf8.RuneError {
			return dst, i, &badInput{fmt.Sprintf("byte 0x%X, which is no character of %s", c, d.name)}
		}
		dst = utf8.AppendRune(dst, char)
	}
	return dst, len(src), nil
}

func (d *narrow) units(b []byte) int { return utf8.RuneCount(b) }

// wide is UTF-16, its bytes in the order of the indexes.
type wide struct{ low, high int }

func (d *wide) decode(dst, src []byte) ([]byte, int, error) {
	i := 0
	for i+1 < len(src) {
		c, size := rune(d.unit(src[i:])), 2
		if utf16.IsSurrogate(c) {
			if i+3 >= len(src) {
				break
			}
			size = 4
			if c = utf16.DecodeRune(c, rune(d.unit(src[i+2:]))); c == utf8.RuneError {
				return dst, i, &badInput{"half of a surrogate pair"}
			}
		}
		dst = utf8.AppendRune(dst, c)
		i += size
	}
	return dst, i, nil
}

func (d *wide) unit(b []byte) uint16 { return uint16(b[d.low]) | uint16(b[d.high])<<8 }

func (d *wide) units(b []byte) int {
	n := 0
	for _, c := range string(b) {
		n += 2 * utf16.RuneLen(c)
	}
	return n
}
