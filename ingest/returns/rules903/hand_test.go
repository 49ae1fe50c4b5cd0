package rules903

import (
	"fmt"
	"strings"
	"testing"

	s "throughline/ingest/returns/ssda903"
)

// byHand are cases of rules that have no published case, and of those where we differ from the public validator. A table is its name, its
// columns and its rows; - is a blank. What is wanted is the rows that the rule names, from 0.
var byHand = []struct {
	rule   string
	year   int
	tables string
	want   string
}{
	{"102", 2024, "Header CHILD DOB | A 01/01/2010 | B x | C -", "Header 1, Header 2"},
	{"104", 2024, "UASC CHILD DUC | A 01/04/2023 | B 31/03/2023 | C x | D -", "UASC 1, UASC 2"},
	{"115", 2024, "PlacedAdoption CHILD DATE_PLACED | A - | B x", "PlacedAdoption 1"},
	{"132", 2024, "OC3 CHILD ACTIV | A F5 | B F3 | C -", "OC3 1, OC3 2"},
	{"146", 2026, "Episodes CHILD PLACE | A Z11 | B Z1 | C H5 | D -", "Episodes 1, Episodes 2"},
	{"149", 2024, "Episodes CHILD REC | A E45 | B E43 | C -", "Episodes 1"},
	{"159", 2024, "OC2 CHILD SUBSTANCE_MISUSE INTERVENTION_RECEIVED INTERVENTION_OFFERED | A 1 0 - | B 1 0 0 | C 1 1 - | D 0 0 -", "OC2 0"},
	{"166", 2024, "Reviews CHILD REVIEW | A 01/05/2023 | B - | C 31/02/2024", "Reviews 1, Reviews 2"},
	{"171", 2024, "Header CHILD MC_DOB | A - | B x | C 01/01/2020", "Header 1"},
	{"177", 2024, "AD1 CHILD LS_ADOPTR | A L0 | B L9 | C -", "AD1 1"},
	{"184", 2024, "Header CHILD DOB | A 02/01/2020 | B 01/01/2020; PlacedAdoption CHILD DATE_PLACED | A 01/01/2020 | B 01/01/2020 | B -", "PlacedAdoption 0"},
	{"186", 2024, "Episodes CHILD DECOM RNE LS REC | A 01/01/2022 S C2 - | B 01/01/2022 S C2 -; OC2 CHILD DOB SDQ_SCORE SDQ_REASON | A 01/04/2019 - - | A 02/04/2019 - - | B 01/04/2019 12 -", "OC2 0"},
	{"187", 2024, "Episodes CHILD DECOM RNE LS | A 01/01/2022 S C2 | B 02/04/2023 S C2; OC3 CHILD IN_TOUCH | A YES | B YES; AD1 CHILD NB_ADOPTR | A 2 | B 2", "OC3 0, AD1 0"},
	{"189", 2024, "OC2 CHILD DOB SDQ_SCORE | A 31/03/2006 10 | B 01/04/2006 10", "OC2 0"},
	{"191", 2024, "Episodes CHILD DECOM RNE LS | A 01/01/2022 S C2 | B 01/01/2022 S C2; OC2 CHILD IMMUNISATIONS TEETH_CHECK HEALTH_ASSESSMENT SUBSTANCE_MISUSE | A 1 1 1 -", "Episodes 1, OC2 0"},
	{"199", 2024, "Episodes_last CHILD DECOM REC | A 01/04/2022 E11; Episodes CHILD DECOM REC | A 01/06/2023 - | B 01/06/2023 E11 | B 01/08/2023 X1", "Episodes 0, Episodes 2"},
	{"202", 2025, "Header_last CHILD SEX | A 1 | B 2 | C 1; Header CHILD SEX | A M | B M | C U", "Header 1, Header 2"},
	{"203", 2024, "Header_last CHILD DOB | A 01/02/2010 | B 01/02/2010; Header CHILD DOB | A 1/2/2010 | B 02/02/2010 | C 01/01/2001", "Header 1"},
	{"208", 2024, "Header_last CHILD UPN | A UN1 | B A123456789012 | C - | D UN3 | E A123456789012; Header CHILD UPN | A UN2 | B UN1 | C A1 | D A123456789012 | E B123456789012", "Header 1, Header 4"},
	{"217t", 2024, "Episodes CHILD PLACE DEC | A P2 28/10/2023 | B P2 29/10/2023 | C P2 - | D P1 -", "Episodes 1, Episodes 2"},
	{"224", 2024, "Episodes CHILD URN PLACE_PROVIDER | A 1 PR1 | A 1 PR4 | A XXXXXXX PR4 | A 9 PR1", "Episodes 1, Episodes 3"},
	{"227", 2024, "Episodes CHILD URN DECOM | A 1 31/12/2020 | A 1 01/01/2021 | A 2 01/01/2021", "Episodes 1"},
	{"231", 2025, "Header CHILD DOB SEX | A 01/01/2018 M | B 01/01/2010 M | C 01/01/2018 M; UASC CHILD DOB SEX | A 01/01/2018 M | B 01/01/2010 M", "Header 0"},
	{"3001", 2024, "Header CHILD DOB | A 01/04/2006 | B 31/03/2006 | C 31/03/2007; OC3 CHILD ACCOM | A Z1 | B Z1 | C Z2 | A K1", "OC3 0, OC3 2"},
	{"302", 2024, "Header CHILD DOB | A 02/01/2020 | B 01/01/2020; Episodes CHILD DECOM | A 01/01/2020 | B 01/01/2020 | A 05/01/2020", "Header 0, Episodes 0"},
	{"336", 2024, "Episodes CHILD DECOM PLACE | A 01/01/2023 K2 | A 01/02/2023 A3 | B 01/02/2023 A3 | C 01/01/2023 U4 | C 01/02/2023 A4", "Episodes 1"},
	{"344", 2024, "OC3 CHILD IN_TOUCH ACTIV ACCOM | A DIED 0 0 | B DIED F1 0 | C RHOM 0 B1", "OC3 1, OC3 2"},
	{"345", 2024, "OC3 CHILD IN_TOUCH ACTIV ACCOM | A YES F1 B1 | B YES 0 B1 | C NO 0 0", "OC3 1"},
	{"347", 2024, "OC3 CHILD DOB ACCOM | A 01/04/2005 T1 | B 02/04/2005 T2 | C 02/04/2005 B1", "OC3 1"},
	{"348", 2026, "OC3_last CHILD IN_TOUCH | A DIED | B DIED | C NO; OC3 CHILD IN_TOUCH | A DIED | B YES | C YES", "OC3 1"},
	{"351", 2024, "Header CHILD DOB | A 31/03/1998 | B 01/04/1998", "Header 0"},
	{"352", 2024, "Header CHILD DOB | A 01/06/2005; Episodes CHILD RNE DECOM | A S 01/06/2023 | A S 31/05/2023 | A L 01/06/2023", "Episodes 0"},
	{"353", 2024, "Episodes CHILD DECOM | A 13/10/1991 | A 14/10/1991", "Episodes 0"},
	{"355", 2024, "Episodes CHILD DECOM DEC | A 01/05/2023 01/05/2023 | A 01/05/2023 02/05/2023 | A - -", "Episodes 0"},
	{"357", 2024, "Episodes CHILD DECOM RNE | A 01/05/2023 L | B 01/05/2023 S | C 31/03/2023 L", "Episodes 0"},
	{"359", 2024, "Header CHILD DOB | A 30/03/2006 | B 31/03/2006; Episodes CHILD DEC LS PLACE | A - C2 U4 | A - V2 K2 | B - C2 U4 | A x C2 U4", "Episodes 0"},
	{"361", 2024, "Episodes CHILD DECOM DEC LS | A 01/05/2023 04/05/2023 L1 | B 01/05/2023 03/05/2023 L1 | B 03/05/2023 05/05/2023 L1", "Episodes 1, Episodes 2"},
	{"370", 2023, "Header CHILD DOB | A 01/06/2007; Episodes CHILD PLACE DECOM DEC | A P2 31/05/2022 01/07/2022 | A P2 01/06/2022 01/07/2022", "Episodes 0"},
	{"370", 2024, "Header CHILD DOB | A 01/06/2007; Episodes CHILD PLACE DECOM DEC | A P2 31/05/2023 01/07/2023 | A P2 01/06/2023 01/07/2023", "Episodes 0"},
	{"374", 2024, "Header CHILD DOB | A 01/06/2009; Episodes CHILD PLACE DECOM DEC | A P3 31/05/2023 01/07/2023 | A P3 01/06/2023 01/07/2023", "Episodes 0"},
	{"375", 2024, "Episodes CHILD PLACE DECOM DEC | A T1 01/05/2023 12/06/2023 | A T1 01/05/2023 13/06/2023", "Episodes 1"},
	{"377", 2024, "Episodes CHILD PLACE | A T3 | A T3 | A T3 | B T3 | B T3", "Episodes 0, Episodes 1, Episodes 2"},
	{"379", 2024, "Episodes CHILD PLACE DECOM DEC | A T4 01/05/2023 08/05/2023 | A T4 01/05/2023 09/05/2023", "Episodes 1"},
	{"382", 2024, "Episodes CHILD LS PLACE | A V3 T0 | A V3 U4 | A C2 T0", "Episodes 0"},
	{"383", 2024, "Episodes CHILD DECOM PLACE RNE PL_POST | A 01/05/2023 U4 S X1 | A 02/05/2023 T0 P - | A 03/05/2023 U4 P X2 | B 01/05/2023 U4 S X1 | B 02/05/2023 T0 P - | B 03/05/2023 U6 P X1", "Episodes 5"},
	{"383", 2026, "Episodes CHILD DECOM PLACE RNE PL_POST | A 01/05/2023 U4 S X1 | A 02/05/2023 T0 P - | A 03/05/2023 U4 P X2 | B 01/05/2023 U4 S X1 | B 02/05/2023 T0 P - | B 03/05/2023 U4 P X1", "Episodes 2"},
	{"388", 2024, "Episodes CHILD DECOM DEC REC | A 01/05/2023 02/05/2023 X1 | A 03/05/2023 - - | B 01/05/2023 02/05/2023 E3 | B 02/05/2023 - - | C 01/05/2023 02/05/2023 X1 | D 01/05/2023 02/05/2023 X1 | D 02/05/2023 - -", "Episodes 0, Episodes 2, Episodes 4"},
	{"390", 2024, "Episodes CHILD REC PLACE | A E11 A3 | A E12 U4 | A E3 U4", "Episodes 1"},
	{"391", 2024, "OC3 CHILD DOB IN_TOUCH | A 01/04/2007 YES | B 31/03/2007 YES | C 01/04/2007 -", "OC3 0"},
	{"392d", 2024, "Episodes CHILD HOME_POST PLACE PL_POST | A X1 U4 X1 | A X1 P1 X1 | A - U4 -", "Episodes 0"},
	{"407", 2024, "Header CHILD DOB | A 01/06/2005; Episodes CHILD REC DEC | A E45 01/06/2023 | A E46 02/06/2023 | A E3 02/06/2023", "Header 0, Episodes 1"},
	{"433", 2024, "Episodes CHILD DECOM DEC RNE | A 01/05/2023 02/05/2023 S | A 02/05/2023 04/05/2023 P | A 05/05/2023 - L", "Episodes 2"},
	{"437", 2024, "Episodes CHILD DECOM REC | A 01/05/2023 E2 | A 02/05/2023 - | B 01/05/2023 E15", "Episodes 0"},
	{"444", 2026, "Header CHILD UPN | A A1 | B A1 | C UN1 | D UN1 | E - | F -", "Header 0, Header 1"},
	{"446", 2024, "Episodes CHILD LS DECOM | A E1 30/11/2005 | A E1 01/12/2005", "Episodes 0"},
	{"451", 2024, "Episodes CHILD LS DEC REC | A D1 - - | A D1 01/05/2023 -", "Episodes 0"},
	{"452", 2024, "Episodes_last CHILD DECOM DEC RNE PL_LA | A 01/05/2022 - S 301 | B 01/05/2022 01/06/2022 S 301; Episodes CHILD DECOM RNE PL_LA | A 01/05/2022 S 302 | B 01/05/2022 S 302", "Episodes 0"},
	{"460", 2024, "Header CHILD DOB | A 01/06/2005; Episodes CHILD REC DEC | A E17 31/05/2023 | A E17 01/06/2023", "Episodes 0"},
	{"501", 2024, "Episodes CHILD DECOM DEC | A 01/05/2023 05/05/2023 | A 04/05/2023 - | B 01/05/2023 05/05/2023 | B 05/05/2023 -", "Episodes 1"},
	{"503A", 2024, "Episodes_last CHILD DECOM DEC RNE | A 01/05/2022 - S | B 01/05/2022 - S; Episodes CHILD DECOM RNE | A 01/05/2022 L | B 01/05/2022 S", "Episodes 0"},
	{"503D", 2026, "Episodes_last CHILD DECOM DEC PLACE | A 01/05/2022 - Z1 | B 01/05/2022 - Z1; Episodes CHILD DECOM PLACE | A 01/05/2022 Z12 | B 01/05/2022 U4", "Episodes 1"},
	{"503G", 2024, "Episodes_last CHILD DECOM DEC PL_DISTANCE | A 01/05/2022 - 1.0 | B 01/05/2022 - 1.0 | C 01/05/2022 - 1.0; Episodes CHILD DECOM PL_DISTANCE | A 01/05/2022 1.1 | B 01/05/2022 1.2 | C 01/05/2022 -", "Episodes 1, Episodes 2"},
	{"521", 2024, "AD1 CHILD DATE_INT | A 02/05/2023; Episodes CHILD PLACE DECOM | A A3 01/05/2023 | A A3 02/05/2023 | A U4 01/05/2023", "Episodes 0, AD1 0"},
	{"523", 2024, "AD1 CHILD DATE_INT | A 02/05/2023 | B 02/05/2023 | C -; PlacedAdoption CHILD DATE_PLACED | A 02/05/2023 | B 03/05/2023 | C 03/05/2023", "AD1 1, PlacedAdoption 1"},
	{"542", 2024, "OC2 CHILD DOB CONVICTED | A 01/04/2014 0 | B 31/03/2014 0 | C 01/04/2014 -", "OC2 0"},
	{"550", 2024, "Episodes CHILD PLACE PLACE_PROVIDER | A P1 PR0 | A U4 PR0", "Episodes 1"},
	{"551", 2024, "PlacedAdoption CHILD DATE_PLACED | A 01/05/2023 | A - | B -; Episodes CHILD PLACE | A A3 | B A3 | C A3 | C U4", "Episodes 1, Episodes 2"},
	{"554", 2024, "PlacedAdoption CHILD DATE_PLACED | A 02/05/2023 | B 01/05/2023; Episodes CHILD LS DECOM | A E1 01/05/2023 | B E1 01/05/2023", "Episodes 0, PlacedAdoption 0"},
	{"557", 2024, "PlacedAdoption CHILD DATE_PLACED_CEASED REASON_PLACED_CEASED | A 01/05/2023 RD1 | B - -; Episodes CHILD LS PLACE REC | A E1 U4 E3 | B E1 U4 E3 | C D1 U4 E3 | D C2 A3 E11", "Episodes 1, Episodes 2, PlacedAdoption 1"},
	{"557", 2025, "PlacedAdoption CHILD DATE_PLACED_CEASED REASON_PLACED_CEASED | A - -; Episodes CHILD LS PLACE REC | C D1 U4 E3", ""},
	{"562", 2024, "Episodes_last CHILD DECOM | A 01/05/2022 | B 02/05/2022; Episodes CHILD DECOM | A 01/05/2022 | B 01/05/2022 | C 01/05/2023", "Episodes 1"},
	{"566", 2024, "Missing CHILD MISSING MIS_END | A - 01/05/2023 | B M 01/05/2023 | C - -", "Missing 0"},
	{"583", 2024, "PlacedAdoption CHILD DATE_PLACED DATE_PLACED_CEASED | A 01/05/2023 - | A 01/06/2023 - | B 01/05/2023 -", "PlacedAdoption 0"},
	{"612", 2025, "Header CHILD MOTHER SEX MC_DOB | A 0 F 01/01/2023 | B - F 01/01/2023 | C 1 F 01/01/2023 | D 0 2 01/01/2023", "Header 0, Header 1"},
	{"621", 2024, "Header CHILD DOB MC_DOB | A 01/01/2010 01/01/2010 | B 01/01/2010 02/01/2010 | C 01/01/2010 -", "Header 0"},
	{"624", 2024, "Header_last CHILD MC_DOB | A 01/01/2022 | B 01/01/2022 | C -; Header CHILD MC_DOB | A 01/01/2022 | B - | C 01/01/2023", "Header 1"},
	{"632", 2024, "PrevPerm CHILD DATE_PERM | A zz/05/2023 | B zz/05/2023 | C zz/zz/zzzz | D x; Episodes CHILD DECOM | A 01/06/2023 | B 31/05/2023 | C 01/01/2023 | D 01/01/2023", "Episodes 1, Episodes 3, PrevPerm 1, PrevPerm 3"},
	{"633", 2024, "PrevPerm CHILD LA_PERM | A 301 | B WAL | C 999 | D 123 | E -", "PrevPerm 3"},
	{"703", 2027, "DoLo CHILD DOLO_START | A 31/03/2027 | B 01/04/2027", "DoLo 1"},
	{"704", 2027, "DoLo CHILD DOLO_END | A 31/03/2026 | B 01/04/2026 | C 01/04/2027 | D -", "DoLo 0, DoLo 2"},
	{"708", 2027, "DoLo CHILD DOB DOLO_START | A 01/01/2015 01/01/2015 | B 01/01/2015 02/01/2015", "DoLo 0"},
	{"INT03", 2024, "Header CHILD | A; Episodes CHILD | A | B", "Episodes 1"},
	{"INT12", 2024, "Header CHILD DOB | A 01/01/2010 | B -; PlacedAdoption CHILD DOB | A 02/01/2010 | A 1/1/2010 | B 01/01/2010 | C 01/01/2010", "PlacedAdoption 0"},
	{"NoE", 2024, "Episodes_last CHILD DECOM | A 01/05/2022; Episodes CHILD DECOM | A 01/05/2022 | B 31/03/2023 | C 01/04/2023", "Episodes 1"},
	{"SW06STG2", 2024, "SWEpisodes CHILD SW_DECOM | A 31/03/2024 | B 01/04/2024 | C -", "SWEpisodes 1"},
	{"SW07STG2", 2024, "SWEpisodes CHILD SW_DEC | A 31/03/2023 | B 01/04/2023 | C -", "SWEpisodes 0"},
	{"SW07STG2", 2025, "SWEpisodes CHILD SW_DEC | A 31/03/2023 | B 01/04/2023 | C 01/04/2025", "SWEpisodes 0, SWEpisodes 2"},
	{"SW08STG2", 2024, "SWEpisodes CHILD SW_DECOM SW_DEC | A 01/05/2023 - | A 01/06/2023 - | B 01/05/2023 -", "SWEpisodes 0"},
	{"SW10STG2", 2024, "SWEpisodes CHILD SW_DECOM SW_DEC SW_REASON | A 01/05/2023 10/05/2023 MANAGE | A 17/05/2023 20/05/2023 MANAGE | A 28/05/2023 - FCONTA", "SWEpisodes 2"},
	{"SW10STG2", 2025, "SWEpisodes CHILD SW_DECOM SW_DEC SW_REASON | A 01/05/2023 10/05/2023 MANAGE | A 28/05/2023 - FCONTA", ""},
	{"SW11bSTG2", 2024, "SWEpisodes CHILD SW_DECOM SW_DEC | A 01/05/2023 27/03/2024 | B 01/05/2023 25/03/2024 | C 01/05/2023 28/03/2024 | C 28/03/2024 -", "SWEpisodes 0"},
	{"SW12STG2", 2024, "Episodes CHILD DECOM DEC RNE REC LS | A 01/05/2023 - S - C2 | B 01/05/2023 - S - C2 | C 01/05/2023 - S - V3; SWEpisodes CHILD SW_DECOM | A 01/04/2023 | A 02/05/2023 | B 01/04/2023", "Episodes 1"},
	{"SW17STG2", 2026, "SWEpisodes CHILD SW_DECOM SW_DEC | A 01/05/2025 01/06/2025 | A 01/06/2025 - | B 01/05/2025 01/06/2025", "SWEpisodes 2"},
	{"1007", 2024, "Episodes CHILD DECOM DEC | A 01/01/2023 01/07/2023 | B 01/01/2023 01/05/2023; OC3 CHILD DOB IN_TOUCH | A 01/06/2006 YES | B 01/06/2006 YES", "OC3 0"},
	{"1014", 2024, "Episodes CHILD DECOM DEC | A 01/01/2022 01/02/2022 | B 01/01/2022 -; UASC CHILD DUC | A - | B -; OC3 CHILD IN_TOUCH | A YES | B YES", "UASC 0, OC3 0"},
	{"1016", 2024, "Episodes CHILD DEC | A 01/06/2023 | B 31/05/2023; OC3 CHILD DOB IN_TOUCH | A 01/06/2006 YES | B 01/06/2006 YES", "OC3 0"},
	{"1009", 2024, "Episodes CHILD REASON_PLACE_CHANGE | A CUSTOD | B XX | C -", "Episodes 1"},
	{"1015", 2024, "Episodes CHILD LS PLACE PLACE_PROVIDER PL_LA | A C2 K2 PR1 301 | A C2 K2 PR1 302 | A C2 U4 PR1 302 | A V3 K2 PR1 302 | A C2 K2 PR4 302", "Episodes 1"},
	{"114", 2024, "AD1 CHILD FOSTER_CARE | A 0 | B 2 | C -", "AD1 1"},
	{"157", 2024, "Episodes CHILD DECOM RNE LS | A 01/01/2022 S C2; OC2 CHILD DOB SDQ_SCORE SDQ_REASON | A 01/04/2019 - SDQ1 | A 02/04/2019 - SDQ1 | A 01/04/2019 - SDQ2", "OC2 0"},
	{"165", 2024, "Header CHILD SEX MOTHER | A 2 - | B 1 0 | C 2 1 | D 2 7; Episodes CHILD DECOM LS | A 01/05/2023 C2 | B 01/05/2023 C2 | C 01/05/2023 C2 | D 01/05/2023 C2", "Header 0, Header 1, Header 3"},
	{"179", 2024, "Episodes CHILD LS PL_LOCATION | A C2 - | A V3 - | A C2 IN", "Episodes 0"},
	{"196", 2024, "OC2 CHILD SDQ_REASON | A SDQ5 | B SDQ6 | C -", "OC2 1"},
	{"198", 2024, "Episodes CHILD DECOM RNE LS | A 01/01/2022 S C2 | B 02/04/2023 S C2; OC2 CHILD SDQ_REASON | A SDQ2 | B SDQ2 | C -", "OC2 1"},
	{"205B", 2024, "Header_last CHILD UASC | A 1 | B 1; Header CHILD UASC | A 1 | B 1; UASC_last CHILD DOB DUC | A 01/06/2005 01/06/2023 | B 01/06/2005 02/06/2023; UASC CHILD DUC | A 01/06/2023 | B 02/06/2023", "Header 1, UASC 1"},
	{"205C", 2024, "Header_last CHILD UASC | A 0 | B 1; Header CHILD UASC | A 0 | B 0; UASC_last CHILD DUC | A - | B -; UASC CHILD DUC | A 01/06/2023 | B 01/06/2023", "Header 0, UASC 0"},
	{"205D", 2024, "Header_last CHILD UASC | A 0 | B 1; Header CHILD UASC | A 1 | B 1 | C 1", "Header 0"},
	{"503C", 2024, "Episodes_last CHILD DECOM DEC CIN | A 01/05/2022 - N1; Episodes CHILD DECOM CIN | A 01/05/2022 N2", "Episodes 0"},
	{"503F", 2024, "Episodes_last CHILD DECOM DEC URN | A 01/05/2022 - 1 | B 01/05/2022 - 1; Episodes CHILD DECOM URN | A 01/05/2022 2 | B 01/05/2022 1", "Episodes 0"},
	{"503H", 2024, "Episodes_last CHILD DECOM DEC PL_LA | A 01/05/2022 - 301; Episodes CHILD DECOM PL_LA | A 01/05/2022 302", "Episodes 0"},
	{"517", 2024, "AD1 CHILD LS_ADOPTR SEX_ADOPTR | A L3 MF | B L3 MM | C L3 -", "AD1 1, AD1 2"},
	{"519", 2024, "AD1 CHILD LS_ADOPTR SEX_ADOPTR | A L2 FF | B L2 M1 | C L0 M1", "AD1 1"},
	{"522", 2024, "PlacedAdoption CHILD DATE_PLACED DATE_PLACED_CEASED | A 02/05/2023 01/05/2023 | B 01/05/2023 01/05/2023 | C - 01/05/2023", "PlacedAdoption 0"},
	{"531", 2024, "Episodes CHILD PLACE PLACE_PROVIDER | A P1 PR5 | A P1 PR0 | A U4 PR5", "Episodes 0"},
	{"556", 2024, "PlacedAdoption CHILD DATE_PLACED | A 02/05/2023; Episodes CHILD LS DECOM | A D1 01/05/2023 | A D1 02/05/2023 | A C2 01/05/2023", "Episodes 0"},
	{"558", 2024, "PlacedAdoption CHILD DATE_PLACED DATE_PLACED_CEASED | A 01/05/2023 02/05/2023 | B 01/05/2023 -; Episodes CHILD REC | A E11 | B E11 | C E11", "Episodes 0"},
	{"563", 2024, "PlacedAdoption CHILD DATE_PLACED DATE_PLACED_CEASED REASON_PLACED_CEASED | A - 01/05/2023 RD1 | B 01/01/2023 01/05/2023 RD1 | C - - RD1", "PlacedAdoption 0"},
	{"579", 2024, "PlacedAdoption CHILD DATE_PLACED DATE_PLACED_CEASED | A 01/05/2023 01/06/2023 | A 31/05/2023 01/07/2023 | B 01/05/2023 01/06/2023 | B 01/06/2023 -", "PlacedAdoption 1"},
	{"607", 2024, "Header CHILD SEX MOTHER | A 2 - | B 2 0 | C 1 -; Episodes CHILD DEC REC LS | A 01/05/2023 E3 C2 | A 01/04/2024 E3 C2 | B 01/05/2023 E3 C2 | C 01/05/2023 E3 C2", "Header 0, Episodes 0"},
	{"630", 2024, "PrevPerm CHILD PREV_PERM LA_PERM DATE_PERM | A Z1 - - | B P1 - - | C - - -; Episodes CHILD RNE DECOM | A S 01/05/2023 | B S 01/05/2023 | C S 01/05/2023 | D S 01/05/2023 | E S 31/03/2023", "Episodes 1, Episodes 2, Episodes 3"},
	{"634", 2024, "PrevPerm CHILD PREV_PERM | A Z1 | B Z1; Episodes CHILD DECOM | A 31/03/2023 | B 31/03/2023 | B 01/04/2023", "Episodes 0, PrevPerm 0"},
	{"INT02", 2024, "Header CHILD | A; PlacedAdoption CHILD | A | B", "PlacedAdoption 1"},
	{"INT06", 2024, "Header CHILD | A; OC3 CHILD | B | A", "OC3 0"},
	{"INT09", 2024, "Header CHILD | A; UASC CHILD | B", "UASC 0"},
	{"INT11", 2024, "Header CHILD DOB | A 01/01/2010; AD1 CHILD DOB | A 01/01/2010 | A 02/01/2010 | A -", "AD1 1"},
	{"INT14", 2024, "Header CHILD DOB | A 01/01/2010; OC2 CHILD DOB | A 02/01/2010 | B 02/01/2010", "OC2 0"},
	{"INT33", 2024, "OC2 CHILD | A | A | B | - | -", "OC2 0, OC2 1"},
	{"SW01bSTG1", 2025, "SWEpisodes CHILD SW_DECOM SW_ID SW_REASON | A 01/04/2023 SW1 - | A 31/03/2023 SW1 - | A - SW1 MANAGE | A 01/04/2023 SW1 MANAGE", "SWEpisodes 0, SWEpisodes 2"},
	{"SW03STG1", 2024, "SWEpisodes CHILD SW_DECOM SW_ID SW_REASON | A 01/04/2023 SW1 MANAGE | A 01/04/2023 - MANAGE", "SWEpisodes 1"},
	{"SW05STG1", 2024, "SWEpisodes CHILD SW_DEC | A 01/04/2023 | B soon | C -", "SWEpisodes 1"},
}

func TestCasesByHand(t *testing.T) {
	known := Known{Authority: "301", Providers: map[string]Provider{
		"1": {URN: "1", Providers: []string{"PR1", "PR2"}, RegistrationEnd: mustDate(t, "2021-01-01")}, "2": {URN: "2", Providers: []string{"PR4"}},
	}}
	for _, c := range byHand {
		t.Run(fmt.Sprint(c.rule, " ", c.year), func(t *testing.T) {
			this, before := map[string]caseTable{}, map[string]caseTable{}
			for table := range strings.SplitSeq(c.tables, ";") {
				rows := strings.Split(table, "|")
				head := strings.Fields(rows[0])
				made := caseTable{Columns: head[1:]}
				for _, row := range rows[1:] {
					var cells []*string
					for cell := range strings.FieldsSeq(row) {
						if cell == "-" {
							cells = append(cells, nil)
						} else {
							cells = append(cells, &cell)
						}
					}
					if len(cells) != len(made.Columns) {
						t.Fatalf("%q has %d cells", row, len(cells))
					}
					made.Rows = append(made.Rows, cells)
				}
				for _, column := range made.Columns {
					if _, ok := s.ColumnNamed(column); !ok {
						t.Fatalf("no column %s", column)
					}
				}
				if name, last := strings.CutSuffix(head[0], "_last"); last {
					before[name] = made
				} else {
					this[head[0]] = made
				}
			}
			k := known
			if len(before) > 0 {
				k.Last = returnOf(t, c.year, false, before)
			}
			d := newData(returnOf(t, c.year, false, this), k)
			judges[c.rule](d)
			var got []string
			for _, table := range s.Tables() {
				for _, r := range d.rows(table) {
					if d.hits[r] {
						got = append(got, fmt.Sprintf("%s %d", table, r.at))
					}
				}
			}
			if strings.Join(got, ", ") != c.want {
				t.Errorf("%s\nnamed %q, want %q", c.tables, strings.Join(got, ", "), c.want)
			}
		})
	}
}

func TestEveryRuleHasACase(t *testing.T) {
	with := map[string]bool{}
	for _, c := range cases(t) {
		with[c.Rule] = true
	}
	for _, c := range byHand {
		with[c.rule] = true
	}
	for _, rule := range Rules() {
		if !with[rule.Code] {
			t.Errorf("%s has neither a published case nor one by hand", rule.Code)
		}
	}
}
