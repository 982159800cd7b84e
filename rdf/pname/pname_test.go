package pname_test

import (
	"testing"

	"w3id.org/plenary/rdf/pname"
)

func TestNames(t *testing.T) {
	tests := []struct {
		text                        string
		prefix, label, lang, ncname bool
	}{
		{"", true, false, false, false},
		{"a", true, true, true, true},
		{"a1", true, true, false, true},
		{"1a", false, true, false, false},
		{"_a", false, true, false, true},
		{"a.b", true, true, false, true},
		{"a.", false, false, false, true},
		{".a", false, false, false, false},
		{"-a", false, false, false, false},
		{"a-b", true, true, true, true},
		{"en-1", true, true, true, true},
		{"en-", true, true, false, true},
		{"abcdefghi", true, true, false, true},
		{"é·", true, true, false, true},
		{"a:b", false, false, false, false},
		{"a b", false, false, false, false},
		{"a\xff", false, false, false, false},
		{"\U000F0000", false, false, false, false},
	}
	for _, tt := range tests {
		for _, c := range []struct {
			name      string
			got, want bool
		}{
			{"IsPrefix", pname.IsPrefix(tt.text), tt.prefix}, {"IsLabel", pname.IsLabel(tt.text), tt.label},
			{"IsLangTag", pname.IsLangTag(tt.text), tt.lang}, {"IsNCName", pname.IsNCName(tt.text), tt.ncname},
		} {
			if c.got != c.want {
				t.Errorf("%s(%q) = %v, want %v", c.name, tt.text, c.got, c.want)
			}
		}
	}
}

func TestAppendLocal(t *testing.T) {
	tests := []struct {
		local, want string
		ok          bool
	}{
		{"", "", true},
		{"Meeting", "Meeting", true},
		{"a.b", "a.b", true},
		{"a.", `a\.`, true},
		{".a", `\.a`, true},
		{"-a", `\-a`, true},
		{"1:2", "1:2", true},
		{"a(b)", `a\(b\)`, true},
		{"%2F", "%2F", true},
		{"%2", "", false},
		{"a/b", "", false},
		{"a#b", "", false},
		{"a\xff", "", false},
	}
	for _, tt := range tests {
		got, ok := pname.AppendLocal([]byte("x:"), tt.local)
		if string(got) != "x:"+tt.want || ok != tt.ok {
			t.Errorf("AppendLocal(%q) = %q, %v, want %q, %v", tt.local, got, ok, "x:"+tt.want, tt.ok)
		}
	}
}
