package main

import (
	"context"
	"crypto/sha256"
	"crypto/sha512"
	"hash"
	"io"

	"w3id.org/plenary/rdf/canon"
)

var hashes = map[string]func() hash.Hash{"sha256": sha256.New, "sha384": sha512.New384}

// Run prints the canonical form of a document.
func (c *Canon) Run(ctx context.Context, std streams) error {
	d, err := c.dataset(ctx, c.File, std)
	if err != nil {
		return err
	}
	canonical, err := canon.Canonicalize(d, canon.Options{Hash: hashes[c.Hash], Work: c.MaxWork})
	if err != nil {
		return err
	}
	_, err = io.WriteString(std.out, canonical.NQuads)
	return err
}
