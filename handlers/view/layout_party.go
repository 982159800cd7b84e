package view

import "w3id.org/plenary/ontology"

var personLayout = layout{
	columns: []field{
		along("col.offices", from(ontology.TenureOf), to(ontology.OfOffice)),
		along("col.citizen", to(ontology.CitizenOf)),
		along("col.born", to(ontology.BirthYear)),
	},
	facts: []field{
		along("", to(ontology.SchemaHonorificPrefix)),
		along("", to(ontology.CitizenOf)),
		along("", to(ontology.SchemaAffiliation)),
		along("", to(ontology.BirthYear)),
		along("", to(ontology.SchemaBirthPlace)),
	},
	blocks: []block{
		nodes("sec.tenures", from(ontology.TenureOf)).
			table(along("col.office", to(ontology.OfOffice)), held).
			latestFirst().proven().charted().covering(to(ontology.HeldOffice)),
		nodes("sec.attended", from(ontology.Participant)).table(attendance...).latestFirst().proven().covering(from(ontology.AttendedBy)),
		nodes("sec.hosted", from(ontology.HostedBy)).table(meetingTable...).latestFirst().proven().covering(from(ontology.SchemaOrganizer)),
		nodes("sec.quotations", from(ontology.SchemaSpokenByCharacter)),
	},
}

var officeLayout = layout{
	columns: []field{
		along("col.jurisdiction", to(ontology.Jurisdiction)),
		along("", to(ontology.Portfolio)),
	},
	facts: []field{
		along("", to(ontology.Jurisdiction)),
		along("", to(ontology.OrgPostIn)),
		along("", to(ontology.Portfolio)),
		along("", to(ontology.Responsibility)),
	},
	blocks: []block{
		nodes("sec.holders", from(ontology.OfOffice)).
			table(along("col.person", to(ontology.TenureOf)), held).
			latestFirst().proven().charted().covering(from(ontology.HeldOffice)),
		nodes("sec.participation", from(ontology.InOffice)).
			table(partDates, partMeeting, along("col.person", to(ontology.Participant)), role).latestFirst().proven(),
	},
}

var tenureLayout = layout{
	columns: []field{along("col.person", to(ontology.TenureOf)), along("col.office", to(ontology.OfOffice)), held},
	facts: []field{
		along("", to(ontology.TenureOf)),
		along("", to(ontology.OfOffice)),
		datesOf("col.when", ontology.From, ontology.Until),
	},
	blocks: []block{nodes("sec.participation", from(ontology.InCapacity)).table(partDates, partMeeting, partFor, role).latestFirst().proven()},
}

var partyLayout = layout{
	columns: []field{
		along("col.code", to(ontology.Alpha3)),
		along("", to(ontology.Capital)),
		along("col.definition", to(ontology.SKOSDefinition)),
	},
	facts: []field{
		along("", to(ontology.SKOSDefinition)),
		along("", to(ontology.OrgSubOrganizationOf)),
		along("", to(ontology.Capital)),
		along("", to(ontology.Alpha2)),
		along("", to(ontology.Alpha3)),
	},
	blocks: []block{
		nodes("sec.memberships", from(ontology.Member)).table(along("col.of", to(ontology.MembershipOf)), held).proven().covering(from(ontology.HasMember)),
		nodes("sec.members", from(ontology.MembershipOf)).table(along("col.member", to(ontology.Member)), held).proven().covering(to(ontology.HasMember)),
		nodes("sec.presidencies", from(ontology.HeldByParty)).table(along("col.year", to(ontology.Year)), self("col.what")).latestFirst().proven(),
		nodes("sec.hosted", from(ontology.HostCountry)).table(meetingTable...).latestFirst().proven(),
		nodes("sec.delegations", from(ontology.Represents)).
			table(partDates, partMeeting, along("col.person", to(ontology.Participant)), capacity, role).
			latestFirst().proven().covering(from(ontology.AttendedByParty)),
		nodes("sec.offices", from(ontology.Jurisdiction)).covering(from(ontology.OrgPostIn)),
		nodes("sec.commitments", from(ontology.CommittedBy)),
		nodes("sec.places", from(ontology.InCountry)).asChips(),
		nodes("sec.citizens", from(ontology.CitizenOf)).asChips(),
	},
}

var forumLayout = layout{
	columns: []field{along("col.definition", to(ontology.SKOSDefinition))},
	facts: []field{
		along("", to(ontology.SKOSDefinition)),
		along("", to(ontology.DCTDescription)),
		along("", to(ontology.MeetsEvery)),
		along("", to(ontology.EnumeratedMembers)),
		along("", to(ontology.Anniversary)),
		along("", to(ontology.AnniversaryYear)),
		along("", to(ontology.SummitTopic)),
		along("", to(ontology.OrgSubOrganizationOf)),
	},
	blocks: []block{
		nodes("sec.members", from(ontology.MembershipOf)).
			table(along("col.member", to(ontology.Member)), held, along("", to(ontology.Enumerated))).
			proven().charted().covering(to(ontology.HasMember)),
		nodes("sec.promotes", to(ontology.Promotes)).asChips(),
		nodes("sec.meetings", from(ontology.MeetingOf)).table(meetingTable...).latestFirst().proven(),
		nodes("sec.presidencies", from(ontology.PresidencyOf)).
			table(along("col.year", to(ontology.Year)), along("col.party", to(ontology.HeldByParty))).latestFirst().proven(),
	},
}

var membershipLayout = layout{
	columns: []field{along("col.member", to(ontology.Member)), along("col.of", to(ontology.MembershipOf)), held},
	facts: []field{
		along("", to(ontology.Member)),
		along("", to(ontology.MembershipOf)),
		datesOf("col.when", ontology.From, ontology.Until),
		along("", to(ontology.Enumerated)),
	},
}
