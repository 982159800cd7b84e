package ingest

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

const byteOrderMark = "\uFEFF"

// decode returns what the bytes of a document say: by a byte order mark, as
// UTF-8 where they are that, or else by what they declare or by their look. What
// cannot be decoded becomes U+FFFD.
func decode(raw []byte) (string, error) {
	if len(bytes.TrimSpace(raw)) == 0 {
		return "", ErrEmpty
	}
	text := string(raw)
	if !utf8.Valid(raw) || bytes.IndexByte(raw, 0) >= 0 {
		var err error
		if text, _, err = transform.String(encodingOf(raw).NewDecoder(), text); err != nil {
			return "", ErrBinary
		}
	}
	text = strings.ToValidUTF8(strings.TrimPrefix(text, byteOrderMark), "\uFFFD")
	if isBinary(text) {
		return "", ErrBinary
	}
	return text, nil
}

// mostlyUTF8 is the share of broken bytes up to which a text is UTF-8 with
// errors rather than something else.
const mostlyUTF8 = 0.2

// encodingOf guesses the encoding of bytes that are not UTF-8.
func encodingOf(raw []byte) encoding.Encoding {
	head := raw[:min(len(raw), 1024)]
	if bytes.IndexByte(head, 0) >= 0 {
		return utf16Of(head)
	}
	if wide, broken := wideAndBroken(raw); broken < mostlyUTF8*wide {
		return unicode.UTF8
	}
	found, _, _ := charset.DetermineEncoding(head, "")
	return found
}

// utf16Of tells the byte order by the mark, else by where the zeros are.
func utf16Of(head []byte) encoding.Encoding {
	zeros := [2]int{}
	for i, b := range head {
		if b == 0 {
			zeros[i%2]++
		}
	}
	order := unicode.LittleEndian
	if zeros[0] > zeros[1] {
		order = unicode.BigEndian
	}
	return unicode.UTF16(order, unicode.UseBOM)
}

// wideAndBroken counts characters of more than one byte, and bytes that are
// none.
func wideAndBroken(raw []byte) (wide, broken float64) {
	for len(raw) > 0 {
		r, n := utf8.DecodeRune(raw)
		if r == utf8.RuneError && n == 1 {
			broken++
		} else if n > 1 {
			wide++
		}
		raw = raw[n:]
	}
	return wide, broken
}
