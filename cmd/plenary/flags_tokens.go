package main

import "time"

// Token has the commands for tokens.
type Token struct {
	Create TokenCreate `cmd:"" help:"Make a token and print it: it is shown this once."`
	List   TokenList   `cmd:"" help:"List the tokens of a data folder."`
	Revoke TokenRevoke `cmd:"" help:"End a token."`
}

// Help shows examples of token.
func (Token) Help() string {
	return `Examples:
  plenary token create --data ./store --role curator --name "Ada Lovelace"
  plenary token create --data ./store --role curator --name harvest --expires 720h
  plenary token list --data ./store
  plenary token revoke --data ./store harvest

Who sends a token to the server of the folder (Authorization: Bearer …) may write, and is
named in the history. Works while the folder is served, and counts at once.`
}

// TokenCreate makes a token.
type TokenCreate struct {
	inFolder
	Role    string        `required:"" enum:"reader,curator,admin" placeholder:"ROLE" help:"reader (what everybody may), curator (changes of the data) or admin (also reverting commits)."`
	Name    string        `required:"" placeholder:"NAME" help:"Author of the changes that are made with it."`
	Expires time.Duration `placeholder:"DURATION" help:"How long it is valid, such as 720h; for ever when absent."`
}

// Help shows examples of token.
func (TokenCreate) Help() string { return Token{}.Help() }

// TokenList lists tokens.
type TokenList struct {
	inFolder
}

// TokenRevoke ends a token.
type TokenRevoke struct {
	inFolder
	Token string `arg:"" name:"name" help:"Name or ID of the token."`
}
