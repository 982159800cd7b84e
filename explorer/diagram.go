package explorer

import (
	"fmt"
	"math"
)

// A Diagram draws how classes connect.
type Diagram struct {
	Label         string
	Width, Height int
	Nodes         []Node
	Edges         []Edge
}

// A Node is a class at a place of the grid.
type Node struct {
	Name, Label, Href, Kind string
	Column, Row             float64
	X, Y, W, H, CX, CY      int
}

// An Edge is a property between two nodes, given by their names.
type Edge struct {
	From, To, Label string
	Bend            float64 // how far it bows to its left, in cells
	Path            string
	X, Y            int
}

const (
	cellWidth  = 228
	cellHeight = 118
	nodeWidth  = 168
	nodeHeight = 44
)

// NewDiagram places the nodes on the grid and draws the edges between them.
// Edges to unknown nodes are left out.
func NewDiagram(label string, nodes []Node, edges []Edge) Diagram {
	d := Diagram{Label: label}
	byName := map[string]Node{}
	for _, n := range nodes {
		n.X, n.Y = int(n.Column*cellWidth)+16, int(n.Row*cellHeight)+16
		n.W, n.H = nodeWidth, nodeHeight
		n.CX, n.CY = n.X+n.W/2, n.Y+n.H/2
		d.Width, d.Height = max(d.Width, n.X+n.W+16), max(d.Height, n.Y+n.H+16)
		byName[n.Name] = n
		d.Nodes = append(d.Nodes, n)
	}
	for _, e := range edges {
		from, okFrom := byName[e.From]
		to, okTo := byName[e.To]
		if okFrom && okTo && e.From != e.To {
			d.Edges = append(d.Edges, e.between(from, to))
		}
	}
	return d
}

// between draws a quadratic curve from border to border.
func (e Edge) between(from, to Node) Edge {
	ax, ay, bx, by := float64(from.CX), float64(from.CY), float64(to.CX), float64(to.CY)
	length := math.Hypot(bx-ax, by-ay)
	nx, ny := (by-ay)/length, -(bx-ax)/length
	cx, cy := (ax+bx)/2+nx*e.Bend*cellHeight, (ay+by)/2+ny*e.Bend*cellHeight
	sx, sy := border(from, cx, cy)
	tx, ty := border(to, cx, cy)
	e.Path = fmt.Sprintf("M%.0f %.0fQ%.0f %.0f %.0f %.0f", sx, sy, cx, cy, tx, ty)
	e.X, e.Y = int(sx/4+cx/2+tx/4), int(sy/4+cy/2+ty/4)
	return e
}

// border returns where the line from the middle of n towards (x, y) leaves it.
func border(n Node, x, y float64) (bx, by float64) {
	dx, dy := x-float64(n.CX), y-float64(n.CY)
	scale := math.Min(
		float64(n.W)/2/math.Max(math.Abs(dx), 1e-9),
		float64(n.H)/2/math.Max(math.Abs(dy), 1e-9),
	)
	return float64(n.CX) + dx*scale, float64(n.CY) + dy*scale
}
