// Package network writes nodes and edges for programs that draw and measure
// networks, as GraphML and as GEXF.
//
// What it writes is valid by the schema of its format: every attribute is
// declared with its type, and every edge joins two nodes of the network.
package network

// A Kind is the type of an attribute's values.
type Kind uint8

// The kinds. Values are written in the lexical form of XML Schema.
const (
	Text Kind = iota
	Integer
	Number
)

// An Attribute is a column of nodes or edges.
type Attribute struct {
	Name string
	Kind Kind
}

// A Node is a point of a network. ID is unique among nodes, here an IRI or a
// literal; Values has one value for each of the attributes of nodes, "" for none.
type Node struct {
	ID, Label string
	Values    []string
}

// A Spell is a time in which an edge holds: its first and last day, as
// 2025-11-23, and how often it holds then.
type Spell struct {
	Start, End string
	Count      int
}

// An Edge joins two nodes, which it names by their place in Nodes. Values has one
// value for each of the attributes of edges, "" for none. A Weight of 0 means 1.
type Edge struct {
	Source, Target int
	Label          string
	Weight         float64
	Values         []string
	Spells         []Spell
}

// A Network is what can be written. Description says in a sentence what it
// shows, and how much of it when that is not all.
type Network struct {
	Description    string
	Directed       bool
	NodeAttributes []Attribute
	EdgeAttributes []Attribute
	Nodes          []Node
	Edges          []Edge
}

// dynamic reports whether some edge has times.
func (n *Network) dynamic() bool {
	for _, e := range n.Edges {
		if len(e.Spells) > 0 {
			return true
		}
	}
	return false
}

// direction is what both formats call the direction of edges.
func (n *Network) direction() string {
	if n.Directed {
		return "directed"
	}
	return "undirected"
}

// weight is the weight of an edge as it is written.
func (e Edge) weight() float64 {
	if e.Weight == 0 {
		return 1
	}
	return e.Weight
}
