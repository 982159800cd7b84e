package main

import (
	"bufio"
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"w3id.org/plenary/ingest/review"
	"w3id.org/plenary/rdf"
)

// Run lists claims.
func (c *Claims) Run(ctx context.Context, std streams) error {
	if err := c.where(c.Data); err != nil {
		return err
	}
	if c.Server != "" {
		return interruptedOr(ctx, c.askServer(ctx, std.out))
	}
	return interruptedOr(ctx, viewing(c.Data, func(desk *review.Desk) error {
		f, err := c.filter(desk.Base)
		if err != nil {
			return err
		}
		claims, err := desk.Claims(f)
		if err != nil {
			return err
		}
		if c.Format != "ttl" {
			return writeClaims(std.out, desk.Base, listed(desk, claims), c.Format)
		}
		quads, err := desk.Describe(claims)
		if err != nil {
			return err
		}
		return writeTurtle(std.out, quads)
	}))
}

// A listedClaim is a claim with its words, "" when they are not there.
type listedClaim struct {
	review.Claim
	words string
}

func listed(desk *review.Desk, claims []review.Claim) (all []listedClaim) {
	for i := range claims {
		_, words, _, err := desk.Quote(&claims[i], 0)
		if err != nil {
			words = ""
		}
		all = append(all, listedClaim{claims[i], words})
	}
	return all
}

// writeClaims writes claims as a table, CSV or lines of JSON.
func writeClaims(w io.Writer, base string, claims []listedClaim, format string) error {
	if format == "jsonl" {
		return writeClaimLines(w, base, claims)
	}
	rows := [][]string{{"claim", "state", "subject", "predicate", "object", "confidence", "rule", "document", "start", "end", "words", "known", "reviewer", "time", "reason"}}
	for i := range claims {
		rows = append(rows, claims[i].row(base))
	}
	if format == "csv" {
		return csv.NewWriter(w).WriteAll(rows)
	}
	return writeClaimTable(w, rows)
}

// row is a claim as a table shows it.
func (c *listedClaim) row(base string) []string {
	at, known := "", ""
	if !c.Last.Time.IsZero() {
		at = c.Last.Time.UTC().Format(time.RFC3339)
	}
	if c.Known {
		known = "known"
	}
	name := func(t rdf.Term) string { return shorten(t, base) }
	object := name(c.Statement.O)
	if c.Statement.O.IsLiteral() {
		object = c.Statement.O.Value()
	}
	return []string{strings.TrimPrefix(name(c.IRI), "id/claim/"), string(c.State), name(c.Statement.S), name(c.Statement.P), object,
		strconv.FormatFloat(c.Confidence, 'f', -1, 64), c.Rule, name(c.Source), strconv.Itoa(c.Start), strconv.Itoa(c.End), c.words, known, c.Last.Reviewer, at, c.Last.Reason}
}

// writeClaimTable writes the columns that fit a terminal: claim, state, statement,
// confidence, whether it is known, and words.
func writeClaimTable(w io.Writer, rows [][]string) error {
	out := bufio.NewWriter(w)
	t := table{w: out, vars: make([]string, 8), widths: make([]int, 8)}
	for _, r := range rows {
		cells := []string{r[0], r[1], r[5], r[11], strings.TrimPrefix(r[2], "id/"), r[3], strings.TrimPrefix(r[4], "id/"), strings.Join(strings.Fields(r[10]), " ")}
		if t.held == nil && !t.done {
			t.hold(cells)
			continue
		}
		if err := t.add(cells); err != nil {
			return err
		}
	}
	if err := t.flush(); err != nil {
		return err
	}
	fmt.Fprintf(out, "(%s)\n", plural(int64(len(rows)-1), "claim", "claims"))
	return out.Flush()
}

// A claimLine is a claim in JSON.
type claimLine struct {
	Claim      string  `json:"claim"`
	State      string  `json:"state"`
	Subject    string  `json:"subject"`
	Predicate  string  `json:"predicate"`
	Object     string  `json:"object"`
	IsLiteral  bool    `json:"is_literal,omitempty"`
	Datatype   string  `json:"datatype,omitempty"`
	Language   string  `json:"language,omitempty"`
	Confidence float64 `json:"confidence"`
	Rule       string  `json:"rule"`
	Status     string  `json:"status"`
	Polarity   string  `json:"polarity"`
	Modality   string  `json:"modality"`
	Document   string  `json:"document"`
	Start      int     `json:"start"`
	End        int     `json:"end"`
	Words      string  `json:"words,omitempty"`
	Known      bool    `json:"known"`
	Decision   string  `json:"decision,omitempty"`
	Reviewer   string  `json:"reviewer,omitempty"`
	Time       string  `json:"time,omitempty"`
	Reason     string  `json:"reason,omitempty"`
}

func writeClaimLines(w io.Writer, base string, claims []listedClaim) error {
	out := bufio.NewWriter(w)
	e := json.NewEncoder(out)
	e.SetEscapeHTML(false)
	for i := range claims {
		c := &claims[i]
		row := c.row(base)
		o := c.Statement.O
		line := claimLine{Claim: c.IRI.Value(), State: string(c.State), Subject: c.Statement.S.Value(), Predicate: c.Statement.P.Value(), Object: o.Value(),
			Confidence: c.Confidence, Rule: c.Rule, Status: c.Status, Polarity: c.Polarity, Modality: c.Modality, Document: c.Source.Value(), Start: c.Start, End: c.End,
			Words: row[10], Known: c.Known, Reviewer: c.Last.Reviewer, Time: row[13], Reason: c.Last.Reason}
		if o.IsLiteral() {
			line.IsLiteral, line.Datatype, line.Language = true, o.Datatype(), o.Lang()
		}
		if !c.Last.IRI.IsZero() {
			line.Decision = c.Last.IRI.Value()
		}
		if err := e.Encode(line); err != nil {
			return err
		}
	}
	return out.Flush()
}
