// The words people use for the codes of the API, as the domain says them.
export default {
  "AssessmentKind": {
    "start": "startsamtale",
    "mapping": "kartlegging",
    "reassessment": "revurdering"
  },
  "AssignmentState": {
    "free": "ledig",
    "claimed": "teken",
    "assigned": "tildelt",
    "pinned": "festa"
  },
  "CareGap": {
    "no_primary": "manglar primærkontakt",
    "primary_left": "primærkontakten har slutta i teamet",
    "no_secondary": "manglar sekundærkontakt",
    "secondary_left": "sekundærkontakten har slutta i teamet",
    "no_responsible_nurse": "manglar tenesteansvarleg sjukepleiar"
  },
  "CareRole": {
    "primary": "primærkontakt",
    "secondary": "sekundærkontakt",
    "other": "teammedlem"
  },
  "CaseloadFlag": {
    "no_assessment": "manglar kartleggingssamtale",
    "reassessment_overdue": "revurdering er forfallen",
    "evaluation_overdue": "evaluering er forfallen",
    "no_primary_contact": "manglar primærkontakt",
    "not_at_home": "ikkje heime",
    "vedtak_ending": "vedtak går ut",
    "provisional_ending": "teneste utan vedtak går ut",
    "outside_frame": "plan utanfor ramma",
  },
  "CompetenceCode": {
    "medication": "legemiddelhandtering",
    "insulin": "insulin og injeksjon",
    "iv": "intravenøs behandling",
    "wound_care": "sårstell",
    "palliative": "palliasjon",
    "dementia": "demens",
    "fordeling": "fordeling",
    "documentation": "dokumentasjon",
    "reablement": "kvardagsrehabilitering",
    "nursing": "sjukepleie",
    "personal_care": "personleg stell",
    "practical_assistance": "praktisk bistand",
    "physiotherapy": "fysioterapi",
    "occupational_therapy": "ergoterapi"
  },
  "ContactRole": {
    "next_of_kin": "næraste pårørande",
    "kin": "pårørande",
    "guardian": "verje",
    "neighbour": "nabo",
    "friend": "ven eller frivillig"
  },
  "ConversationPlace": {
    "home": "heime",
    "hospital": "sjukehus",
    "institution": "helsehus eller institusjon",
    "telephone": "telefon",
    "digital": "video",
    "other": "annan stad"
  },
  "DayPlanState": {
    "open": "open",
    "published": "publisert",
    "closed": "lukka"
  },
  "Duty": {
    "fordeler": "fordelar",
    "plo_follow_up": "PLO-oppfølging",
    "journal_follow_up": "journaloppfølging",
    "quality_control": "kvalitetskontroll",
    "meeting_chair": "møteleiar",
    "own": "eiga oppgåve"
  },
  "EvaluationOutcome": {
    "reached": "nådd",
    "partly": "delvis nådd",
    "not_reached": "ikkje nådd"
  },
  "HolderReason": {
    "turn": "etter tur",
    "swap": "bytt",
    "stand_in": "vikarierer",
    "leader": "leiar, fordi ingen andre kan"
  },
  "Model": {
    "model_1": "Modell 1",
    "model_2": "Modell 2"
  },
  "NextStep": {
    "continue": "held fram",
    "change": "blir endra",
    "end": "blir avslutta"
  },
  "NotDoneReason": {
    "admitted": "innlagd",
    "away": "borte etter avtale",
    "done_by_others": "gjort av andre",
    "no_time": "ikkje tid",
    "not_needed": "ikkje behov",
    "other": "anna"
  },
  "Performer": {
    "citizen": "innbyggjaren sjølv",
    "kin": "pårørande",
    "volunteer": "frivillig",
    "team_member": "teamet",
    "other_service": "anna teneste"
  },
  "Profession": {
    "nurse": "sjukepleiar",
    "social_educator": "vernepleiar",
    "occupational_therapist": "ergoterapeut",
    "physiotherapist": "fysioterapeut",
    "healthcare_worker": "helsefagarbeidar",
    "home_helper": "heimehjelp",
    "case_worker": "saksbehandlar",
    "assistant": "assistent",
    "administrative": "administrativt tilsett"
  },
  "Purpose": {
    "care": "hjelp",
    "assessment": "kartlegging",
    "guidance": "rettleiing"
  },
  "Role": {
    "member": "medarbeidar",
    "leader": "teamleiar",
    "case_worker": "saksbehandlar",
    "office_leader": "leiar av søknadskontoret",
    "staffing": "bemanning",
    "substitute": "vikar",
    "administrator": "administrator",
    "auditor": "revisor"
  },
  "Rotation": {
    "fixed": "fast",
    "daily": "dagleg",
    "weekly": "kvar veke"
  },
  "Scale": {
    "self_rated": "eigenvurdert 0–10",
    "goal_attainment": "måloppnåing −2 til +2",
    "yes_no": "ja eller nei"
  },
  "Section": {
    "what_matters": "kva er viktig for deg",
    "good_day": "ein god dag",
    "resources": "ressursar og interesser",
    "network": "nettverk",
    "hard": "kva er vanskeleg",
    "wishes": "ønske om hjelp",
    "own_goals": "eigne mål",
    "home_and_safety": "heim og tryggleik"
  },
  "ServiceType": {
    "home_nursing": "heimesjukepleie",
    "practical_assistance": "praktisk bistand",
    "physiotherapy": "fysioterapi",
    "occupational_therapy": "ergoterapi",
    "short_term_stay": "korttidsopphald",
    "long_term_stay": "langtidsopphald",
    "day_centre": "dagsenter",
    "sheltered_housing": "omsorg+",
    "safety_alarm": "tryggleiksalarm",
    "bpa": "brukarstyrt personleg assistanse",
    "care_benefit": "omsorgsstønad",
    "support_contact": "støttekontakt",
    "tt_transport": "TT-køyring",
    "respite": "avlasting"
  },
  "ShiftKind": {
    "day": "dagvakt",
    "evening": "kveldsvakt",
    "night": "nattevakt",
    "long": "langvakt",
    "day_only": "dagtid"
  },
  "Slot": {
    "morgen": "morgon",
    "formiddag": "føremiddag",
    "middag": "midt på dagen",
    "ettermiddag": "ettermiddag",
    "kveld": "kveld",
    "natt": "natt"
  },
  "StatementRole": {
    "case_worker": "saksbehandlar med hovudansvar",
    "responsible_nurse": "tenesteansvarleg sjukepleiar"
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
    "grant": "innvilga",
    "partial": "delvis innvilga",
    "refuse": "avslått",
    "change": "endra",
    "end": "avslutta"
  },
  "VedtakState": {
    "draft": "eit utkast",
    "submitted": "sendt til signering",
    "returned": "sendt tilbake",
    "withdrawn": "trekt",
    "signed": "signert",
    "ended": "avslutta",
    "replaced": "erstatta",
    "revoked": "omgjord"
  },
  "VisitOutcome": {
    "planned": "planlagd",
    "started": "starta",
    "done": "utført",
    "not_done": "ikkje utført",
    "declined": "avslått av innbyggjaren",
    "moved": "flytta",
    "nobody_opened": "ingen opna"
  },
  "Whereabouts": {
    "home": "heime",
    "hospital": "på sjukehus",
    "helsehus": "på helsehus",
    "kad": "på KAD",
    "short_term_stay": "på korttidsopphald",
    "away": "bortreist",
    "deceased": "død",
    "ended": "avslutta"
  },
  "VedtakForm": {
    "frame": "rammevedtak",
    "detailed": "detaljert",
  },
  "Happening": {
    "assessment": "samtale",
    "whereabouts": "kvar",
    "goal": "mål",
    "evaluation": "evaluering",
    "tiltak": "tiltak",
    "vedtak": "vedtak",
    "transfer": "overføring",
    "contact_note": "kontakt med pårørande",
    "consultation": "spørsmål til spesialist",
    "consultation_answer": "svar frå spesialist",
    "reablement": "kvardagsrehabilitering",
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
    "open": "ventar på svar",
    "answered": "svart på",
    "withdrawn": "trekt",
    "lapsed": "gått ut utan svar",
  },
  "PoolState": {
    "proposed": "føreslått",
    "agreed": "avtalt",
    "declined": "avslått",
  },
};
