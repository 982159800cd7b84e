package main

import "time"

// Mirror copies what a server has, and follows it.
type Mirror struct {
	URL     string        `arg:"" name:"url" help:"Address of the server: the base that its data lives under."`
	Dir     string        `arg:"" name:"dir" help:"Data folder of the copy; made when it is not there."`
	Once    bool          `help:"Stop when the copy is what the server has."`
	Verify  bool          `default:"true" negatable:"" help:"Prove the copy, once it is made and at the end: each graph must have the hash that the server says."`
	Timeout time.Duration `default:"1m" placeholder:"DURATION" help:"How long the server may be silent."`
}

// Help shows examples of mirror.
func (Mirror) Help() string {
	return `Examples:
  plenary mirror https://data.example.org/ ./copy
  plenary mirror --once https://data.example.org/ ./copy
  plenary serve --data ./copy --base https://data.example.org/

Takes the server's latest dump, then the changes behind it as they come. It may be stopped or
killed at any time, and goes on where it was; a download is continued. The copy is a data folder like any
other, with a commit for each of the server's; nothing else may change it. Of each graph the hash is compared
(RDFC-1.0; blank nodes may have other labels). What does not fit is an error, and nothing of it stays.`
}
