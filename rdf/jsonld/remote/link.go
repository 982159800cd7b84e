package remote

import (
	"slices"
	"strings"
)

// links are what Link fields say, RFC 8288.
type links []link

type link struct {
	target    string
	relations []string
	media     string
}

// parseLinks leaves out what it cannot read.
func parseLinks(fields []string) (all links) {
	for _, field := range fields {
		for field != "" {
			var l link
			var ok bool
			if l, field, ok = parseLink(field); ok {
				all = append(all, l)
			}
		}
	}
	return all
}

// parseLink takes the first link value of a field, and what follows its comma.
func parseLink(s string) (l link, rest string, ok bool) {
	s = strings.TrimLeft(s, " \t,")
	if !strings.HasPrefix(s, "<") {
		return l, "", false
	}
	end := strings.IndexByte(s, '>')
	if end < 0 {
		return l, "", false
	}
	l.target, s = s[1:end], s[end+1:]
	for {
		s = strings.TrimLeft(s, " \t")
		if !strings.HasPrefix(s, ";") {
			return l, s, true
		}
		var name, value string
		name, value, s = parseParameter(s[1:])
		switch {
		case name == "rel" && l.relations == nil:
			l.relations = strings.Fields(value)
		case name == "type":
			l.media = strings.ToLower(value)
		}
	}
}

// parseParameter takes name=value or name="value".
func parseParameter(s string) (name, value, rest string) {
	i := strings.IndexAny(s, "=;,")
	if i < 0 || s[i] != '=' {
		i = max(i, 0)
		return "", "", s[i:]
	}
	name = strings.ToLower(strings.TrimSpace(s[:i]))
	s = strings.TrimLeft(s[i+1:], " \t")
	if !strings.HasPrefix(s, `"`) {
		i = strings.IndexAny(s, ";,")
		if i < 0 {
			i = len(s)
		}
		return name, strings.TrimSpace(s[:i]), s[i:]
	}
	var b strings.Builder
	for i = 1; i < len(s) && s[i] != '"'; i++ {
		if s[i] == '\\' && i+1 < len(s) {
			i++
		}
		b.WriteByte(s[i])
	}
	return name, b.String(), s[min(i+1, len(s)):]
}

// of returns the targets of a relation.
func (all links) of(relation string) (targets []string) {
	for _, l := range all {
		if slices.ContainsFunc(l.relations, func(r string) bool { return strings.EqualFold(r, relation) }) {
			targets = append(targets, l.target)
		}
	}
	return targets
}

// alternate returns where the same is in JSON-LD, "" for nowhere.
func (all links) alternate() string {
	for _, l := range all {
		if l.media == "application/ld+json" && slices.Contains(l.relations, "alternate") {
			return l.target
		}
	}
	return ""
}
