package conform

import (
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strings"
)

// A HeaderCheck is what a header field of the answer must be:
//
//	Name: value      exactly that, {name} standing for a variable
//	Name ~ regexp    some value of the field matches
//	Name + element   the list has the element, in any case
//	Name - element   the list has it not
//	Name ?           it is there
//	Name !           it is not there
type HeaderCheck struct {
	Name, Op, Value string
}

func parseHeaderCheck(line string) (c HeaderCheck, err error) {
	if name, value, ok := strings.Cut(line, ": "); ok && !strings.Contains(name, " ") {
		return HeaderCheck{Name: name, Op: ":", Value: value}, nil
	}
	parts := strings.SplitN(line, " ", 3)
	if len(parts) < 2 || !slices.Contains([]string{"~", "+", "-", "?", "!"}, parts[1]) {
		return c, fmt.Errorf("no check of a header")
	}
	c.Name, c.Op = parts[0], parts[1]
	if len(parts) == 3 {
		c.Value = parts[2]
	}
	if c.Op == "~" {
		_, err = regexp.Compile(c.Value)
	}
	return c, err
}

// failure says how a header falls short; "" when it does not.
func (c HeaderCheck) failure(h http.Header, vars map[string]string) string {
	values := h.Values(c.Name)
	want := fill(c.Value, vars)
	if c.Op == "~" {
		want = fillPattern(c.Value, vars)
	}
	var ok bool
	switch c.Op {
	case ":":
		ok = strings.Join(values, ", ") == want
	case "~":
		ok = slices.ContainsFunc(values, regexp.MustCompile(want).MatchString)
	case "+", "-":
		ok = slices.ContainsFunc(strings.Split(strings.Join(values, ","), ","), func(e string) bool { return strings.EqualFold(strings.TrimSpace(e), want) }) == (c.Op == "+")
	case "?":
		ok = len(values) > 0
	case "!":
		ok = len(values) == 0
	}
	if ok {
		return ""
	}
	return strings.TrimSpace(fmt.Sprintf("%s is %.300q, want %s %s", c.Name, strings.Join(values, ", "), c.Op, want))
}
