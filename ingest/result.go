package ingest

// A Result is what one document mentions and claims, each in the order of the
// text.
type Result struct {
	Document *Document
	Language string // that the document names, or in which it seems to be
	Mentions []Mention
	Claims   []Claim
}

// A Mention is a stretch of a document that names something. Offsets count code
// points of the document's text from 0; End is exclusive.
type Mention struct {
	Kind       string  `json:"kind"` // mention
	Type       Type    `json:"type"`
	IRI        string  `json:"iri"`
	Value      string  `json:"value"` // date or interval, as in ISO 8601
	Label      string  `json:"label"`
	Start      int     `json:"start"`
	End        int     `json:"end"`
	Quote      string  `json:"quote"`
	New        bool    `json:"new"` // the graph does not have it
	Confidence float64 `json:"confidence"`
	Rule       string  `json:"-"`

	Alternatives []Alternative `json:"alternatives,omitempty"` // the likeliest first
}

// A Claim is a statement that a document makes, with the words that make it.
type Claim struct {
	Kind       string  `json:"kind"` // claim
	Subject    string  `json:"subject"`
	Predicate  string  `json:"predicate"`
	Object     string  `json:"object"`
	ObjectType string  `json:"object_type"` // iri or literal
	Datatype   string  `json:"datatype"`
	Language   string  `json:"language"`
	Start      int     `json:"start"`
	End        int     `json:"end"`
	Quote      string  `json:"quote"`
	Status     string  `json:"status"`   // stated or inferred
	Polarity   string  `json:"polarity"` // affirmed or negated
	Modality   string  `json:"modality"` // factual, planned or reported
	Confidence float64 `json:"confidence"`
	Rule       string  `json:"rule"`
}
