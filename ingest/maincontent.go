package ingest

import (
	"strings"

	readability "codeberg.org/readeck/go-readability/v2"
)

// leastMain is the share of a page's text from which on what readability finds
// is trusted: a short release in a small page may be taken for clutter.
const leastMain = 0.25

// mainContent tells the blocks of a page that are its main content: those whose
// words readability keeps, and headings.
func mainContent(source string, blocks []pageBlock) func(i int) bool {
	keep := make([]bool, len(blocks))
	kept, all := 0, 0
	article := squeezed(articleText(source))
	for i := range blocks {
		words := squeezed(blocks[i].text.String())
		all += len(words)
		keep[i] = words != "" && strings.Contains(article, words)
		if keep[i] {
			kept += len(words)
		}
	}
	if float64(kept) < leastMain*float64(all) {
		return func(int) bool { return true }
	}
	return func(i int) bool { return keep[i] || blocks[i].isHeading }
}

// articleText returns the text of the article in a page, empty when there is
// none. A page that makes the library panic has none.
func articleText(source string) (text string) {
	defer func() {
		if recover() != nil {
			text = ""
		}
	}()
	article, err := readability.FromReader(strings.NewReader(source), nil)
	if err != nil || article.Node == nil {
		return ""
	}
	var b strings.Builder
	if article.RenderText(&b) != nil {
		return ""
	}
	return b.String()
}

// squeezed is a text without blanks, by which texts are compared.
func squeezed(text string) string {
	var f folded
	f.add(text, 0)
	return strings.Join(strings.Fields(f.text()), "")
}
