package handlers

import (
	"fmt"
	"net/netip"
	"strings"
	"sync"
	"time"

	"github.com/gin-gonic/gin"

	"w3id.org/plenary/handlers/problem"
)

// Limits bound what clients may ask for at a time. The zero value bounds nothing.
type Limits struct {
	Requests int     // that are answered at once; 0 means any number
	Rate     float64 // requests a second of one client, in the long run; 0 means any number
	Burst    int     // of them without a pause; at least 1
	// Proxies are addresses and networks (CIDR) that say in X-Forwarded-For who
	// asks.
	Proxies []string
}

// Check says which proxy is neither an address nor a network.
func (l Limits) Check() error {
	for _, p := range l.Proxies {
		if _, err := netip.ParseAddr(p); err == nil {
			continue
		}
		if _, err := netip.ParsePrefix(p); err != nil {
			return fmt.Errorf("handlers: proxy %q is neither an address nor a network such as 10.0.0.0/8", p)
		}
	}
	return nil
}

// admit lets a request in when there is room for it. Those that ask how the
// server fares are always let in.
func (s *Server) admit(c *gin.Context) {
	switch strings.TrimPrefix(c.FullPath(), s.Root) {
	case "healthz", "readyz", "metrics":
		c.Next()
		return
	}
	if s.limits.Requests > 0 && s.figures.flying.Load() > int64(s.limits.Requests) {
		p := problem.New("busy", "the server answers %d requests at a time", s.limits.Requests)
		p.Limit, p.Retry = "requests", 1
		s.writeProblem(c, p)
		return
	}
	if wait := s.clients.take(c.ClientIP(), time.Now()); wait > 0 {
		p := problem.New("too-many-requests", "one client may send %g requests a second", s.limits.Rate)
		p.Limit, p.Retry = "rate", int(wait/time.Second)+1
		s.writeProblem(c, p)
		return
	}
	c.Next()
}

// mostClients is how many clients are remembered; each takes about 100 bytes.
const mostClients = 1 << 16

// clients keeps a bucket of tokens for each client. It forgets those whose
// buckets are full, which changes nothing, and some at random where that is not
// enough.
type clients struct {
	rate  float64 // tokens a second; 0 means no limit
	burst float64

	mu      sync.Mutex
	buckets map[netip.Addr]bucket
}

type bucket struct {
	tokens float64
	at     time.Time
}

func newClients(l Limits) *clients {
	return &clients{rate: l.Rate, burst: float64(max(l.Burst, 1)), buckets: map[netip.Addr]bucket{}}
}

// take takes a token of a client, and returns how long it has to wait when there
// is none. Loopback is not limited; neighbours in IPv6 are one client.
func (l *clients) take(client string, now time.Time) (wait time.Duration) {
	addr, err := netip.ParseAddr(client)
	if l.rate == 0 || err == nil && addr.Unmap().IsLoopback() {
		return 0
	}
	if addr = addr.Unmap().WithZone(""); addr.Is6() {
		if network, err := addr.Prefix(64); err == nil {
			addr = network.Addr()
		}
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	b, known := l.buckets[addr]
	if !known {
		l.makeRoom(now)
		b = bucket{l.burst, now}
	}
	b.tokens, b.at = l.filled(b, now), now
	if b.tokens < 1 {
		wait = time.Duration((1 - b.tokens) / l.rate * float64(time.Second))
	} else {
		b.tokens--
	}
	l.buckets[addr] = b
	return wait
}

func (l *clients) filled(b bucket, now time.Time) float64 {
	return min(l.burst, b.tokens+max(now.Sub(b.at).Seconds(), 0)*l.rate)
}

// makeRoom forgets clients when there are too many.
func (l *clients) makeRoom(now time.Time) {
	if len(l.buckets) < mostClients {
		return
	}
	for addr, b := range l.buckets {
		if l.filled(b, now) >= l.burst {
			delete(l.buckets, addr)
		}
	}
	for addr := range l.buckets {
		if len(l.buckets) < mostClients-mostClients/8 {
			return
		}
		delete(l.buckets, addr)
	}
}
