package xmlreader

import (
	"cmp"
	"encoding/xml"
	"slices"
	"strings"
)

// A frame is an open element of an XML literal.
type frame struct {
	scope    scope
	rendered map[string]string // namespaces declared in the output, by prefix
}

// canonicalXML reads the content of a property element to its end tag and
// returns it in the form of Exclusive XML Canonicalization 1.0 with comments.
func (d *decoder) canonicalXML(s scope) string {
	d.verbatim = true
	defer func() { d.verbatim = false }()
	var b strings.Builder
	stack := []frame{{scope: s}}
	for token := d.next(); token != nil; token = d.next() {
		top := stack[len(stack)-1]
		switch t := token.(type) {
		case xml.StartElement:
			e := d.element(t, top.scope)
			stack = append(stack, frame{e.scope, writeStart(&b, e, top.rendered)})
		case xml.EndElement:
			if stack = stack[:len(stack)-1]; len(stack) == 0 {
				return b.String()
			}
			b.WriteString("</" + rawName(t.Name) + ">")
		case xml.CharData:
			b.WriteString(textEscaper.Replace(string(t)))
		case xml.Comment:
			b.WriteString("<!--" + string(t) + "-->")
		case xml.ProcInst:
			b.WriteString("<?" + strings.TrimSpace(t.Target+" "+string(t.Inst)) + "?>")
		}
	}
	return b.String()
}

var (
	textEscaper      = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", "\r", "&#xD;")
	attributeEscaper = strings.NewReplacer("&", "&amp;", "<", "&lt;", `"`, "&quot;", "\t", "&#x9;", "\n", "&#xA;", "\r", "&#xD;")
)

// writeStart writes a start tag: the namespaces that it makes use of and that
// are not in force yet, then its attributes, both sorted. It returns the
// namespaces in force.
func writeStart(b *strings.Builder, e *element, rendered map[string]string) map[string]string {
	used := map[string]string{e.prefix: e.space}
	for _, a := range e.attrs {
		if a.prefix != "" && a.prefix != "xml" {
			used[a.prefix] = a.space
		}
	}
	b.WriteString("<" + rawName(xml.Name{Space: e.prefix, Local: e.local}))
	force := make(map[string]string, len(rendered)+len(used))
	for prefix, namespace := range rendered {
		force[prefix] = namespace
	}
	var declare []string
	for prefix, namespace := range used {
		if old, ok := force[prefix]; ok && old == namespace || !ok && namespace == "" {
			continue
		}
		force[prefix] = namespace
		name := strings.TrimSuffix("xmlns:"+prefix, ":")
		declare = append(declare, " "+name+`="`+attributeEscaper.Replace(namespace)+`"`)
	}
	slices.Sort(declare)
	b.WriteString(strings.Join(declare, ""))
	slices.SortFunc(e.attrs, func(x, y attribute) int {
		return cmp.Or(strings.Compare(x.space, y.space), strings.Compare(x.local, y.local))
	})
	for _, a := range e.attrs {
		b.WriteString(" " + rawName(xml.Name{Space: a.prefix, Local: a.local}) + `="` + attributeEscaper.Replace(a.value) + `"`)
	}
	b.WriteString(">")
	return force
}
