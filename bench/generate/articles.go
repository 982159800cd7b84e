package main

import (
	"fmt"
	"iter"
	"math/rand/v2"
	"strings"

	"w3id.org/plenary/rdf"
)

// words of several alphabets, and what syntaxes must escape.
var words = strings.Fields(`the of and conference ministers agreed la réunion des ministres über die Verträge 会議 共同声明
	совет министров συμβούλιο "quoted" back\slash don't <b>bold</b> & 𝄞 naïve coöperate 50% a/b x_y (2025) –`)

// articles yields descriptions of articles: always the same ones.
func articles(n int) iter.Seq2[rdf.Quad, error] {
	r := rand.New(rand.NewPCG(1, 2))
	return func(yield func(rdf.Quad, error) bool) {
		for i := range n {
			for _, t := range article(i, r) {
				if !yield(t.In(rdf.Term{}), nil) {
					return
				}
			}
		}
	}
}

func article(i int, r *rand.Rand) []rdf.Triple {
	s := rdf.IRI(fmt.Sprintf("http://publisher%d.example.com/journal/%d/article/10.1000%%2F%d", i%50, i%997, i))
	place := rdf.BlankNode(fmt.Sprintf("p%d", i))
	p := func(namespace int, local string) rdf.Term {
		return rdf.IRI(fmt.Sprintf("http://vocabulary%d.example.org/terms#%s", namespace%60, local))
	}
	typed := func(lexical, datatype string) rdf.Term {
		return rdf.Literal(lexical, "http://www.w3.org/2001/XMLSchema#"+datatype)
	}
	return []rdf.Triple{
		{S: s, P: rdf.IRI("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"), O: p(i, "Article")},
		{S: s, P: p(i, "title"), O: rdf.LangString(text(r, 12), "en")},
		{S: s, P: p(i, "abstract"), O: rdf.LangString(text(r, 100+r.IntN(900)), "fr")},
		{S: s, P: p(i+1, "note"), O: rdf.String(text(r, 30) + "\n\t" + text(r, 30))},
		{S: s, P: p(i+2, "issued"), O: typed(fmt.Sprintf("20%02d-%02d-%02dT12:00:00Z", i%26, 1+i%12, 1+i%28), "dateTime")},
		{S: s, P: p(i+3, "pages"), O: typed(fmt.Sprint(i%40), "integer")},
		{S: s, P: p(i+4, "score"), O: typed(fmt.Sprintf("%d.%d", i%10, i%1000), "decimal")},
		{S: s, P: p(i+5, "cites"), O: rdf.IRI(fmt.Sprintf("http://publisher%d.example.com/journal/%d/article/10.1000%%2F%d", r.IntN(50), r.IntN(997), r.IntN(i+1)))},
		{S: s, P: p(i+6, "page"), O: rdf.IRI(fmt.Sprintf("https://пример.example/статья?id=%d&x=ü#top", i))},
		{S: s, P: p(i+7, "at"), O: place},
		{S: place, P: p(i+8, "name"), O: rdf.String(text(r, 2))},
	}
}

func text(r *rand.Rand, n int) string {
	var b strings.Builder
	for range n {
		b.WriteString(words[r.IntN(len(words))])
		b.WriteByte(' ')
	}
	return b.String()
}
