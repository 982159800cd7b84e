package xmltoken_test

import (
	"io"
	"strings"
	"testing"
	"testing/iotest"
	"unicode/utf16"

	"w3id.org/plenary/rdf"
)

// wide returns text as UTF-16 with a byte order mark.
func wide(text string, low, high int) string {
	var b strings.Builder
	for _, c := range utf16.Encode([]rune("\uFEFF" + text)) {
		pair := [2]byte{}
		pair[low], pair[high] = byte(c), byte(c>>8)
		b.Write(pair[:])
	}
	return b.String()
}

func TestEncodings(t *testing.T) {
	declared := func(name, text string) string {
		return `<?xml version="1.0" encoding='` + name + `'?><a>` + text + "</a>"
	}
	tests := []struct{ name, text, want string }{
		{"UTF-8", declared("UTF-8", "é€😀"), "é€😀"},
		{"UTF-8 with a mark", "\uFEFF" + declared("utf-8", "é"), "é"},
		{"UTF-16LE", wide(declared("UTF-16", "é€😀"), 0, 1), "é€😀"},
		{"UTF-16BE", wide(declared("utf-16", "é€😀"), 1, 0), "é€😀"},
		{"UTF-16 undeclared", wide("<a>é</a>", 1, 0), "é"},
		{"ISO-8859-1", declared("ISO-8859-1", "\xE9\x80"), "é\u0080"},
		{"latin1", declared("latin1", "\xE9"), "é"},
		{"ISO-8859-15", declared("iso-8859-15", "\xA4"), "€"},
		{"windows-1252", declared("Windows-1252", "\xE9\x80"), "é€"},
		{"windows-1251", declared("cp1251", "\xC0"), "А"},
		{"US-ASCII", declared("US-ASCII", "a&#233;"), "aé"},
		{"long", declared("ISO-8859-1", strings.Repeat("\xE9", 100_000)), strings.Repeat("é", 100_000)},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for _, r := range []io.Reader{strings.NewReader(tt.text), iotest.OneByteReader(strings.NewReader(tt.text))} {
				got, err := show(r, rdf.DecodeOptions{})
				if want := "<a\n\"" + tt.want + "\"\n>a\n"; err != nil || got != strings.ReplaceAll(want, "\u0080", `\u0080`) {
					t.Errorf("error %v, tokens %.100s", err, got)
				}
			}
		})
	}
}

func TestEncodingErrors(t *testing.T) {
	declared := func(name, text string) string {
		return "<?xml version=\"1.0\"\n encoding=\"" + name + "\"?>\n<a>" + text + "</a>"
	}
	tests := []struct{ name, text, want string }{
		{"unknown", declared("Shift_JIS", ""), "x:1:1: the document is encoded in Shift_JIS, which cannot be read"},
		{"no name", declared("", ""), `x:1:6: "" is no name of an encoding`},
		{"UTF-16 that is not", declared("UTF-16", ""), "x:1:1: the document says that it is encoded in UTF-16, but begins in ASCII"},
		{"mark of UTF-8", "\uFEFF" + declared("ISO-8859-1", ""), "x:1:6: the document says that it is encoded in ISO-8859-1, but its byte order mark is that of UTF-8"},
		{"mark of UTF-16", wide(declared("UTF-8", ""), 0, 1), "x:1:6: the document says that it is encoded in UTF-8, but its byte order mark is that of UTF-16"},
		{"UTF-16 without a mark", wide("<?xml version='1.0'?><a/>", 0, 1)[2:], "x:1:1: the document is encoded in UTF-16 without a byte order mark, which cannot be read"},
		{"UTF-32", "\x00\x00\xFE\xFF\x00\x00\x00<", "x:1:1: the document is encoded in UTF-32, which cannot be read"},
		{"UTF-32LE", "\xFF\xFE\x00\x00<\x00\x00\x00", "x:1:1: the document is encoded in UTF-32, which cannot be read"},
		{"EBCDIC", "\x4C\x6F\xA7\x94\x93", "x:1:1: the document is encoded in EBCDIC, which cannot be read"},
		{"not ASCII", declared("us-ascii", "b\xE9"), "x:3:5: found byte 0xE9, which is no character of us-ascii"},
		{"not windows-1252", declared("windows-1252", "\xE9\x81"), "x:3:5: found byte 0x81, which is no character of windows-1252"},
		{"half a pair", wide("<a>", 0, 1) + "\x00\xD8<\x00", "x:1:4: found half of a surrogate pair"},
		{"half a unit", wide("<a>", 0, 1) + "\x00", "x:1:4: found half of a character"},
		{"control", wide("<a>😀\x01", 1, 0), "x:1:5: found character U+0001, which XML 1.0 leaves out"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := show(strings.NewReader(tt.text), rdf.DecodeOptions{Source: "x"})
			if err == nil || !strings.HasPrefix(err.Error(), tt.want) {
				t.Errorf("error %v, want %s", err, tt.want)
			}
		})
	}
}

// Offsets count the bytes of the document, in whatever encoding.
func TestOffsets(t *testing.T) {
	for name, tt := range map[string]struct {
		text   string
		offset int64
	}{
		"UTF-8":      {"\uFEFF<a>é😀</b>", 3 + 3 + 6},
		"UTF-16":     {wide("<a>é😀</b>", 0, 1), 2 + 6 + 2 + 4},
		"ISO-8859-1": {"<?xml version='1.0' encoding='latin1'?><a>\xE9</b>", 39 + 3 + 1},
	} {
		_, err := show(strings.NewReader(tt.text), rdf.DecodeOptions{})
		if syntax, ok := err.(*rdf.SyntaxError); !ok || syntax.Offset != tt.offset {
			t.Errorf("%s: error %#v, want offset %d", name, err, tt.offset)
		}
	}
}
