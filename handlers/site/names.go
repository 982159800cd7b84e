package site

import (
	"cmp"
	"context"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/graph/labels"
	"w3id.org/plenary/ontology"
	"w3id.org/plenary/rdf"
	"w3id.org/plenary/sparql/plan"
)

// LabelOptions say what counts as a name of the things under a base; folder is
// where the index is kept, "" for memory. Labels of nodes that only connect
// others, such as records, are no names. Meetings are also found by place and year:
// many have the same name, and people say "Ottawa 2025".
func LabelOptions(base, folder string) labels.Options {
	return labels.Options{
		Folder: folder, Prefix: base,
		Names: []labels.Name{
			{Property: ontology.SKOSPrefLabel, Weight: 4}, {Property: ontology.SKOSAltLabel, Weight: 3}, {Property: ontology.OfficialName, Weight: 3},
			{Property: ontology.DCTTitle, Weight: 3}, {Property: ontology.SchemaName, Weight: 3},
			{Property: ontology.SKOSHiddenLabel, Weight: 2}, {Property: ontology.TitleUsed, Weight: 1},
		},
		Contexts: []labels.Context{{Over: ontology.HeldAt, Name: ontology.SKOSPrefLabel}, {Name: ontology.StartDate}, {Name: ontology.Year}},
	}
}

// mostHits is how many things a search finds at most; who needs more says more.
const mostHits = 1000

// Find returns the things whose names match words, the best first.
func (s *Site) Find(ctx context.Context, snap *graph.Snapshot, text, lang string, accept func(rdf.Term) bool) ([]labels.Hit, error) {
	hits, _, err := s.Labels.Search(ctx, snap, labels.Query{Text: text, Lang: lang, Accept: accept, Limit: mostHits})
	return hits, err
}

// Finders are the searches of SPARQL: pl:matches finds things by their names.
func Finders(index *labels.Index) map[string]plan.Finder {
	return map[string]plan.Finder{ontology.Matches: func(ctx context.Context, snap *graph.Snapshot, text rdf.Term, limit int) (out []plan.Found, err error) {
		hits, _, err := index.Search(ctx, snap, labels.Query{Text: text.Value(), Lang: text.Lang(), Limit: cmp.Or(limit, mostHits)})
		for _, h := range hits {
			out = append(out, plan.Found{Thing: h.Thing, Score: h.Score})
		}
		return out, err
	}}
}

// Cut cuts a label so that the parts at odd positions are those between spans.
func Cut(label string, spans [][2]int) (parts []string) {
	at := 0
	for _, span := range spans {
		parts = append(parts, label[at:span[0]], label[span[0]:span[1]])
		at = span[1]
	}
	if rest := label[at:]; rest != "" || len(parts) == 0 {
		parts = append(parts, rest)
	}
	return parts
}

// LongestQuery is how many bytes a query for names may have.
const LongestQuery = 300
