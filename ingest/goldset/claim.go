package goldset

import (
	"fmt"
	"regexp"
	"strings"
)

// A Claim is a statement that the text makes. Subject and Object are relative
// IRIs, "new:Label" for things the graph does not know, or, as objects,
// literals in double quotes. Predicate is a prefixed name.
type Claim struct {
	Subject, Predicate, Object string
	Modality                   string // "factual", "planned", "reported" or Negated
	// Optional says that a reader may also leave the claim out: it counts neither
	// as missed nor as wrong.
	Optional bool
}

// Negated is the modality of what the text denies.
const Negated = "negated"

var claimLine = regexp.MustCompile(`^<([^<>]+)> (pl:\w+) (?:<([^<>]+)>|("[^"]+"))(?: (planned|reported|negated))?( optional)?$`)

func parseClaims(text string) ([]Claim, error) {
	var out []Claim
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		m := claimLine.FindStringSubmatch(line)
		if m == nil {
			return nil, fmt.Errorf("goldset: %q is not a claim: <subject> pl:predicate <object> or \"literal\"", line)
		}
		c := Claim{Subject: m[1], Predicate: m[2], Object: m[3] + m[4], Modality: m[5], Optional: m[6] != ""}
		if c.Modality == "" {
			c.Modality = "factual"
		}
		out = append(out, c)
	}
	return out, nil
}
