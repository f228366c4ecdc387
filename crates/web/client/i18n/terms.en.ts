// The words people use for the codes of the API, as the domain says them.
export default {
  "AssessmentKind": {
    "start": "start",
    "mapping": "mapping",
    "reassessment": "reassessment"
  },
  "AssignmentState": {
    "free": "free",
    "claimed": "claimed",
    "assigned": "assigned",
    "pinned": "pinned"
  },
  "CareGap": {
    "no_primary": "no primary contact",
    "primary_left": "the primary contact has left the team",
    "no_secondary": "no secondary contact",
    "secondary_left": "the secondary contact has left the team",
    "no_responsible_nurse": "no responsible nurse"
  },
  "CareRole": {
    "primary": "primary contact",
    "secondary": "secondary contact",
    "other": "team member"
  },
  "CaseloadFlag": {
    "no_assessment": "no assessment",
    "reassessment_overdue": "reassessment overdue",
    "evaluation_overdue": "evaluation overdue",
    "no_primary_contact": "no primary contact",
    "not_at_home": "not at home",
    "vedtak_ending": "vedtak about to end",
    "provisional_ending": "provisional service runs out",
    "outside_frame": "plan outside the frame",
  },
  "CompetenceCode": {
    "medication": "medication handling",
    "insulin": "insulin and injection",
    "iv": "intravenous treatment",
    "wound_care": "wound care",
    "palliative": "palliative care",
    "dementia": "dementia care",
    "fordeling": "distribution of visits",
    "documentation": "documentation",
    "reablement": "reablement",
    "nursing": "nursing",
    "personal_care": "personal care",
    "practical_assistance": "practical assistance",
    "physiotherapy": "physiotherapy",
    "occupational_therapy": "occupational therapy"
  },
  "ContactRole": {
    "next_of_kin": "next of kin",
    "kin": "kin",
    "guardian": "guardian",
    "neighbour": "neighbour",
    "friend": "friend or volunteer"
  },
  "ConversationPlace": {
    "home": "at home",
    "hospital": "hospital",
    "institution": "institution",
    "telephone": "telephone",
    "digital": "video",
    "other": "elsewhere"
  },
  "DayPlanState": {
    "open": "open",
    "published": "published",
    "closed": "closed"
  },
  "Duty": {
    "fordeler": "fordeler",
    "plo_follow_up": "PLO follow-up",
    "journal_follow_up": "journal follow-up",
    "quality_control": "quality control",
    "meeting_chair": "meeting chair",
    "own": "the team's own duty"
  },
  "EvaluationOutcome": {
    "reached": "reached",
    "partly": "partly reached",
    "not_reached": "not reached"
  },
  "HolderReason": {
    "turn": "in turn",
    "swap": "swapped",
    "stand_in": "standing in",
    "leader": "leader, because nobody else can"
  },
  "Model": {
    "model_1": "Model 1",
    "model_2": "Model 2"
  },
  "NextStep": {
    "continue": "continues",
    "change": "is changed",
    "end": "ends"
  },
  "NotDoneReason": {
    "admitted": "admitted",
    "away": "away by agreement",
    "done_by_others": "done by others",
    "no_time": "no time",
    "not_needed": "not needed",
    "other": "other"
  },
  "Performer": {
    "citizen": "the citizen",
    "kin": "kin",
    "volunteer": "volunteer",
    "team_member": "the team",
    "other_service": "another service"
  },
  "Profession": {
    "nurse": "nurse",
    "social_educator": "social educator",
    "occupational_therapist": "occupational therapist",
    "physiotherapist": "physiotherapist",
    "healthcare_worker": "healthcare worker",
    "home_helper": "home helper",
    "case_worker": "case worker",
    "assistant": "assistant",
    "administrative": "administrative staff"
  },
  "Purpose": {
    "care": "care",
    "assessment": "assessment",
    "guidance": "guidance"
  },
  "Role": {
    "member": "member",
    "leader": "team leader",
    "case_worker": "case worker",
    "office_leader": "leader of the application office",
    "staffing": "staffing",
    "substitute": "substitute",
    "administrator": "administrator",
    "auditor": "auditor"
  },
  "Rotation": {
    "fixed": "fixed",
    "daily": "daily",
    "weekly": "weekly"
  },
  "Scale": {
    "self_rated": "self-rated 0–10",
    "goal_attainment": "goal attainment −2 to +2",
    "yes_no": "yes or no"
  },
  "Section": {
    "what_matters": "what matters to you",
    "good_day": "a good day",
    "resources": "resources and interests",
    "network": "network",
    "hard": "what is hard",
    "wishes": "wishes for help",
    "own_goals": "own goals",
    "home_and_safety": "home and safety"
  },
  "ServiceType": {
    "home_nursing": "home nursing",
    "practical_assistance": "practical assistance",
    "physiotherapy": "physiotherapy",
    "occupational_therapy": "occupational therapy",
    "short_term_stay": "short-term stay",
    "long_term_stay": "long-term stay",
    "day_centre": "day centre",
    "sheltered_housing": "sheltered housing",
    "safety_alarm": "safety alarm",
    "bpa": "user-controlled personal assistance",
    "care_benefit": "care benefit",
    "support_contact": "support contact",
    "tt_transport": "TT transport",
    "respite": "respite"
  },
  "ShiftKind": {
    "day": "day shift",
    "evening": "evening shift",
    "night": "night shift",
    "long": "long shift",
    "day_only": "office hours"
  },
  "Slot": {
    "morgen": "morning",
    "formiddag": "late morning",
    "middag": "midday",
    "ettermiddag": "afternoon",
    "kveld": "evening",
    "natt": "night"
  },
  "StatementRole": {
    "case_worker": "case worker with main responsibility",
    "responsible_nurse": "responsible nurse"
  },
  "Transport": {
    "walk": "on foot",
    "bike": "bicycle",
    "car": "car"
  },
  "UnitKind": {
    "team": "team",
    "application_office": "application office",
    "specialist_team": "specialist team",
    "staffing_office": "staffing office",
    "pool": "pool"
  },
  "VedtakOutcome": {
    "grant": "granted",
    "partial": "granted in part",
    "refuse": "refused",
    "change": "changed",
    "end": "ended"
  },
  "VedtakState": {
    "draft": "a draft",
    "submitted": "submitted",
    "returned": "returned",
    "withdrawn": "withdrawn",
    "signed": "signed",
    "ended": "ended",
    "replaced": "replaced",
    "revoked": "revoked"
  },
  "VisitOutcome": {
    "planned": "planned",
    "started": "started",
    "done": "done",
    "not_done": "not done",
    "declined": "declined",
    "moved": "moved",
    "nobody_opened": "nobody opened"
  },
  "Whereabouts": {
    "home": "at home",
    "hospital": "in hospital",
    "helsehus": "in helsehus",
    "kad": "in the municipal acute unit",
    "short_term_stay": "on a short-term stay",
    "away": "away",
    "deceased": "deceased",
    "ended": "ended"
  },
  "VedtakForm": {
    "frame": "frame vedtak",
    "detailed": "detailed",
  },
  "Happening": {
    "assessment": "conversation",
    "whereabouts": "whereabouts",
    "goal": "goal",
    "evaluation": "evaluation",
    "tiltak": "tiltak",
    "vedtak": "vedtak",
    "transfer": "transfer",
    "contact_note": "contact with kin",
    "consultation": "question to a specialist",
    "consultation_answer": "a specialist's answer",
    "reablement": "reablement",
  },
  "NoticeChannel": {
    "digital": "digitally",
    "letter": "letter",
    "handed_over": "handed over",
  },
  "ConsultationField": {
    "cancer": "cancer",
    "mental_health": "mental health",
    "nutrition": "nutrition",
    "dementia": "dementia",
    "therapy": "therapy",
  },
  "ConsultationState": {
    "open": "waits for an answer",
    "answered": "answered",
    "withdrawn": "taken back",
    "lapsed": "lapsed without an answer",
  },
  "PoolState": {
    "proposed": "proposed",
    "agreed": "agreed",
    "declined": "declined",
  },
};
