package memento

import (
	"strconv"

	"w3id.org/plenary/handlers/link"
	"w3id.org/plenary/handlers/negotiate"
	"w3id.org/plenary/handlers/site"
)

// Path and TimeMapPath are where versions of documents and the lists of
// them are: /memento/{commit}/{class}/{slug}, /timemap/{class}/{slug}.
const (
	Path        = "memento"
	TimeMapPath = "timemap"
)

// Address is where a version is, below the base and the root.
func (v *Versions) Address(seq uint64) string {
	return Path + "/" + strconv.FormatUint(seq, 10) + "/" + site.EscapePath(v.path)
}

// LinksTo are the links from the document of a path to its versions.
func LinksTo(at *site.Site, path string) []link.Link {
	original := at.Base + "doc/" + site.EscapePath(path)
	list := at.Base + TimeMapPath + "/" + site.EscapePath(path)
	return []link.Link{
		{Rel: "original timegate", Href: original},
		{Rel: "timemap", Href: list + ".link", Media: LinkFormat},
		{Rel: "timemap", Href: list + ".json", Media: negotiate.JSON.Media},
	}
}

// Links are the links of the version of a commit, or with 0 of what answers in the
// place of one.
//
// Spec: RFC 7089 §2.2.
func (v *Versions) Links(seq uint64) []link.Link {
	links, place := LinksTo(v.site, v.path), behind(v.Kept, seq)
	last := len(v.Kept) - 1
	for i, one := range v.Kept {
		rel := ""
		for _, r := range []struct {
			name string
			is   bool
		}{{"first ", i == 0}, {"last ", i == last}, {"prev ", place >= 0 && i == place-1}, {"next ", place >= 0 && i == place+1}} {
			if r.is {
				rel += r.name
			}
		}
		if rel != "" || i == place {
			links = append(links, v.Link(one, rel+"memento"))
		}
	}
	return links
}

// Link is a link to a version.
func (v *Versions) Link(one Version, rel string) link.Link {
	return link.Link{Rel: rel, Href: v.site.Base + v.Address(one.Seq), Datetime: one.Time}
}
