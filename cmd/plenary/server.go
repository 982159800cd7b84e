package main

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"strings"

	"w3id.org/plenary/graph"
)

// A request is a change that a server is to make.
type request struct {
	method, path string
	params       url.Values
	media        string
	coding       string
	body         io.Reader
	message      string
}

// carryOut has the server make a change, and prints what it says has changed.
func (t toServer) carryOut(ctx context.Context, r request, std streams) error {
	answer, err := t.ask(ctx, r)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	var done struct {
		graph.Commit
		Elsewhere int
		Report    json.RawMessage
	}
	if err := json.NewDecoder(answer.Body).Decode(&done); err != nil {
		return fmt.Errorf("%s: the answer is no JSON: %w", t.Server, err)
	}
	if len(done.Report) > 0 {
		fmt.Fprintf(std.err, "plenary: warnings of shapes: %s\n", done.Report)
	}
	sayElsewhere(std.err, done.Elsewhere)
	_, err = fmt.Fprintf(std.out, "%s: %s added, %d removed, commit %d\n", t.Server, plural(int64(done.Added), "quad", "quads"), done.Removed, done.Seq)
	return err
}

func sayElsewhere(w io.Writer, n int) {
	if n > 0 {
		fmt.Fprintf(w, "plenary: %s in named graphs still: what names no graph is about the unnamed graph alone\n", plural(int64(n), "removed triple is", "removed triples are"))
	}
}

// ask sends a request with the token. An answer that is none is an error.
func (t toServer) ask(ctx context.Context, r request) (*http.Response, error) {
	base, err := url.Parse(t.Server)
	if err != nil || base.Host == "" || base.Scheme != "http" && base.Scheme != "https" {
		return nil, usage("--server %q is no address of a server, such as https://data.example.org/", t.Server)
	}
	token, err := t.token()
	if err != nil {
		return nil, err
	}
	address := base.JoinPath(r.path)
	if r.message != "" {
		if r.params == nil {
			r.params = url.Values{}
		}
		r.params.Set("message", r.message)
	}
	address.RawQuery = r.params.Encode()
	out, err := http.NewRequestWithContext(ctx, r.method, address.String(), r.body)
	if err != nil {
		return nil, err
	}
	out.Header = http.Header{"Authorization": {"Bearer " + token}}
	for name, value := range map[string]string{"Content-Type": r.media, "Content-Encoding": r.coding} {
		if value != "" {
			out.Header.Set(name, value)
		}
	}
	return send(out)
}

func (t toServer) token() (string, error) {
	token, err := tokenOf(t.Token, t.TokenFile)
	if err == nil && token == "" {
		err = usage("--server needs a token: --token-file FILE, or the environment variable PLENARY_TOKEN")
	}
	return token, err
}

// tokenOf is a token as it is given: in a file, or else by itself.
func tokenOf(given, file string) (string, error) {
	if file == "" {
		return given, nil
	}
	text, err := os.ReadFile(file)
	words := strings.Fields(string(text))
	if err == nil && len(words) == 0 {
		err = usage("--token-file %s is empty", file)
	}
	if err != nil {
		return "", err
	}
	return words[len(words)-1], nil // the output of token create will do
}

// where refuses a command line that does not say what is changed.
func (t toServer) where(data string) error {
	switch {
	case t.Server != "" && data != "":
		return usage("give either --data or --server")
	case cmp.Or(t.Server, data) == "":
		return usage("say what to change: --data DIR or --server URL")
	}
	return nil
}
