// Package tokens says who may write to a data folder: bearer tokens with a name
// and a role, kept as hashes in the file "tokens" of the folder.
//
// The secret of a token is known to its owner alone: it is shown when the token
// is made, and neither kept nor logged.
package tokens

import (
	"crypto/rand"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// A Role is what a token allows. Each allows what those before it do.
type Role string

// The roles.
const (
	Reader  Role = "reader"  // what everybody may
	Curator Role = "curator" // changes of the data, each through the gate
	Admin   Role = "admin"   // also what undoes changes of others
)

// Roles are in the order of what they allow.
var Roles = []Role{Reader, Curator, Admin}

// Allows reports whether a role allows what another does.
func (r Role) Allows(other Role) bool {
	return slices.Contains(Roles, r) && slices.Index(Roles, r) >= slices.Index(Roles, other)
}

// A Token is what is kept of a token.
type Token struct {
	ID      string     `json:"id"`   // not secret
	Name    string     `json:"name"` // the author of what it changes
	Role    Role       `json:"role"`
	Hash    []byte     `json:"sha256"` // of the secret
	Created time.Time  `json:"created"`
	Expires *time.Time `json:"expires,omitempty"`
	Revoked *time.Time `json:"revoked,omitempty"`
}

// State is "valid", "expired" or "revoked".
func (t Token) State(now time.Time) string {
	switch {
	case t.Revoked != nil:
		return "revoked"
	case t.Expires != nil && !now.Before(*t.Expires):
		return "expired"
	}
	return "valid"
}

// The text of a token: a mark by which scanners for leaked secrets know it, its
// ID, and 32 random bytes in base64url. The ID is letters and digits, since it is
// typed: one that began with a hyphen would be taken for a flag.
const (
	mark        = "plenary_"
	idLen       = 8
	secretBytes = 32
)

var (
	secretText = base64.RawURLEncoding.Strict()
	secretLen  = secretText.EncodedLen(secretBytes)
)

// newToken makes a token and its text, which is not kept.
func newToken(name string, role Role, now time.Time) (t Token, text string) {
	secret := make([]byte, secretBytes)
	_, _ = rand.Read(secret) // never fails
	hash := sha256.Sum256(secret)
	t = Token{ID: strings.ToLower(rand.Text()[:idLen]), Name: name, Role: role, Hash: hash[:], Created: now.UTC().Truncate(time.Second)}
	return t, mark + t.ID + secretText.EncodeToString(secret)
}

// parse returns the ID of a token and the hash of its secret.
func parse(text string) (id string, hash [sha256.Size]byte, ok bool) {
	text, ok = strings.CutPrefix(text, mark)
	if !ok || len(text) != idLen+secretLen {
		return "", hash, false
	}
	secret, err := secretText.DecodeString(text[idLen:])
	if err != nil {
		return "", hash, false
	}
	return text[:idLen], sha256.Sum256(secret), true
}

// ErrInvalid says that a text is no token of the folder, or no longer one: it
// does not tell which.
var ErrInvalid = errors.New("tokens: not a valid token")

// verify finds the token of a text. The secret is compared by its hash in
// constant time, with that of no token where there is none of the ID.
func verify(all map[string]Token, text string, now time.Time) (Token, error) {
	id, hash, ok := parse(text)
	if !ok {
		return Token{}, ErrInvalid
	}
	t, known := all[id]
	if !known {
		t.Hash = make([]byte, sha256.Size)
	}
	if subtle.ConstantTimeCompare(hash[:], t.Hash) != 1 || !known || t.State(now) != "valid" {
		return Token{}, ErrInvalid
	}
	return t, nil
}

// maxName is how many characters a name may have.
const maxName = 100

// checkName refuses names that could not stand in a history or a list.
func checkName(name string) error {
	bad := func(r rune) bool { return !unicode.IsPrint(r) }
	if name == "" || strings.TrimSpace(name) != name || utf8.RuneCountInString(name) > maxName || strings.ContainsFunc(name, bad) || !utf8.ValidString(name) {
		return fmt.Errorf("tokens: %.100q is no name: it has up to %d printable characters, and no space at its ends", name, maxName)
	}
	return nil
}
