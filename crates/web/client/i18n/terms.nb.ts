// The words people use for the codes of the API, as the domain says them.
export default {
  "AssessmentKind": {
    "start": "startsamtale",
    "mapping": "kartlegging",
    "reassessment": "revurdering"
  },
  "AssignmentState": {
    "free": "ledig",
    "claimed": "tatt",
    "assigned": "tildelt",
    "pinned": "festet"
  },
  "CareGap": {
    "no_primary": "mangler primærkontakt",
    "primary_left": "primærkontakten har sluttet i teamet",
    "no_secondary": "mangler sekundærkontakt",
    "secondary_left": "sekundærkontakten har sluttet i teamet",
    "no_responsible_nurse": "mangler tjenesteansvarlig sykepleier"
  },
  "CareRole": {
    "primary": "primærkontakt",
    "secondary": "sekundærkontakt",
    "other": "teammedlem"
  },
  "CaseloadFlag": {
    "no_assessment": "mangler kartleggingssamtale",
    "reassessment_overdue": "revurdering er forfalt",
    "evaluation_overdue": "evaluering er forfalt",
    "no_primary_contact": "mangler primærkontakt",
    "not_at_home": "ikke hjemme",
    "vedtak_ending": "vedtak går ut",
    "provisional_ending": "tjeneste uten vedtak går ut",
    "outside_frame": "plan utenfor rammen",
  },
  "CompetenceCode": {
    "medication": "legemiddelhåndtering",
    "insulin": "insulin og injeksjon",
    "iv": "intravenøs behandling",
    "wound_care": "sårstell",
    "palliative": "palliasjon",
    "dementia": "demens",
    "fordeling": "fordeling",
    "documentation": "dokumentasjon",
    "reablement": "hverdagsrehabilitering",
    "nursing": "sykepleie",
    "personal_care": "personlig stell",
    "practical_assistance": "praktisk bistand",
    "physiotherapy": "fysioterapi",
    "occupational_therapy": "ergoterapi"
  },
  "ContactRole": {
    "next_of_kin": "nærmeste pårørende",
    "kin": "pårørende",
    "guardian": "verge",
    "neighbour": "nabo",
    "friend": "venn eller frivillig"
  },
  "ConversationPlace": {
    "home": "hjemme",
    "hospital": "sykehus",
    "institution": "helsehus eller institusjon",
    "telephone": "telefon",
    "digital": "video",
    "other": "annet sted"
  },
  "DayPlanState": {
    "open": "åpen",
    "published": "publisert",
    "closed": "lukket"
  },
  "Duty": {
    "fordeler": "fordeler",
    "plo_follow_up": "PLO-oppfølging",
    "journal_follow_up": "journaloppfølging",
    "quality_control": "kvalitetskontroll",
    "meeting_chair": "møteleder",
    "own": "egen oppgave"
  },
  "EvaluationOutcome": {
    "reached": "nådd",
    "partly": "delvis nådd",
    "not_reached": "ikke nådd"
  },
  "HolderReason": {
    "turn": "etter tur",
    "swap": "byttet",
    "stand_in": "vikarierer",
    "leader": "leder, fordi ingen andre kan"
  },
  "Model": {
    "model_1": "Modell 1",
    "model_2": "Modell 2"
  },
  "NextStep": {
    "continue": "fortsetter",
    "change": "endres",
    "end": "avsluttes"
  },
  "NotDoneReason": {
    "admitted": "innlagt",
    "away": "borte etter avtale",
    "done_by_others": "gjort av andre",
    "no_time": "ikke tid",
    "not_needed": "ikke behov",
    "other": "annet"
  },
  "Performer": {
    "citizen": "innbyggeren selv",
    "kin": "pårørende",
    "volunteer": "frivillig",
    "team_member": "teamet",
    "other_service": "annen tjeneste"
  },
  "Profession": {
    "nurse": "sykepleier",
    "social_educator": "vernepleier",
    "occupational_therapist": "ergoterapeut",
    "physiotherapist": "fysioterapeut",
    "healthcare_worker": "helsefagarbeider",
    "home_helper": "hjemmehjelp",
    "case_worker": "saksbehandler",
    "assistant": "assistent",
    "administrative": "administrativt ansatt"
  },
  "Purpose": {
    "care": "hjelp",
    "assessment": "kartlegging",
    "guidance": "veiledning"
  },
  "Role": {
    "member": "medarbeider",
    "leader": "teamleder",
    "case_worker": "saksbehandler",
    "office_leader": "leder av søknadskontoret",
    "staffing": "bemanning",
    "substitute": "vikar",
    "administrator": "administrator",
    "auditor": "revisor"
  },
  "Rotation": {
    "fixed": "fast",
    "daily": "daglig",
    "weekly": "ukentlig"
  },
  "Scale": {
    "self_rated": "egenvurdert 0–10",
    "goal_attainment": "måloppnåelse −2 til +2",
    "yes_no": "ja eller nei"
  },
  "Section": {
    "what_matters": "hva er viktig for deg",
    "good_day": "en god dag",
    "resources": "ressurser og interesser",
    "network": "nettverk",
    "hard": "hva er vanskelig",
    "wishes": "ønsker om hjelp",
    "own_goals": "egne mål",
    "home_and_safety": "hjem og trygghet"
  },
  "ServiceType": {
    "home_nursing": "hjemmesykepleie",
    "practical_assistance": "praktisk bistand",
    "physiotherapy": "fysioterapi",
    "occupational_therapy": "ergoterapi",
    "short_term_stay": "korttidsopphold",
    "long_term_stay": "langtidsopphold",
    "day_centre": "dagsenter",
    "sheltered_housing": "omsorg+",
    "safety_alarm": "trygghetsalarm",
    "bpa": "brukerstyrt personlig assistanse",
    "care_benefit": "omsorgsstønad",
    "support_contact": "støttekontakt",
    "tt_transport": "TT-kjøring",
    "respite": "avlastning"
  },
  "ShiftKind": {
    "day": "dagvakt",
    "evening": "kveldsvakt",
    "night": "nattevakt",
    "long": "langvakt",
    "day_only": "dagtid"
  },
  "Slot": {
    "morgen": "morgen",
    "formiddag": "formiddag",
    "middag": "midt på dagen",
    "ettermiddag": "ettermiddag",
    "kveld": "kveld",
    "natt": "natt"
  },
  "StatementRole": {
    "case_worker": "saksbehandler med hovedansvar",
    "responsible_nurse": "tjenesteansvarlig sykepleier"
  },
  "Transport": {
    "walk": "til fots",
    "bike": "sykkel",
    "car": "bil"
  },
  "UnitKind": {
    "team": "team",
    "application_office": "søknadskontor",
    "specialist_team": "spesialteam",
    "staffing_office": "bemanningskontor",
    "pool": "felles vakt"
  },
  "VedtakOutcome": {
    "grant": "innvilget",
    "partial": "delvis innvilget",
    "refuse": "avslått",
    "change": "endret",
    "end": "avsluttet"
  },
  "VedtakState": {
    "draft": "et utkast",
    "submitted": "sendt til signering",
    "returned": "sendt tilbake",
    "withdrawn": "trukket",
    "signed": "signert",
    "ended": "avsluttet",
    "replaced": "erstattet",
    "revoked": "omgjort"
  },
  "VisitOutcome": {
    "planned": "planlagt",
    "started": "startet",
    "done": "utført",
    "not_done": "ikke utført",
    "declined": "avslått av innbyggeren",
    "moved": "flyttet",
    "nobody_opened": "ingen åpnet"
  },
  "Whereabouts": {
    "home": "hjemme",
    "hospital": "på sykehus",
    "helsehus": "på helsehus",
    "kad": "på KAD",
    "short_term_stay": "på korttidsopphold",
    "away": "bortreist",
    "deceased": "død",
    "ended": "avsluttet"
  },
  "VedtakForm": {
    "frame": "rammevedtak",
    "detailed": "detaljert",
  },
  "Happening": {
    "assessment": "samtale",
    "whereabouts": "hvor",
    "goal": "mål",
    "evaluation": "evaluering",
    "tiltak": "tiltak",
    "vedtak": "vedtak",
    "transfer": "overføring",
    "contact_note": "kontakt med pårørende",
    "consultation": "spørsmål til spesialist",
    "consultation_answer": "svar fra spesialist",
    "reablement": "hverdagsrehabilitering",
  },
  "NoticeChannel": {
    "digital": "digitalt",
    "letter": "brev",
    "handed_over": "overlevert",
  },
  "ConsultationField": {
    "cancer": "kreft",
    "mental_health": "psykisk helse",
    "nutrition": "ernæring",
    "dementia": "demens",
    "therapy": "ergoterapi og fysioterapi",
  },
  "ConsultationState": {
    "open": "venter på svar",
    "answered": "besvart",
    "withdrawn": "trukket",
    "lapsed": "utløpt uten svar",
  },
  "PoolState": {
    "proposed": "foreslått",
    "agreed": "avtalt",
    "declined": "avslått",
  },
} as const;
