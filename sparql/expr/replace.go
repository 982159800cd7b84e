package expr

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/dlclark/regexp2/v2"
)

// A replacement is what stands for each match: texts and groups by turns.
type replacement []piece

// A piece is a text, and then the text of a group, 0 being the whole match; -1
// for none.
type piece struct {
	text  string
	group int
}

// parseReplacement reads $N, \$ and \\; ok is false for other uses of $ and \.
// Of the digits behind a $ as many count as there are groups for.
//
// Spec: XPath and XQuery Functions and Operators 3.1 §5.6.4.
func parseReplacement(s string, groups int) (r replacement, ok bool) {
	var text strings.Builder
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '\\' && i+1 < len(s) && (s[i+1] == '\\' || s[i+1] == '$'):
			i++
			text.WriteByte(s[i])
		case c == '$' && i+1 < len(s) && '0' <= s[i+1] && s[i+1] <= '9':
			i++
			n := int(s[i] - '0')
			for i+1 < len(s) && '0' <= s[i+1] && s[i+1] <= '9' && 10*n+int(s[i+1]-'0') <= groups {
				i++
				n = 10*n + int(s[i]-'0')
			}
			if n <= groups { // one that is not there is empty
				r = append(r, piece{text.String(), n})
				text.Reset()
			}
		case c == '\\' || c == '$':
			return nil, false
		default:
			text.WriteByte(c)
		}
	}
	return append(r, piece{text.String(), -1}), true
}

// size is at most what n matches of text in s become, in bytes.
func (r replacement) size(n int, s string) int {
	texts := 0
	total := len(s)
	for _, p := range r {
		texts += len(p.text)
		if p.group >= 0 {
			total += len(s)
		}
	}
	return total + n*texts
}

// template returns r as package regexp reads it.
func (r replacement) template() string {
	var b strings.Builder
	for _, p := range r {
		b.WriteString(strings.ReplaceAll(p.text, "$", "$$"))
		if p.group >= 0 {
			b.WriteString("${" + strconv.Itoa(p.group) + "}")
		}
	}
	return b.String()
}

var errTooLong = fmt.Errorf("%w: REPLACE makes a text of more than %d bytes", ErrLimit, maxText)

// replace replaces each match in s; the error is ErrLimit.
func (r *regex) replace(s string, with replacement) (string, error) {
	switch {
	case r.backtrack != nil:
		return r.replaceBacktracking(s, with)
	case r.text != nil:
		return r.text.replace(s, with)
	}
	if !r.needed.mayMatch(s) {
		return s, nil
	}
	if err := r.affordable(s); err != nil {
		return "", err
	}
	if with.size(len(s), s) > maxText {
		n := 0
		r.linear.ReplaceAllStringFunc(s, func(string) string { n++; return "" })
		if with.size(n, s) > maxText {
			return "", errTooLong
		}
	}
	return r.linear.ReplaceAllString(s, with.template()), nil
}

func (r *regex) replaceBacktracking(s string, with replacement) (string, error) {
	size := len(s)
	var b strings.Builder
	out, err := r.backtrack.ReplaceFunc(s, func(m regexp2.Match) string {
		b.Reset()
		for _, p := range with {
			b.WriteString(p.text)
			if p.group >= 0 {
				b.WriteString(m.GroupByNumber(p.group).String())
			}
		}
		if size += b.Len(); size > maxText {
			return ""
		}
		return b.String()
	}, -1, -1)
	switch {
	case err != nil:
		return "", backtrackError(err)
	case size > maxText:
		return "", errTooLong
	}
	return out, nil
}

// replaceForm is REPLACE. A pattern that matches no text at all is an error.
//
// Spec: SPARQL 1.2 Query §17.4.3.15 REPLACE; XPath and XQuery Functions and
// Operators 3.1 §5.6.4.
func replaceForm(_ *compiler, args []node) Func {
	arg, by, regexOf, literal := args[0].eval, args[2].eval, regexArg(append([]node{args[1]}, args[3:]...)), literalArg(args[3:])
	return func(env *Env) Value {
		v := arg(env)
		s, ok := v.stringText()
		to, okTo := by(env).simple()
		r := regexOf(env)
		if !ok || !okTo || r == nil || r.empty {
			return Value{}
		}
		with := replacement{{to, -1}}
		if !literal(env) {
			if with, ok = parseReplacement(to, r.groups); !ok {
				return Value{}
			}
		}
		out, err := r.replace(s, with)
		if err != nil {
			return env.Fail(err)
		}
		return v.like(out)
	}
}

// literalArg tells whether the flags have q.
func literalArg(flags []node) func(env *Env) bool {
	return func(env *Env) bool {
		for _, f := range flags {
			s, _ := f.eval(env).simple()
			return strings.Contains(s, "q")
		}
		return false
	}
}
