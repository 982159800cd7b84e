package explorer

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"html/template"
)

// site is what every template of one language may ask for.
type site struct {
	Options
	lang   string
	texts  Texts
	assets map[string]string
}

func (s site) funcs() template.FuncMap {
	return template.FuncMap{
		"t":     func(key string, args ...any) (string, error) { return s.texts.text(s.lang, key, args...) },
		"count": func(n int) string { return FormatCount(s.lang, n) },
		"root":  func(path string) string { return s.Root + path },
		"asset": s.asset,
		"built": func(name string) bool { return s.assets[name] != "" },
		"lang":  func() string { return s.lang },
		"site":  func() Options { return s.Options },
		"link":  func(carry, path string) string { return s.Root + path + carry },
		"nav":   s.nav,
		"inc":   func(n int) int { return n + 1 },
		"pick":  pick,
	}
}

// A navItem is an entry of the navigation; Key is that of its text.
type navItem struct {
	Href, Key string
	Current   bool
}

func (s site) nav(v View, name, path string) navItem {
	p := v.page()
	return navItem{Href: s.Root + path + p.Carry, Key: "nav." + name, Current: p.Here == name}
}

// asset returns the address of a file, which changes with its content so that
// caches may keep it for ever.
func (s site) asset(name string) (string, error) {
	version, ok := s.assets[name]
	if !ok {
		return "", fmt.Errorf("no asset %q", name)
	}
	return s.Root + "assets/" + name + "?v=" + version, nil
}

func shortHash(content []byte) string {
	sum := sha256.Sum256(content)
	return hex.EncodeToString(sum[:4])
}
