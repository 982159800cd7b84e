package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"unicode"

	"golang.org/x/term"

	"w3id.org/plenary/ingest/review"
	"w3id.org/plenary/rdf"
)

// keysHelp says what the keys do.
const keysHelp = `  a accept   e edit the object   r reject   d defer   u undo the last decision
  m accept on a published thing in place of a new one   t what would be published, as Turtle
  n next   p previous   ? keys   q quit
`

// contextLength is how many code points around the words of a claim are shown.
const contextLength = 200

// A keyboard decides on claims one by one, each by a key.
type keyboard struct {
	desk   *review.Desk
	o      review.Order // reviewer, reason and language of each decision
	filter review.Filter
	in     *bufio.Reader
	out    io.Writer

	claims  []review.Claim
	at      int
	decided []rdf.Term // the last is undone first
}

// isKeyboard reports whether input is typed.
func isKeyboard(in io.Reader) bool {
	file, ok := in.(*os.File)
	return ok && term.IsTerminal(int(file.Fd()))
}

// atKeyboard has the reviewer decide claim by claim, on a terminal.
func (r *Review) atKeyboard(ctx context.Context, desk *review.Desk, std streams) error {
	f, err := r.filter(desk.Base)
	if err != nil {
		return err
	}
	if len(f.States)+len(f.Claims) == 0 {
		f.States = []review.State{review.Pending}
	}
	file := std.in.(*os.File) // a terminal, which check has seen
	before, err := term.MakeRaw(int(file.Fd()))
	if err != nil {
		return err
	}
	defer term.Restore(int(file.Fd()), before)
	k := &keyboard{desk: desk, o: review.Order{Reviewer: r.Reviewer, Reason: r.Reason, Lang: r.Lang}, filter: f, in: bufio.NewReader(file), out: rawLines{std.out}}
	return k.run(ctx)
}

// rawLines ends lines as a terminal in raw mode wants it.
type rawLines struct{ w io.Writer }

func (l rawLines) Write(p []byte) (int, error) {
	_, err := io.WriteString(l.w, strings.ReplaceAll(string(p), "\n", "\r\n"))
	return len(p), err
}

// run reads keys until the reviewer has enough. What was decided by then is kept.
func (k *keyboard) run(ctx context.Context) (err error) {
	if err := k.list(); err != nil {
		return err
	}
	fmt.Fprint(k.out, keysHelp)
	for ctx.Err() == nil {
		if err := k.show(); err != nil {
			return err
		}
		key, _, err := k.in.ReadRune()
		if errors.Is(err, io.EOF) || key == 'q' || key == 3 || key == 4 { // Ctrl-C, Ctrl-D
			break
		}
		if err != nil {
			return err
		}
		if err := k.press(ctx, key); err != nil { // it tells why, and the next key may do
			fmt.Fprintf(k.out, "\n%v\n", err)
		}
	}
	_, err = fmt.Fprintf(k.out, "\n%s decided\n", plural(int64(len(k.decided)), "claim", "claims"))
	return err
}

// show writes the claim with its words.
func (k *keyboard) show() error {
	if len(k.claims) == 0 {
		_, err := fmt.Fprint(k.out, "\nnothing waits; q quits\n")
		return err
	}
	c := &k.claims[k.at]
	known := ""
	if c.Known {
		known = ", known"
	}
	fmt.Fprintf(k.out, "\n── %d of %d ── %s%s ── %.2f, %s ── %s\n", k.at+1, len(k.claims), c.State, known, c.Confidence, c.Rule, shorten(c.Source, k.desk.Base))
	before, words, behind, err := k.desk.Quote(c, contextLength)
	if err == nil {
		fmt.Fprintf(k.out, "…%s\x1b[7m%s\x1b[0m%s…\n", printable(before), printable(words), printable(behind))
	} else {
		fmt.Fprintf(k.out, "%v\n", err)
	}
	name := func(t rdf.Term) string { return printable(shorten(t, k.desk.Base)) }
	fmt.Fprintf(k.out, "\n  %s\n    %s  %s\n", name(c.Statement.S), name(c.Statement.P), name(c.Statement.O))
	return k.showRelations(c)
}

// showRelations writes what contradicts the claim, and who says the same.
func (k *keyboard) showRelations(c *review.Claim) error {
	now, err := k.desk.Snapshot()
	if err != nil {
		return err
	}
	name := func(t rdf.Term) string { return printable(shorten(t, k.desk.Base)) }
	for _, r := range now.Relations(c) {
		switch other, known := now.Claim(r.Claim); {
		case !r.Contradicts && known:
			fmt.Fprintf(k.out, "  the same in %s, %s (%s)\n", name(other.Source), other.State, name(r.Claim))
		case r.Contradicts && known:
			fmt.Fprintf(k.out, "  against it, in %s, %s (%s): %s\n", name(other.Source), other.State, name(r.Claim), name(r.Statement.O))
		case r.Contradicts:
			fmt.Fprintf(k.out, "  against it, published: %s\n", name(r.Statement.O))
		}
	}
	for _, t := range k.desk.NewThings(c) {
		fmt.Fprintf(k.out, "  new: %s\n", name(t))
	}
	return nil
}

// printable puts a text in one line, and keeps it from steering the terminal.
func printable(text string) string {
	var b strings.Builder
	isSpace := false
	for _, r := range text {
		if unicode.IsSpace(r) || unicode.IsControl(r) {
			isSpace = true
			continue
		}
		if isSpace {
			b.WriteByte(' ')
		}
		isSpace = false
		b.WriteRune(r)
	}
	if isSpace {
		b.WriteByte(' ')
	}
	return b.String()
}

// actionOf are the decisions that one key makes.
var actionOf = map[rune]review.Action{'a': review.Accept, 'r': review.Reject, 'd': review.Defer}

func (k *keyboard) press(ctx context.Context, key rune) error {
	switch key {
	case '?':
		_, err := fmt.Fprint(k.out, "\n"+keysHelp)
		return err
	case 'u':
		return k.undo(ctx)
	}
	if len(k.claims) == 0 {
		return nil
	}
	switch key {
	case 'n', 'j', ' ', '\r':
		k.at = min(k.at+1, len(k.claims)-1)
	case 'p', 'k':
		k.at = max(k.at-1, 0)
	case 'a', 'r', 'd':
		return k.decide(ctx, k.order(actionOf[key]))
	case 'e':
		return k.edit(ctx)
	case 'm':
		return k.merge(ctx)
	case 't':
		fmt.Fprintln(k.out)
		return preview(k.desk, k.order(review.Accept), k.out)
	}
	return nil
}

// order makes an order on the claim that is shown.
func (k *keyboard) order(a review.Action) review.Order {
	o, c := k.o, k.claims[k.at]
	o.Action, o.Targets = a, []review.Target{{Claim: c.IRI, Seen: c.Last.IRI}}
	return o
}

// decide decides on the claim that is shown, which then makes room for the next.
func (k *keyboard) decide(ctx context.Context, o review.Order) error {
	if _, err := k.desk.Decide(ctx, o); err != nil {
		return errors.Join(err, k.look(k.claims[k.at].IRI))
	}
	fmt.Fprintf(k.out, "\n%s\n", past[o.Action])
	k.decided = append(k.decided, k.claims[k.at].IRI)
	k.claims = append(k.claims[:k.at], k.claims[k.at+1:]...)
	k.at = max(0, min(k.at, len(k.claims)-1))
	return nil
}

// look shows a claim as it is now.
func (k *keyboard) look(claim rdf.Term) error {
	now, err := k.desk.Claims(review.Filter{Claims: []rdf.Term{claim}})
	if err == nil && len(now) == 1 {
		k.claims[k.at] = now[0]
	}
	return err
}

// undo takes the last decision of the session back and shows its claim.
func (k *keyboard) undo(ctx context.Context) error {
	if len(k.decided) == 0 {
		return errors.New("nothing was decided in this session")
	}
	last := k.decided[len(k.decided)-1]
	now, err := k.desk.Claims(review.Filter{Claims: []rdf.Term{last}})
	if err != nil || len(now) == 0 {
		return err
	}
	o := k.o
	o.Action, o.Targets = review.Undo, []review.Target{{Claim: last, Seen: now[0].Last.IRI}}
	if _, err := k.desk.Decide(ctx, o); err != nil {
		return err
	}
	fmt.Fprintf(k.out, "\n%s\n", past[review.Undo])
	k.decided = k.decided[:len(k.decided)-1]
	k.claims = append(k.claims[:k.at], append([]review.Claim{now[0]}, k.claims[k.at:]...)...)
	return k.look(last)
}

// edit asks for another object and accepts the claim with it.
func (k *keyboard) edit(ctx context.Context) error {
	text, err := k.ask("object: ")
	if err != nil || text == "" {
		return err
	}
	o := k.order(review.Edit)
	o.Statement, err = (&Review{Object: text}).statement(k.desk.Base, k.claims[k.at].Statement)
	if err != nil {
		return err
	}
	return k.decide(ctx, o)
}

// merge asks which published thing the new one of the claim is, and accepts the
// claim on that, in one step. The claims on the new thing are then others.
func (k *keyboard) merge(ctx context.Context) error {
	o := k.order(review.Accept)
	isNew := k.desk.NewThings(&k.claims[k.at])
	switch len(isNew) {
	case 0:
		return errors.New("all that the claim speaks of is published")
	case 1:
		text, err := k.ask(shorten(isNew[0], k.desk.Base) + " is: ")
		if err != nil || text == "" {
			return err
		}
		into, err := termNamed(text, k.desk.Base)
		if err != nil {
			return err
		}
		o.Mergers = []review.Merger{{New: isNew[0], Into: into}}
	default:
		text, err := k.ask("NEW=OLD: ")
		if err != nil || text == "" {
			return err
		}
		if o.Mergers, err = mergersNamed(k.desk.Base, text); err != nil {
			return err
		}
	}
	if err := k.decide(ctx, o); err != nil {
		return err
	}
	return k.list()
}

// list lists the claims anew, since others than that which is shown have changed.
func (k *keyboard) list() (err error) {
	k.claims, err = k.desk.Claims(k.filter)
	k.at = max(0, min(k.at, len(k.claims)-1))
	return err
}

// ask reads a line, which it echoes; an escape gives up.
func (k *keyboard) ask(prompt string) (string, error) {
	fmt.Fprint(k.out, "\n"+prompt)
	var line []rune
	for {
		r, _, err := k.in.ReadRune()
		switch {
		case err != nil:
			return "", err
		case r == '\r' || r == '\n':
			fmt.Fprintln(k.out)
			return strings.TrimSpace(string(line)), nil
		case r == 3 || r == 0x1b:
			return "", nil
		case r == 0x7f || r == '\b':
			if len(line) > 0 {
				line = line[:len(line)-1]
				fmt.Fprint(k.out, "\b \b")
			}
		case r >= ' ':
			line = append(line, r)
			fmt.Fprint(k.out, string(r))
		}
	}
}
