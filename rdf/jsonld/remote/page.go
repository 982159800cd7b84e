package remote

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"mime"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"w3id.org/plenary/rdf/jsonld/ojson"
	"w3id.org/plenary/rdf/jsonld/processor"
)

// A Page is what an HTML document says in JSON-LD.
type Page struct {
	// Address is where the page was found, Base the reference of its base
	// element, "" without one.
	Address, Base string
	scripts       []script
}

type script struct {
	id, text string
	profiles []string
}

// Parse reads an HTML document that was found at an address.
//
// Memory: the text of its JSON-LD scripts.
//
// Spec: JSON-LD 1.1 §7, JSON-LD 1.1 API §9.4.
func Parse(r io.Reader, address string) (*Page, error) {
	p := &Page{Address: address}
	z := html.NewTokenizer(r)
	var open *script
	for {
		switch z.Next() {
		case html.ErrorToken:
			if err := z.Err(); !errors.Is(err, io.EOF) {
				return nil, err
			}
			return p, nil
		case html.StartTagToken, html.SelfClosingTagToken:
			open = p.element(z.Token())
		case html.TextToken:
			if open != nil {
				open.text += string(z.Raw())
			}
		case html.EndTagToken:
			if open != nil {
				p.scripts = append(p.scripts, *open)
			}
			open = nil
		}
	}
}

// element takes a start tag; it returns a script when its text is to follow.
func (p *Page) element(t html.Token) *script {
	attributes := make(map[string]string)
	for _, a := range t.Attr {
		attributes[a.Key] = a.Val
	}
	switch t.DataAtom {
	case atom.Base:
		p.Base = cmp.Or(p.Base, attributes["href"])
	case atom.Script:
		media, params, _ := mime.ParseMediaType(attributes["type"])
		if media == "application/ld+json" {
			return &script{id: attributes["id"], profiles: strings.Fields(params["profile"])}
		}
	}
	return nil
}

// A Selection says which scripts of a page are wanted.
type Selection struct {
	// Fragment is the id of the one script wanted; else Profile is that of a
	// script that is preferred to the first one.
	Fragment, Profile string
	// All takes all scripts as one array, unless a fragment names one.
	All bool
	// JSON has the limits.
	JSON ojson.Options
}

// Value returns what the scripts selected say.
//
// Errors: *processor.Error, with InvalidScriptElement for what is not JSON, and
// LoadingDocumentFailed when there is no such script.
func (p *Page) Value(s Selection) (any, error) {
	switch {
	case s.Fragment != "":
		i := slices.IndexFunc(p.scripts, func(x script) bool { return x.id == s.Fragment })
		if i < 0 {
			return nil, failed(p.Address, fmt.Errorf("no JSON-LD script has the id %q", s.Fragment))
		}
		return p.scripts[i].value(s.JSON)
	case s.Profile != "":
		if i := slices.IndexFunc(p.scripts, func(x script) bool { return slices.Contains(x.profiles, s.Profile) }); i >= 0 {
			return p.scripts[i].value(s.JSON)
		}
	}
	if s.All {
		return p.all(s)
	}
	if len(p.scripts) == 0 {
		return nil, failed(p.Address, errors.New("the page has no JSON-LD script"))
	}
	return p.scripts[0].value(s.JSON)
}

func (p *Page) all(s Selection) (any, error) {
	out := []any{}
	for _, x := range p.scripts {
		v, err := x.value(s.JSON)
		if err != nil {
			return nil, err
		}
		if list, ok := v.([]any); ok {
			out = append(out, list...)
		} else {
			out = append(out, v)
		}
	}
	return out, nil
}

func (x script) value(o ojson.Options) (any, error) {
	v, err := ojson.Parse(strings.NewReader(x.text), o)
	if err != nil {
		return nil, &processor.Error{Code: processor.InvalidScriptElement, Msg: err.Error(), Cause: err}
	}
	return v, nil
}
