package handlers

import (
	"context"
	"errors"
	"time"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/handlers/problem"
)

// gateTimeout is how long a change may be validated, while others wait.
const gateTimeout = time.Minute

// pass has a transaction go through the gate, when it has made its changes.
// Violations are an error, whose problem carries the report; what is found beside
// them is returned.
func (s *Server) pass(ctx context.Context, tx *graph.Tx) (*problem.Report, error) {
	ctx, stop := context.WithTimeout(ctx, gateTimeout)
	defer stop()
	found, err := s.gate.Check(ctx, tx)
	if errors.Is(err, context.DeadlineExceeded) {
		p := problem.New("budget", "the change could not be validated within %v", gateTimeout)
		p.Limit = "time"
		return nil, p
	}
	if err != nil {
		return nil, err
	}
	if len(found.Violations()) > 0 {
		return nil, problem.Invalid(found)
	}
	return problem.ReportOf(found), nil
}
