package known_test

import (
	"strings"
	"testing"

	"w3id.org/plenary/rdf"
	"w3id.org/plenary/rdf/canon"
	"w3id.org/plenary/rdf/jsonld"
	"w3id.org/plenary/rdf/jsonld/known"
	"w3id.org/plenary/rdf/jsonld/processor"
	"w3id.org/plenary/rdf/turtle"
)

// Each context is one that the processor takes.
func TestContexts(t *testing.T) {
	for iri, context := range known.Contexts() {
		if err := processor.CheckContext(context, processor.Options{Contexts: known.Contexts()}); err != nil {
			t.Errorf("%s: %v", iri, err)
		}
	}
	if n := len(known.Contexts()); n != 11 {
		t.Errorf("%d contexts, want 11", n)
	}
}

// Documents like the examples of the specifications say what these say.
func TestDocuments(t *testing.T) {
	tests := []struct{ name, document, want string }{
		{
			"Activity Streams 2.0",
			`{"@context": "https://www.w3.org/ns/activitystreams", "type": "Create", "id": "http://example.org/1", "actor": "http://example.org/sally",
			  "published": "2015-01-25T12:34:56Z", "object": {"type": "Note", "nameMap": {"en": "a note", "fr": "une note"}, "tag": "http://example.org/t"},
			  "extra": "unknown terms have no meaning"}`,
			`@prefix as: <https://www.w3.org/ns/activitystreams#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
			 <http://example.org/1> a as:Create ; as:actor <http://example.org/sally> ; as:published "2015-01-25T12:34:56Z"^^xsd:dateTime ;
			   as:object [ a as:Note ; as:name "a note"@en, "une note"@fr ; as:tag <http://example.org/t> ] .`,
		},
		{
			"Verifiable Credentials 1.1",
			`{"@context": "https://www.w3.org/2018/credentials/v1", "id": "http://example.org/c", "type": ["VerifiableCredential"],
			  "issuer": "http://example.org/i", "issuanceDate": "2010-01-01T19:23:24Z", "credentialSubject": {"id": "did:example:s"}}`,
			`@prefix c: <https://www.w3.org/2018/credentials#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
			 <http://example.org/c> a c:VerifiableCredential ; c:issuer <http://example.org/i> ;
			   c:issuanceDate "2010-01-01T19:23:24Z"^^xsd:dateTime ; c:credentialSubject <did:example:s> .`,
		},
		{
			"Verifiable Credentials 2.0",
			`{"@context": "https://www.w3.org/ns/credentials/v2", "id": "http://example.org/c", "type": "VerifiableCredential",
			  "issuer": "did:example:i", "validFrom": "2010-01-01T00:00:00Z", "name": "Degree", "credentialSubject": {"id": "did:example:s"}}`,
			`@prefix c: <https://www.w3.org/2018/credentials#> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
			 <http://example.org/c> a c:VerifiableCredential ; c:issuer <did:example:i> ; <https://schema.org/name> "Degree" ;
			   c:validFrom "2010-01-01T00:00:00Z"^^xsd:dateTime ; c:credentialSubject <did:example:s> .`,
		},
		{
			"Decentralized Identifiers 1.0, with a suite",
			`{"@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/suites/ed25519-2020/v1"], "id": "did:example:1",
			  "authentication": [{"id": "did:example:1#k", "type": "Ed25519VerificationKey2020", "controller": "did:example:1", "publicKeyMultibase": "zH3C"}]}`,
			`@prefix s: <https://w3id.org/security#> .
			 <did:example:1> s:authenticationMethod <did:example:1#k> .
			 <did:example:1#k> a s:Ed25519VerificationKey2020 ; s:controller <did:example:1> ; s:publicKeyMultibase "zH3C"^^s:multibase .`,
		},
		{
			"security",
			`{"@context": "https://w3id.org/security/v1", "id": "http://example.org/k", "type": "CryptographicKey", "owner": "http://example.org/o", "publicKeyPem": "x"}`,
			`@prefix s: <https://w3id.org/security#> .
			 <http://example.org/k> a s:Key ; s:owner <http://example.org/o> ; s:publicKeyPem "x" .`,
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := rdf.ReadDataset(jsonld.Decode(strings.NewReader(tt.document), rdf.DecodeOptions{}))
			if err != nil {
				t.Fatal(err)
			}
			want, err := rdf.ReadDataset(turtle.DecodeTriG(strings.NewReader(tt.want), rdf.DecodeOptions{}))
			if err != nil {
				t.Fatal(err)
			}
			if !canon.Isomorphic(got, want) {
				t.Error(canon.Diff(got, want))
			}
		})
	}
}
