package conform

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"mime"
	"regexp"
	"strconv"
	"strings"

	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/codec"
	"w3id.org/plenary/rdf/jsonld"
)

// A BodyCheck is what the body of the answer must be:
//
//	empty            nothing
//	broken           it ends before it is whole, and the client can see it
//	sha256 sum       its bytes have this hash, in hexadecimal
//	rdf              a document of its media type that has a statement
//	json             JSON
//	json path        JSON with something at the path, as a.b.0.c
//	json path = x    where the value is x, written as JSON or a bare word
//	~ regexp         it matches
//	!~ regexp        it does not
//	as METHOD path   the same bytes as another request with the same header fields gets
//	triples of path  the same triples as another address has in its usual syntax
type BodyCheck struct {
	Op, Arg, Value string
}

func parseBodyCheck(line string) (c BodyCheck, err error) {
	op, rest, _ := strings.Cut(line, " ")
	c.Op, c.Arg = op, rest
	switch op {
	case "empty", "broken", "rdf", "as", "sha256":
	case "json":
		if path, value, ok := strings.Cut(rest, " = "); ok {
			c.Arg, c.Value = path, value
		}
	case "~", "!~":
		_, err = regexp.Compile(rest)
	case "triples":
		c.Arg = strings.TrimPrefix(rest, "of ")
	default:
		err = fmt.Errorf("no check of a body")
	}
	return c, err
}

// failure says how a body falls short; "" when it does not.
func (x *exchange) failure(ctx context.Context, c BodyCheck) string {
	switch c.Op {
	case "empty":
		if len(x.body) > 0 {
			return fmt.Sprintf("there are %d bytes, want none", len(x.body))
		}
	case "sha256":
		if got, want := fmt.Sprintf("%x", sha256.Sum256(x.body)), fill(c.Arg, x.vars); got != want {
			return fmt.Sprintf("the hash of the %d bytes is %s, want %s", len(x.body), got, want)
		}
	case "rdf":
		if _, err := x.triples(ctx); err != nil {
			return err.Error()
		}
	case "json":
		return jsonFailure(x.body, c.Arg, fill(c.Value, x.vars))
	case "~", "!~":
		if regexp.MustCompile(fillPattern(c.Arg, x.vars)).Match(x.body) != (c.Op == "~") {
			return fmt.Sprintf("the body is %.200q, want %s %s", x.body, c.Op, c.Arg)
		}
	case "as", "triples":
		return x.compare(ctx, c)
	}
	return ""
}

// jsonFailure looks at a path of JSON.
func jsonFailure(body []byte, path, want string) string {
	v, err := jsonAt(body, path)
	if err != nil {
		return err.Error()
	}
	if got, _ := json.Marshal(v); want != "" && string(got) != want && fmt.Sprint(v) != want {
		return fmt.Sprintf("%s is %.200s, want %s", path, got, want)
	}
	return ""
}

// jsonAt returns what is at a path of JSON.
func jsonAt(body []byte, path string) (v any, err error) {
	d := json.NewDecoder(bytes.NewReader(body))
	d.UseNumber()
	if err := d.Decode(&v); err != nil {
		return nil, fmt.Errorf("no JSON: %w", err)
	}
	for _, step := range strings.FieldsFunc(path, func(r rune) bool { return r == '.' }) {
		var ok bool
		switch at := v.(type) {
		case map[string]any:
			v, ok = at[step]
		case []any:
			i, err := strconv.Atoi(step)
			if ok = err == nil && i < len(at); ok {
				v = at[i]
			}
		}
		if !ok {
			return nil, fmt.Errorf("there is no %s in %.300s", path, body)
		}
	}
	return v, nil
}

// triples reads the body by its media type. JSON-LD is read with the contexts of
// the server itself.
func (x *exchange) triples(ctx context.Context) (*rdf.Dataset, error) {
	media, _, err := mime.ParseMediaType(x.response.Header.Get("Content-Type"))
	if err != nil {
		return nil, fmt.Errorf("the media type: %w", err)
	}
	f, ok := rdf.FormatOf(media)
	if !ok {
		return nil, fmt.Errorf("%s is no syntax of RDF", media)
	}
	triples := rdf.NewDataset()
	known := jsonld.Options{Loader: contextLoader{x.runner}}
	for q, err := range codec.Decode(f, bytes.NewReader(x.body), rdf.DecodeOptions{Base: x.url, Source: media}, codec.Options{JSONLD: known}) {
		if err != nil {
			return nil, err
		}
		q.G = rdf.Term{}
		triples.Add(q)
	}
	if triples.Len() == 0 {
		return nil, fmt.Errorf("there is no statement in %d bytes of %s", len(x.body), media)
	}
	return triples, nil
}
