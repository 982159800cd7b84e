package conform

import (
	"fmt"
	"regexp"
	"strings"
)

// A Keep is something of an answer that later requests and checks use, of the same
// row and of those behind it:
//
//	name Header             a header field
//	name Header ~ regexp    what its first group matches there
//	name json path          what is at a path of JSON, as a.b.0.c
//	name ~ regexp           what its first group matches in the body
type Keep struct {
	Name, From, Arg string
}

func parseKeep(line string) (k Keep, err error) {
	k.Name, k.From, _ = strings.Cut(line, " ")
	k.From, k.Arg, _ = strings.Cut(k.From, " ")
	if k.From == "" || !variable.MatchString("{"+k.Name+"}") {
		return k, fmt.Errorf("what is kept has a name of small letters and a source")
	}
	pattern := k.Arg
	if k.From != "~" {
		pattern = strings.TrimPrefix(k.Arg, "~ ")
	}
	if k.From != "json" {
		_, err = regexp.Compile(pattern)
	}
	return k, err
}

// value takes it from an answer.
func (k Keep) value(x *exchange) (string, error) {
	text, pattern := string(x.body), k.Arg
	switch k.From {
	case "json":
		v, err := jsonAt(x.body, k.Arg)
		return fmt.Sprint(v), err
	case "~":
	default:
		text = strings.Join(x.response.Header.Values(k.From), ", ")
		if pattern = strings.TrimPrefix(k.Arg, "~ "); pattern == "" {
			pattern = `^(.+)$`
		}
	}
	m := regexp.MustCompile(fillPattern(pattern, x.vars)).FindStringSubmatch(text)
	if len(m) < 2 {
		return "", fmt.Errorf("there is no {%s}: %s has no %s", k.Name, k.From, pattern)
	}
	return m[1], nil
}
