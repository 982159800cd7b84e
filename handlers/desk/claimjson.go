package desk

import (
	"time"

	"w3id.org/plenary/ingest/review"
	"w3id.org/plenary/rdf"
)

// timeLayout is how moments are written.
const timeLayout = time.RFC3339

// A ProposedClaim is a proposal, and where it stands.
type ProposedClaim struct {
	Claim      string        `json:"claim"` // last part of its IRI
	IRI        string        `json:"iri"`
	State      string        `json:"state"`
	Seen       string        `json:"seen"` // last part of the IRI of the last decision, "" for none
	Subject    ClaimTerm     `json:"subject"`
	Predicate  ClaimTerm     `json:"predicate"`
	Object     ClaimTerm     `json:"object"`
	Status     string        `json:"status"`
	Polarity   string        `json:"polarity"`
	Modality   string        `json:"modality"`
	Confidence float64       `json:"confidence"`
	Rule       string        `json:"rule"`
	Document   string        `json:"document"` // last part of its IRI
	Start      int           `json:"start"`    // code points
	End        int           `json:"end"`      // exclusive
	Words      string        `json:"words,omitempty"`
	Known      bool          `json:"known"` // the published data has the statement
	Marks      []ClaimMark   `json:"marks"`
	Last       *LastDecision `json:"last,omitempty"`
}

// A ClaimTerm is a part of a statement.
type ClaimTerm struct {
	Value    string `json:"value"` // IRI, or lexical form
	Written  string `json:"written"`
	Label    string `json:"label"`
	Literal  bool   `json:"literal,omitempty"`
	Datatype string `json:"datatype,omitempty"`
	Language string `json:"language,omitempty"`
	New      bool   `json:"new,omitempty"` // proposed and not published
}

// A ClaimMark is something to look at.
type ClaimMark struct {
	Kind string `json:"kind"`
	Text string `json:"text"`
}

// A LastDecision is the last on a claim.
type LastDecision struct {
	Reviewer string `json:"reviewer"`
	Time     string `json:"time"`
	Reason   string `json:"reason,omitempty"`
	Told     string `json:"told"` // all of it in words
}

func (v *visit) claimJSON(c *review.Claim) ProposedClaim {
	out := ProposedClaim{Claim: slug(c.IRI), IRI: c.IRI.Value(), State: string(c.State), Seen: slug(c.Last.IRI), Subject: v.term(c.Statement.S), Predicate: v.term(c.Statement.P), Object: v.term(c.Statement.O),
		Status: c.Status, Polarity: c.Polarity, Modality: c.Modality, Confidence: c.Confidence, Rule: c.Rule, Document: slug(c.Source), Start: c.Start, End: c.End, Known: c.Known, Marks: []ClaimMark{}}
	if q, ok := v.source(c.Source).quote(c, 0); ok {
		out.Words = q.Words
	}
	for _, m := range v.marks(c) {
		out.Marks = append(out.Marks, ClaimMark{m.Kind, m.Text})
	}
	if !c.Last.IRI.IsZero() {
		out.Last = &LastDecision{c.Last.Reviewer, c.Last.Time.UTC().Format(timeLayout), c.Last.Reason, v.decidedBy(c)}
	}
	return out
}

func (v *visit) term(t rdf.Term) ClaimTerm {
	out := ClaimTerm{Value: t.Value(), Written: v.written(t), Label: v.value(t).Text}
	if t.IsLiteral() {
		out.Literal, out.Datatype, out.Language = true, t.Datatype(), t.Lang()
	} else {
		out.New = t.IsIRI() && v.name(t).IsNew
	}
	return out
}
