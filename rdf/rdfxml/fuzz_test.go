package rdfxml_test

import (
	"bytes"
	"testing"

	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/canon"
	"w3id.org/plenary/rdf/rdfxml"
)

// FuzzDecode reads a document, writes what is read in both ways, and reads that
// again as the same graph.
func FuzzDecode(f *testing.F) {
	const start = `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e "http://e/">]><rdf:RDF xmlns:rdf="` + rdfNS + `" xmlns:x="http://x/" rdf:version="1.2">`
	for _, seed := range []string{
		`<x:T rdf:about="&e;a" x:p="q"><x:r rdf:resource="b" rdf:ID="i"/><rdf:li xml:lang="en">t</rdf:li><rdf:li rdf:nodeID="n"/></x:T>`,
		`<rdf:Description rdf:nodeID="n"><x:l rdf:parseType="Literal"><b x:c="d">e<!--f--></b></x:l><x:c rdf:parseType="Collection"><x:T/></x:c></rdf:Description>`,
		`<x:T about="#a"><x:r rdf:parseType="Resource"><x:d rdf:datatype="&e;dt"><![CDATA[1]]></x:d></x:r></x:T>`,
		`<rdf:Description><x:t rdf:annotation="r" rdf:annotationNodeID="s" rdf:parseType="Triple"><x:T/></x:t></rdf:Description>`,
		`<x:T xmlns:i="http://www.w3.org/2005/11/its" i:dir="rtl" i:version="2.0" xml:lang="ar" x:p=""/>`,
	} {
		f.Add([]byte(start + seed + "</rdf:RDF>"))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		o := rdf.DecodeOptions{Base: "http://example.org/base", MaxDepth: 40, MaxToken: 1 << 16}
		d, err := rdf.ReadDataset(rdfxml.Decode(bytes.NewReader(text), o))
		if err != nil {
			return
		}
		for _, stream := range []bool{false, true} {
			var b bytes.Buffer
			if err := rdf.WriteAll(rdfxml.NewEncoder(&b, rdf.EncodeOptions{Stream: stream}), d.All()); err != nil {
				t.Fatalf("%v in what was read from %q", err, text)
			}
			again, err := rdf.ReadDataset(rdfxml.Decode(bytes.NewReader(b.Bytes()), rdf.DecodeOptions{}))
			if err != nil {
				t.Fatalf("%v in what was written:\n%s", err, &b)
			}
			if same, err := canon.IsomorphicWithin(d, again, canon.DefaultWork); err == nil && !same {
				t.Fatalf("%s%s", canon.Diff(d, again), &b)
			}
		}
	})
}
