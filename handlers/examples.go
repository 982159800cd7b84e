package handlers

import (
	"embed"
	"io/fs"
	"path"
	"strings"
	"sync"
)

//go:embed examples/*.rq
var exampleFiles embed.FS

// An example is a question about the data: examples/NN-slug.rq, where the first
// two lines are comments that say it in words.
type example struct{ slug, en, fr, text string }

// examples returns all, in the order of their files.
var examples = sync.OnceValue(func() (found []example) {
	names, _ := fs.Glob(exampleFiles, "examples/*.rq") // the pattern is a constant and well-formed
	for _, name := range names {
		content, err := fs.ReadFile(exampleFiles, name)
		if err != nil { // it is embedded
			continue
		}
		lines := strings.SplitN(string(content), "\n", 3)
		_, slug, _ := strings.Cut(strings.TrimSuffix(path.Base(name), ".rq"), "-")
		found = append(found, example{slug: slug, en: strings.TrimPrefix(lines[0], "# en: "), fr: strings.TrimPrefix(lines[1], "# fr: "), text: strings.TrimSpace(lines[2])})
	}
	return found
})

// label says the question in a language of the pages.
func (e example) label(lang string) string {
	if lang == "fr" {
		return e.fr
	}
	return e.en
}

// form is Select, Construct, Ask or Describe, as the names of SHACL's executables
// have it.
func (e example) form() string {
	word, _, _ := strings.Cut(e.text, " ")
	return word[:1] + strings.ToLower(word[1:])
}
