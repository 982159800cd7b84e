package desk

import (
	"cmp"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"w3id.org/plenary/explorer"
	"w3id.org/plenary/handlers/problem"
	"w3id.org/plenary/ingest/review"
	"w3id.org/plenary/rdf"
)

// pageSize is how many claims a page of the desk has at most.
const pageSize = 500

// claims draws the desk.
func (d *Desk) claims(v *visit) (explorer.View, error) {
	s, err := selectionOf(v.request.URL.Query(), d.Review.Base)
	if err != nil {
		return nil, err
	}
	return v.desk(s)
}

// desk draws what is selected, beside its text when it is of one document.
func (v *visit) desk(s selection) (explorer.View, error) {
	found := s.claims(v.now)
	shown, first := part(found, s.page, pageSize)
	page := explorer.ReviewClaims{Curated: v.curated("claims", "review.queue"), Total: len(found), Tag: tagOf(found), Heading: explorer.Value{Text: v.say("review.queue")}, Messages: v.messages()}
	page.Undoable = v.by.session.undoable()
	page.Back = v.address(Path+"/claims", withPage(s.values, s.page))
	documents := v.now.Documents(v.lang)
	page.Filter = v.filterForm(s, documents)
	page.Pager = v.pager(s, len(found), first, len(shown))
	rows := make([]*review.Row, len(documents))
	for i := range documents {
		rows[i] = &documents[i].Row
	}
	page.Progress = progress(rows...)
	if i := slices.IndexFunc(documents, func(of review.Document) bool { return of.Name == s.Document }); i >= 0 {
		v.fillDocument(&page, documents, i, shown)
	}
	page.Groups = v.groups(shown, page.Text != nil)
	return page, nil
}

// fillDocument puts a document beside its claims.
func (v *visit) fillDocument(page *explorer.ReviewClaims, documents []review.Document, i int, shown []*review.Claim) {
	d := documents[i]
	page.Heading = explorer.Value{Text: d.Title.Text, Lang: v.foreign(d.Title.Lang), Href: d.Address, Away: true}
	page.Title = d.Title.Text
	page.Note = explorer.FormatDate(v.lang, d.Issued)
	page.Progress = progress(&d.Row)
	at := func(i int) string { return v.address(Path+"/claims", url.Values{"document": {documents[i].Name}}) }
	if i > 0 {
		page.Previous = at(i - 1)
	}
	if i+1 < len(documents) {
		page.Next = at(i + 1)
	}
	text := v.source(d.IRI)
	if text.err != nil {
		page.NoText = v.say("review.text.lost", problem.Of(text.err).Detail)
		return
	}
	page.Text = &explorer.ReviewText{Lang: d.Language, Segments: v.segments(text.runes, shown)}
}

// segments cuts a text wherever the passage of a claim begins or ends.
func (v *visit) segments(text []rune, claims []*review.Claim) (segments []explorer.ReviewSegment) {
	cuts := []int{0, len(text)}
	for _, c := range claims {
		if c.Start >= 0 && c.Start < c.End && c.End <= len(text) {
			cuts = append(cuts, c.Start, c.End)
		}
	}
	slices.Sort(cuts)
	cuts = slices.Compact(cuts)
	for i, start := range cuts[:len(cuts)-1] {
		segment := explorer.ReviewSegment{Text: string(text[start:cuts[i+1]])}
		var on []string
		for n, c := range claims {
			if c.Start <= start && start < c.End && c.End <= len(text) {
				on = append(on, slug(c.IRI))
			}
			if c.Start == start {
				segment.First = append(segment.First, explorer.Value{Text: strconv.Itoa(n + 1), Href: "#c-" + slug(c.IRI)})
			}
		}
		segment.Claims = strings.Join(on, " ")
		segments = append(segments, segment)
	}
	return segments
}

// groups are rows of claims, by the thing that they are about.
func (v *visit) groups(claims []*review.Claim, besideText bool) (groups []explorer.ClaimGroup) {
	var thing, source rdf.Term
	for i, c := range claims {
		if i == 0 || c.Statement.S != thing || c.Source != source {
			thing, source = c.Statement.S, c.Source
			groups = append(groups, explorer.ClaimGroup{ID: "g-" + strconv.Itoa(len(groups)+1), Thing: v.value(thing), Kind: v.kind(thing), IsNew: v.name(thing).IsNew})
		}
		g := &groups[len(groups)-1]
		g.Claims = append(g.Claims, v.row(c, i+1, besideText))
	}
	return groups
}

// wordsShown is how many code points of a passage a row shows.
const wordsShown = 240

// row shows a claim.
func (v *visit) row(c *review.Claim, n int, besideText bool) explorer.ReviewedClaim {
	row := explorer.ReviewedClaim{ID: slug(c.IRI), Href: v.address(Path+"/claims/"+slug(c.IRI), url.Values{}), Seen: slug(c.Last.IRI), State: string(c.State), N: n, Property: v.property(c.Statement.P), Object: v.value(c.Statement.O),
		Confidence: hundredths(c.Confidence), Rule: c.Rule, Kind: localName(c.Statement.P), Written: explorer.ClaimEdit{Subject: v.written(c.Statement.S), Predicate: v.written(c.Statement.P), Object: v.written(c.Statement.O)}, By: v.decidedBy(c), Actions: actions(c.State),
		Qualifiers: v.qualifiers(c), Marks: v.marks(c)}
	var news []string
	for _, t := range v.now.NewThings(c) {
		news = append(news, t.Value())
	}
	row.News = strings.Join(news, " ")
	if besideText {
		return row
	}
	row.Source = v.value(c.Source)
	row.Source.Href = v.address(Path+"/claims", url.Values{"document": {slug(c.Source)}})
	if q, ok := v.source(c.Source).quote(c, 0); ok {
		row.Words = shortened(q.Words)
	}
	return row
}

// shortened puts words in one line, and cuts them when they are many.
func shortened(words string) string {
	runes := []rune(strings.Join(strings.Fields(words), " "))
	if len(runes) <= wordsShown {
		return string(runes)
	}
	return string(runes[:wordsShown]) + "…"
}

// localName is what stands behind the last '#' or '/' of an IRI.
func localName(t rdf.Term) string { return t.Value()[strings.LastIndexAny(t.Value(), "#/")+1:] }

// qualifiers tell what makes a claim less than a plain statement.
func (v *visit) qualifiers(c *review.Claim) (all []string) {
	for _, q := range []struct{ is, plain string }{{c.Polarity, "Affirmed"}, {c.Modality, "Factual"}, {c.Status, "Stated"}} {
		if q.is != "" && q.is != q.plain {
			all = append(all, v.say("review.is."+strings.ToLower(q.is)))
		}
	}
	return all
}

// marks tell how a claim stands to others and to the published data.
func (v *visit) marks(c *review.Claim) (all []explorer.ReviewMark) {
	relations := v.now.Relations(c)
	isConflict := func(r review.Relation) bool { return r.Contradicts }
	if i := slices.IndexFunc(relations, isConflict); i >= 0 {
		all = append(all, explorer.ReviewMark{Kind: "conflict", Text: v.contradiction(c, relations[i])})
	}
	if slices.ContainsFunc(relations, func(r review.Relation) bool { return !r.Contradicts }) {
		all = append(all, explorer.ReviewMark{Kind: "duplicate", Text: v.say("review.duplicate")})
	}
	if c.Known && !c.State.IsPublished() {
		all = append(all, explorer.ReviewMark{Kind: "known", Text: v.say("review.known")})
	}
	if c.Statement.O.IsIRI() && v.name(c.Statement.O).IsNew {
		all = append(all, explorer.ReviewMark{Kind: "new", Text: v.say("review.new")})
	}
	return all
}

// contradiction says what another claim, or the published data, says.
func (v *visit) contradiction(c *review.Claim, r review.Relation) string {
	switch {
	case r.Claim.IsZero():
		return v.say("review.conflict.published", v.value(r.Statement.O).Text)
	case r.Statement == c.Statement:
		return v.say("review.conflict.denied")
	}
	return v.say("review.conflict", v.value(r.Statement.O).Text)
}

func withPage(q url.Values, page int) url.Values {
	with := url.Values{}
	for key, values := range q {
		with[key] = values
	}
	if page > 1 {
		with.Set("page", strconv.Itoa(page))
	}
	return with
}

func (v *visit) pager(s selection, total, first, shown int) explorer.Pager {
	p := explorer.Pager{First: first + 1, Last: first + shown, Total: total}
	if total <= pageSize {
		return explorer.Pager{}
	}
	if s.page > 1 {
		p.Previous = v.address(Path+"/claims", withPage(s.values, s.page-1))
	}
	if first+shown < total {
		p.Next = v.address(Path+"/claims", withPage(s.values, s.page+1))
	}
	return p
}

// filterForm offers what there is to select by.
func (v *visit) filterForm(s selection, documents []review.Document) explorer.ReviewFilter {
	any := explorer.Choice{Label: v.say("review.any")}
	f := explorer.ReviewFilter{Documents: []explorer.Choice{any}, Min: s.values.Get("min"), Max: s.values.Get("max"), Query: s.values.Encode()}
	for name := range s.values {
		f.Open = f.Open || name != "document" && name != "state"
	}
	for _, d := range documents {
		f.Documents = append(f.Documents, explorer.Choice{Value: d.Name, Label: d.Title.Text, Chosen: d.Name == s.Document})
	}
	for _, state := range []string{"", "pending", "deferred", "decided", "accepted", "edited", "rejected", "retracted", "all"} {
		f.States = append(f.States, explorer.Choice{Value: state, Label: v.say("review.state." + cmp.Or(state, "waiting")), Chosen: state == s.values.Get("state")})
	}
	rules, kinds := map[string]bool{}, map[string]string{}
	for _, c := range v.now.Select(review.Filter{Document: s.Document}) {
		rules[c.Rule], kinds[localName(c.Statement.P)] = true, c.Statement.P.Value()
	}
	f.Rules, f.Kinds = []explorer.Choice{any}, []explorer.Choice{any}
	for rule := range rules {
		f.Rules = append(f.Rules, explorer.Choice{Value: rule, Label: rule, Chosen: rule == s.Rule})
	}
	for kind, iri := range kinds {
		f.Kinds = append(f.Kinds, explorer.Choice{Value: kind, Label: v.property(rdf.IRI(iri)), Chosen: kind == s.Kind})
	}
	for _, choices := range [][]explorer.Choice{f.Rules[1:], f.Kinds[1:]} {
		slices.SortFunc(choices, func(a, b explorer.Choice) int { return cmp.Compare(a.Label, b.Label) })
	}
	f.Known, f.Marked = []explorer.Choice{any}, []explorer.Choice{any}
	for _, known := range []string{"no", "yes"} {
		f.Known = append(f.Known, explorer.Choice{Value: known, Label: v.say("review.known." + known), Chosen: known == s.values.Get("known")})
	}
	for _, mark := range marks {
		f.Marked = append(f.Marked, explorer.Choice{Value: mark, Label: v.say("review.marked." + mark), Chosen: mark == s.marked})
	}
	if !s.thing.IsZero() {
		f.Thing, f.ThingIRI = v.value(s.thing), s.thing.Value()
	}
	return f
}

// messages are what the script says, by the keys that it has for them.
func (v *visit) messages() map[string]string {
	all := v.Explorer.Texts(v.lang, "review.js.")
	for _, state := range states {
		all["state."+string(state)] = v.say("review.state." + string(state))
	}
	for _, action := range []string{"accept", "reject", "defer", "undo", "retract"} {
		all["do."+action] = v.say("review." + action)
	}
	return all
}
