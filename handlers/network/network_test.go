package network_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"w3id.org/plenary/handlers/network"
)

// An element is what the schema of a format says of one: the attributes that it
// must and may have, and its children in the order that they must have.
type element struct {
	must, may, children []string
}

// graphmlSchema is the part of GraphML 1.0's schema that networks use.
var graphmlSchema = map[string]element{
	"graphml": {may: []string{"xsi", "schemaLocation", "xmlns"}, children: []string{"desc", "key", "graph"}},
	"key":     {must: []string{"id", "for", "attr.name", "attr.type"}},
	"graph":   {must: []string{"edgedefault"}, may: []string{"id"}, children: []string{"desc", "node", "edge"}},
	"desc":    {},
	"node":    {must: []string{"id"}, children: []string{"desc", "data"}},
	"edge":    {must: []string{"source", "target"}, may: []string{"id", "directed"}, children: []string{"desc", "data"}},
	"data":    {must: []string{"key"}},
}

// gexfSchema is the part of GEXF 1.2's schema that networks use.
var gexfSchema = map[string]element{
	"gexf":        {must: []string{"version"}, may: []string{"xsi", "schemaLocation", "xmlns"}, children: []string{"meta", "graph"}},
	"meta":        {may: []string{"lastmodifieddate"}, children: []string{"creator", "description"}},
	"creator":     {},
	"description": {},
	"graph":       {may: []string{"defaultedgetype", "mode", "timeformat"}, children: []string{"attributes", "nodes", "edges"}},
	"attributes":  {must: []string{"class"}, may: []string{"mode"}, children: []string{"attribute"}},
	"attribute":   {must: []string{"id", "title", "type"}},
	"nodes":       {children: []string{"node"}},
	"edges":       {children: []string{"edge"}},
	"node":        {must: []string{"id", "label"}, children: []string{"attvalues"}},
	"edge":        {must: []string{"id", "source", "target"}, may: []string{"label", "weight"}, children: []string{"attvalues", "spells"}},
	"attvalues":   {children: []string{"attvalue"}},
	"attvalue":    {must: []string{"for", "value"}, may: []string{"start", "end"}},
	"spells":      {children: []string{"spell"}},
	"spell":       {may: []string{"start", "end"}},
}

// valid reads a document, checks it by a schema, and returns its elements.
func valid(t *rapid.T, doc []byte, schema map[string]element, namespace string) (found []xml.StartElement) {
	d := xml.NewDecoder(bytes.NewReader(doc))
	type open struct {
		name string
		at   int // place of the last child among those that the schema lists
	}
	var stack []open
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return found
		}
		if err != nil {
			t.Fatalf("%v in\n%s", err, doc)
		}
		switch token := token.(type) {
		case xml.StartElement:
			name := token.Name.Local
			if token.Name.Space != namespace {
				t.Fatalf("<%s> is in %q", name, token.Name.Space)
			}
			if len(stack) > 0 {
				parent := &stack[len(stack)-1]
				at := slices.Index(schema[parent.name].children, name)
				if at < parent.at {
					t.Fatalf("<%s> has no place for <%s> there, in\n%s", parent.name, name, doc)
				}
				parent.at = at
			}
			checkAttributes(t, token, schema[name])
			stack = append(stack, open{name: name})
			found = append(found, token.Copy())
		case xml.EndElement:
			stack = stack[:len(stack)-1]
		}
	}
}

func checkAttributes(t *rapid.T, start xml.StartElement, e element) {
	for _, name := range e.must {
		if !slices.ContainsFunc(start.Attr, func(a xml.Attr) bool { return a.Name.Local == name }) {
			t.Fatalf("<%s> lacks %s", start.Name.Local, name)
		}
	}
	for _, a := range start.Attr {
		if !slices.Contains(e.must, a.Name.Local) && !slices.Contains(e.may, a.Name.Local) {
			t.Fatalf("<%s> has %s", start.Name.Local, a.Name.Local)
		}
	}
}

func attr(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// networks draws networks with the texts that give XML trouble.
func networks(t *rapid.T) *network.Network {
	text := rapid.StringN(0, 8, -1)
	value := map[network.Kind]*rapid.Generator[string]{
		network.Text:    text,
		network.Integer: rapid.Map(rapid.Int(), strconv.Itoa),
		network.Number:  rapid.Map(rapid.Float64Range(-1e9, 1e9), func(x float64) string { return strconv.FormatFloat(x, 'g', -1, 64) }),
	}
	attributes := func(name string) (all []network.Attribute) {
		for i := range rapid.IntRange(0, 3).Draw(t, name) {
			all = append(all, network.Attribute{Name: name + strconv.Itoa(i), Kind: network.Kind(rapid.IntRange(0, 2).Draw(t, "kind"))})
		}
		return all
	}
	values := func(of []network.Attribute) (all []string) {
		for _, a := range of {
			v := ""
			if rapid.Bool().Draw(t, "given") {
				v = value[a.Kind].Draw(t, a.Name)
			}
			all = append(all, v)
		}
		return all
	}
	n := &network.Network{Description: text.Draw(t, "description"), Directed: rapid.Bool().Draw(t, "directed"),
		NodeAttributes: attributes("node"), EdgeAttributes: attributes("edge")}
	for i := range rapid.IntRange(1, 5).Draw(t, "nodes") {
		n.Nodes = append(n.Nodes, network.Node{ID: "http://example/" + strconv.Itoa(i), Label: text.Draw(t, "label"), Values: values(n.NodeAttributes)})
	}
	for range rapid.IntRange(0, 6).Draw(t, "edges") {
		e := network.Edge{Source: rapid.IntRange(0, len(n.Nodes)-1).Draw(t, "source"), Target: rapid.IntRange(0, len(n.Nodes)-1).Draw(t, "target"),
			Label: text.Draw(t, "label"), Weight: rapid.Float64Range(0, 9).Draw(t, "weight"), Values: values(n.EdgeAttributes)}
		for y := range rapid.IntRange(0, 2).Draw(t, "spells") {
			day := time.Date(2000+y, 1, 1, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
			e.Spells = append(e.Spells, network.Spell{Start: day, End: day, Count: y + 1})
		}
		n.Edges = append(n.Edges, e)
	}
	return n
}

// checkValue reports a value that is not of its declared type.
func checkValue(t *rapid.T, kind, value string) {
	var err error
	switch kind {
	case "long":
		_, err = strconv.ParseInt(value, 10, 64)
	case "double":
		_, err = strconv.ParseFloat(value, 64)
	case "string":
	default:
		t.Fatalf("there is no type %q", kind)
	}
	if err != nil {
		t.Fatalf("%q is no %s", value, kind)
	}
}

func TestGraphML(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := networks(t)
		var b bytes.Buffer
		if err := n.WriteGraphML(&b); err != nil {
			t.Fatal(err)
		}
		nodes, edges, keys := 0, 0, map[string]string{}
		for _, e := range valid(t, b.Bytes(), graphmlSchema, "http://graphml.graphdrawing.org/xmlns") {
			switch e.Name.Local {
			case "key":
				if id := attr(e, "id"); keys[id] != "" {
					t.Fatalf("key %s is declared twice", id)
				}
				keys[attr(e, "id")] = attr(e, "attr.type")
			case "node":
				if attr(e, "id") != "n"+strconv.Itoa(nodes) {
					t.Fatalf("node %d is %s", nodes, attr(e, "id"))
				}
				nodes++
			case "edge":
				want := n.Edges[edges]
				if attr(e, "source") != "n"+strconv.Itoa(want.Source) || attr(e, "target") != "n"+strconv.Itoa(want.Target) {
					t.Fatalf("edge %d is %v", edges, e)
				}
				edges++
			case "data":
				if keys[attr(e, "key")] == "" {
					t.Fatalf("key %s is not declared", attr(e, "key"))
				}
			}
		}
		if nodes != len(n.Nodes) || edges != len(n.Edges) {
			t.Fatalf("%d nodes and %d edges of %d and %d", nodes, edges, len(n.Nodes), len(n.Edges))
		}
	})
}

func TestGEXF(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := networks(t)
		var b bytes.Buffer
		if err := n.WriteGEXF(&b); err != nil {
			t.Fatal(err)
		}
		kinds, of, nodes, edges := map[string]string{}, "", []string{}, 0
		for _, e := range valid(t, b.Bytes(), gexfSchema, "http://www.gexf.net/1.2draft") {
			switch e.Name.Local {
			case "attributes", "node", "edge":
				if of = e.Name.Local; of == "attributes" {
					of = attr(e, "class")
				}
			}
			switch e.Name.Local {
			case "attribute":
				kinds[of+attr(e, "id")] = attr(e, "type")
			case "node":
				nodes = append(nodes, attr(e, "id"))
			case "edge":
				if edges++; !slices.Contains(nodes, attr(e, "source")) || !slices.Contains(nodes, attr(e, "target")) {
					t.Fatalf("an end of %v is no node", e)
				}
			case "attvalue":
				checkValue(t, kinds[of+attr(e, "for")], attr(e, "value"))
			}
		}
		if len(nodes) != len(n.Nodes) || edges != len(n.Edges) {
			t.Fatalf("%d nodes and %d edges of %d and %d", len(nodes), edges, len(n.Nodes), len(n.Edges))
		}
	})
}

// What is asked of each format in full, once.
func TestForms(t *testing.T) {
	n := &network.Network{Description: "one meeting & no more", NodeAttributes: []network.Attribute{{Name: "meetings", Kind: network.Integer}},
		Nodes: []network.Node{{ID: "http://example/a", Label: "A \x01", Values: []string{"1"}}, {ID: "http://example/b", Label: "<B>", Values: []string{""}}},
		Edges: []network.Edge{{Source: 0, Target: 1, Weight: 2, Spells: []network.Spell{{Start: "2025-11-22", End: "2025-11-23", Count: 1}}}}}
	var graphml, gexf bytes.Buffer
	if err := errors.Join(n.WriteGraphML(&graphml), n.WriteGEXF(&gexf)); err != nil {
		t.Fatal(err)
	}
	for format, wants := range map[string][]string{
		graphml.String(): {`<graph id="G" edgedefault="undirected">`, `<key id="nd2" for="node" attr.name="meetings" attr.type="long">`, `<data key="nd1">A ` + "\uFFFD" + `</data>`,
			`<data key="ed2">2025-11-22/2025-11-23</data>`, `<data key="nd1">&lt;B&gt;</data>`, `one meeting &amp; no more`},
		gexf.String(): {`defaultedgetype="undirected" mode="dynamic" timeformat="date"`, `<attribute id="0" title="meetings" type="long">`,
			`<attvalue for="count" value="1" start="2025-11-22" end="2025-11-23">`, `<spell start="2025-11-22" end="2025-11-23">`, `weight="2"`},
	} {
		for _, want := range wants {
			if !strings.Contains(format, want) {
				t.Errorf("%s is not in\n%s", want, format)
			}
		}
	}
}
