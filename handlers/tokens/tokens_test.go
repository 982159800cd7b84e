package tokens_test

import (
	"encoding/base64"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"w3id.org/plenary/handlers/tokens"
)

// clock is a time that a test moves.
type clock struct{ time.Time }

func (c *clock) now() time.Time { return c.Time }

func open(t testing.TB) (*tokens.File, string, *clock) {
	t.Helper()
	c := &clock{time.Date(2026, 5, 1, 12, 0, 0, 0, time.UTC)}
	folder := t.TempDir()
	return tokens.Open(folder, c.now), folder, c
}

func create(t testing.TB, f *tokens.File, name string, role tokens.Role, valid time.Duration) string {
	t.Helper()
	_, text, err := f.Create(name, role, valid)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func TestLifeOfAToken(t *testing.T) {
	f, folder, c := open(t)
	if any, err := f.Any(); any || err != nil {
		t.Errorf("Any = %v, %v in a folder without tokens", any, err)
	}
	text := create(t, f, "Ada", tokens.Curator, time.Hour)
	beside := tokens.Open(folder, c.now) // another process
	got, err := beside.Verify(text)
	if err != nil || got.Name != "Ada" || got.Role != tokens.Curator {
		t.Errorf("Verify = %+v, %v", got, err)
	}
	if c.Time = c.Add(time.Hour - time.Second); must(beside.Verify(text)).Name != "Ada" {
		t.Error("the token expires too early")
	}
	c.Time = c.Add(time.Second)
	if _, err := beside.Verify(text); !errors.Is(err, tokens.ErrInvalid) {
		t.Errorf("an expired token: %v", err)
	}
	second := create(t, f, "Ada", tokens.Admin, 0) // the name is free again
	if got, err := beside.Verify(second); err != nil || got.Role != tokens.Admin {
		t.Errorf("Verify = %+v, %v", got, err)
	}
	if _, err := f.Revoke("Ada"); err != nil {
		t.Fatal(err)
	}
	if _, err := beside.Verify(second); !errors.Is(err, tokens.ErrInvalid) {
		t.Errorf("a revoked token: %v", err)
	}
	if _, err := f.Revoke("Ada"); err == nil {
		t.Error("a token is revoked twice")
	}
	if all, err := f.List(); err != nil || len(all) != 2 || all[0].State(c.Time) != "expired" || all[1].State(c.Time) != "revoked" {
		t.Errorf("List = %+v, %v", all, err)
	}
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// The file has no secret, and is its owner's alone.
func TestWhatIsKept(t *testing.T) {
	f, folder, _ := open(t)
	text := create(t, f, "Ada", tokens.Curator, 0)
	path := filepath.Join(folder, "tokens")
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
	kept := string(must(os.ReadFile(path)))
	secret := text[len(text)-43:]
	raw := must(base64.RawURLEncoding.DecodeString(secret))
	if len(raw) != 32 || strings.Contains(kept, secret) || strings.Contains(kept, base64.StdEncoding.EncodeToString(raw)) {
		t.Errorf("the file holds the secret of %d bytes", len(raw))
	}
	if entries := must(os.ReadDir(folder)); len(entries) != 1 {
		t.Errorf("%v are left", entries)
	}
}

func TestWhatIsNoToken(t *testing.T) {
	f, folder, _ := open(t)
	text := create(t, f, "Ada", tokens.Curator, 0)
	flip := func(i int) string {
		b := []byte(text)
		b[i] = map[bool]byte{true: 'A', false: 'B'}[b[i] != 'A']
		return string(b)
	}
	for name, other := range map[string]string{
		"nothing": "", "another ID": flip(len("plenary_")), "first byte": flip(len("plenary_") + 8), "last bytes": flip(len(text) - 2),
		"shorter": text[:len(text)-1], "longer": text + "A", "without its mark": strings.TrimPrefix(text, "plenary_"), "not base64": text[:len(text)-1] + "*",
	} {
		if got, err := f.Verify(other); !errors.Is(err, tokens.ErrInvalid) || got.Name != "" {
			t.Errorf("%s: %+v, %v", name, got, err)
		}
	}
	if err := os.WriteFile(filepath.Join(folder, "tokens"), []byte("{"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := f.Verify(text); err == nil || errors.Is(err, tokens.ErrInvalid) {
		t.Errorf("with a damaged file: %v", err)
	}
}

func TestNames(t *testing.T) {
	f, _, _ := open(t)
	create(t, f, "Ada Lovelace, Łódź", tokens.Reader, 0)
	for _, name := range []string{"", " x", "x ", "a\nb", "a\x00", "\xff", strings.Repeat("x", 101), "Ada Lovelace, Łódź"} {
		if _, _, err := f.Create(name, tokens.Reader, 0); err == nil {
			t.Errorf("%q is taken as a name", name)
		}
	}
	if _, _, err := f.Create("x", "root", 0); err == nil {
		t.Error("root is taken as a role")
	}
}

// No token of several processes is lost.
func TestCreatedAtOnce(t *testing.T) {
	_, folder, c := open(t)
	var all sync.WaitGroup
	for i := range 8 {
		all.Go(func() {
			f := tokens.Open(folder, c.now)
			for j := range 4 {
				if _, _, err := f.Create(fmt.Sprintf("%d-%d", i, j), tokens.Curator, 0); err != nil {
					t.Error(err)
				}
			}
		})
	}
	all.Wait()
	list, err := tokens.Open(folder, c.now).List()
	if err != nil || len(list) != 32 {
		t.Errorf("%d tokens, %v, want 32", len(list), err)
	}
	typed := regexp.MustCompile(`^[a-z0-9]{8}$`) // what nobody takes for a flag
	for _, token := range list {
		if !typed.MatchString(token.ID) {
			t.Errorf("the ID %q", token.ID)
		}
	}
}

func TestRoles(t *testing.T) {
	for i, role := range tokens.Roles {
		for j, other := range tokens.Roles {
			if got := role.Allows(other); got != (i >= j) {
				t.Errorf("%s allows %s: %v", role, other, got)
			}
		}
	}
	if tokens.Role("").Allows(tokens.Reader) {
		t.Error("no role allows reading with a token")
	}
}

// Wrong tokens cost the same, whatever is wrong with them: compare the rows.
func BenchmarkWrongTokens(b *testing.B) {
	f, _, _ := open(b)
	text := create(b, f, "Ada", tokens.Curator, 0)
	at := len("plenary_")
	wrong := func(i int) string {
		return text[:i] + map[bool]string{true: "A", false: "B"}[text[i] != 'A'] + text[i+1:]
	}
	for _, c := range []struct{ name, text string }{{"right", text}, {"ID", wrong(at)}, {"first", wrong(at + 8)}, {"middle", wrong(at + 30)}, {"late", wrong(len(text) - 2)}} {
		b.Run(c.name, func(b *testing.B) {
			for b.Loop() {
				_, _ = f.Verify(c.text) // its time is what counts
			}
		})
	}
}
