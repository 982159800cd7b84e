package answer

import (
	"bytes"
	"encoding/json"
)

// JSON returns indented JSON, with & and < as they are, and a final line
// feed.
func JSON(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	err := e.Encode(v)
	return b.Bytes(), err
}
