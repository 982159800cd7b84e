package desk

import (
	"fmt"
	"net/url"
	"time"

	"w3id.org/plenary/explorer"
	"w3id.org/plenary/ingest/review"
)

// home draws the first page: how each document stands.
func (d *Desk) home(v *visit) (explorer.View, error) {
	page := explorer.ReviewHome{Curated: v.curated("overview", "review.title")}
	all := review.Row{By: map[review.State]int{}}
	for _, document := range v.now.Documents(v.lang) {
		all.Claims += document.Claims
		for state, n := range document.By {
			all.By[state] += n
		}
		page.Documents = append(page.Documents, explorer.ReviewedDocument{
			Title:   explorer.Value{Text: document.Title.Text, Lang: v.foreign(document.Title.Lang), Href: v.address(Path+"/claims", url.Values{"document": {document.Name}})},
			Date:    explorer.Value{Text: explorer.FormatDate(v.lang, document.Issued), Time: document.Issued},
			Waiting: document.By[review.Pending] + document.By[review.Deferred], Accepted: document.By[review.Accepted] + document.By[review.Edited],
			Rejected: document.By[review.Rejected], Progress: progress(&document.Row),
		})
	}
	page.Progress = progress(&all)
	for _, state := range states {
		page.Figures = append(page.Figures, explorer.Figure{N: all.By[state], Label: v.say("review.state." + string(state)), Href: v.address(Path+"/claims", url.Values{"state": {string(state)}})})
	}
	return page, nil
}

// report draws the figures that `plenary report` prints.
func (d *Desk) report(v *visit) (explorer.View, error) {
	found, err := d.Review.Report()
	if err != nil {
		return nil, err
	}
	page := explorer.ReviewReport{Curated: v.curated("report", "review.report"), Documents: v.reportTable("review.documents"), Rules: v.reportTable("review.rules")}
	page.Documents.Rows = append(page.Documents.Rows, v.reportRow(explorer.Value{Text: v.say("review.state.all")}, &found.Total, ""))
	page.Figures = v.figures(&found.Total, len(found.Documents))
	titles := map[string]review.Name{}
	for _, d := range v.now.Documents(v.lang) {
		titles[d.Name] = d.Title
	}
	calibrated := map[string]string{}
	for _, c := range found.Calibrated() {
		calibrated[c.Rule] = hundredths(c.Confidence)
	}
	for i := range found.Documents {
		row := &found.Documents[i]
		title := explorer.Value{Text: row.Name, Href: v.address(Path+"/claims", url.Values{"document": {row.Name}, "state": {"all"}})}
		if name, ok := titles[row.Name]; ok {
			title.Text, title.Lang = name.Text, v.foreign(name.Lang)
		}
		page.Documents.Rows = append(page.Documents.Rows, v.reportRow(title, row, ""))
	}
	for i := range found.Rules {
		row := &found.Rules[i]
		page.Rules.Rows = append(page.Rules.Rows, v.reportRow(explorer.Value{Text: row.Name, Href: v.address(Path+"/claims", url.Values{"rule": {row.Name}, "state": {"all"}})}, row, calibrated[row.Name]))
	}
	return page, nil
}

// figures are those at the head of the report.
func (v *visit) figures(all *review.Row, documents int) (figures []explorer.Figure) {
	figures = []explorer.Figure{{N: documents, Label: v.say("review.figure.documents")}, {N: all.Claims, Label: v.say("review.figure.claims")},
		{N: all.By[review.Pending] + all.By[review.Deferred], Label: v.say("review.state.waiting")}, {N: all.By[review.Accepted] + all.By[review.Edited], Label: v.say("review.state.accepted")},
		{N: all.By[review.Rejected], Label: v.say("review.state.rejected")}, {N: all.By[review.Retracted], Label: v.say("review.state.retracted")}}
	if share, ok := all.Agreement(); ok {
		figures = append(figures, explorer.Figure{Note: hundredths(share), Label: v.say("review.agreement")})
	}
	if !all.Waiting.IsZero() {
		figures = append(figures, explorer.Figure{Note: v.waited(v.Now().Sub(all.Waiting)), Label: v.say("review.waits")})
	}
	return figures
}

func (v *visit) reportTable(caption string) explorer.Table {
	t := explorer.Table{Caption: v.say(caption), Quiet: true, Columns: []string{v.say("review.name"), v.say("review.claims")}}
	for _, state := range states {
		t.Columns = append(t.Columns, v.say("review.state."+string(state)))
	}
	t.Columns = append(t.Columns, v.say("review.confidence"), v.say("review.agreement"), v.say("review.calibrated"), v.say("review.waits"))
	return t
}

func (v *visit) reportRow(name explorer.Value, r *review.Row, calibrated string) explorer.Row {
	cell := func(text string) []explorer.Value {
		if text == "" {
			return nil
		}
		return []explorer.Value{{Text: text}}
	}
	row := explorer.Row{Cells: [][]explorer.Value{{name}, cell(explorer.FormatCount(v.lang, r.Claims))}}
	for _, state := range states {
		row.Cells = append(row.Cells, cell(explorer.FormatCount(v.lang, r.By[state])))
	}
	agreement, waiting := "", ""
	if share, ok := r.Agreement(); ok {
		agreement = hundredths(share)
	}
	if !r.Waiting.IsZero() {
		waiting = v.waited(v.Now().Sub(r.Waiting))
	}
	row.Cells = append(row.Cells, cell(hundredths(r.Confidence)), cell(agreement), cell(calibrated), cell(waiting))
	return row
}

func hundredths(x float64) string { return fmt.Sprintf("%.2f", x) }

// waited writes how long something waits, in days or, below two, in hours and
// minutes.
func (v *visit) waited(d time.Duration) string {
	if d >= 48*time.Hour {
		return v.say("review.days", int(d.Hours()/24))
	}
	return fmt.Sprintf("%d h %02d", int(d.Hours()), int(d.Minutes())%60)
}
