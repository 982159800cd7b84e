// Package api answers questions about things: search, lists, walks, timelines, evidence,
// who met whom. An answer has several forms, of which the client gets one.
//
// It knows parameters and snapshots and no HTTP: a question in the same state has the
// same answer.
package api

import (
	"w3id.org/plenary/graph"
	"w3id.org/plenary/handlers/evidence"
	"w3id.org/plenary/handlers/site"
	"w3id.org/plenary/ontology"
)

// An API answers questions about the things of a site.
type API struct {
	*site.Site
	Documents *evidence.Documents // that passages are quoted from; nil for none
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
