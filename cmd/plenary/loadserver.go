package main

import (
	"bytes"
	"context"
	"net/http"
	"net/url"

	"github.com/klauspost/compress/gzip"

	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/nquads"
)

// serve sends all files to a server in one request, and so one transaction: what
// names no graph to that of --graph or to the unnamed one.
func (l *Load) serve(ctx context.Context, std streams) error {
	switch {
	case l.Replace && l.Graph == "":
		return usage("--replace with --server needs --graph: a request replaces one graph")
	case l.NoGate || len(l.Shapes) > 0:
		return usage("--shapes and --no-gate are for folders: a server has its own")
	}
	rejects, err := l.rejects(ctx, std)
	if err != nil {
		return err
	}
	defer rejects.abort()
	var body bytes.Buffer
	packed := gzip.NewWriter(&body)
	if err := rdf.WriteAll(nquads.NewEncoder(packed, rdf.EncodeOptions{}), l.quads(ctx, std, 0, rejects)); err != nil {
		return err
	}
	if err := packed.Close(); err != nil {
		return err
	}
	r := request{method: http.MethodPost, path: "graphs", media: "application/n-quads", coding: "gzip", body: &body, message: l.Message}
	if l.Replace {
		r.method, r.params = http.MethodPut, url.Values{"graph": {l.Graph}}
	}
	if err := l.carryOut(ctx, r, std); err != nil {
		return err
	}
	return rejects.end()
}
