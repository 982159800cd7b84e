package graph

import "context"

// ball is what lies within so many steps of a node.
type ball struct {
	distance  map[ID]int
	rim       []ID // the nodes at the distance radius
	radius    int
	backwards bool // steps lead to the centre
	goal      ID   // belongs to the ball even if walks do not go on from it
}

func newBall(centre, goal ID, backwards bool) ball {
	return ball{distance: map[ID]int{centre: 0}, rim: []ID{centre}, backwards: backwards, goal: goal}
}

// complete reports whether the ball holds all there is to reach.
func (b *ball) complete() bool { return len(b.rim) == 0 }

// grow makes the radius longer by one.
func (b *ball) grow(ctx context.Context, w *walker) error {
	return b.growWithin(ctx, w, func(ID) bool { return true })
}

// growWithin grows by nodes that are ok alone.
func (b *ball) growWithin(ctx context.Context, w *walker, ok func(ID) bool) error {
	var rim []ID
	for _, node := range b.rim {
		err := w.edges(ctx, node, b.backwards, func(e edge) bool {
			next := e.to()
			if _, seen := b.distance[next]; !seen && (next == b.goal || w.leads(next)) && ok(next) {
				b.distance[next] = b.radius + 1
				rim = append(rim, next)
			}
			return true
		})
		if err != nil {
			return err
		}
	}
	b.rim, b.radius = rim, b.radius+1
	return nil
}

// within reports whether all walks of a length to or from the centre stay in
// the ball.
func (b *ball) within(length int) bool { return b.complete() || b.radius >= length }
