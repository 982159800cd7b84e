// Package codings does and undoes the content codings of HTTP (RFC 9110 §8.4.1):
// answers are compressed as they are sent, bodies of requests read in plain.
//
// What is decoded is bounded by the size of the plain text, however small it came.
package codings

import (
	"bytes"
	"io"
	"sync"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// Encode compresses a body in gzip, zstd or br; "" leaves it as it is.
func Encode(body []byte, coding string) ([]byte, error) {
	if coding == "" {
		return body, nil
	}
	var b bytes.Buffer
	w, err := NewWriter(&b, coding)
	if err != nil {
		return nil, err
	}
	if _, err := w.Write(body); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// A coder compresses; it can be used again for another writer.
type coder interface {
	io.WriteCloser
	Reset(w io.Writer)
}

// coders have been used: to make one takes as long as to compress a document.
var coders = map[string]*sync.Pool{"zstd": {}, "br": {}, "gzip": {}}

// NewWriter returns what compresses to w, in gzip, zstd or br, until it is closed,
// which is to be done once.
func NewWriter(w io.Writer, coding string) (io.WriteCloser, error) {
	used, ok := coders[coding].Get().(coder)
	if !ok {
		var err error
		if used, err = makeCoder(coding); err != nil {
			return nil, err
		}
	}
	used.Reset(w)
	return &borrowed{used, coders[coding]}, nil
}

func makeCoder(coding string) (coder, error) {
	switch coding {
	case "zstd":
		return zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1), zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithWindowSize(1<<18))
	case "br":
		return brotli.NewWriterOptions(nil, brotli.WriterOptions{Quality: 4, LGWin: 18}), nil
	}
	return gzip.NewWriterLevel(nil, gzip.BestSpeed)
}

// borrowed is a coder that goes back to its pool when it is closed.
type borrowed struct {
	coder
	pool *sync.Pool
}

func (b *borrowed) Close() error {
	err := b.coder.Close()
	if err == nil {
		b.coder.Reset(nil) // it refers to no answer any more
		b.pool.Put(b.coder)
	}
	return err
}
