// Package examples has questions about the data, each with its query in SPARQL.
//
// Each has an answer in the embedded data that is not empty.
package examples

import (
	"embed"
	"io/fs"
	"path"
	"strings"
	"sync"
)

//go:embed *.rq
var exampleFiles embed.FS

// A Query is a question about the data: NN-slug.rq, where the first
// two lines are comments that say it in words.
type Query struct{ Slug, EN, FR, Text string }

// All returns all, in the order of their files.
var All = sync.OnceValue(func() (found []Query) {
	names, _ := fs.Glob(exampleFiles, "*.rq") // the pattern is a constant and well-formed
	for _, name := range names {
		content, err := fs.ReadFile(exampleFiles, name)
		if err != nil { // it is embedded
			continue
		}
		lines := strings.SplitN(string(content), "\n", 3)
		_, slug, _ := strings.Cut(strings.TrimSuffix(path.Base(name), ".rq"), "-")
		found = append(found, Query{Slug: slug, EN: strings.TrimPrefix(lines[0], "# en: "), FR: strings.TrimPrefix(lines[1], "# fr: "), Text: strings.TrimSpace(lines[2])})
	}
	return found
})

// Label says the question in a language of the pages.
func (e Query) Label(lang string) string {
	if lang == "fr" {
		return e.FR
	}
	return e.EN
}

// Form is Select, Construct, Ask or Describe, as the names of SHACL's executables
// have it.
func (e Query) Form() string {
	word, _, _ := strings.Cut(e.Text, " ")
	return word[:1] + strings.ToLower(word[1:])
}
