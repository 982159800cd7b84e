package ingest

import (
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

// A viewPart is a stretch of text under one mention or none.
type viewPart struct {
	Text    string
	Mention *Mention
}

var viewTemplate = template.Must(template.New("view").Parse(`{{define "head"}}<!doctype html>
<html><head><meta charset="utf-8"><title>Mentions and claims</title><style>
body{font:16px/1.6 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1b1b1b}
.text{white-space:pre-wrap}
mark{padding:.1em .2em;border-radius:.2em;background:#e4e4e4}
mark.meeting{background:#cfe3ff}mark.person,mark.office,mark.role{background:#ffe2b8}mark.party,mark.organization,mark.forum{background:#d5efd0}
mark.place,mark.date{background:#f3d9f4}mark.topic{background:#fff3a8}mark.document,mark.commitment{background:#ffd2cc}mark.uncertain{opacity:.55}
table{border-collapse:collapse;font-size:.85rem}td,th{text-align:left;border-bottom:1px solid #ddd;padding:.2rem .5rem;vertical-align:top}
</style></head><body>{{end}}{{define "document"}}
<article{{with .Document.Language}} lang="{{.}}"{{end}}><h1>{{or .Document.Title "Document"}}</h1>
<p class="text">{{range .Parts}}{{if .Mention}}<mark class="{{.Mention.Type}}{{if lt .Mention.Confidence 0.5}} uncertain{{end}}" title="{{.Mention.Type}}: {{.Mention.Label}} {{.Mention.Value}} {{.Mention.IRI}} ({{printf "%.2f" .Mention.Confidence}})">{{.Text}}</mark>{{else}}{{.Text}}{{end}}{{end}}</p>
{{if .Claims}}<table><tr><th>Subject<th>Predicate<th>Object<th>Words<th>Confidence<th>Rule</tr>{{range .Claims}}
<tr><td>{{.Subject}}<td>{{.Predicate}}<td>{{.Object}}<td>{{.Quote}}<td>{{printf "%.2f" .Confidence}}<td>{{.Rule}}</tr>{{end}}</table>{{end}}
</article>{{end}}{{define "end"}}</body></html>
{{end}}`))

// view writes the text of a document with its mentions marked, and its claims.
func (p *Printer) view(r *Result) error {
	if p.count == 1 {
		if err := viewTemplate.ExecuteTemplate(p.w, "head", nil); err != nil {
			return err
		}
	}
	return viewTemplate.ExecuteTemplate(p.w, "document", struct {
		*Result
		Parts []viewPart
	}{r, r.parts()})
}

func (p *Printer) endView() error {
	if p.count == 0 {
		return nil
	}
	return viewTemplate.ExecuteTemplate(p.w, "end", nil)
}

// parts cuts the text where mentions begin and end. Of mentions that overlap the
// one that begins first is marked.
func (r *Result) parts() (parts []viewPart) {
	mentions := slices.Clone(r.Mentions)
	mentions = slices.DeleteFunc(mentions, func(m Mention) bool { return m.Type == QuotationType })
	at := 0
	for i := range mentions {
		m := &mentions[i]
		if m.Start < at {
			continue
		}
		parts = append(parts, viewPart{Text: r.Document.Quote(at, m.Start)}, viewPart{Text: m.Quote, Mention: m})
		at = m.End
	}
	return append(parts, viewPart{Text: r.Document.Quote(at, r.Document.Len())})
}
