package graph

import "sync"

// news tells any number of goroutines that there is a new state.
type news struct {
	mu   sync.Mutex
	next chan struct{} // closed when there is one; nil while nobody listens
}

// listen returns what is closed when there is a state after this call.
func (n *news) listen() <-chan struct{} {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.next == nil {
		n.next = make(chan struct{})
	}
	return n.next
}

func (n *news) tell() {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.next != nil {
		close(n.next)
		n.next = nil
	}
}
