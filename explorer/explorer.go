package explorer

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"io/fs"
	"path"
	"strings"
)

//go:embed templates/*.html
var templateFiles embed.FS

//go:embed assets
var assetFiles embed.FS

// Languages lists the languages of the pages, the default first.
var Languages = []string{"en", "fr"}

// Options say where the pages live. The zero value works.
type Options struct {
	// Root is the path under which everything is served, "/" when empty; it
	// begins and ends with a slash.
	Root string
	// Version is shown at the foot of each page; empty shows none.
	Version string
}

// An Explorer renders pages. It is safe for concurrent use.
type Explorer struct {
	texts Texts
	sets  map[string]*template.Template // by language
}

// New parses the templates and texts. An error means that the embedded files
// are broken.
func New(o Options) (*Explorer, error) {
	if o.Root == "" {
		o.Root = "/"
	}
	texts, err := readTexts()
	if err != nil {
		return nil, err
	}
	versions, err := assetVersions()
	if err != nil {
		return nil, err
	}
	e := &Explorer{texts: texts, sets: map[string]*template.Template{}}
	for _, lang := range Languages {
		s := site{Options: o, lang: lang, texts: texts, assets: versions}
		set, err := template.New("").Funcs(s.funcs()).ParseFS(templateFiles, "templates/*.html")
		if err != nil {
			return nil, fmt.Errorf("explorer: parse templates: %w", err)
		}
		e.sets[lang] = set
	}
	return e, nil
}

// Text returns the text of a key in a language, with arguments put in as
// fmt.Sprintf does. An unknown key comes back in angle brackets.
func (e *Explorer) Text(lang, key string, args ...any) string {
	s, err := e.texts.text(lang, key, args...)
	if err != nil {
		return "⟨" + key + "⟩"
	}
	return s
}

// Lookup returns the text of a key in a language, false when there is none.
func (e *Explorer) Lookup(lang, key string) (string, bool) {
	s, err := e.texts.text(lang, key)
	return s, err == nil
}

// Texts returns the texts of a language whose keys begin with a prefix, by what is
// behind it.
func (e *Explorer) Texts(lang, prefix string) map[string]string {
	found := map[string]string{}
	for key, text := range e.texts[lang] {
		if rest, ok := strings.CutPrefix(key, prefix); ok {
			found[rest] = text
		}
	}
	return found
}

// A View is a page that can be rendered: Home, List, Search, Entity, Timeline,
// Coverage, Path, Ontology, Problem, or one of the review desk.
type View interface {
	template() string
	page() Page
}

// Render returns the HTML of a page. A language that is not in Languages
// becomes the first of them.
func (e *Explorer) Render(v View) ([]byte, error) {
	set := e.sets[v.page().Lang]
	if set == nil {
		set = e.sets[Languages[0]]
	}
	var b bytes.Buffer
	if err := set.ExecuteTemplate(&b, v.template()+".html", v); err != nil {
		return nil, fmt.Errorf("explorer: render %s: %w", v.template(), err)
	}
	return b.Bytes(), nil
}

// Assets returns the files that pages refer to under assets/: the style, the
// script, the pictures.
func Assets() fs.FS {
	sub, err := fs.Sub(assetFiles, "assets")
	if err != nil { // the path is a constant and valid
		return assetFiles
	}
	return sub
}

// assetVersions returns a short content hash for each file of Assets.
func assetVersions() (map[string]string, error) {
	versions := map[string]string{}
	err := fs.WalkDir(assetFiles, "assets", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		content, err := fs.ReadFile(assetFiles, name)
		versions[path.Base(name)] = shortHash(content)
		return err
	})
	return versions, err
}
