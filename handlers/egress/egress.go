// Package egress lets a server ask others for SERVICE, LOAD and contexts of
// JSON-LD: those hosts alone that its operator names, and no address of a private
// network behind their names.
//
// What is asked is checked for each request and each redirect, and the address
// that is connected to when it is: what a name leads to may change in between.
package egress

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strings"
	"syscall"
	"time"

	"golang.org/x/net/idna"

	"w3id.org/plenary/sparql"
)

// ErrRemote is wrapped by what says that another server did not answer as it
// should.
var ErrRemote = errors.New("the other server did not answer as it should")

// Options of a Client. The zero value allows nothing.
type Options struct {
	// Hosts are the names that may be asked, each for the usual port of its scheme,
	// or with a port of its own ("data.example.org", "data.example.org:8443").
	Hosts []string
	// Timeout bounds one request with its redirects; 0 means half a minute.
	Timeout time.Duration
	// MaxBytes bounds an answer, its content coding undone; 0 means 64 MiB.
	MaxBytes int64
	// Resolver looks names up; nil means that of the system.
	Resolver *net.Resolver
	// Agent is how the client names itself.
	Agent string
}

const (
	defaultTimeout = 30 * time.Second
	defaultBytes   = 64 << 20
	dialTimeout    = 5 * time.Second
	maxHops        = 5
)

// A Client asks others. It may be used by several goroutines.
type Client struct {
	hosts map[string]bool
	o     Options
	open  func(netip.Addr) bool // whether an address may be connected to
	http  *http.Client          // follows redirects
	hop   *http.Client          // does not
}

// New returns a client. Errors: a host that is no name with or without a port.
func New(o Options) (*Client, error) {
	c := &Client{hosts: map[string]bool{}, o: o, open: isPublic}
	if c.o.Timeout == 0 {
		c.o.Timeout = defaultTimeout
	}
	if c.o.MaxBytes == 0 {
		c.o.MaxBytes = defaultBytes
	}
	for _, host := range o.Hosts {
		u, err := url.Parse("//" + host)
		if err != nil || u.Host != host || u.Hostname() == "" {
			return nil, fmt.Errorf("egress: %q is no host, such as data.example.org or data.example.org:8443", host)
		}
		c.hosts[hostOf(u.Hostname(), u.Port())] = true
	}
	dialer := net.Dialer{Timeout: dialTimeout, Resolver: o.Resolver, Control: c.control}
	transport := &http.Transport{
		Proxy: nil, DialContext: dialer.DialContext, TLSHandshakeTimeout: dialTimeout, ResponseHeaderTimeout: c.o.Timeout,
		MaxResponseHeaderBytes: 64 << 10, MaxConnsPerHost: 8, IdleConnTimeout: time.Minute, ForceAttemptHTTP2: true,
	}
	c.http = &http.Client{Transport: transport, CheckRedirect: c.follow}
	c.hop = &http.Client{Transport: transport, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	return c, nil
}

// hostOf is a name as it is compared, in lower case and ASCII.
func hostOf(name, port string) string {
	name = strings.TrimSuffix(strings.ToLower(name), ".")
	if ascii, err := idna.Lookup.ToASCII(name); err == nil {
		name = ascii
	}
	if port == "" {
		return name
	}
	return net.JoinHostPort(name, port)
}

// Allowed reports why an address may not be asked, nil when it may. Errors wrap
// sparql.ErrDenied.
func (c *Client) Allowed(address *url.URL) error {
	port := address.Port()
	if usual := map[string]string{"http": "80", "https": "443"}[address.Scheme]; port == usual {
		port = ""
	}
	switch {
	case address.Scheme != "http" && address.Scheme != "https":
		return fmt.Errorf("%w: only http and https are asked", sparql.ErrDenied)
	case address.User != nil:
		return fmt.Errorf("%w: an address with a user is not asked", sparql.ErrDenied)
	case !c.hosts[hostOf(address.Hostname(), port)]:
		return fmt.Errorf("%w: the host %.200s is not on the list of those that are asked", sparql.ErrDenied, address.Host)
	}
	return nil
}

// control refuses connections by the address that a name has led to.
func (c *Client) control(_, address string, _ syscall.RawConn) error {
	to, err := netip.ParseAddrPort(address)
	if err == nil && c.open(to.Addr().Unmap()) {
		return nil
	}
	return fmt.Errorf("%w: the host has an address that is not public", sparql.ErrDenied)
}

// follow checks where a redirect leads.
func (c *Client) follow(r *http.Request, via []*http.Request) error {
	if len(via) > maxHops {
		return fmt.Errorf("%w: more than %d redirects", ErrRemote, maxHops)
	}
	return c.Allowed(r.URL)
}

// send sends a request, within limits of time and size. The answer is one of
// success, or, where redirects are not followed, one of them; done is called when
// it was read.
func (c *Client) send(ctx context.Context, by *http.Client, method, address, accept string, body io.Reader, media string) (answer *http.Response, done func(), err error) {
	u, err := url.Parse(address)
	if err == nil {
		err = c.Allowed(u)
	}
	if err != nil {
		return nil, nil, err
	}
	ctx, stop := context.WithTimeout(ctx, c.o.Timeout)
	r, err := http.NewRequestWithContext(ctx, method, address, body)
	if err != nil {
		stop()
		return nil, nil, err
	}
	r.Header.Set("Accept", accept)
	r.Header.Set("User-Agent", c.o.Agent)
	if media != "" {
		r.Header.Set("Content-Type", media)
	}
	answer, err = by.Do(r)
	if err != nil {
		stop()
		return nil, nil, refused(err)
	}
	done = func() {
		answer.Body.Close()
		stop()
	}
	if answer.StatusCode/100 != 2 && (by == c.http || answer.StatusCode/100 != 3) {
		done()
		return nil, nil, fmt.Errorf("%w: status %d", ErrRemote, answer.StatusCode)
	}
	answer.Body = struct {
		io.Reader
		io.Closer
	}{&bounded{from: answer.Body, left: c.o.MaxBytes}, answer.Body}
	return answer, done, nil
}

// refused tells what the operator has not allowed from what the other server does.
// Addresses stay out of it.
func refused(err error) error {
	for _, known := range []error{sparql.ErrDenied, ErrRemote} {
		if errors.Is(err, known) {
			var request *url.Error
			if errors.As(err, &request) {
				err = request.Err
			}
			var dialed *net.OpError
			if errors.As(err, &dialed) {
				err = dialed.Err
			}
			return err
		}
	}
	if errors.Is(err, context.DeadlineExceeded) {
		return fmt.Errorf("%w: it took too long", ErrRemote)
	}
	return fmt.Errorf("%w: it cannot be reached", ErrRemote)
}

// bounded fails beyond a number of bytes.
type bounded struct {
	from io.Reader
	left int64
}

func (b *bounded) Read(p []byte) (int, error) {
	if b.left < 0 {
		return 0, fmt.Errorf("%w: its answer is too long", ErrRemote)
	}
	if int64(len(p)) > b.left+1 {
		p = p[:b.left+1]
	}
	n, err := b.from.Read(p)
	if b.left -= int64(n); b.left < 0 {
		return 0, fmt.Errorf("%w: its answer is too long", ErrRemote)
	}
	if err != nil && err != io.EOF {
		err = refused(err)
	}
	return n, err
}
