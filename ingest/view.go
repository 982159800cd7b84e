package ingest

import (
	"cmp"
	"html/template"
	"slices"
	"strings"
)

// oneLine is a quotation as a table shows it.
func oneLine(quote string) string {
	line := []rune(strings.Join(strings.Fields(quote), " "))
	if len(line) > 100 {
		return string(line[:99]) + "…"
	}
	return string(line)
}

// A viewPart is a stretch of text under one mention or none, with the places at
// which claims point in front of it.
type viewPart struct {
	Text    string
	Mention *Mention
	Anchors []int
}

// A viewGroup is what a document claims of one thing.
type viewGroup struct {
	Label, IRI, Type string
	New              bool
	Claims           []viewClaim
}

// A viewClaim is a claim in words.
type viewClaim struct {
	*Claim
	Property, Value, Mark, Words string
}

var viewTemplate = template.Must(template.New("view").Parse(`{{define "head"}}<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Mentions and claims</title><style>
body{font:16px/1.6 system-ui,sans-serif;max-width:76rem;margin:2rem auto;padding:0 1rem;color:#1b1b1b}
.text{white-space:pre-wrap;max-width:50rem}a[id]{scroll-margin-top:4rem}
mark{padding:.1em .2em;border-radius:.2em;background:#e4e4e4}
mark.meeting{background:#cfe3ff}mark.person,mark.office,mark.role{background:#ffe2b8}mark.party,mark.organization,mark.forum{background:#d5efd0}
mark.place,mark.date{background:#f3d9f4}mark.topic{background:#fff3a8}mark.document,mark.commitment{background:#ffd2cc}mark.uncertain{opacity:.55}
h2{font-size:1.1rem;margin:1.6rem 0 .2rem}h2 small{font-weight:400;color:#595959}
table{border-collapse:collapse;font-size:.9rem;width:100%;table-layout:fixed}td,th{text-align:left;border-bottom:1px solid #ddd;padding:.2rem .5rem;vertical-align:top;overflow-wrap:anywhere}
th:nth-child(1){width:15%}th:nth-child(2){width:28%}th:nth-child(4){width:6%}th:nth-child(5){width:15%}
b.flag{font-weight:600;color:#8a1c00}tr.uncertain{color:#707070}:target{outline:3px solid #b35900}
</style></head><body>
<p>Colours: <mark class="meeting">meeting</mark> <mark class="person">person, office</mark> <mark class="party">party, body, forum</mark> <mark class="place">place, date</mark> <mark class="topic">subject</mark> <mark class="document">document, commitment</mark>; pale, and grey in tables: below 0.5, not to be counted on. Words lead to their place in the text.</p>{{end}}{{define "document"}}
<article><h1{{with .Document.Language}} lang="{{.}}"{{end}}>{{or .Document.Title "Document"}}</h1>
<p class="text"{{with .Document.Language}} lang="{{.}}"{{end}}>{{range .Parts}}{{range .Anchors}}<a id="{{$.Name}}-{{.}}"></a>{{end}}{{if .Mention}}<mark class="{{.Mention.Type}}{{if lt .Mention.Confidence 0.5}} uncertain{{end}}" title="{{.Mention.Type}}: {{.Mention.Label}} {{.Mention.Value}} {{.Mention.IRI}} ({{printf "%.2f" .Mention.Confidence}})">{{.Text}}</mark>{{else}}{{.Text}}{{end}}{{end}}</p>
{{range .Groups}}<h2 title="{{.IRI}}">{{.Label}} <small>{{.Type}}{{if .New}}, new{{end}}</small></h2>
<table><tr><th>Property<th>Value<th>Words<th>Sure<th>Rule</tr>{{range .Claims}}
<tr{{if lt .Confidence 0.5}} class="uncertain"{{end}}><td title="{{.Predicate}}">{{with .Mark}}<b class="flag">{{.}}</b> {{end}}{{.Property}}<td title="{{.Object}}">{{.Value}}<td><a href="#{{$.Name}}-{{.Start}}">{{.Words}}</a><td>{{printf "%.2f" .Confidence}}<td>{{.Rule}}</tr>{{end}}</table>
{{end}}</article>{{end}}{{define "end"}}</body></html>
{{end}}`))

// view writes the text of a document with its mentions marked, and below it what it
// claims of each thing, meetings first.
func (p *Printer) view(r *Result) error {
	if p.count == 1 {
		if err := viewTemplate.ExecuteTemplate(p.w, "head", nil); err != nil {
			return err
		}
	}
	return viewTemplate.ExecuteTemplate(p.w, "document", struct {
		*Result
		Name   string
		Parts  []viewPart
		Groups []viewGroup
	}{r, "t" + r.Document.Hash[:min(8, len(r.Document.Hash))], r.parts(), r.groups()})
}

func (p *Printer) endView() error {
	if p.count == 0 {
		return nil
	}
	return viewTemplate.ExecuteTemplate(p.w, "end", nil)
}

// groups puts the claims on one thing together: meetings first, then in the order of
// the text.
func (r *Result) groups() (groups []viewGroup) {
	named := map[string]*Mention{}
	for i := range r.Mentions {
		if m := &r.Mentions[i]; m.IRI != "" && named[m.IRI] == nil {
			named[m.IRI] = m
		}
	}
	at := map[string]int{}
	for i := range r.Claims {
		c := &r.Claims[i]
		n, ok := at[c.Subject]
		if !ok {
			n = len(groups)
			at[c.Subject] = n
			groups = append(groups, groupOf(c.Subject, named[c.Subject]))
		}
		value := c.Object
		if c.ObjectType == "iri" {
			value = groupOf(c.Object, named[c.Object]).Label
		}
		groups[n].Claims = append(groups[n].Claims, viewClaim{c, propertyOf(c), value, c.mark(), oneLine(c.Quote)})
	}
	slices.SortStableFunc(groups, func(a, b viewGroup) int { return cmp.Compare(orderOf(a.Type), orderOf(b.Type)) })
	return groups
}

// orderOf is where the things of a type stand in the view.
func orderOf(typ string) int {
	if typ == string(MeetingType) {
		return 0
	}
	return 1
}

// groupOf describes a thing by its first mention, or by its IRI alone.
func groupOf(iri string, m *Mention) viewGroup {
	if m == nil {
		kind := ""
		if parts := strings.Split(iri, "/"); len(parts) > 1 {
			kind = parts[len(parts)-2]
		}
		return viewGroup{Label: tailOf(iri), IRI: iri, Type: kind}
	}
	return viewGroup{Label: m.Label, IRI: iri, Type: string(m.Type), New: m.New}
}

// mark says in words what sets a claim off from a fact that the text states.
func (c *Claim) mark() string {
	var words []string
	if c.Polarity == "negated" {
		words = append(words, "not")
	}
	if c.Modality != "factual" {
		words = append(words, c.Modality)
	}
	if c.Status == "inferred" {
		words = append(words, c.Status)
	}
	return strings.Join(words, " ")
}

// parts cuts the text where mentions begin and end, and where claims point to. Of
// mentions that overlap the one that begins first is marked.
func (r *Result) parts() (parts []viewPart) {
	mentions := slices.DeleteFunc(slices.Clone(r.Mentions), func(m Mention) bool { return m.Type == QuotationType || m.Type == CommitmentType })
	var points []int
	for i := range r.Claims {
		points = append(points, r.Claims[i].Start)
	}
	slices.Sort(points)
	points = slices.Compact(points)
	at := 0
	plain := func(to int) {
		for len(points) > 0 && points[0] < to {
			if points[0] > at {
				parts = append(parts, viewPart{Text: r.Document.Quote(at, points[0])})
				at = points[0]
			}
			parts = append(parts, viewPart{Anchors: []int{points[0]}})
			points = points[1:]
		}
		parts = append(parts, viewPart{Text: r.Document.Quote(at, to)})
		at = to
	}
	for i := range mentions {
		m := &mentions[i]
		if m.Start < at {
			continue
		}
		plain(m.Start)
		part := viewPart{Text: m.Quote, Mention: m}
		for len(points) > 0 && points[0] < m.End {
			part.Anchors = append(part.Anchors, points[0])
			points = points[1:]
		}
		parts = append(parts, part)
		at = m.End
	}
	plain(r.Document.Len())
	return parts
}
