package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"time"

	"w3id.org/plenary/handlers/conform"
)

// conformTimeout is how long one answer may take.
const conformTimeout = time.Minute

// Run tries the rows of the suite and reports on each.
func (c *Conform) Run(ctx context.Context, std streams) error {
	rows, err := c.rows()
	if err != nil {
		return err
	}
	target, err := c.target(ctx)
	if err != nil {
		return err
	}
	if target.Vars["token"], err = tokenOf(c.Token, c.TokenFile); err != nil {
		return err
	}
	if c.Overload {
		target.Capabilities = append(target.Capabilities, "overload")
	}
	write := writeConformRow
	if c.Format == "jsonl" {
		write = writeConformJSON
	}
	counts := map[string]int{}
	for result := range conform.Run(ctx, target, rows) {
		if ctx.Err() != nil {
			return errInterrupted
		}
		counts[outcome(result)]++
		if c.Failed && len(result.Failures) == 0 {
			continue
		}
		if err := write(std.out, result); err != nil {
			return err
		}
	}
	fmt.Fprintf(std.err, "%d rows hold, %d fail, %d were not tried\n", counts["ok"], counts["FAIL"], counts["skip"])
	if counts["FAIL"] > 0 {
		return errReported
	}
	return nil
}

// rows are the rows of the suite that are asked for.
func (c *Conform) rows() ([]conform.Row, error) {
	all, err := conform.Rows()
	if err != nil {
		return nil, err
	}
	named, err := regexp.Compile(c.Rows)
	if err != nil {
		return nil, usage("--rows: %v", err)
	}
	rows := conform.Select(all, named)
	if len(rows) == 0 {
		return nil, usage("--rows: no row is named like %q", c.Rows)
	}
	return rows, nil
}

// target is the server, one of plenary's unless flags say what it has.
func (c *Conform) target(ctx context.Context) (conform.Target, error) {
	u, err := url.Parse(c.URL)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return conform.Target{}, usage("%q is no address of a server, such as http://localhost:8080/", c.URL)
	}
	if !strings.HasSuffix(u.Path, "/") {
		u.Path += "/"
	}
	client := &http.Client{Timeout: conformTimeout}
	has := map[string]string{"doc": c.Doc, "thing": c.Thing, "sparql": c.Sparql, "graphs": c.Graphs, "graph": c.Graph}
	for _, value := range has {
		if value != "" {
			return conform.Other(u.String(), client, has), nil
		}
	}
	return conform.Plenary(ctx, u.String(), client)
}

func outcome(r conform.Result) string {
	switch {
	case r.Skipped != "":
		return "skip"
	case len(r.Failures) > 0:
		return "FAIL"
	}
	return "ok"
}

// writeConformRow writes a line for people, and one for each failure.
func writeConformRow(w io.Writer, r conform.Result) error {
	_, err := fmt.Fprintf(w, "%-4s  %-32s  %s\n", outcome(r), r.Row.Name, r.Row.Spec)
	if len(r.Failures) > 0 && err == nil {
		_, err = fmt.Fprintf(w, "      %s\n", r.Row.Says)
	}
	for _, failure := range r.Failures {
		if err == nil {
			_, err = fmt.Fprintf(w, "      %s\n", failure)
		}
	}
	return err
}

func writeConformJSON(w io.Writer, r conform.Result) error {
	last := r.Row.Steps[len(r.Row.Steps)-1]
	return json.NewEncoder(w).Encode(map[string]any{
		"name": r.Row.Name, "spec": r.Row.Spec, "says": r.Row.Says, "method": last.Method, "path": last.Path,
		"outcome": strings.ToLower(outcome(r)), "skipped": r.Skipped, "failures": r.Failures, "ms": r.Elapsed.Milliseconds(),
	})
}
