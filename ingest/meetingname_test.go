package ingest_test

import (
	"slices"
	"strings"
	"testing"

	"w3id.org/plenary/ingest"
)

// marked takes the marks out of a text and returns the words within.
func marked(text string) (plain string, words []string) {
	for _, part := range strings.Split(text, "⟦")[1:] {
		word, _, _ := strings.Cut(part, "⟧")
		words = append(words, word)
	}
	return strings.NewReplacer("⟦", "", "⟧", "").Replace(text), words
}

// TestNamesOfMeetings holds the names of meetings, as institutions of many kinds
// write them, to the words in marks, and finds none besides.
func TestNamesOfMeetings(t *testing.T) {
	for language, sentences := range map[string][]string{"en": englishMeetings, "fr": frenchMeetings} {
		for _, sentence := range sentences {
			testNames(t, language, sentence, ingest.MeetingType)
		}
	}
}

func testNames(t *testing.T, language, sentence string, typ ingest.Type) {
	t.Run(sentence, func(t *testing.T) {
		text, want := marked(sentence)
		got := []string{}
		for _, m := range extractor().Extract(read(t, text, ingest.Meta{Language: language, Date: "2012-06-20"})).Mentions {
			if m.Type == typ && m.Confidence >= 0.5 {
				got = append(got, m.Quote)
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("found %q, want %q", got, want)
		}
	})
}

var englishMeetings = []string{
	// forums of ministers and leaders
	"Ministers gathered in Turin for the ⟦G8 Environment Ministers Meeting⟧ on 3 March.",
	"The ⟦Meeting of the G8 Foreign Ministers⟧ will be held in Miyazaki in July.",
	"She will travel to Potsdam for the ⟦meeting of G7 finance ministers and central bank governors⟧.",
	"The ⟦Conference of G8 Ministers of Labour⟧ took place in Turin.",
	"He chaired the ⟦G20 Agriculture Ministers' Meeting⟧ in Antalya.",
	"The Secretary attended the ⟦13th ASEAN Economic Ministers Meeting⟧ in Kuala Lumpur.",
	"They met on the margins of the ⟦18th ASEAN Regional Forum⟧ in Bali.",
	"The ⟦9th East Asia Summit⟧ was held in Nay Pyi Taw on 13 November.",
	"Leaders will gather at the ⟦APEC Economic Leaders' Meeting⟧ in San Francisco.",
	"The ⟦APEC Ministerial Meeting⟧ concluded in Lima.",
	"The ⟦19th APEC Small and Medium Enterprise Ministerial Meeting⟧ was held in St Petersburg.",
	"We, the Finance Ministers, met for the ⟦29th APEC Finance Ministers' Meeting⟧.",
	"Ministers attended the ⟦NATO Summit⟧ in Vilnius.",
	"The ⟦NATO Defence Ministers' Meeting⟧ opens in Brussels on Thursday.",
	"The ⟦North Atlantic Council⟧ met in Prague.",
	"The ⟦OSCE Ministerial Council⟧ in Porto adopted a charter.",
	"The ⟦27th OSCE Ministerial Council⟧ took place in Tirana.",
	"The ⟦Commonwealth Finance Ministers Meeting⟧ was held in Washington.",
	"The ⟦Commonwealth Heads of Government Meeting⟧ in Perth agreed reforms.",
	"The ⟦20th Conference of Commonwealth Education Ministers⟧ took place in Nadi.",
	"The ⟦Commonwealth Law Ministers Meeting⟧ opened in Sydney.",
	"The ⟦Seventh Summit of the Americas⟧ was held in Panama City.",
	"The ⟦44th OAS General Assembly⟧ opened in Asunción.",
	"The ⟦XIII BRICS Summit⟧ was held under the chairmanship of India.",
	"The ⟦BRICS Foreign Ministers' Meeting⟧ was held in Cape Town.",
	"The ⟦Quad Foreign Ministers' Meeting⟧ was held in Melbourne.",
	"The ⟦Quad Leaders' Summit⟧ brought together four leaders.",
	"The ⟦Fifth Quad Leaders' Summit⟧ was held in Hiroshima.",
	"The ⟦Arctic Council Ministerial Meeting⟧ took place in Nuuk.",
	"The ⟦51st Pacific Islands Forum Leaders Meeting⟧ was held in Suva.",
	"The ⟦Pacific Islands Forum Foreign Ministers Meeting⟧ takes place in August.",
	"The ⟦Five Country Ministerial⟧ was held in London.",
	"She took part in the ⟦Nordic-Baltic Eight Foreign Ministers' Meeting⟧.",
	// the United Nations and those like them
	"He spoke at the ⟦74th session of the United Nations General Assembly⟧ in New York.",
	"We look forward to the ⟦26th Conference of the Parties⟧ in Glasgow.",
	"We look forward to ⟦COP26⟧ and to ⟦COP 28⟧.",
	"The ⟦UN Climate Change Conference⟧ in Bonn begins on Monday.",
	"The ⟦World Summit on Sustainable Development⟧ was held in Johannesburg.",
	"The ⟦65th World Health Assembly⟧ adopted the plan.",
	"The ⟦United Nations Conference on Sustainable Development⟧ opens today.",
	"The ⟦Sixth WTO Ministerial Conference⟧ in Hong Kong made progress.",
	"The ⟦12th WTO Ministerial Conference⟧ ended in Geneva.",
	"The ⟦OECD Ministerial Council Meeting⟧ in Paris was chaired by Italy.",
	"The ⟦Annual Meetings of the IMF and the World Bank⟧ take place in Bali.",
	"He met them during the ⟦IMF and World Bank Spring Meetings⟧ in Washington.",
	"The ⟦Third International Conference on Financing for Development⟧ took place in Addis Ababa.",
	"The ⟦Nuclear Security Summit⟧ was held in Seoul.",
	"The ⟦Summit for Democracy⟧ was held online.",
	"The ⟦Munich Security Conference⟧ opened on Friday.",
	"The Prime Minister attended the ⟦World Humanitarian Summit⟧ in Istanbul.",
	"The ⟦Global Fund Seventh Replenishment Conference⟧ raised 14 billion dollars.",
	"The ⟦International Donors' Conference for Afghanistan⟧ was held in Tokyo.",
	"The ⟦London Conference on Somalia⟧ took place on 23 February.",
	// the European Union
	"The ⟦Justice and Home Affairs Council⟧ met in Luxembourg.",
	"The ⟦Foreign Affairs Council⟧ adopted conclusions.",
	"The ⟦European Council⟧ met in Brussels on 28 June.",
	"The ⟦EU-Canada Summit⟧ was held in Montreal.",
	"The ⟦25th EU-Japan Summit⟧ took place in Tokyo.",
	"The ⟦EU–US Justice and Home Affairs Ministerial Meeting⟧ was held in Washington.",
	"The ⟦EU-Western Balkans Summit⟧ took place in Sofia.",
	"The ⟦informal meeting of justice and home affairs ministers⟧ was held in Riga.",
	// two and three countries
	"The ⟦Australia-Japan Foreign and Defence Ministerial Consultations⟧ were held in Tokyo.",
	"The ⟦Australia-United Kingdom Ministerial Consultations⟧ (⟦AUKMIN⟧) took place in Portsmouth.",
	"Today we convened the ⟦U.S.-Japan Security Consultative Committee⟧ in Washington.",
	"The ⟦Japan-Australia 2+2 Foreign and Defence Ministerial Consultations⟧ were held.",
	"The ⟦India-U.S. 2+2 Ministerial Dialogue⟧ was held in New Delhi.",
	"The ⟦Japan-Philippines Foreign and Defense Ministerial Meeting⟧ was held in Manila.",
	"The fourth ⟦U.S.-China Strategic and Economic Dialogue⟧ was held in Beijing.",
	"The ⟦North American Leaders' Summit⟧ was held in Mexico City.",
	"They met at the ⟦Japan-U.S.-ROK Trilateral Foreign Ministers' Meeting⟧.",
	"The ⟦Canada-Mexico Strategic Dialogue⟧ was launched.",
	"The ⟦Seventh Tokyo International Conference on African Development⟧ was held in Yokohama.",
	"The ⟦Second Germany-Canada Energy Dialogue⟧ took place in Berlin.",
	// called by a place or a year
	"At the ⟦Gleneagles Summit⟧ we agreed to double aid.",
	"Since the ⟦Birmingham Summit⟧ of 1998 progress has been made.",
	"The ⟦Kyushu-Okinawa Summit⟧ adopted a charter.",
	"The ⟦2009 Pittsburgh Summit⟧ made the G20 the premier forum.",
	"The ⟦Hokkaido Toyako Summit⟧ took place in July.",
	"In preparation for the ⟦Lough Erne Summit⟧ the ministers discussed tax.",
	"The ⟦Rio+20 Conference⟧ begins today.",
	"The ministers met on the sidelines of the ⟦APEC Ministers Responsible for Trade Meeting⟧ in Detroit.",
	"In May he had convened the second ⟦Global COVID-19 Summit⟧.",
	"I will co-chair the ⟦Trilateral Strategic Dialogue⟧ in Singapore.",
	"They attended the ⟦Indo-Pacific Economic Framework for Prosperity (IPEF) Ministerial Meeting⟧ in Los Angeles.",
	"We look forward to the ⟦Second U.S. – Pacific Islands Forum Summit⟧.",
	"The sixth ⟦Ministerial on Climate Action⟧ (⟦MoCA⟧) was held in Stockholm. Canada convenes ⟦MoCA⟧ with others.",
	"The ⟦Special Meeting of the UN Security Council⟧ and the ⟦Japan-Australia-India-U.S. (Quad) Foreign Ministers' Meeting⟧ were mentioned.",
	"The ⟦Vienna Conference on Syria⟧ and the Geneva Communiqué are the basis.",
	"The ⟦EU-ASEAN commemorative summit⟧ opened; the AUSMIN process goes on.",
	"It was issued at the ⟦Durban CHOGM⟧, after the ⟦1995 Auckland CHOGM⟧.",
	"He came to the US-ASEAN and ⟦East Asia Summits⟧ in October.",
	"The Ministerial segment was chaired by Sweden.",
	// a noun refers back
	"The ⟦G8 Health Ministers' Meeting⟧ was held in Moscow. The ⟦Ministers' Meeting⟧ dealt with influenza, and the ⟦meeting⟧ ended with a declaration.",
	"The ⟦Sixth WTO Ministerial Conference⟧ was held in Hong Kong. The ⟦Conference⟧ adopted a declaration.",
	"The ⟦Munich Security Conference⟧ was opened by the chairman. The ⟦conference⟧ lasts three days.",
	"The ⟦Seventh Ministerial Meeting of the Arctic Council⟧ was held in Nuuk. Sweden will chair the Council, and the ⟦meeting⟧ thanked Denmark.",
	"The ⟦North America Semiconductor Conference⟧ was held in Washington. At the ⟦Semiconductor Conference⟧ they agreed on steps.",
	"The ⟦15th ASEAN Regional Forum⟧ (⟦ARF⟧) opens on Monday. The ⟦ARF⟧ brings together 27 ministers.",
	// no meetings
	"The Annual General Meeting of the company and the Town Hall Meeting of the party are over.",
	"The Parliamentary Session resumes in June, and the Council of Ministers approved the draft.",
	"The report of the Commonwealth Ministerial Taskforce was noted, and so was that of the Summit Secretariat.",
	"He held a session of the Powering Past Coal Alliance.",
	"The Ministers met their counterparts and held bilateral meetings.",
	"She chairs the Foreign Affairs Committee and is a member of the Security Council.",
	"The Council of Europe and the European Commission were represented.",
	"They agreed to hold annual ministerial meetings and a meeting of experts.",
	"The press conference will be held at the Conference Centre.",
	"We thanked the Forum of Small States and the World Economic Forum for their reports.",
	"The Human Rights Council and the Peace and Security Council are informed.",
	"The Global Counter Terrorism Forum is a platform; the Financial Stability Board reports to us.",
	"Please register for the media briefing at the Meeting Room on the second floor.",
	"The Conference Room of the Ministry is on the second floor.",
}

var frenchMeetings = []string{
	"La ⟦réunion des ministres de l'Environnement du G8⟧ s'est tenue à Syracuse.",
	"La ministre participera à la ⟦réunion des ministres des Finances et des gouverneurs des banques centrales du G20⟧.",
	"La ⟦Conférence ministérielle du G8 sur l'emploi⟧ aura lieu à Lille.",
	"Les ministres se sont réunis lors du ⟦G7 Transports⟧.",
	"Le ⟦sommet du G8 de Gleneagles⟧ a doublé l'aide.",
	"Au ⟦sommet de Kananaskis⟧, les dirigeants ont adopté le plan.",
	"Le ⟦XVIIe Sommet de la Francophonie⟧ s'est tenu à Erevan.",
	"Le ⟦Sommet de la Francophonie⟧ s'ouvrira à Djerba.",
	"La ⟦38e session de la Conférence ministérielle de la Francophonie⟧ s'est tenue à Tunis.",
	"La ⟦74e session de l'Assemblée générale des Nations unies⟧ s'ouvre à New York.",
	"La ⟦65e Assemblée mondiale de la Santé⟧ a adopté le plan.",
	"La ⟦COP27⟧ se tiendra à Charm el-Cheikh.",
	"La ⟦21e Conférence des Parties⟧ a adopté l'accord.",
	"Le ⟦Sommet mondial pour le développement durable⟧ s'est tenu à Johannesburg.",
	"Le ⟦Sommet des Amériques⟧ aura lieu à Québec.",
	"Le ⟦sommet de l'OTAN⟧ s'est tenu à Lisbonne.",
	"Le ⟦Conseil de l'Atlantique Nord⟧ s'est réuni à Oslo.",
	"Le ⟦Conseil européen⟧ s'est réuni à Bruxelles.",
	"Le ⟦Conseil Affaires étrangères⟧ a adopté des conclusions.",
	"Le ⟦Conseil Justice et Affaires intérieures⟧ s'est réuni à Luxembourg.",
	"Le ⟦sommet UE-Canada⟧ s'est tenu à Montréal.",
	"Le ⟦sommet Union européenne-Union africaine⟧ aura lieu à Bruxelles.",
	"Le ⟦sommet Afrique-France⟧ s'est tenu à Bamako.",
	"La ⟦Conférence de Paris sur le climat⟧ a réuni 195 pays.",
	"La ⟦Conférence internationale de soutien au Liban⟧ s'est tenue à Paris.",
	"La ⟦Conférence internationale sur la sécurité⟧ s'est tenue à Munich.",
	"La ⟦réunion ministérielle de l'OCDE⟧ s'est tenue à Paris.",
	"La ⟦12e Conférence ministérielle de l'OMC⟧ s'est achevée à Genève.",
	"La ⟦réunion informelle des ministres de la Justice et des Affaires intérieures⟧ se tient à Lille.",
	"Le ⟦Conseil des ministres franco-allemand⟧ s'est tenu à Toulouse.",
	"Le ⟦sommet franco-britannique⟧ s'est tenu à Sandhurst.",
	"La ⟦réunion du Quad⟧ s'est tenue à Tokyo.",
	"Le ⟦Dialogue 5+5⟧ s'est réuni à La Valette.",
	"La ⟦réunion ministérielle des Cinq pays⟧ s'est tenue à Londres.",
	"Les ⟦réunions de printemps du FMI et de la Banque mondiale⟧ se tiennent à Washington.",
	"Les ⟦assemblées annuelles du FMI et de la Banque mondiale⟧ se tiennent à Marrakech.",
	"La ⟦Conférence des ministres de l'Éducation de la Francophonie⟧ s'est tenue à Abidjan.",
	"Le ⟦Sommet sur la sécurité nucléaire⟧ s'est tenu à Séoul.",
	"La ⟦réunion des ministres de la Santé du G7⟧ s'est tenue à Berlin. La ⟦réunion⟧ a porté sur Ebola.",
	"Le ⟦Forum de Paris sur la paix⟧ s'est ouvert lundi.",
	"Le ⟦One Planet Summit⟧ s'est tenu à Paris.",
	"Il s'est rendu au ⟦G6 de Berlin⟧, qui réunit six ministres, et au ⟦G7 de Biarritz⟧.",
	"Elle prépare le ⟦G8 « Justice et affaires intérieures »⟧ de Rome.",
	"Le ⟦Sommet Union européenne – Union africaine⟧ est prévu en février.",
	"Le ⟦Sommet des champions de la nature⟧ s'est tenu à Montréal.",
	"La ⟦Conférence internationale de Bonn sur l'Afghanistan⟧ et la ⟦13e Conférence ibéro-américaine⟧ ont été évoquées.",
	"Il prendra part à la ⟦réunion de la Coalition mondiale contre Daech⟧.",
	"La ⟦conférence de Montréal sur les polluants organiques persistants⟧ s'est conclue, et le ⟦Forum mondial de l'eau⟧ à La Haye aussi.",
	"Il se rendra à la ⟦réunion annuelle du Conseil de l'OCDE⟧ au niveau des ministres.",
	"Le ⟦Dialogue de Shangri-La⟧ et le ⟦Forum de Dakar⟧ nourrissent notre réflexion.",
	"La ⟦conférence d'Oslo sur les armes à sous-munitions⟧ a ouvert la voie à la convention.",
	// rien
	"Les ministres ont tenu des réunions bilatérales et une conférence de presse.",
	"Le Conseil de sécurité et le Conseil de l'Europe ont été informés.",
	"Il siège au Conseil des droits de l'homme et à la Commission européenne.",
	"Une réunion d'experts sera organisée; les sommets annuels continuent.",
	"La salle de conférence se trouve au deuxième étage.",
}
