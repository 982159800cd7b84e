package handlers

import (
	"bytes"
	"io"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
)

// encodeBody compresses a body.
func encodeBody(body []byte, coding string) ([]byte, error) {
	if coding == "" {
		return body, nil
	}
	var b bytes.Buffer
	w, err := newCoder(&b, coding)
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

func newCoder(w io.Writer, coding string) (io.WriteCloser, error) {
	switch coding {
	case "zstd":
		return zstd.NewWriter(w, zstd.WithEncoderConcurrency(1), zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithWindowSize(1<<18))
	case "br":
		return brotli.NewWriterOptions(w, brotli.WriterOptions{Quality: 4, LGWin: 18}), nil
	}
	return gzip.NewWriterLevel(w, gzip.BestSpeed)
}
