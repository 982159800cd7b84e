package handlers

import (
	"bytes"
	"hash"
	"io"

	"github.com/klauspost/compress/gzip"
)

// counter passes bytes on, counts and hashes them.
type counter struct {
	to   io.Writer
	hash hash.Hash
	n    int
}

func (c *counter) Write(p []byte) (int, error) {
	n, err := c.to.Write(p)
	c.n += n
	c.hash.Write(p[:n])
	return n, err
}

// unpack returns what was compressed.
func unpack(packed []byte) ([]byte, error) {
	r, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, err
	}
	return io.ReadAll(r)
}
