package desk

import (
	"bytes"
	"cmp"
	"encoding/json"
	"io"
	"mime"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"w3id.org/plenary/handlers/problem"
	"w3id.org/plenary/handlers/tokens"
	"w3id.org/plenary/ingest/review"
)

// APIPath is where programs, and the script of the desk, decide.
const APIPath = Path + "/api"

// apiRoutes are those whose answers are JSON.
func (d *Desk) apiRoutes() []Route {
	return []Route{
		{http.MethodGet, APIPath + "/session", d.api(d.getSession)},
		{http.MethodGet, APIPath + "/claims", d.api(d.getClaims)},
		{http.MethodGet, APIPath + "/claims/:id", d.api(d.getClaim)},
		{http.MethodGet, APIPath + "/documents", d.api(d.getDocuments)},
		{http.MethodGet, APIPath + "/report", d.api(d.getReport)},
		{http.MethodPost, APIPath + "/decisions", d.api(d.decideOn)},
		{http.MethodPost, APIPath + "/preview", d.api(d.getPreview)},
	}
}

// api answers a curator with JSON.
func (d *Desk) api(do func(http.Header, *http.Request, curator) (any, error)) func(http.ResponseWriter, *http.Request) (tokens.Token, error) {
	return func(w http.ResponseWriter, r *http.Request) (tokens.Token, error) {
		guard(w)
		by, err := d.identify(r)
		if err == nil && r.Method == http.MethodPost {
			err = d.isOwn(r, by)
		}
		if err != nil {
			return by.Token, err
		}
		answer, err := do(w.Header(), r, by)
		if err != nil {
			return by.Token, err
		}
		var body bytes.Buffer
		e := json.NewEncoder(&body)
		e.SetEscapeHTML(false)
		if err := e.Encode(answer); err != nil {
			return by.Token, err
		}
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write(body.Bytes()) // the client is gone: nobody to tell
		return by.Token, nil
	}
}

// CuratorSession is who asks.
type CuratorSession struct {
	Curator   string `json:"curator"`
	Role      string `json:"role"`
	FormToken string `json:"form_token,omitempty"` // of a browser's session
}

func (d *Desk) getSession(_ http.Header, _ *http.Request, by curator) (any, error) {
	s := CuratorSession{Curator: by.Name, Role: string(by.Role)}
	if by.session != nil {
		s.FormToken = by.session.form
	}
	return s, nil
}

// readJSON reads the body of a request. Errors: *problem.Problem.
func readJSON(r *http.Request, into any) error {
	if media, _, err := mime.ParseMediaType(r.Header.Get("Content-Type")); err != nil || media != "application/json" {
		return problem.New("media-type", "the body has the Content-Type %.100q; taken is application/json", r.Header.Get("Content-Type"))
	}
	d := json.NewDecoder(r.Body)
	d.DisallowUnknownFields()
	err := d.Decode(into)
	if err == nil {
		if _, more := d.Token(); more != io.EOF {
			return problem.New("bad-request", "the body has more than one JSON value")
		}
		return nil
	}
	if p := problem.Of(err); p.Slug == "too-large" {
		return p
	}
	return problem.New("bad-request", "the body is not what it should be: %s", strings.TrimPrefix(err.Error(), "json: "))
}

// ClaimList is a part of what a selection has.
type ClaimList struct {
	Total  int             `json:"total"`
	Tag    string          `json:"tag"` // of all that is selected, for decisions on all of it
	First  int             `json:"first"`
	Claims []ProposedClaim `json:"claims"`
	Next   string          `json:"next,omitempty"` // address of what follows
}

func (d *Desk) getClaims(_ http.Header, r *http.Request, by curator) (any, error) {
	q := r.URL.Query()
	for name := range q {
		if !slices.Contains(selecting, name) && name != "page" && name != "lang" {
			return nil, problem.BadParameter(name, "this resource takes no parameter %.50q; it takes %s, page, lang", name, strings.Join(selecting, ", "))
		}
	}
	s, err := selectionOf(q, d.Review.Base)
	if err != nil {
		return nil, err
	}
	v, err := d.visit(r, by)
	if err != nil {
		return nil, err
	}
	found := s.claims(v.now)
	shown, first := part(found, s.page, pageSize)
	list := ClaimList{Total: len(found), Tag: tagOf(found), First: first + 1, Claims: []ProposedClaim{}}
	for _, c := range shown {
		list.Claims = append(list.Claims, v.claimJSON(c))
	}
	if first+len(shown) < len(found) {
		list.Next = v.address(APIPath+"/claims", withPage(s.values, s.page+1))
	}
	return list, nil
}

func (d *Desk) getClaim(h http.Header, r *http.Request, by curator) (any, error) {
	v, err := d.visit(r, by)
	if err != nil {
		return nil, err
	}
	c, err := v.claimNamed(r.PathValue("id"))
	if err != nil {
		return nil, err
	}
	h.Set("ETag", `"`+slug(c.Last.IRI)+`"`)
	return v.claimJSON(c), nil
}

// DocumentList are all that something was proposed of.
type DocumentList struct {
	Documents []ProposedDocument `json:"documents"`
}

// A ProposedDocument is one with the states of its claims.
type ProposedDocument struct {
	Document string         `json:"document"`
	IRI      string         `json:"iri"`
	Title    string         `json:"title"`
	Issued   string         `json:"issued,omitempty"`
	Address  string         `json:"address,omitempty"`
	Hash     string         `json:"hash"`
	Claims   int            `json:"claims"`
	By       map[string]int `json:"by_state"`
}

func (d *Desk) getDocuments(_ http.Header, r *http.Request, by curator) (any, error) {
	v, err := d.visit(r, by)
	if err != nil {
		return nil, err
	}
	all := DocumentList{[]ProposedDocument{}}
	for _, found := range v.now.Documents(v.lang) {
		all.Documents = append(all.Documents, ProposedDocument{found.Name, found.IRI.Value(), found.Title.Text, found.Issued, found.Address, found.Hash, found.Claims, byState(&found.Row)})
	}
	return all, nil
}

func byState(r *review.Row) map[string]int {
	by := map[string]int{}
	for _, state := range states {
		by[string(state)] = r.By[state]
	}
	return by
}

// ReviewReport says how review goes.
type ReviewReport struct {
	All       ReviewRow   `json:"all"`
	Documents []ReviewRow `json:"documents"`
	Rules     []ReviewRow `json:"rules"`
}

// A ReviewRow counts claims that have something in common.
type ReviewRow struct {
	Name       string         `json:"name"`
	Claims     int            `json:"claims"`
	By         map[string]int `json:"by_state"`
	Confidence float64        `json:"confidence"`           // mean
	Agreement  *float64       `json:"agreement,omitempty"`  // share of what was decided that was accepted as it was proposed
	Calibrated *float64       `json:"calibrated,omitempty"` // confidence of a rule by what was decided
	Waiting    string         `json:"waiting_since,omitempty"`
}

func (d *Desk) getReport(http.Header, *http.Request, curator) (any, error) {
	found, err := d.Review.Report()
	if err != nil {
		return nil, err
	}
	report := ReviewReport{All: rowOf(&found.Total), Documents: []ReviewRow{}, Rules: []ReviewRow{}}
	for i := range found.Documents {
		report.Documents = append(report.Documents, rowOf(&found.Documents[i]))
	}
	calibrated := map[string]*float64{}
	for _, c := range found.Calibrated() {
		calibrated[c.Rule] = &c.Confidence
	}
	for i := range found.Rules {
		row := rowOf(&found.Rules[i])
		row.Calibrated = calibrated[row.Name]
		report.Rules = append(report.Rules, row)
	}
	return report, nil
}

func rowOf(r *review.Row) ReviewRow {
	row := ReviewRow{Name: r.Name, Claims: r.Claims, By: byState(r), Confidence: r.Confidence}
	if share, ok := r.Agreement(); ok {
		row.Agreement = &share
	}
	if !r.Waiting.IsZero() {
		row.Waiting = r.Waiting.UTC().Format(timeLayout)
	}
	return row
}

// An ReviewOrder is a decision that is asked for: on claims, on all that Select selects,
// or to undo a decision as a whole.
type ReviewOrder struct {
	Action    string     `json:"action"`
	Claims    []target   `json:"claims,omitempty"`
	Select    string     `json:"select,omitempty"` // query of GET claims
	Tag       string     `json:"tag,omitempty"`    // what that said
	Decision  string     `json:"decision,omitempty"`
	Reason    string     `json:"reason,omitempty"`
	Lang      string     `json:"lang,omitempty"`
	Partial   bool       `json:"partial,omitempty"` // leaves out what the shapes forbid
	Statement *statement `json:"statement,omitempty"`
	Mergers   []Merger   `json:"mergers,omitempty"` // published with an accept or edit
}

// A Merger says that something new is what is published already.
type Merger struct {
	New  string `json:"new"`
	Into string `json:"into"`
}

// A statement has the parts that an edit changes: IRIs as they are written in forms,
// and the lexical forms of literals.
type statement struct {
	Subject   string `json:"subject,omitempty"`
	Predicate string `json:"predicate,omitempty"`
	Object    string `json:"object,omitempty"`
}

// orderOf reads an order. Errors: *problem.Problem.
func (d *Desk) orderOf(r *http.Request, by curator) (o review.Order, err error) {
	var in ReviewOrder
	if err := readJSON(r, &in); err != nil {
		return o, err
	}
	var v *visit
	if in.Decision+in.Tag != "" || in.Statement != nil { // else nobody looks at all claims
		if v, err = d.visit(r, by); err != nil {
			return o, err
		}
	}
	o = review.Order{Action: review.Action(in.Action), Reason: strings.TrimSpace(in.Reason), Lang: in.Lang, Partial: in.Partial, Reviewer: by.Name}
	switch {
	case in.Decision != "":
		if o.Action != review.Undo || len(in.Claims) > 0 || in.Tag != "" {
			return o, problem.New("bad-request", "decision goes with the action undo, and without claims and tag")
		}
		o.Targets, err = v.decided(in.Decision)
	case in.Tag != "":
		if len(in.Claims) > 0 {
			return o, problem.New("bad-request", "give either claims, or select and tag")
		}
		o.Targets, err = v.everything(in.Select, in.Tag)
	default:
		o.Targets = d.targets(in.Claims)
	}
	for _, m := range in.Mergers {
		merger, failed := d.mergerOf(m.New, m.Into)
		o.Mergers, err = append(o.Mergers, merger), cmp.Or(err, failed)
	}
	if err == nil && o.Action == review.Edit {
		err = v.editOfOrder(&o, in.Statement)
	}
	return o, err
}

func (v *visit) editOfOrder(o *review.Order, s *statement) error {
	if s == nil || len(o.Targets) != 1 {
		return problem.New("bad-request", "an edit has one claim, and a statement")
	}
	c, ok := v.now.Claim(o.Targets[0].Claim)
	if !ok {
		return problem.New("not-found", "there is no claim %s in the queue", o.Targets[0].Claim.Value())
	}
	if err := v.readEdit(o, c, url.Values{"subject": {s.Subject}, "predicate": {s.Predicate}, "object": {s.Object}}); err != nil {
		return err
	}
	if o.Statement.S.IsZero() && o.Statement.P.IsZero() && o.Statement.O.IsZero() {
		return problem.New("bad-request", "the edit changes nothing: accept the claim, or change a part of its statement")
	}
	return nil
}

// ReviewOutcome is what became of an order.
type ReviewOutcome struct {
	Decision string     `json:"decision,omitempty"` // not of undo
	Seq      uint64     `json:"seq"`                // of the commit, in the published store or in the quarantine
	Decided  []Standing `json:"decided"`
	Refused  []LeftOut  `json:"refused"`
}

// Standing is where a claim stands.
type Standing struct {
	Claim string `json:"claim"`
	State string `json:"state"`
	Seen  string `json:"seen"`
}

// LeftOut is a claim that the shapes keep out.
type LeftOut struct {
	Claim   string   `json:"claim"`
	Because []string `json:"because"`
}

func (d *Desk) decideOn(_ http.Header, r *http.Request, by curator) (any, error) {
	o, err := d.orderOf(r, by)
	if err != nil {
		return nil, err
	}
	done, err := d.decide(r.Context(), by, o)
	if err != nil {
		return nil, err
	}
	by.session.made(slug(done.Decision), "")
	out := ReviewOutcome{Decision: slug(done.Decision), Seq: done.Seq, Decided: []Standing{}, Refused: []LeftOut{}}
	if len(done.Decided) > 0 { // no names would be all
		now, err := d.Review.Claims(review.Filter{Claims: done.Decided})
		if err != nil {
			return nil, err
		}
		for _, c := range now {
			out.Decided = append(out.Decided, Standing{slug(c.IRI), string(c.State), slug(c.Last.IRI)})
		}
	}
	for _, left := range done.Refused {
		because := []string{}
		for _, violation := range left.Because {
			because = append(because, violation.Focus.Value()+": "+violation.Message)
		}
		out.Refused = append(out.Refused, LeftOut{slug(left.Claim), because})
	}
	return out, nil
}

// OrderPreview is what an order would write.
type OrderPreview struct {
	Turtle string `json:"turtle"`
}

func (d *Desk) getPreview(_ http.Header, r *http.Request, by curator) (any, error) {
	o, err := d.orderOf(r, by)
	if err == nil && o.Action != review.Accept && o.Action != review.Edit {
		err = problem.New("bad-request", "what accept and edit would write can be shown, not what %.20q would", o.Action)
	}
	if err != nil {
		return nil, err
	}
	text, err := d.preview(o)
	return OrderPreview{text}, err
}
