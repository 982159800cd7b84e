package main

import (
	"bufio"
	"context"
	"encoding/csv"
	"fmt"
	"io"
	"path/filepath"
	"strconv"
	"time"

	"w3id.org/plenary/ingest/review"
)

// Run prints the report, or applies what it says of rules.
func (r *Report) Run(ctx context.Context, std streams) error {
	return interruptedOr(ctx, viewing(r.Data, func(desk *review.Desk) error {
		found, err := desk.Report()
		if err != nil {
			return err
		}
		if r.ApplyConfidence {
			return r.apply(found.Calibrated(), std.out)
		}
		rows := reportRows(found, time.Now())
		if r.Format == "csv" {
			return csv.NewWriter(std.out).WriteAll(rows)
		}
		return writeReport(std.out, rows)
	}))
}

// apply writes the calibration, and what it changes.
func (r *Report) apply(rows []review.Calibrated, w io.Writer) error {
	if err := review.WriteCalibration(r.Data, rows); err != nil {
		return err
	}
	for _, c := range rows {
		fmt.Fprintf(w, "%s: %.2f until now, %.2f from now on, %d of %d accepted\n", c.Rule, c.Stated, c.Confidence, c.Accepted, c.Decided)
	}
	_, err := fmt.Fprintf(w, "%s: %s with enough decisions\n", filepath.Join(r.Data, review.CalibrationFile), plural(int64(len(rows)), "rule", "rules"))
	return err
}

func reportRows(found *review.Report, now time.Time) [][]string {
	rows := [][]string{{"of", "name", "claims", "pending", "deferred", "accepted", "edited", "rejected", "retracted", "confidence", "agreement", "calibrated", "oldest waits"}}
	rows = append(rows, reportRow("all", &found.Total, now, ""))
	for i := range found.Documents {
		rows = append(rows, reportRow("document", &found.Documents[i], now, ""))
	}
	calibrated := map[string]string{}
	for _, c := range found.Calibrated() {
		calibrated[c.Rule] = fmt.Sprintf("%.2f", c.Confidence)
	}
	for i := range found.Rules {
		rows = append(rows, reportRow("rule", &found.Rules[i], now, calibrated[found.Rules[i].Name]))
	}
	return rows
}

func reportRow(of string, r *review.Row, now time.Time, calibrated string) []string {
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
	return append(cells, fmt.Sprintf("%.2f", r.Confidence), agreement, calibrated, waiting)
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
