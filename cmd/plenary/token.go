package main

import (
	"fmt"
	"text/tabwriter"
	"time"

	"w3id.org/plenary/handlers/tokens"
)

// tokens opens the tokens of a folder that is there.
func (f inFolder) tokens() (*tokens.File, error) {
	store, err := f.open() // makes none
	if err != nil {
		return nil, err
	}
	return tokens.Open(f.Data, nil), store.Close()
}

// Run makes a token. It is the last word of what is printed.
func (t *TokenCreate) Run(std streams) error {
	if t.Expires < 0 {
		return usage("--expires %v is not above 0", t.Expires)
	}
	file, err := t.tokens()
	if err != nil {
		return err
	}
	made, text, err := file.Create(t.Name, tokens.Role(t.Role), t.Expires)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(std.out, "token %s of %s, %s, %s; it is shown only now:\n%s\n", made.ID, made.Name, made.Role, validity(made), text)
	return err
}

func validity(t tokens.Token) string {
	if t.Expires == nil {
		return "valid until it is revoked"
	}
	return "valid until " + t.Expires.Format("2006-01-02 15:04:05Z")
}

// Run lists the tokens.
func (t *TokenList) Run(std streams) error {
	file, err := t.tokens()
	if err != nil {
		return err
	}
	all, err := file.List()
	if err != nil {
		return err
	}
	table := tabwriter.NewWriter(std.out, 0, 0, 2, ' ', 0)
	now := time.Now()
	for _, one := range all {
		fmt.Fprintf(table, "%s\t%s\t%s\t%s\t%s\n", one.ID, one.Role, one.State(now), one.Created.Format("2006-01-02"), one.Name)
	}
	return table.Flush()
}

// Run revokes the token.
func (t *TokenRevoke) Run(std streams) error {
	file, err := t.tokens()
	if err != nil {
		return err
	}
	revoked, err := file.Revoke(t.Token)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(std.out, "token %s of %s is revoked\n", revoked.ID, revoked.Name)
	return err
}
