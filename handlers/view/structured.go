package view

import (
	"w3id.org/plenary/ontology"
	"w3id.org/plenary/rdf"
)

// SchemaTypes are the schema.org types of classes by path.
var SchemaTypes = map[string]string{
	"meeting": "Event", "person": "Person", "country": "Country", "organization": "Organization", "forum": "Organization",
	"place": "Place", "priority": "DefinedTerm", "document": "CreativeWork", "commitment": "CreativeWork", "source": "CreativeWork",
	"quotation": "Quotation", "graph": "Dataset", "office": "Role", "tenure": "OrganizationRole", "claim": "Claim",
}

// structured returns the thing in terms of schema.org, nil when it has no type
// there.
func (e *entityView) structured() any {
	class := e.classPath(e.term)
	kind, ok := SchemaTypes[class]
	if !ok {
		return nil
	}
	node := map[string]any{"@context": "https://schema.org", "@type": e.kindOf(e.term, kind), "@id": e.term.Value(), "name": e.name(e.term).Text, "url": e.term.Value()}
	e.put(node, "description", e.inLanguage(e.objects(e.term, ontology.SKOSDefinition))...)
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
		e.put(node, "publisher", e.objects(e.term, ontology.DCPublisher)...)
		e.put(node, "hasPart", e.objects(e.term, ontology.DCTHasPart)...)
		e.put(node, "license", e.objects(e.term, ontology.DCTLicense)...)
	case "priority":
		e.put(node, "inDefinedTermSet", e.objects(e.term, ontology.SKOSInScheme)...)
	case "organization":
		e.put(node, "parentOrganization", e.objects(e.term, ontology.OrgSubOrganizationOf)...)
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
	node["address"] = e.placeName(e.term)
	lat, long := e.object(e.term, ontology.WGSLat), e.object(e.term, ontology.WGSLong)
	if !lat.IsZero() && !long.IsZero() {
		node["geo"] = map[string]any{"@type": "GeoCoordinates", "latitude": lat.Value(), "longitude": long.Value()}
	}
}

// kindOf is the schema.org type of a thing whose class has one: a department of a
// country is more than an organization.
func (v *view) kindOf(t rdf.Term, kind string) string {
	for _, parent := range v.objects(t, ontology.OrgSubOrganizationOf) {
		if kind == "Organization" && v.classPath(parent) == "country" {
			return "GovernmentOrganization"
		}
	}
	return kind
}

// inLanguage returns the text in the language of the page, or the first.
func (v *view) inLanguage(texts []rdf.Term) []rdf.Term {
	for _, t := range texts {
		if t.Lang() == v.lang {
			return []rdf.Term{t}
		}
	}
	return texts[:min(len(texts), 1)]
}

// put adds a property: literals as they are, things of this server with name
// and type, other IRIs by their address alone.
func (e *entityView) put(node map[string]any, property string, terms ...rdf.Term) {
	var values []any
	for _, t := range terms {
		switch kind := SchemaTypes[e.classPath(t)]; {
		case t.IsLiteral():
			values = append(values, t.Value())
		case kind != "":
			values = append(values, e.mention(t, kind))
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

// mention is a thing as another mentions it. A place is located, as consumers of
// events ask for an address.
func (v *view) mention(t rdf.Term, kind string) map[string]any {
	node := map[string]any{"@type": v.kindOf(t, kind), "@id": t.Value(), "name": v.name(t).Text}
	if kind == "Place" {
		node["address"] = v.placeName(t)
	}
	return node
}
