package gate

import (
	"context"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/ingest/review"
	"w3id.org/plenary/ontology/shacl"
	"w3id.org/plenary/rdf"
)

// A Checker tells what a transaction may not do, as shacl.Gate.Check says, and
// Followed.Check.
type Checker interface {
	Check(ctx context.Context, tx *graph.Tx) (*shacl.Report, error)
}

// ForReview returns a gate as a review desk asks it: the violations of a
// transaction, each with the first of its messages.
func ForReview(gate Checker) func(context.Context, *graph.Tx) ([]review.Violation, error) {
	return func(ctx context.Context, tx *graph.Tx) (all []review.Violation, err error) {
		found, err := gate.Check(ctx, tx)
		if err != nil {
			return nil, err
		}
		for _, r := range found.Violations() {
			v := review.Violation{Focus: r.Focus, Message: "a shape is violated"}
			if len(r.Messages) > 0 {
				v.Message = r.Messages[0].Value()
			}
			if r.Path != nil && r.Path.Kind == shacl.PredicatePath {
				v.Path = rdf.IRI(r.Path.IRI)
			}
			all = append(all, v)
		}
		return all, nil
	}
}
