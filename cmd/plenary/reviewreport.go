package main

import (
	"bufio"
	"context"
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"time"

	"w3id.org/plenary/ingest/review"
)

// Run prints the report.
func (r *Report) Run(ctx context.Context, std streams) error {
	return interruptedOr(ctx, viewing(r.Data, func(desk *review.Desk) error {
		found, err := desk.Report()
		if err != nil {
			return err
		}
		now := time.Now()
		rows := [][]string{{"of", "name", "claims", "pending", "deferred", "accepted", "edited", "rejected", "retracted", "confidence", "agreement", "oldest waits"}}
		rows = append(rows, reportRow("all", &found.Total, now))
		for i := range found.Documents {
			rows = append(rows, reportRow("document", &found.Documents[i], now))
		}
		for i := range found.Rules {
			rows = append(rows, reportRow("rule", &found.Rules[i], now))
		}
		if r.Format == "csv" {
			return csv.NewWriter(std.out).WriteAll(rows)
		}
		return writeReport(std.out, rows)
	}))
}

func reportRow(of string, r *review.Row, now time.Time) []string {
	cells := []string{of, r.Name, strconv.Itoa(r.Claims)}
	for _, state := range []review.State{review.Pending, review.Deferred, review.Accepted, review.Edited, review.Rejected, review.Retracted} {
		cells = append(cells, strconv.Itoa(r.By[state]))
	}
	agreement, waiting := "", ""
	if share, ok := r.Agreement(); ok {
		agreement = fmt.Sprintf("%.2f", share)
	}
	if !r.Waiting.IsZero() {
		waiting = waited(now.Sub(r.Waiting))
	}
	return append(cells, fmt.Sprintf("%.2f", r.Confidence), agreement, waiting)
}

// waited writes how long something waits, in days or, below two, in hours and
// minutes.
func waited(d time.Duration) string {
	if d >= 48*time.Hour {
		return fmt.Sprintf("%d days", int(d.Hours()/24))
	}
	return fmt.Sprintf("%dh%02dm", int(d.Hours()), int(d.Minutes())%60)
}

func writeReport(w io.Writer, rows [][]string) error {
	out := bufio.NewWriter(w)
	t := table{w: out, widths: make([]int, len(rows[0]))}
	for _, row := range rows {
		t.hold(row)
	}
	if err := t.flush(); err != nil {
		return err
	}
	return out.Flush()
}
