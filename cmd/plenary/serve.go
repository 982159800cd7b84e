package main

import (
	"cmp"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"

	"w3id.org/plenary/graph"
	"w3id.org/plenary/graph/labels"
	"w3id.org/plenary/handlers"
	"w3id.org/plenary/handlers/egress"
	"w3id.org/plenary/handlers/gate"
	"w3id.org/plenary/handlers/site"
	"w3id.org/plenary/ingest/review"
	"w3id.org/plenary/sparql"
)

// How long a client may take over each phase of a request.
const (
	readHeaderTimeout = 10 * time.Second
	readTimeout       = time.Minute
	writeTimeout      = 5 * time.Minute
	idleTimeout       = 2 * time.Minute
	maxHeaderBytes    = 64 << 10
)

// Run listens first, so that a port in use is said at once, then loads the
// data and serves until ctx ends.
func (s *Serve) Run(ctx context.Context, std streams) (err error) {
	started := time.Now()
	if err := cmp.Or(s.operating.check(), site.Publication(s.publishing).Check(), s.limits().Check()); err != nil {
		return usage("%v", err)
	}
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", s.Addr)
	if err != nil {
		return fmt.Errorf("cannot listen on %s: %w (choose another with --addr HOST:PORT)", s.Addr, err)
	}
	defer listener.Close()
	log := slog.New(slog.NewJSONHandler(std.err, nil))
	base, err := baseIRI(s.Base, listener.Addr())
	if err != nil {
		return err
	}
	var encrypted *certificate
	if s.TLSCert != "" || s.TLSKey != "" {
		if encrypted, err = openCertificate(s.TLSCert, s.TLSKey, log); err != nil {
			return err
		}
		if s.Base == "" {
			base = "https" + strings.TrimPrefix(base, "http")
		}
	}
	store, err := s.store(ctx, base)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, store.Close()) }()
	names := labels.Open(store, site.LabelOptions(base, s.Data))
	defer names.Close()
	rules, err := gate.Follow(s.Data, func(err error) { log.Error("the gate stays as it was", "error", err) }, s.Shapes...)
	if err != nil {
		return err
	}
	desk, err := s.desk(store, base, rules)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, desk.Close()) }()
	defer spareProcessors()()
	server, err := s.server(store, names, desk, rules, base, log)
	if err != nil {
		return err
	}
	defer s.limitMemory()()
	log.Info("serving", "base", base, "addr", listener.Addr().String(), "ready_ms", time.Since(started).Milliseconds())
	return s.serve(ctx, s.listen(listener, server, encrypted), server, log)
}

// listen wraps the listener. What net/http refuses of a connection with TLS stays
// as it is: HTTP/2 needs to see TLS itself.
func (s *Serve) listen(l net.Listener, server *handlers.Server, encrypted *certificate) net.Listener {
	if encrypted != nil {
		return tls.NewListener(atMost(l, s.MaxConnections), encrypted.config())
	}
	return atMost(server.Listen(l), s.MaxConnections)
}

func (s *Serve) store(ctx context.Context, base string) (*graph.Store, error) {
	if s.Data == "" {
		return openStore(ctx, base)
	}
	return openFolder(ctx, s.Data, base)
}

// desk opens the review desk of the folder; nil without one.
func (s *Serve) desk(store *graph.Store, base string, rules gate.Checker) (*review.Desk, error) {
	if s.Data == "" {
		return nil, nil
	}
	return review.Open(s.Data, store, review.Options{Base: base, Gate: gate.ForReview(rules)})
}

func (s *Serve) server(store *graph.Store, names *labels.Index, desk *review.Desk, rules gate.Checker, base string, log *slog.Logger) (*handlers.Server, error) {
	documents, err := s.texts(store.Snapshot(), log)
	if err != nil {
		return nil, err
	}
	if s.QueryMemory < 1 || s.QueryTimeout <= 0 {
		return nil, usage("--query-memory and --query-timeout are above 0")
	}
	others, err := egress.New(egress.Options{Hosts: s.AllowHost, Agent: "plenary/" + version()})
	if err != nil {
		return nil, usage("--allow-host: %v", err)
	}
	engine := sparql.New(sparql.Options{
		Memory: int64(queryShare * float64(s.QueryMemory<<20)), Timeout: s.QueryTimeout, Heavy: cores(), Workers: cores(),
		Logger: log, Load: others.Load, Services: others,
	})
	return handlers.New(handlers.Options{
		Store: store, Labels: names, Base: base, Folder: s.Data, Gate: rules, Review: desk, Contexts: others.Contexts(), Documents: documents, Engine: engine, Logger: log, Version: version(),
		Publication: site.Publication(s.publishing), Limits: s.limits(), CacheBytes: s.cacheBytes(), Access: s.access(log),
	})
}

// access is where requests are written down, nil for nowhere.
func (s *Serve) access(log *slog.Logger) *slog.Logger {
	if !s.AccessLog {
		return nil
	}
	return log
}

// serve answers until ctx ends. Then /readyz fails, after the delay no more
// connections are taken, and open requests have some time to end.
func (s *Serve) serve(ctx context.Context, l net.Listener, h *handlers.Server, log *slog.Logger) error {
	server := &http.Server{
		Handler:           h.Handler(),
		ConnContext:       handlers.ConnContext,
		ReadHeaderTimeout: readHeaderTimeout,
		ReadTimeout:       readTimeout,
		WriteTimeout:      writeTimeout,
		IdleTimeout:       idleTimeout,
		MaxHeaderBytes:    maxHeaderBytes,
		ErrorLog:          slog.NewLogLogger(log.Handler(), slog.LevelWarn),
	}
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(l) }()
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	h.Drain()
	log.Info("stopping", "delay", s.DrainDelay.String(), "grace", s.DrainTimeout.String())
	select {
	case err := <-failed:
		return err
	case <-time.After(s.DrainDelay):
	}
	grace, cancel := context.WithTimeout(context.WithoutCancel(ctx), s.DrainTimeout)
	defer cancel()
	err := server.Shutdown(grace)
	if errors.Is(err, context.DeadlineExceeded) {
		log.Warn("requests were broken off", "after", s.DrainTimeout.String())
		err = server.Close()
	}
	if served := <-failed; !errors.Is(served, http.ErrServerClosed) {
		return served
	}
	return err
}

// baseIRI checks the IRI given, or makes one of the address listened on. A
// loopback or unspecified host is called localhost.
func baseIRI(given string, addr net.Addr) (string, error) {
	if given == "" {
		return "http://" + hostOf(addr) + "/", nil
	}
	u, err := url.Parse(given)
	if err != nil || u.Host == "" || (u.Scheme != "http" && u.Scheme != "https") || u.RawQuery != "" || u.Fragment != "" {
		return "", usage("--base %q is not an http(s) IRI without query and fragment, such as https://data.example.org/", given)
	}
	return strings.TrimSuffix(given, "/") + "/", nil
}

func hostOf(addr net.Addr) string {
	host, port, err := net.SplitHostPort(addr.String())
	if err != nil {
		return addr.String()
	}
	if ip := net.ParseIP(host); ip == nil || ip.IsLoopback() || ip.IsUnspecified() {
		host = "localhost"
	}
	if port == "80" {
		port = ""
	}
	if port == "" {
		return host
	}
	return net.JoinHostPort(host, port)
}
