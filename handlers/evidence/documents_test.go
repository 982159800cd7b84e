package evidence

import (
	"crypto/sha256"
	"encoding/hex"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestOpenDocuments(t *testing.T) {
	dir := t.TempDir()
	for name, content := range map[string]string{
		"plain.txt": "Genève\n", "marked.txt": "\uFEFFLyon\n", "plain.json": "{}", "notes.md": "not a text",
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Mkdir(filepath.Join(dir, "folder.txt"), 0o700); err != nil {
		t.Fatal(err)
	}
	d, err := OpenDocuments(dir)
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]bool{"Genève\n": true, "Lyon\n": true, "\uFEFFLyon\n": false, "not a text": false} {
		if got, ok := d.Text(hashOf(text)); ok != want || ok && got != text {
			t.Errorf("Text of %q = %q, %t, want %t", text, got, ok, want)
		}
	}
	if _, ok := (*Documents)(nil).Text(hashOf("Lyon\n")); ok {
		t.Error("no documents have a text")
	}
}

func hashOf(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

func TestOpenDocumentsErrors(t *testing.T) {
	dir := t.TempDir()
	latin := filepath.Join(dir, "latin.txt")
	if err := os.WriteFile(latin, []byte("Gen\xE8ve"), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, path := range map[string]string{"missing": filepath.Join(dir, "none"), "no folder": latin, "not UTF-8": dir} {
		if _, err := OpenDocuments(path); err == nil || !strings.Contains(err.Error(), path) {
			t.Errorf("%s: %v, want an error that names %s", name, err, path)
		}
	}
}

func TestStretch(t *testing.T) {
	tests := []struct {
		name       string
		start, end int
		want       string
	}{
		{"counts code points", 3, 6, "ève"},
		{"empty", 2, 2, ""},
		{"beyond the end", 3, 7, ""},
		{"backwards", 3, 2, ""},
		{"negative", -1, 2, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := stretch("Genève", tt.start, tt.end); got != tt.want {
				t.Errorf("stretch(%d, %d) = %q, want %q", tt.start, tt.end, got, tt.want)
			}
		})
	}
}
