package canon

import (
	"fmt"
	"maps"
	"slices"
)

// issuer gives labels in the order asked, RDFC-1.0 §4.5.
type issuer struct {
	prefix string
	labels map[string]string
	order  []string
}

func newIssuer(prefix string) *issuer { return &issuer{prefix: prefix, labels: map[string]string{}} }

func (i *issuer) has(node string) bool { _, ok := i.labels[node]; return ok }

func (i *issuer) issue(node string) string {
	if label, ok := i.labels[node]; ok {
		return label
	}
	label := fmt.Sprintf("%s%d", i.prefix, len(i.order))
	i.labels[node] = label
	i.order = append(i.order, node)
	return label
}

func (i *issuer) clone() *issuer {
	return &issuer{i.prefix, maps.Clone(i.labels), slices.Clone(i.order)}
}

// permutations calls visit with every order of items, in place, until it fails.
func permutations(items []string, visit func([]string) error) error {
	if len(items) < 2 {
		return visit(items)
	}
	items = slices.Clone(items)
	var permute func(n int) error
	permute = func(n int) error {
		if n == len(items) {
			return visit(items)
		}
		for i := n; i < len(items); i++ {
			items[n], items[i] = items[i], items[n]
			if err := permute(n + 1); err != nil {
				return err
			}
			items[n], items[i] = items[i], items[n]
		}
		return nil
	}
	return permute(0)
}
