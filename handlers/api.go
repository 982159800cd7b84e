package handlers

import (
	"w3id.org/plenary/graph"
	"w3id.org/plenary/handlers/evidence"
	"w3id.org/plenary/handlers/site"
	"w3id.org/plenary/ontology"
)

// An api answers questions about the things of a site.
type api struct {
	*site.Site
	documents *evidence.Documents // that passages are quoted from; nil for none
}

// detour tells steps that connect everything with everything, by class, scheme,
// record, source or licence, and those to literals: no walk of interest takes
// them unless the client names predicates.
func detour(step graph.Step) bool {
	switch p := step.Triple.P.Value(); p {
	case ontology.RDFType, ontology.RDFSubject, ontology.RDFPredicate, ontology.RDFObject, ontology.SKOSInScheme, ontology.SKOSTopConceptOf,
		ontology.DCTLicense, ontology.DCTSource, ontology.Describes, ontology.InRecord, ontology.ClaimStatus, ontology.Polarity, ontology.Modality,
		ontology.ExtractedBy, ontology.ParticipantRole, ontology.DocumentKind, ontology.SchemaEventStatus, ontology.SchemaEventAttendanceMode, ontology.RDFSIsDefinedBy:
		return true
	}
	return step.To().IsLiteral()
}
