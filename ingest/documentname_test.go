package ingest_test

import (
	"testing"

	"w3id.org/plenary/ingest"
)

// TestTitlesOfDocuments holds the titles of documents, as institutions of many kinds
// write them, to the words in marks, and finds none besides.
func TestTitlesOfDocuments(t *testing.T) {
	for language, sentences := range map[string][]string{"en": englishDocuments, "fr": frenchDocuments} {
		for _, sentence := range sentences {
			testNames(t, language, sentence, ingest.DocumentType)
		}
	}
}

var englishDocuments = []string{
	// adopted at meetings
	"Ministers adopted the ⟦Genoa Plan of Action⟧ and the ⟦Okinawa Charter on Global Information Society⟧.",
	"Leaders endorsed the ⟦G8 Africa Action Plan⟧ at Kananaskis.",
	"The meeting adopted a ⟦Statement on Climate Change and Development⟧.",
	"They issued the ⟦Carbis Bay Health Declaration⟧ and the ⟦2021 Open Societies Statement⟧.",
	"Leaders issued the ⟦G7 Leaders' Hiroshima Vision on Nuclear Disarmament⟧.",
	"The Forum adopted the ⟦Boe Declaration on Regional Security⟧ in 2018.",
	"We recall the ⟦Biketawa Declaration⟧ and the ⟦Pacific Plan⟧.",
	"Leaders adopted the ⟦2050 Strategy for the Blue Pacific Continent⟧.",
	"Economies agreed on the ⟦Putrajaya Vision 2040⟧ and the ⟦Aotearoa Plan of Action⟧.",
	"They endorsed the ⟦Bangkok Goals on the Bio-Circular-Green Economy⟧.",
	"We reaffirmed the ⟦Bogor Goals⟧ of free and open trade.",
	"Partners signed the ⟦Los Angeles Declaration on Migration and Protection⟧.",
	"We support the ⟦ASEAN Outlook on the Indo-Pacific⟧.",
	"They agreed on the ⟦Camp David Principles⟧ and issued a joint statement, the ⟦Spirit of Camp David⟧.",
	"The Prime Minister and the President signed the ⟦New Atlantic Charter⟧.",
	"The leaders reaffirmed the ⟦Washington Declaration⟧.",
	"We welcome the ⟦Sendai Framework for Disaster Risk Reduction 2015-2030⟧.",
	"They stressed the ⟦2030 Agenda for Sustainable Development⟧ and the ⟦Addis Ababa Action Agenda⟧.",
	"We will implement the ⟦Johannesburg Plan of Implementation⟧ and the ⟦Monterrey Consensus⟧.",
	"Ministers launched the ⟦G20 Global Land Initiative⟧.",
	"The ministers approved the ⟦Apulia Food Systems Initiative⟧.",
	"Heads of Government adopted the ⟦Harare Commonwealth Declaration⟧ in 1991.",
	"The meeting endorsed the ⟦Honiara Declaration on Law Enforcement Cooperation⟧.",
	"Ministers signed a ⟦Memorandum of Understanding on Combating International Terrorism⟧.",
	"The two countries signed the ⟦Agreement on the Framework for Security Cooperation⟧.",
	"They released the ⟦Joint Declaration on Security Cooperation⟧.",
	"The Ministers agreed to a ⟦Roadmap for Critical Technologies⟧ with concrete steps.",
	"They adopted the ⟦Hiroshima AI Process Comprehensive Policy Framework⟧, which covers the guiding principles.",
	"The Ministers approved the ⟦International Code of Conduct for Organizations Developing Advanced AI Systems⟧.",
	"Ministers agreed the ⟦Rome Declaration on Illegal, Unreported and Unregulated Fishing⟧.",
	"The Summit launched the ⟦Partnership for Global Infrastructure and Investment⟧.",
	"Ministers noted the ⟦Progress Report on Antimicrobial Resistance⟧.",
	"They published the ⟦Chair's Summary⟧ and the ⟦Joint Statement on Sudan⟧ today.",
	"The ⟦G7 Clean Energy Economy Action Plan⟧ sets out next steps.",
	"Today we adopted the \"⟦Berlin Roadmap on Resource Efficiency and Circular Economy⟧\".",
	"The conference concluded with the adoption of the ⟦Jakarta Declaration on Addressing Irregular Movement of Persons⟧.",
	"The ⟦Kananaskis Wildfire Charter⟧ was endorsed by partners.",
	"NATO leaders agreed a new ⟦Strategic Concept⟧.",
	"In the ⟦Helsinki Final Act⟧ and the ⟦Charter of Paris⟧ we committed ourselves.",
	"Ministers adopted the ⟦Bonn-Powered Statement of Intent⟧.",
	"They renewed the ⟦U.S.-Japan Competitiveness and Resilience Partnership⟧.",
	"They recalled the ⟦La Paz Declaration on Drugs⟧, the ⟦Le Bourget Charter on Soils⟧ and the ⟦L'Hay Appeal on Roses⟧.",
	"Building on the March 3, 2011 ⟦Lisbon Charter on Oceans⟧, they will meet again.",
	"⟦JOINT DECLARATION OF THE NORDIC MINISTERS OF TRANSPORT AND OF ENERGY⟧\n\nThe ministers met in Oslo.",
	"⟦CHAIR'S SUMMARY OF THE MEETING OF G8 LABOUR MINISTERS⟧\n\nThe ministers met in Turin.",
	"⟦FINAL DECLARATION OF THE CONFERENCE OF MINISTERS OF FISHERIES⟧\n\nThe ministers met in Turin.",
	"At the end of the meeting, Ministers issued a ⟦Joint Communiqué⟧.",
	"The Council adopted ⟦Conclusions on the Sahel⟧ and a ⟦Resolution on Youth Work⟧.",
	"Ministers welcomed the ⟦OECD Recommendation on Child Well-being⟧.",
	"They endorsed the ⟦G20 High-Level Principles on Financial Inclusion⟧ and the ⟦G20 Roadmap towards Strong, Sustainable and Balanced Growth⟧.",
	"The Ministerial Council took a ⟦Decision on Small Arms⟧.",
	"Ministers committed to the ⟦Global Methane Pledge⟧ and the ⟦Glasgow Climate Pact⟧.",
	"They will implement the ⟦Work Programme for 2004-2006⟧.",
	"In the ⟦Turin Charter towards Active Ageing⟧ ministers set out five principles.",
	"Ministers agreed on ⟦Guidelines for the Control of Exports⟧.",
	"They signed a ⟦Declaration of Intent on Battery Recycling⟧.",
	"All parties must respect the Geneva Conventions and the Charter.",
	// none
	"The Minister made a statement to the press and answered questions.",
	"A plan of the centre will be handed out; the agenda is attached.",
	"Statement by the Minister for Foreign Affairs, Stephen Smith",
	"The Action Group on Forests will report. The Strategy Unit will help.",
	"He congratulated the Alliance and the Commission on their initiative.",
	"Under the Memorandum, officials will meet each year.",
	"Ministers discussed agreements on trade and the programme of the conference.",
	"Joint Press Conference with the Prime Minister",
}

var frenchDocuments = []string{
	"Les ministres ont adopté la ⟦Déclaration de Biarritz⟧ et le ⟦Plan d'action de Toyama sur les cycles des matières⟧.",
	"Les dirigeants ont approuvé le ⟦Plan d'action du G8 pour l'Afrique⟧.",
	"Ils ont lancé l'⟦Appel de Paris pour la confiance et la sécurité dans le cyberespace⟧.",
	"La conférence a adopté la ⟦Déclaration d'Erevan⟧ et le ⟦Cadre stratégique de la Francophonie⟧.",
	"Nous rappelons l'⟦Engagement de Charlevoix sur l'égalité⟧ et l'⟦Agenda 2030⟧.",
	"Ils ont endossé l'⟦Initiative de Muskoka sur la santé des mères⟧.",
	"Les ministres ont publié une ⟦déclaration conjointe sur la Libye⟧ hier.",
	"La ⟦Charte de Metz sur la biodiversité⟧ a été adoptée lundi.",
	"Ils ont signé l'⟦Accord de Paris sur le climat⟧.",
	"La ⟦Stratégie de la Francophonie numérique⟧ sera mise en œuvre.",
	"Le ⟦Pacte mondial pour des migrations sûres, ordonnées et régulières⟧ a été approuvé.",
	"Les ministres ont adopté la ⟦Résolution sur la situation au Mali⟧.",
	"Ils ont salué la ⟦Feuille de route de Québec pour l'économie circulaire⟧.",
	"Le ⟦Partenariat mondial pour l'éducation⟧ recevra 2 milliards.",
	"Un ⟦Mémorandum d'entente sur la coopération policière⟧ a été signé.",
	"Les chefs d'État ont adopté la ⟦Déclaration de Bamako⟧ en 2000.",
	"Le ⟦Programme d'action de Bruxelles en faveur des pays les moins avancés⟧ a été rappelé.",
	"Les ⟦Lignes directrices de Carthagène⟧ ont été approuvées.",
	"Le Conseil a adopté des ⟦conclusions sur le Sahel⟧.",
	"Les ministres ont approuvé les ⟦Principes directeurs du G20 sur l'inclusion financière⟧.",
	"Ils ont adopté un ⟦Plan d'action sur la sécurité routière 2011-2020⟧.",
	"Ils se sont félicités de la ⟦Recommandation de l'OCDE sur l'enfance⟧.",
	"Ils ont signé une ⟦déclaration d'intention sur le recyclage des batteries⟧.",
	// rien
	"Le ministre a fait une déclaration à la presse.",
	"Communiqué de presse du ministère des Affaires étrangères",
	"Le plan de table et le programme de la réunion sont joints.",
	"L'accord a été trouvé dans la nuit, selon le rapport.",
}
