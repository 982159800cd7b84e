package main

import (
	"context"
	"log/slog"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/handlers/evidence"
	"w3id.org/plenary/ontology"
	"w3id.org/plenary/rdf"
)

// texts opens the documents whose words are shown, nil without any. The log says of
// how many sources they are, as a warning when of none: then the folder is another
// than was meant, or the texts are not as they were read.
func (s *Serve) texts(state *graph.Snapshot, log *slog.Logger) (*evidence.Documents, error) {
	if s.Documents == "" {
		return nil, nil
	}
	documents, err := evidence.OpenDocuments(s.Documents)
	if err != nil {
		return nil, err
	}
	shown, level := 0, slog.LevelInfo
	for t, err := range state.Triples(graph.Pattern{P: rdf.IRI(ontology.TextHash)}) {
		if err != nil {
			return nil, err
		}
		if _, ok := documents.Text(t.O.Value()); ok {
			shown++
		}
	}
	if shown == 0 {
		level = slog.LevelWarn
	}
	log.Log(context.Background(), level, "documents", "folder", s.Documents, "texts_of_sources", shown)
	return documents, nil
}
