package problem

import (
	_ "embed"
	"encoding/csv"
	"fmt"
	"strings"
	"sync"
)

// detailsCSV has the details that people meet on pages in English and French, as
// formats with the same verbs in the same order.
//
//go:embed details.csv
var detailsCSV string

// details are the French formats by the English ones.
var details = sync.OnceValue(func() map[string]string {
	rows, err := csv.NewReader(strings.NewReader(detailsCSV)).ReadAll()
	if err != nil {
		panic(err) // it is embedded
	}
	french := make(map[string]string, len(rows))
	for _, row := range rows[1:] {
		french[row[0]] = row[1]
	}
	return french
})

// DetailIn returns the detail in a language, "en" or "fr"; false where there is only
// the English one. What was added to it, such as a reason, stays.
func (p *Problem) DetailIn(lang string) (detail string, ok bool) {
	if lang == "en" {
		return p.Detail, true
	}
	format, ok := details()[p.format]
	if !ok {
		return "", false
	}
	added := strings.TrimPrefix(p.Detail, fmt.Sprintf(p.format, p.args...))
	return fmt.Sprintf(format, p.args...) + added, true
}
