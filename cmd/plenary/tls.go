package main

import (
	"crypto/tls"
	"log/slog"
	"os"
	"sync"
	"time"
)

// lookAgain is how often at most it is seen whether a certificate is another.
const lookAgain = time.Second

// A certificate is read from files, and read again when they change, so that it
// can be renewed under a running server.
type certificate struct {
	chain, key string // files
	log        *slog.Logger

	mu      sync.Mutex
	current *tls.Certificate
	written [2]time.Time // when the files of current were
	looked  time.Time
}

// openCertificate reads the certificate.
func openCertificate(chain, key string, log *slog.Logger) (*certificate, error) {
	if chain == "" || key == "" {
		return nil, usage("--tls-cert and --tls-key go together")
	}
	c := &certificate{chain: chain, key: key, log: log}
	return c, c.read()
}

func (c *certificate) read() error {
	written, err := c.times()
	if err != nil {
		return err
	}
	pair, err := tls.LoadX509KeyPair(c.chain, c.key)
	if err != nil {
		return err
	}
	c.current, c.written = &pair, written
	return nil
}

func (c *certificate) times() (written [2]time.Time, err error) {
	for i, path := range []string{c.chain, c.key} {
		info, err := os.Stat(path)
		if err != nil {
			return written, err
		}
		written[i] = info.ModTime()
	}
	return written, nil
}

// get returns the certificate. One that cannot be read leaves the one before in
// use.
func (c *certificate) get(*tls.ClientHelloInfo) (*tls.Certificate, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if time.Since(c.looked) < lookAgain {
		return c.current, nil
	}
	c.looked = time.Now()
	written, err := c.times()
	if err == nil && written != c.written {
		if err = c.read(); err == nil {
			c.log.Info("the certificate was read again", "file", c.chain)
		}
	}
	if err != nil {
		c.log.Error("the certificate cannot be read again; the one before is used", "error", err)
	}
	return c.current, nil
}

// config is that of a server with the certificate.
func (c *certificate) config() *tls.Config {
	return &tls.Config{MinVersion: tls.VersionTLS12, GetCertificate: c.get, NextProtos: []string{"h2", "http/1.1"}}
}
