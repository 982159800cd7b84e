package handlers

import (
	"net/url"
	"strings"

	"w3id.org/plenary/ontology"
	"w3id.org/plenary/rdf"
)

var bibEscape = strings.NewReplacer(
	`\`, `\textbackslash{}`, `{`, `\{`, `}`, `\}`, `%`, `\%`, `&`, `\&`, `#`, `\#`, `$`, `\$`, `_`, `\_`, `~`, `\textasciitilde{}`, `^`, `\textasciicircum{}`,
)

// bibTeX cites the thing: a source or an outcome document as what it is,
// everything else as an entry of this dataset.
func (e *entityView) bibTeX() string {
	path := e.localName(e.term)
	fields := []string{"title = {" + bibEscape.Replace(e.name(e.term).Text) + "}"}
	if year := e.day(e.term); len(year) >= 4 {
		fields = append(fields, "year = {"+year[:4]+"}")
	}
	if publisher := e.object(e.term, ontology.DCPublisher); !publisher.IsZero() {
		fields = append(fields, "publisher = {"+bibEscape.Replace(publisher.Value())+"}")
	}
	fields = append(fields, "howpublished = {\\url{"+e.term.Value()+"}}")
	if page := e.object(e.term, ontology.FOAFPage); !page.IsZero() {
		fields = append(fields, "url = {"+page.Value()+"}")
	}
	fields = append(fields, "note = {plenary, version "+bibEscape.Replace(e.version)+", CC BY 4.0}")
	return "@misc{plenary-" + strings.ReplaceAll(path, "/", "-") + ",\n  " + strings.Join(fields, ",\n  ") + "\n}"
}

// schemaTypes are the schema.org types of classes by path.
var schemaTypes = map[string]string{
	"meeting": "Event", "person": "Person", "country": "Country", "organization": "Organization", "forum": "Organization",
	"place": "Place", "priority": "DefinedTerm", "document": "CreativeWork", "commitment": "CreativeWork", "source": "CreativeWork",
	"quotation": "Quotation", "graph": "Dataset", "office": "Role", "tenure": "OrganizationRole", "claim": "Claim",
}

// structured returns the thing in terms of schema.org, nil when it has no type
// there.
func (e *entityView) structured() any {
	class := e.classPath(e.term)
	kind, ok := schemaTypes[class]
	if !ok {
		return nil
	}
	node := map[string]any{"@context": "http://schema.org/", "@type": kind, "@id": e.term.Value(), "name": e.name(e.term).Text, "url": e.term.Value()}
	e.put(node, "alternateName", e.objects(e.term, ontology.SKOSAltLabel)...)
	e.put(node, "sameAs", append(e.objects(e.term, ontology.OWLSameAs), e.objects(e.term, ontology.SchemaSameAs)...)...)
	switch class {
	case "meeting":
		e.structureMeeting(node)
	case "person":
		e.put(node, "nationality", e.objects(e.term, ontology.CitizenOf)...)
		e.put(node, "hasOccupation", e.follow(e.term, from(ontology.TenureOf), to(ontology.OfOffice))...)
	case "place":
		e.structurePlace(node)
	case "document", "source":
		e.put(node, "datePublished", e.objects(e.term, ontology.DCTIssued)...)
		e.put(node, "about", append(e.objects(e.term, ontology.Addresses), e.objects(e.term, ontology.SchemaAbout)...)...)
		e.put(node, "inLanguage", e.objects(e.term, ontology.DCTLanguage)...)
	case "quotation":
		e.put(node, "spokenByCharacter", e.objects(e.term, ontology.SchemaSpokenByCharacter)...)
	}
	return node
}

func (e *entityView) structureMeeting(node map[string]any) {
	e.put(node, "startDate", e.objects(e.term, ontology.StartDate)...)
	e.put(node, "endDate", e.objects(e.term, ontology.EndDate)...)
	e.put(node, "location", e.objects(e.term, ontology.HeldAt)...)
	e.put(node, "organizer", append(e.objects(e.term, ontology.HostedBy), e.objects(e.term, ontology.HostCountry)...)...)
	e.put(node, "attendee", e.objects(e.term, ontology.AttendedBy)...)
	e.put(node, "about", e.objects(e.term, ontology.Discussed)...)
	e.put(node, "superEvent", e.objects(e.term, ontology.SubMeetingOf)...)
	e.put(node, "eventStatus", e.objects(e.term, ontology.SchemaEventStatus)...)
	e.put(node, "eventAttendanceMode", e.objects(e.term, ontology.SchemaEventAttendanceMode)...)
}

func (e *entityView) structurePlace(node map[string]any) {
	e.put(node, "containedInPlace", e.objects(e.term, ontology.InCountry)...)
	lat, long := e.object(e.term, ontology.WGSLat), e.object(e.term, ontology.WGSLong)
	if !lat.IsZero() && !long.IsZero() {
		node["geo"] = map[string]any{"@type": "GeoCoordinates", "latitude": lat.Value(), "longitude": long.Value()}
	}
}

// put adds a property: literals as they are, things of this server with name
// and type, other IRIs by their address alone.
func (e *entityView) put(node map[string]any, property string, terms ...rdf.Term) {
	var values []any
	for _, t := range terms {
		switch kind := schemaTypes[e.classPath(t)]; {
		case t.IsLiteral():
			values = append(values, t.Value())
		case kind != "":
			values = append(values, map[string]any{"@type": kind, "@id": t.Value(), "name": e.name(t).Text})
		default:
			values = append(values, t.Value())
		}
	}
	switch len(values) {
	case 0:
	case 1:
		node[property] = values[0]
	default:
		node[property] = values
	}
}

// withLang returns a request address in another language.
func withLang(u *url.URL, lang string) string {
	if u == nil {
		return "?lang=" + lang
	}
	q := u.Query()
	q.Set("lang", lang)
	return u.EscapedPath() + "?" + q.Encode()
}
