package view

import "w3id.org/plenary/ontology"

var meetingLayout = layout{
	columns: []field{meetingDates, meetingPlace, hostCountry, along("col.forum", to(ontology.MeetingOf))},
	facts: []field{
		datesOf("fact.dates", ontology.StartDate, ontology.EndDate),
		along("", to(ontology.HeldAt)),
		along("", to(ontology.HostCountry)),
		{uses: []hop{to(ontology.HostedBy)}, get: hosts},
		along("", to(ontology.SchemaOrganizer)),
		along("", to(ontology.MeetingOf)),
		along("", to(ontology.NameUsed)),
		along("", to(ontology.Ordinal)),
		along("", to(ontology.Track)),
		along("", to(ontology.UnderPresidency)),
		along("", to(ontology.SubMeetingOf)),
		along("", to(ontology.BuildsOn)),
		along("", to(ontology.TakenUpBy)),
		along("", to(ontology.ParticipantGroup)),
		along("", to(ontology.Purpose)),
		along("", to(ontology.LeadsTo)),
		along("", to(ontology.SchemaEventStatus)),
		along("", to(ontology.SchemaEventAttendanceMode)),
	},
	blocks: []block{
		nodes("sec.topics", to(ontology.Discussed)).asChips(),
		nodes("sec.adopted", to(ontology.Adopted)).table(documentRows...).proven(),
		nodes("sec.commitments", from(ontology.MadeAt)).table(self("col.commitment"), along("col.document", to(ontology.MadeIn)), topics).proven(),
		nodes("sec.participants", to(ontology.HasParticipation)).
			table(either("col.person", along("", to(ontology.Participant)), along("", to(ontology.Represents))), capacity, partFor, role).
			proven().covering(to(ontology.AttendedBy), to(ontology.AttendedByParty)),
		nodes("sec.sub", from(ontology.SubMeetingOf)),
		nodes("sec.built", from(ontology.BuildsOn)).covering(from(ontology.TakenUpBy)),
		nodes("sec.measurements", from(ontology.MeasureOf)).table(measures...).proven(),
	},
}

var participationLayout = layout{
	columns: []field{partDates, partMeeting, along("col.person", to(ontology.Participant)), partFor, role},
	facts: []field{
		along("col.meeting", from(ontology.HasParticipation)),
		partDates,
		along("", to(ontology.Participant)),
		along("", to(ontology.Represents)),
		along("", to(ontology.ParticipantRole)),
		along("", to(ontology.InOffice)),
		along("", to(ontology.InCapacity)),
		along("", to(ontology.TitleUsed)),
	},
}

var presidencyLayout = layout{
	columns: []field{along("col.year", to(ontology.Year)), along("col.forum", to(ontology.PresidencyOf)), along("col.party", to(ontology.HeldByParty))},
	facts: []field{
		along("", to(ontology.PresidencyOf)),
		along("", to(ontology.HeldByParty)),
		along("", to(ontology.Year)),
		datesOf("col.when", ontology.From, ontology.Until),
		along("", to(ontology.Organizes)),
	},
	blocks: []block{nodes("sec.meetingsof", from(ontology.UnderPresidency)).table(meetingTable...).latestFirst().proven()},
}

var placeLayout = layout{
	columns: []field{along("col.country", to(ontology.InCountry)), along("", to(ontology.Region))},
	facts: []field{
		along("", to(ontology.InCountry)),
		along("", to(ontology.Region)),
		{label: "fact.map", uses: []hop{to(ontology.WGSLat), to(ontology.WGSLong)}, get: coordinates},
	},
	blocks: []block{nodes("sec.meetings", from(ontology.HeldAt)).table(meetingTable...).latestFirst().proven()},
}
