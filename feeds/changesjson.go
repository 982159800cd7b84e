package feeds

import (
	"bufio"
	"encoding/json"
	"io"
	"iter"
	"strings"
	"time"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/nquads"
)

// WriteJSON writes the page as a JSON object: dataset, since, next and full as in
// Page, tombstones, and changes, each with the commit and the quads that it
// added and removed as lines of N-Quads.
func (p *Page) WriteJSON(to io.Writer) error {
	w := bufio.NewWriter(to)
	entries := []tombstoneEntry{}
	for _, t := range p.Tombstones {
		entries = append(entries, t.entry())
	}
	head, err := json.Marshal(struct {
		Dataset    string           `json:"dataset"`
		Since      uint64           `json:"since"`
		Next       uint64           `json:"next"`
		Full       bool             `json:"full"`
		Tombstones []tombstoneEntry `json:"tombstones"`
	}{p.Dataset, p.Since, p.Next, p.Full, entries})
	if err != nil {
		return err
	}
	_, _ = w.Write(head[:len(head)-1]) // a bufio.Writer keeps its error
	_, _ = w.WriteString(`,"changes":[`)
	for i, t := range p.Changes {
		if i > 0 {
			_, _ = w.WriteString(",")
		}
		if err := writeChange(w, t); err != nil {
			return err
		}
	}
	_, _ = w.WriteString("]}\n")
	return w.Flush()
}

// writeChange writes one commit with its quads.
func writeChange(w *bufio.Writer, t graph.Transaction) error {
	head, err := json.Marshal(struct {
		Seq     uint64    `json:"seq"`
		Time    time.Time `json:"time"`
		Author  string    `json:"author,omitempty"`
		Message string    `json:"message,omitempty"`
	}{t.Seq, t.Time.UTC(), t.Author, t.Message})
	if err != nil {
		return err
	}
	_, _ = w.Write(head[:len(head)-1])
	for _, part := range []struct {
		name  string
		quads iter.Seq2[rdf.Quad, error]
	}{{"removed", t.RemovedQuads}, {"added", t.AddedQuads}} {
		_, _ = w.WriteString(`,"` + part.name + `":[`)
		if err := writeLines(w, part.quads); err != nil {
			return err
		}
		_, _ = w.WriteString("]")
	}
	_, err = w.WriteString("}")
	return err
}

// writeLines writes quads as JSON strings with a comma between them.
func writeLines(w *bufio.Writer, quads iter.Seq2[rdf.Quad, error]) error {
	separator := "\n"
	var line []byte
	for q, err := range quads {
		if err != nil {
			return err
		}
		line = nquads.AppendQuad(line[:0], q)
		text, err := json.Marshal(strings.TrimSuffix(string(line), "\n"))
		if err != nil {
			return err
		}
		_, _ = w.WriteString(separator)
		_, _ = w.Write(text)
		separator = ",\n"
	}
	return nil
}
