package egress

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"golang.org/x/net/dns/dnsmessage"

	"w3id.org/plenary/rdf"
	"w3id.org/plenary/sparql"
)

// open makes a client that may connect to addresses of this machine, as tests of
// what is allowed must.
func open(t *testing.T, o Options) *Client {
	t.Helper()
	c, err := New(o)
	if err != nil {
		t.Fatal(err)
	}
	c.open = netip.Addr.IsLoopback
	return c
}

func serve(t *testing.T, h http.HandlerFunc) (host string) {
	t.Helper()
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	return strings.TrimPrefix(s.URL, "http://")
}

func load(c *Client, address string) (*rdf.Dataset, error) {
	return rdf.ReadDataset(c.Load(context.Background(), address))
}

func TestWhatIsAllowed(t *testing.T) {
	c, err := New(Options{Hosts: []string{"data.example.org", "Other.Example.org:8443", "bücher.example"}})
	if err != nil {
		t.Fatal(err)
	}
	for address, want := range map[string]bool{
		"https://data.example.org/x": true, "http://DATA.example.org./x": true, "https://data.example.org:443/": true, "https://other.example.org:8443/": true,
		"https://xn--bcher-kva.example/": true, "https://b%C3%BCcher.example/": true,
		"https://data.example.org:8443/": false, "http://data.example.org:443/": false, "https://other.example.org/": false, "https://x.data.example.org/": false,
		"https://data.example.org.evil.example/": false, "https://evil.example/?data.example.org": false, "https://data.example.org@evil.example/": false,
		"https://user@data.example.org/": false, "file:///etc/passwd": false, "ftp://data.example.org/": false, "gopher://data.example.org/": false, "//data.example.org/": false,
		"http://127.0.0.1/": false, "http://[::1]/": false, "http://2130706433/": false, "http://0x7f.1/": false, "": false,
	} {
		u, err := url.Parse(address)
		if err != nil {
			t.Fatal(err)
		}
		if got := c.Allowed(u); (got == nil) != want || got != nil && !errors.Is(got, sparql.ErrDenied) {
			t.Errorf("Allowed(%s) = %v, want %v", address, got, want)
		}
	}
	for _, host := range []string{"", "https://data.example.org", "data.example.org/x", "a b", ":80"} {
		if _, err := New(Options{Hosts: []string{host}}); err == nil {
			t.Errorf("%q is taken as a host", host)
		}
	}
}

func TestPublicAddresses(t *testing.T) {
	for text, want := range map[string]bool{
		"93.184.216.34": true, "2606:2800:220:1::1": true,
		"127.0.0.1": false, "127.9.9.9": false, "0.0.0.0": false, "0.1.2.3": false, "10.0.0.1": false, "172.16.0.1": false, "172.31.255.255": false, "192.168.1.1": false,
		"169.254.169.254": false, "100.64.0.1": false, "198.18.0.1": false, "224.0.0.1": false, "255.255.255.255": false, "240.0.0.1": false, "192.0.0.8": false,
		"::1": false, "::": false, "fe80::1": false, "fe80::1%eth0": false, "fc00::1": false, "fd00:ec2::254": false, "ff02::1": false, "::ffff:127.0.0.1": false, "::127.0.0.1": false,
		"64:ff9b::7f00:1": false, "2002:7f00:1::": false, "2001:0:7f00:1::": false, "fec0::1": false,
	} {
		a := netip.MustParseAddr(text)
		if got := isPublic(a.Unmap()); got != want {
			t.Errorf("isPublic(%s) = %v, want %v", text, got, want)
		}
	}
}

// A name on the list that leads to this machine is not connected to.
func TestPrivateAddressesStayDenied(t *testing.T) {
	var asked atomic.Bool
	host := serve(t, func(http.ResponseWriter, *http.Request) { asked.Store(true) })
	_, port, _ := net.SplitHostPort(host)
	for _, name := range []string{"127.0.0.1", "localhost"} {
		c, err := New(Options{Hosts: []string{net.JoinHostPort(name, port)}})
		if err != nil {
			t.Fatal(err)
		}
		_, err = load(c, "http://"+net.JoinHostPort(name, port)+"/data.ttl")
		if !errors.Is(err, sparql.ErrDenied) || asked.Load() {
			t.Errorf("%s: %v; asked: %v", name, err, asked.Load())
		}
		if err != nil && strings.Contains(err.Error(), "127.0.0.1") && name == "localhost" {
			t.Errorf("the error tells an address: %v", err)
		}
	}
}

// A resolver that says a public address first, and one of this machine when it
// is asked again, or both at once, gets nowhere.
func TestHostileResolver(t *testing.T) {
	var asked atomic.Bool
	host := serve(t, func(http.ResponseWriter, *http.Request) { asked.Store(true) })
	_, port, _ := net.SplitHostPort(host)
	var questions atomic.Int64
	resolver := resolving(t, func() []string {
		if questions.Add(1) == 1 {
			return []string{"192.0.2.1", "127.0.0.1"} // the first is of no host
		}
		return []string{"127.0.0.1"}
	})
	c, err := New(Options{Hosts: []string{"rebinding.example:" + port}, Resolver: resolver, Timeout: 5 * time.Second})
	if err != nil {
		t.Fatal(err)
	}
	for range 3 {
		if _, err := load(c, "http://rebinding.example:"+port+"/data.ttl"); !errors.Is(err, sparql.ErrDenied) || asked.Load() {
			t.Errorf("%v; asked: %v", err, asked.Load())
		}
	}
	if questions.Load() == 0 {
		t.Error("the resolver was not asked")
	}
}

// resolving starts a server of names on this machine that answers any question of
// an IPv4 address.
func resolving(t *testing.T, answer func() []string) *net.Resolver {
	t.Helper()
	server, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { server.Close() })
	go func() {
		buf := make([]byte, 512)
		for {
			n, from, err := server.ReadFrom(buf)
			if err != nil {
				return
			}
			var m dnsmessage.Message
			if m.Unpack(buf[:n]) != nil || len(m.Questions) == 0 {
				continue
			}
			m.Response, m.RCode, m.Additionals = true, dnsmessage.RCodeSuccess, nil
			if m.Questions[0].Type == dnsmessage.TypeA {
				for _, text := range answer() {
					m.Answers = append(m.Answers, dnsmessage.Resource{
						Header: dnsmessage.ResourceHeader{Name: m.Questions[0].Name, Type: dnsmessage.TypeA, Class: dnsmessage.ClassINET},
						Body:   &dnsmessage.AResource{A: netip.MustParseAddr(text).As4()},
					})
				}
			}
			if packed, err := m.Pack(); err == nil {
				_, _ = server.WriteTo(packed, from)
			}
		}
	}()
	return &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
		return (&net.Dialer{}).DialContext(ctx, "udp", server.LocalAddr().String())
	}}
}

// A host that may be asked cannot send the client to one that may not.
func TestHostileRedirector(t *testing.T) {
	var reached atomic.Bool
	secret := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		reached.Store(true)
		w.Header().Set("Content-Type", "text/turtle")
	})
	_, port, _ := net.SplitHostPort(secret)
	for _, target := range []string{"http://" + secret + "/", "http://localhost:" + port + "/", "file:///etc/passwd", "http://169.254.169.254/latest/meta-data/", "http://[::1]:" + port + "/"} {
		for _, status := range []int{301, 302, 303, 307, 308} {
			host := serve(t, func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, target, status) })
			c := open(t, Options{Hosts: []string{host}})
			if _, err := load(c, "http://"+host+"/data.ttl"); !errors.Is(err, sparql.ErrDenied) || reached.Load() {
				t.Fatalf("LOAD redirected by %d to %s: %v", status, target, err)
			}
			if _, _, err := c.Call(t.Context(), "http://"+host+"/sparql", "ASK {}"); !errors.Is(err, sparql.ErrDenied) || reached.Load() {
				t.Fatalf("SERVICE redirected by %d to %s: %v", status, target, err)
			}
			if _, err := c.Contexts().Load(t.Context(), "http://"+host+"/c.jsonld", ""); err == nil || reached.Load() {
				t.Fatalf("a context redirected by %d to %s: %v", status, target, err)
			}
		}
	}
	t.Run("without end", func(t *testing.T) {
		var hops atomic.Int64
		host := serve(t, func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, fmt.Sprintf("/%d", hops.Add(1)), http.StatusFound)
		})
		if _, err := load(open(t, Options{Hosts: []string{host}}), "http://"+host+"/"); !errors.Is(err, ErrRemote) || hops.Load() > maxHops+1 {
			t.Errorf("%v after %d redirects", err, hops.Load())
		}
	})
}

func TestAnswersOfOthers(t *testing.T) {
	var big bytes.Buffer
	w := gzip.NewWriter(&big)
	_, _ = io.CopyN(w, spaces{}, 4<<20) // memory takes all
	w.Close()
	host := serve(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/turtle")
		switch r.URL.Path {
		case "/data.ttl":
			io.WriteString(w, "<s> <p> <o> .")
		case "/moved.ttl":
			http.Redirect(w, r, "/data.ttl", http.StatusFound)
		case "/bad.ttl":
			io.WriteString(w, "<s> <p>")
		case "/bomb.ttl":
			w.Header().Set("Content-Encoding", "gzip")
			_, _ = w.Write(big.Bytes())
		case "/endless.ttl":
			_, _ = io.Copy(w, spaces{})
		case "/slow.ttl":
			<-r.Context().Done()
		case "/page.ttl":
			w.Header().Set("Content-Type", "text/html")
			io.WriteString(w, "<html>")
		case "/sparql":
			w.Header().Set("Content-Type", "application/sparql-results+json")
			io.WriteString(w, `{"head": {"vars": ["x"]}, "results": {"bindings": [{"x": {"type": "literal", "value": "1"}}]}}`)
		case "/context.jsonld":
			w.Header().Set("Content-Type", "application/ld+json")
			io.WriteString(w, `{"@context": {}}`)
		default:
			w.WriteHeader(http.StatusInternalServerError)
		}
	})
	c := open(t, Options{Hosts: []string{host}, MaxBytes: 1 << 20, Timeout: time.Second})
	base := "http://" + host
	for _, path := range []string{"/data.ttl", "/moved.ttl", "/data.ttl#part"} {
		d, err := load(c, base+path)
		if err != nil || !d.Has(rdf.Quad{S: rdf.IRI(base + "/s"), P: rdf.IRI(base + "/p"), O: rdf.IRI(base + "/o")}) {
			t.Errorf("%s: %v, %v", path, d, err)
		}
	}
	var syntax *rdf.SyntaxError
	if _, err := load(c, base+"/bad.ttl"); !errors.As(err, &syntax) || syntax.Source != base+"/bad.ttl" {
		t.Errorf("a syntax error: %v", err)
	}
	for _, path := range []string{"/bomb.ttl", "/endless.ttl", "/slow.ttl", "/page.ttl", "/none.ttl"} {
		if _, err := load(c, base+path); !errors.Is(err, ErrRemote) {
			t.Errorf("%s: %v", path, err)
		}
	}
	r, done, err := c.Call(t.Context(), base+"/sparql", "SELECT * {}")
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for range r.Rows() {
		n++
	}
	if done(); n != 1 {
		t.Errorf("%d rows", n)
	}
	if _, _, err := c.Call(t.Context(), base+"/data.ttl", "ASK {}"); !errors.Is(err, ErrRemote) {
		t.Errorf("a graph in place of rows: %v", err)
	}
	if d, err := c.Contexts().Load(t.Context(), base+"/context.jsonld", ""); err != nil || d.Value == nil {
		t.Errorf("a context: %v, %v", d, err)
	}
	if _, err := load(c, "http://127.0.0.1:1/"); !errors.Is(err, sparql.ErrDenied) {
		t.Errorf("another port: %v", err)
	}
}

// spaces has no end.
type spaces struct{}

func (spaces) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = ' '
	}
	return len(p), nil
}
