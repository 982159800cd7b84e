package network

import (
	"encoding/xml"
	"io"
	"strconv"
)

const gexfNS = "http://www.gexf.net/1.2draft"

type gexf struct {
	XMLName  xml.Name  `xml:"http://www.gexf.net/1.2draft gexf"`
	Instance string    `xml:"xmlns:xsi,attr"`
	Schema   string    `xml:"xsi:schemaLocation,attr"`
	Version  string    `xml:"version,attr"`
	Creator  string    `xml:"meta>creator"`
	Desc     string    `xml:"meta>description"`
	Graph    gexfGraph `xml:"graph"`
}

type gexfGraph struct {
	Direction  string           `xml:"defaultedgetype,attr"`
	Mode       string           `xml:"mode,attr"`
	TimeFormat string           `xml:"timeformat,attr,omitempty"`
	Attributes []gexfAttributes `xml:"attributes"`
	Nodes      []gexfNode       `xml:"nodes>node"`
	Edges      []gexfEdge       `xml:"edges>edge"`
}

type gexfAttributes struct {
	Class string          `xml:"class,attr"`
	Mode  string          `xml:"mode,attr"`
	All   []gexfAttribute `xml:"attribute"`
}

type gexfAttribute struct {
	ID    string `xml:"id,attr"`
	Title string `xml:"title,attr"`
	Type  string `xml:"type,attr"`
}

type gexfNode struct {
	ID     string      `xml:"id,attr"`
	Label  string      `xml:"label,attr"`
	Values *gexfValues `xml:"attvalues"`
}

type gexfEdge struct {
	ID     string      `xml:"id,attr"`
	Source string      `xml:"source,attr"`
	Target string      `xml:"target,attr"`
	Label  string      `xml:"label,attr,omitempty"`
	Weight float64     `xml:"weight,attr"`
	Values *gexfValues `xml:"attvalues"`
	Spells *gexfSpells `xml:"spells"`
}

type gexfValues struct {
	All []gexfValue `xml:"attvalue"`
}

type gexfValue struct {
	For   string `xml:"for,attr"`
	Value string `xml:"value,attr"`
	Start string `xml:"start,attr,omitempty"`
	End   string `xml:"end,attr,omitempty"`
}

type gexfSpells struct {
	All []gexfSpell `xml:"spell"`
}

type gexfSpell struct {
	Start string `xml:"start,attr"`
	End   string `xml:"end,attr"`
}

var gexfTypes = map[Kind]string{Text: "string", Integer: "long", Number: "double"}

// countID identifies the attribute that says how often an edge holds in a spell.
const countID = "count"

// WriteGEXF writes GEXF 1.2. Edges with spells make it dynamic: their attribute
// count has a value for each spell.
func (n *Network) WriteGEXF(w io.Writer) error {
	doc := gexf{Instance: schemaNS, Schema: gexfNS + " " + gexfNS + "/gexf.xsd", Version: "1.2", Creator: "plenary", Desc: n.Description}
	doc.Graph = gexfGraph{Direction: n.direction(), Mode: "static"}
	doc.Graph.declare("node", n.NodeAttributes)
	doc.Graph.declare("edge", n.EdgeAttributes)
	if n.dynamic() {
		doc.Graph.Mode, doc.Graph.TimeFormat = "dynamic", "date"
		doc.Graph.Attributes = append(doc.Graph.Attributes, gexfAttributes{"edge", "dynamic", []gexfAttribute{{countID, countID, gexfTypes[Integer]}}})
	}
	for _, node := range n.Nodes {
		doc.Graph.Nodes = append(doc.Graph.Nodes, gexfNode{node.ID, node.Label, valuesOf(node.Values, nil)})
	}
	for i, e := range n.Edges {
		doc.Graph.Edges = append(doc.Graph.Edges, gexfEdge{strconv.Itoa(i), n.Nodes[e.Source].ID, n.Nodes[e.Target].ID, e.Label, e.weight(),
			valuesOf(e.Values, e.Spells), spellsOf(e.Spells)})
	}
	return write(w, doc)
}

func (g *gexfGraph) declare(class string, attributes []Attribute) {
	if len(attributes) == 0 {
		return
	}
	list := gexfAttributes{Class: class, Mode: "static"}
	for i, a := range attributes {
		list.All = append(list.All, gexfAttribute{strconv.Itoa(i), a.Name, gexfTypes[a.Kind]})
	}
	g.Attributes = append(g.Attributes, list)
}

func valuesOf(values []string, spells []Spell) *gexfValues {
	v := &gexfValues{}
	for i, value := range values {
		if value != "" {
			v.All = append(v.All, gexfValue{For: strconv.Itoa(i), Value: value})
		}
	}
	for _, s := range spells {
		v.All = append(v.All, gexfValue{For: countID, Value: strconv.Itoa(s.Count), Start: s.Start, End: s.End})
	}
	if len(v.All) == 0 {
		return nil
	}
	return v
}

func spellsOf(spells []Spell) *gexfSpells {
	if len(spells) == 0 {
		return nil
	}
	s := &gexfSpells{}
	for _, spell := range spells {
		s.All = append(s.All, gexfSpell{spell.Start, spell.End})
	}
	return s
}
