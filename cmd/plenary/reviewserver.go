package main

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"w3id.org/plenary/handlers/desk"
	"w3id.org/plenary/ingest/review"
	"w3id.org/plenary/rdf"
)

// reviewAPI is where a server is asked about claims.
const reviewAPI = desk.APIPath + "/"

// query returns what is selected as a server is asked for it, in these states unless
// others are named.
func (s *selecting) query(states ...string) (url.Values, error) {
	if _, err := s.filter(embeddedBase); err != nil { // it says what makes no sense
		return nil, err
	}
	q := url.Values{"state": {strings.Join(states, ",")}}
	if len(s.State) > 0 {
		q.Set("state", strings.Join(s.State, ","))
	}
	kind := s.Kind
	if strings.Contains(kind, ":") {
		predicate, err := termNamed(kind, embeddedBase)
		if err != nil {
			return nil, err
		}
		kind = predicate.Value()
	}
	for name, value := range map[string]string{"rule": s.Rule, "kind": kind, "document": strings.TrimPrefix(s.Document, "id/source/")} {
		if value != "" {
			q.Set(name, value)
		}
	}
	if s.MinConfidence > 0 {
		q.Set("min", strconv.FormatFloat(s.MinConfidence, 'f', -1, 64))
	}
	if s.MaxConfidence < 1 {
		q.Set("max", strconv.FormatFloat(s.MaxConfidence, 'f', -1, 64))
	}
	if s.New {
		q.Set("known", "no")
	}
	return q, nil
}

// A served is what a server says is selected.
type served struct {
	base   string
	claims []listedClaim
	seen   []map[string]string // each claim with the last decision on it
	query  string              // of all of them, "" for claims that were named
	tag    string
}

// selected asks a server for claims, those that are named or all of a query.
func (t toServer) selected(ctx context.Context, named []string, q url.Values) (s served, err error) {
	for _, name := range named {
		var c desk.ProposedClaim
		if err := t.get(ctx, "claims/"+name[strings.LastIndexByte(name, '/')+1:], nil, &c); err != nil {
			return s, err
		}
		s.add(c)
	}
	if len(named) > 0 {
		return s, nil
	}
	s.query = q.Encode()
	for page := 1; ; page++ {
		var part desk.ClaimList
		q.Set("page", strconv.Itoa(page))
		if err := t.get(ctx, "claims", q, &part); err != nil {
			return s, err
		}
		if s.tag = cmp.Or(s.tag, part.Tag); s.tag != part.Tag {
			return s, fmt.Errorf("%s: what is selected has changed while it was listed: try again", t.Server)
		}
		for _, c := range part.Claims {
			s.add(c)
		}
		if part.Next == "" {
			return s, nil
		}
	}
}

func (s *served) add(c desk.ProposedClaim) {
	s.base = strings.TrimSuffix(c.IRI, "id/claim/"+c.Claim)
	claim := review.Claim{IRI: rdf.IRI(c.IRI), Statement: rdf.Triple{S: termOf(c.Subject), P: termOf(c.Predicate), O: termOf(c.Object)},
		Status: c.Status, Polarity: c.Polarity, Modality: c.Modality, Confidence: c.Confidence, Rule: c.Rule,
		Source: rdf.IRI(s.base + "id/source/" + c.Document), Start: c.Start, End: c.End, State: review.State(c.State), Known: c.Known}
	if c.Last != nil {
		claim.Last = review.Decision{IRI: rdf.IRI(s.base + "id/decision/" + c.Seen), Reviewer: c.Last.Reviewer, Reason: c.Last.Reason}
		claim.Last.Time, _ = time.Parse(time.RFC3339, c.Last.Time)
	}
	s.claims = append(s.claims, listedClaim{claim, c.Words})
	s.seen = append(s.seen, map[string]string{"claim": c.Claim, "seen": c.Seen})
}

func termOf(t desk.ClaimTerm) rdf.Term {
	switch {
	case !t.Literal:
		return rdf.IRI(t.Value)
	case t.Language != "":
		return rdf.LangString(t.Value, t.Language)
	}
	return rdf.Literal(t.Value, t.Datatype)
}

// get asks the API of review.
func (t toServer) get(ctx context.Context, path string, q url.Values, into any) error {
	return t.exchange(ctx, request{method: http.MethodGet, path: reviewAPI + path, params: q}, into)
}

// post tells it something.
func (t toServer) post(ctx context.Context, path string, what, into any) error {
	body, err := json.Marshal(what)
	if err != nil {
		return err
	}
	return t.exchange(ctx, request{method: http.MethodPost, path: reviewAPI + path, media: "application/json", body: bytes.NewReader(body)}, into)
}

func (t toServer) exchange(ctx context.Context, r request, into any) error {
	answer, err := t.ask(ctx, r)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	if err := json.NewDecoder(answer.Body).Decode(into); err != nil {
		return fmt.Errorf("%s: the answer is no JSON: %w", t.Server, err)
	}
	return nil
}

// askServer lists claims of a server.
func (c *Claims) askServer(ctx context.Context, w io.Writer) error {
	if c.Format == "ttl" {
		return usage("--format ttl is for folders")
	}
	q, err := c.query("all")
	if err != nil {
		return err
	}
	found, err := c.selected(ctx, c.Claim, q)
	if err != nil {
		return err
	}
	return writeClaims(w, found.base, found.claims, c.Format)
}

// atServer has a server decide, or show what it would.
func (r *Review) atServer(ctx context.Context, std streams) error {
	states := []string{string(review.Pending)}
	if r.Retract {
		states = []string{string(review.Accepted), string(review.Edited)}
	}
	q, err := r.query(states...)
	if err != nil {
		return err
	}
	found, err := r.selected(ctx, r.Claim, q)
	if err != nil {
		return err
	}
	if len(found.claims) == 0 {
		return fmt.Errorf("no claim is selected: plenary claims --server %s lists what there is", r.Server)
	}
	order, err := r.orderFor(&found)
	switch {
	case err != nil:
		return err
	case r.Preview:
		var shown desk.OrderPreview
		if err := r.post(ctx, "preview", order, &shown); err != nil {
			return err
		}
		_, err := io.WriteString(std.out, shown.Turtle)
		return err
	case !r.Yes:
		return wouldDecide(std, found.base, r.action(), found.claims)
	}
	var done desk.ReviewOutcome
	if err := r.post(ctx, "decisions", order, &done); err != nil {
		return err
	}
	what := decided{r.Server, r.action(), len(done.Decided), done.Seq, nil}
	for _, left := range done.Refused {
		what.left = append(what.left, "id/claim/"+left.Claim+" is left out: "+strings.Join(left.Because, "; "))
	}
	return what.say(std)
}

// orderFor is the order that the flags give, as the API takes it.
func (r *Review) orderFor(found *served) (map[string]any, error) {
	order := map[string]any{"action": r.action(), "reason": r.Reason, "lang": r.Lang, "partial": !r.Edit}
	if found.tag != "" {
		order["select"], order["tag"] = found.query, found.tag
	} else {
		order["claims"] = found.seen
	}
	if r.Edit {
		order["statement"] = map[string]string{"subject": r.Subject, "predicate": r.Predicate, "object": r.Object}
	}
	mergers, err := mergersNamed(found.base, r.Merge...)
	if err != nil {
		return nil, usage("--merge %v", err)
	}
	var pairs []desk.Merger
	for _, m := range mergers {
		pairs = append(pairs, desk.Merger{New: m.New.Value(), Into: m.Into.Value()})
	}
	if len(pairs) > 0 {
		order["mergers"] = pairs
	}
	return order, nil
}
