package negotiate

import (
	"net/http"
	"strings"

	"golang.org/x/text/language"

	"w3id.org/plenary/explorer"
)

var languages = language.NewMatcher([]language.Tag{language.English, language.French})

// Language picks a language of the pages: lang= beats Accept-Language.
func Language(r *http.Request) string {
	if lang := r.URL.Query().Get("lang"); lang != "" {
		for _, known := range explorer.Languages {
			if lang == known {
				return known
			}
		}
	}
	tags, _, err := language.ParseAcceptLanguage(strings.Join(r.Header.Values("Accept-Language"), ","))
	if err != nil || len(tags) == 0 {
		return explorer.Languages[0]
	}
	_, i, _ := languages.Match(tags...)
	return explorer.Languages[i]
}
