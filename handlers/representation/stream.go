package representation

import (
	"context"
	"iter"

	"w3id.org/plenary/handlers/problem"
	"w3id.org/plenary/rdf"
)

// MostGathered is how many quads are held to write them in order and nested; more
// are written as they come.
const MostGathered = 20_000

// WriteStream writes quads without their graph names, as long as ctx allows.
func WriteStream(ctx context.Context, e rdf.Encoder, quads iter.Seq2[rdf.Quad, error]) error {
	n := 0
	for q, err := range quads {
		if n++; n%1024 == 0 && err == nil {
			err = ctx.Err()
		}
		if err != nil {
			return err
		}
		q.G = rdf.Term{}
		if err := e.Encode(q); err != nil {
			return err
		}
	}
	return e.Close()
}

// A gatherer is JSON-LD of a graph whose size nobody knows yet: in the form chosen
// as long as the graph is small, else expanded, which alone can be written as quads
// come. What needs the whole graph is an error then.
type gatherer struct {
	whole bool // it is flattened, or in the shape that a client names
	quads []rdf.Quad
	small func() rdf.Encoder
	large func() rdf.Encoder
	begun rdf.Encoder // large, once it is
}

func (g *gatherer) Encode(q rdf.Quad) error {
	switch {
	case g.begun != nil:
		return g.begun.Encode(q)
	case len(g.quads) < MostGathered:
		g.quads = append(g.quads, q)
		return nil
	case g.whole:
		p := problem.New("budget", "a graph of more than %d triples is not flattened, framed or made with the context of a client; it can be had expanded, or in another syntax", MostGathered)
		p.Limit, p.Parameter = "triples", "profile"
		return p
	}
	g.begun = g.large()
	for _, held := range g.quads {
		if err := g.begun.Encode(held); err != nil {
			return err
		}
	}
	g.quads = nil
	return g.begun.Encode(q)
}

func (g *gatherer) Close() error {
	if g.begun != nil {
		return g.begun.Close()
	}
	e := g.small()
	for _, q := range g.quads {
		if err := e.Encode(q); err != nil {
			return err
		}
	}
	return e.Close()
}
