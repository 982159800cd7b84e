package expr

import (
	"errors"
	"fmt"
	"regexp"
	"regexp/syntax"
	"strings"
	"sync"
	"time"

	"github.com/dlclark/regexp2/v2"
)

const (
	// regexTime is how long a match may take that has to backtrack.
	regexTime = time.Second
	// maxSteps is how long a match may take in RE2, which takes at most one for each
	// instruction and byte, of some 10 ns.
	maxSteps = 1 << 28
	// maxRegexCache is how many patterns that are not constant are kept.
	maxRegexCache = 64
)

// A regex is a compiled regular expression, by one of three engines: a search
// for text, RE2, whose time is linear in the text, or where RE2 cannot do it one
// that backtracks. It is safe for concurrent use.
type regex struct {
	text      *search
	linear    *regexp.Regexp
	size      int // of linear, in instructions
	needed    prefilter
	backtrack *regexp2.Regexp
	groups    int
	empty     bool // it matches the empty text
}

// compileRegex compiles a pattern of fn:matches.
//
// Errors: ErrLimit where it is too large, else what is wrong with it.
func compileRegex(source, flagText string) (*regex, error) {
	f, ok := parseFlags(flagText)
	if !ok {
		return nil, fmt.Errorf("expr: flags %q", flagText)
	}
	if f.x && !f.q {
		source = withoutSpace(source)
	}
	r := &regex{text: newSearch(source, f)}
	if r.text == nil {
		p, err := translate(source, f)
		if errors.Is(err, ErrLimit) {
			return nil, err
		}
		if err != nil {
			return nil, fmt.Errorf("expr: regular expression %q: %w", source, err)
		}
		if err = r.use(p); err != nil {
			return nil, err
		}
	}
	var err error
	r.empty, err = r.match("")
	return r, err
}

// use compiles what a pattern has become.
func (r *regex) use(p *pattern) (err error) {
	r.groups = p.groups
	if !p.backtracks {
		if r.linear, err = regexp.Compile(p.out.String()); err != nil {
			return tooLarge(err)
		}
		return r.measure(p.out.String())
	}
	if r.backtrack, err = regexp2.Compile(p.out.String()); err != nil {
		return fmt.Errorf("expr: %w", err)
	}
	r.backtrack.MatchTimeout = regexTime
	return nil
}

// measure finds the size of the program of a pattern, and what each match has.
func (r *regex) measure(pattern string) error {
	parsed, err := syntax.Parse(pattern, syntax.Perl)
	if err != nil {
		return err
	}
	r.needed = needed(parsed)
	program, err := syntax.Compile(parsed.Simplify())
	if err != nil {
		return err
	}
	r.size = len(program.Inst)
	return nil
}

var errTooLarge = fmt.Errorf("%w: a regular expression is too large", ErrLimit)

// tooLarge tells the limits of RE2 from other errors.
func tooLarge(err error) error {
	var e *syntax.Error
	if errors.As(err, &e) && (e.Code == syntax.ErrLarge || e.Code == syntax.ErrInvalidRepeatSize || e.Code == syntax.ErrNestingDepth) {
		return errTooLarge
	}
	return fmt.Errorf("expr: %w", err)
}

// withoutSpace is the flag x: white space counts only in brackets.
func withoutSpace(source string) string {
	var b strings.Builder
	depth, escaped := 0, false
	for _, c := range source {
		if depth == 0 && strings.ContainsRune(" \t\n\r", c) {
			continue
		}
		b.WriteRune(c)
		switch {
		case escaped:
			escaped = false
		case c == '\\':
			escaped = true
		case c == '[':
			depth++
		case c == ']':
			depth--
		}
	}
	return b.String()
}

// match reports whether a part of s matches; the error is ErrLimit.
func (r *regex) match(s string) (bool, error) {
	switch {
	case r.text != nil:
		return r.text.match(s), nil
	case r.linear != nil:
		if !r.needed.mayMatch(s) {
			return false, nil
		}
		if err := r.affordable(s); err != nil {
			return false, err
		}
		return r.linear.MatchString(s), nil
	}
	ok, err := r.backtrack.MatchString(s)
	return ok, backtrackError(err)
}

// affordable refuses a text that is too long for RE2.
func (r *regex) affordable(s string) error {
	if len(s) <= maxSteps/r.size {
		return nil
	}
	return fmt.Errorf("%w: a regular expression of %d instructions and a text of %d bytes take more than %d steps", ErrLimit, r.size, len(s), maxSteps)
}

func backtrackError(err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%w: a regular expression that RE2 cannot match takes more than %v or too much memory", ErrLimit, regexTime)
}

// regexes returns the compiled form of a pattern, and keeps some.
type regexes struct {
	mu    sync.Mutex
	known map[[2]string]compiled
}

type compiled struct {
	regex *regex
	err   error
}

func (c *regexes) get(source, flags string) (*regex, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	key := [2]string{source, flags}
	out, ok := c.known[key]
	if !ok {
		if len(c.known) >= maxRegexCache || c.known == nil {
			c.known = make(map[[2]string]compiled, maxRegexCache)
		}
		out.regex, out.err = compileRegex(source, flags)
		c.known[[2]string{strings.Clone(source), strings.Clone(flags)}] = out
	}
	return out.regex, out.err
}

// regexArg returns a function for the regex of arguments for pattern and flags,
// nil for an error. What is constant is compiled once.
func regexArg(args []node) func(env *Env) *regex {
	var cache regexes
	source, flags := args[0], constant(String(""))
	if len(args) > 1 {
		flags = args[1]
	}
	get := func(env *Env) *regex {
		text, ok := source.eval(env).simple()
		flagText, okFlags := flags.eval(env).simple()
		if !ok || !okFlags {
			return nil
		}
		r, err := cache.get(text, flagText)
		if errors.Is(err, ErrLimit) {
			env.Fail(err)
		}
		return r
	}
	if !source.constant || !flags.constant {
		return get
	}
	var probe Env
	r := get(&probe)
	return func(env *Env) *regex {
		if probe.Err != nil {
			env.Fail(probe.Err)
		}
		return r
	}
}

// regexTest is REGEX.
//
// Spec: SPARQL 1.2 Query §17.4.3.14 REGEX; XPath and XQuery Functions and
// Operators 3.1 §5.6.3.
func regexTest(args []node) Test {
	arg, regexOf := args[0].eval, regexArg(args[1:])
	return func(env *Env) (bool, bool) {
		s, ok := arg(env).stringText()
		r := regexOf(env)
		if !ok || r == nil {
			return false, false
		}
		found, err := r.match(s)
		if err != nil {
			env.Fail(err)
			return false, false
		}
		return found, true
	}
}
