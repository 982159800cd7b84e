package network

import (
	"encoding/xml"
	"io"
	"strconv"
	"strings"
)

const (
	graphmlNS = "http://graphml.graphdrawing.org/xmlns"
	schemaNS  = "http://www.w3.org/2001/XMLSchema-instance"
)

type graphml struct {
	XMLName  xml.Name     `xml:"http://graphml.graphdrawing.org/xmlns graphml"`
	Instance string       `xml:"xmlns:xsi,attr"`
	Schema   string       `xml:"xsi:schemaLocation,attr"`
	Keys     []graphmlKey `xml:"key"`
	Graph    graphmlGraph `xml:"graph"`
}

type graphmlKey struct {
	ID   string `xml:"id,attr"`
	For  string `xml:"for,attr"`
	Name string `xml:"attr.name,attr"`
	Type string `xml:"attr.type,attr"`
}

type graphmlGraph struct {
	ID        string        `xml:"id,attr"`
	Direction string        `xml:"edgedefault,attr"`
	Desc      string        `xml:"desc,omitempty"`
	Nodes     []graphmlNode `xml:"node"`
	Edges     []graphmlEdge `xml:"edge"`
}

type graphmlNode struct {
	ID   string        `xml:"id,attr"`
	Data []graphmlData `xml:"data"`
}

type graphmlEdge struct {
	ID     string        `xml:"id,attr"`
	Source string        `xml:"source,attr"`
	Target string        `xml:"target,attr"`
	Data   []graphmlData `xml:"data"`
}

type graphmlData struct {
	Key   string `xml:"key,attr"`
	Value string `xml:",chardata"`
}

var graphmlTypes = map[Kind]string{Text: "string", Integer: "long", Number: "double"}

// Attributes that every network has in GraphML, before its own: its schema takes
// no IRI as the identifier of a node.
var (
	graphmlNodeAttributes = []Attribute{{"iri", Text}, {"label", Text}}
	graphmlEdgeAttributes = []Attribute{{"label", Text}, {"weight", Number}, {"spells", Text}}
)

// WriteGraphML writes GraphML 1.0: nodes are n0, n1 … with their ID as iri; the
// spells of an edge are a text of ISO 8601 intervals.
func (n *Network) WriteGraphML(w io.Writer) error {
	doc := graphml{Instance: schemaNS, Schema: graphmlNS + " http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd"}
	doc.declare("node", "n", graphmlNodeAttributes, n.NodeAttributes)
	doc.declare("edge", "e", graphmlEdgeAttributes, n.EdgeAttributes)
	doc.Graph = graphmlGraph{ID: "G", Direction: n.direction(), Desc: n.Description}
	for i, node := range n.Nodes {
		doc.Graph.Nodes = append(doc.Graph.Nodes, graphmlNode{"n" + strconv.Itoa(i), dataOf("n", []string{node.ID, node.Label}, node.Values)})
	}
	for i, e := range n.Edges {
		doc.Graph.Edges = append(doc.Graph.Edges, graphmlEdge{"e" + strconv.Itoa(i), "n" + strconv.Itoa(e.Source), "n" + strconv.Itoa(e.Target),
			dataOf("e", []string{e.Label, formatNumber(e.weight()), intervals(e.Spells)}, e.Values)})
	}
	return write(w, doc)
}

// declare adds keys: those of nodes are nd0, nd1 …, those of edges ed0 ….
func (g *graphml) declare(of, prefix string, lists ...[]Attribute) {
	i := 0
	for _, list := range lists {
		for _, a := range list {
			g.Keys = append(g.Keys, graphmlKey{prefix + "d" + strconv.Itoa(i), of, a.Name, graphmlTypes[a.Kind]})
			i++
		}
	}
}

func dataOf(prefix string, lists ...[]string) (data []graphmlData) {
	i := 0
	for _, list := range lists {
		for _, value := range list {
			if value != "" {
				data = append(data, graphmlData{prefix + "d" + strconv.Itoa(i), value})
			}
			i++
		}
	}
	return data
}

// intervals writes days as 2025-11-22/2025-11-23, ISO 8601.
func intervals(spells []Spell) string {
	var all []string
	for _, s := range spells {
		all = append(all, s.Start+"/"+s.End)
	}
	return strings.Join(all, " ")
}

func formatNumber(x float64) string { return strconv.FormatFloat(x, 'g', -1, 64) }

// write writes a document with its declaration. Characters that XML cannot have
// become U+FFFD.
func write(w io.Writer, doc any) error {
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	e := xml.NewEncoder(w)
	e.Indent("", " ")
	if err := e.Encode(doc); err != nil {
		return err
	}
	_, err := io.WriteString(w, "\n")
	return err
}
