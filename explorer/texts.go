package explorer

import (
	"bytes"
	_ "embed"
	"encoding/csv"
	"fmt"
)

//go:embed texts.csv
var textFile []byte

// Texts is the catalogue of what pages say in their own voice: language, key,
// text. Labels of the data come from the data.
type Texts map[string]map[string]string

// readTexts reads the table with the columns key and one per language.
func readTexts() (Texts, error) {
	rows, err := csv.NewReader(bytes.NewReader(textFile)).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("explorer: texts.csv: %w", err)
	}
	texts := Texts{}
	for column, lang := range rows[0] {
		if column == 0 {
			continue
		}
		texts[lang] = map[string]string{}
		for n, row := range rows[1:] {
			if row[column] == "" {
				return nil, fmt.Errorf("explorer: texts.csv:%d: %s has no text in %s", n+2, row[0], lang)
			}
			texts[lang][row[0]] = row[column]
		}
	}
	return texts, nil
}

func (t Texts) text(lang, key string, args ...any) (string, error) {
	byKey, ok := t[lang]
	if !ok {
		byKey = t[Languages[0]]
	}
	s, ok := byKey[key]
	if !ok {
		return "", fmt.Errorf("no text %q", key)
	}
	if len(args) == 0 {
		return s, nil
	}
	return fmt.Sprintf(s, args...), nil
}
