package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"

	"w3id.org/plenary/ontology"
	"w3id.org/plenary/sparql/results"
)

// send posts a text to the endpoint, and returns its answer, whose body the
// caller closes. An answer that is none is an error.
func (a *asking) send(ctx context.Context, media, text, accept string, params url.Values) (*http.Response, error) {
	endpoint, err := url.Parse(a.URL)
	if err != nil || endpoint.Host == "" || endpoint.Scheme != "http" && endpoint.Scheme != "https" {
		return nil, usage("--url %q is no address of an endpoint, such as https://data.example.org/sparql", a.URL)
	}
	asked := endpoint.Query()
	for name, values := range params {
		asked[name] = values
	}
	if a.Timeout > 0 {
		asked.Set("timeout", fmt.Sprint(a.Timeout.Milliseconds()))
	}
	endpoint.RawQuery = asked.Encode()
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, endpoint.String(), strings.NewReader(text))
	if err != nil {
		return nil, err
	}
	request.Header.Set("Content-Type", media)
	request.Header.Set("Accept", accept)
	return send(request)
}

// send returns the answer to a request. Errors: what the server says is wrong.
func send(request *http.Request) (*http.Response, error) {
	request.Header.Set("User-Agent", "plenary/"+version())
	answer, err := http.DefaultClient.Do(request)
	var failed *url.Error
	if errors.As(err, &failed) { // whose text has all of the address
		err = fmt.Errorf("%s: %w", request.URL.Host, failed.Err)
	}
	if err != nil {
		return nil, err
	}
	if answer.StatusCode/100 != 2 {
		defer answer.Body.Close()
		return nil, complaint(answer)
	}
	return answer, nil
}

// complaint returns what an endpoint says is wrong.
func complaint(answer *http.Response) error {
	text, _ := io.ReadAll(io.LimitReader(answer.Body, 64<<10)) // as much of it as there is
	var problem struct {
		Detail       string
		Line, Column int
		Limit        string
	}
	message := strings.TrimSpace(string(text))
	if json.Unmarshal(text, &problem) == nil && problem.Detail != "" {
		if message = problem.Detail; problem.Line > 0 {
			message = fmt.Sprintf("%d:%d: %s", problem.Line, problem.Column, message)
		}
	}
	message, _, _ = strings.Cut(message, "\n")
	err := fmt.Errorf("%s: %s: %s", answer.Request.URL.Host, answer.Status, message)
	switch answer.StatusCode {
	case http.StatusBadRequest:
		return usageError{err}
	case http.StatusServiceUnavailable, http.StatusRequestEntityTooLarge:
		return limitError{err}
	}
	return err
}

// askRemote has an endpoint answer. The usual prefixes are declared, since it
// need not know them.
func (q *Query) askRemote(ctx context.Context, text string, f answerForm, std streams, waiting *waiting) error {
	accept, params := f.result.MediaType, url.Values{}
	if f.graph.Token != "" {
		accept = f.graph.MediaType
	}
	if q.Explain {
		accept = "text/plain"
		params.Set("explain", "text")
	}
	answer, err := q.send(ctx, "application/sparql-query", declared(text), accept, params)
	if err != nil {
		return err
	}
	defer answer.Body.Close()
	out, err := create(ctx, "", waiting.over(std.out))
	if err != nil {
		return err
	}
	defer out.abort()
	if f.table && !q.Explain {
		err = remoteTable(out, answer, q.Base)
	} else {
		_, err = io.Copy(out, answer.Body)
	}
	if err != nil {
		return err
	}
	return out.commit()
}

// remoteTable writes an answer for people.
func remoteTable(out io.Writer, answer *http.Response, base string) error {
	f, ok := results.FormatOf(answer.Header.Get("Content-Type"))
	if !ok {
		return fmt.Errorf("the answer is of the type %q, which is no table", answer.Header.Get("Content-Type"))
	}
	r, err := results.Read(answer.Body, f, results.Options{Source: "answer"})
	if err != nil {
		return err
	}
	if r.IsBoolean {
		_, err := fmt.Fprintln(out, r.Boolean)
		return err
	}
	return writeTable(out, r.Vars, r.Rows(), base)
}

// declared returns a text that declares those of the usual prefixes that it may
// use, on its first line: what it declares itself comes later and counts.
func declared(text string) string {
	var b strings.Builder
	for _, p := range ontology.Prefixes {
		if strings.Contains(text, p.Name+":") {
			fmt.Fprintf(&b, "PREFIX %s: <%s> ", p.Name, p.IRI)
		}
	}
	return b.String() + text
}
