// A vedtak that is being written: its beginnings, taken from what has been said and decided before.
import { type Schemas, api, body, tagged } from '../../api/client';
import { today } from '../../i18n/dates';

export type Content = Schemas['VedtakContent'];
export type Drafting = Schemas['Drafting'];
export const SERVICES = [
  'home_nursing', 'practical_assistance', 'physiotherapy', 'occupational_therapy', 'short_term_stay', 'long_term_stay', 'day_centre',
  'sheltered_housing', 'safety_alarm', 'bpa', 'care_benefit', 'support_contact', 'tt_transport', 'respite',
] as const;
export const OUTCOMES = ['grant', 'partial', 'refuse', 'change', 'end'] as const;
export const FORMS = ['frame', 'detailed'] as const;
/** Services counted in places, days or journeys; the others in minutes a week. */
const COUNTED: readonly Content['service'][] = ['short_term_stay', 'long_term_stay', 'day_centre', 'sheltered_housing', 'safety_alarm', 'tt_transport'];
/** Days until a vedtak of help at home is looked at again. */
const YEAR = 365;

export interface Desk {
  citizen: Schemas['CitizenView'];
  assessments: Schemas['AssessmentLine'][];
  earlier: Schemas['VedtakView'][];
  members: Schemas['MemberView'][];
  drafting: Drafting;
  etag: string | null;
}

/** The frame a service begins with. */
export function frameFor(service: Content['service']): Schemas['VedtakFrame'] {
  return COUNTED.includes(service) ? { kind: 'count', count: 1 } : { kind: 'minutesPerWeek', from: 0, to: 0 };
}

/** What was said, as a paragraph for the vedtak: each statement in quotation marks. */
export function spoken(statements: Schemas['Statement'][], voice: 'ownWords' | 'byKin'): string {
  const sections = voice === 'ownWords' ? ['what_matters', 'wishes', 'own_goals'] : null;
  return statements
    .filter((one) => one.voice.kind === voice && (!sections || sections.includes(one.section)))
    .map((one) => `«${one.text.trim()}»`)
    .join('\n');
}

function plusDays(days: number): string {
  return new Date(Date.parse(`${today()}T12:00:00Z`) + days * 864e5).toISOString().slice(0, 10);
}

/** An empty draft with what is known already. */
export function begun(said: { id: string | null; statements: Schemas['Statement'][] }, caseWorker: string | null): Drafting {
  return {
    content: {
      service: 'home_nursing', outcome: 'grant', form: 'frame', frame: frameFor('home_nursing'), from: today(), until: null, reviewOn: plusDays(YEAR),
      assessment: said.id, purpose: '', facts: '', reasoning: '', citizenView: spoken(said.statements, 'ownWords'), kinView: spoken(said.statements, 'byKin'),
      legalBasis: [], ownPayment: null, appealInformation: '', alternatives: '', frameCheck: null, replaces: null, toDisadvantage: false, priorNotice: null,
    },
    caseWorker, responsibleNurse: null, application: null,
  };
}

/** Another service: its kind of frame, and what the citizen's last vedtak on it said of law and appeal. */
export function withService(content: Content, service: Content['service'], earlier: Schemas['VedtakView'][]): Content {
  const before = earlier.filter((one) => one.content.service === service).sort((a, b) => b.createdAt.localeCompare(a.createdAt))[0];
  const fresh = frameFor(service);
  return {
    ...content, service,
    frame: content.frame?.kind === fresh.kind ? content.frame : fresh,
    legalBasis: content.legalBasis?.length ? content.legalBasis : (before?.content.legalBasis ?? []),
    appealInformation: content.appealInformation || (before?.content.appealInformation ?? ''),
    ownPayment: content.ownPayment ?? before?.content.ownPayment ?? null,
  };
}

/** Everything that stands beside the draft: conversations, earlier vedtak, people. */
export async function openDesk(citizenId: string | null, vedtakId: string | null, self: string, isCaseWorker: boolean): Promise<Desk> {
  const stored = vedtakId ? await tagged(api.GET('/api/v1/vedtak/{vedtak}', { params: { path: { vedtak: vedtakId } } })) : null;
  const path = { path: { citizen: stored?.data.citizen ?? citizenId ?? '' } };
  const [citizen, assessments, earlier, team] = await Promise.all([
    body(api.GET('/api/v1/citizens/{citizen}', { params: path })),
    body(api.GET('/api/v1/citizens/{citizen}/assessments', { params: path })),
    body(api.GET('/api/v1/citizens/{citizen}/vedtak', { params: path })),
    body(api.GET('/api/v1/citizens/{citizen}/care-team', { params: path })),
  ]);
  const members = await body(api.GET('/api/v1/teams/{team}/members', { params: { path: { team: citizen.unit } } })).then((list) => list.items, () => []);
  const completed = assessments.items.filter((one) => one.state === 'completed').sort((a, b) => b.heldAt.localeCompare(a.heldAt));
  const desk = { citizen, assessments: completed, earlier: earlier.items.filter((one) => one.id !== vedtakId), members };
  if (stored) {
    const { content, caseWorker, responsibleNurse, application } = stored.data;
    return { ...desk, drafting: { content, caseWorker: caseWorker ?? null, responsibleNurse: responsibleNurse ?? null, application: application ?? null }, etag: stored.etag };
  }
  const latest = completed[0];
  const talk = latest ? await body(api.GET('/api/v1/assessments/{assessment}', { params: { path: { assessment: latest.id } } })) : null;
  const drafting = begun({ id: latest?.id ?? null, statements: talk?.content.statements ?? [] }, isCaseWorker ? self : null);
  drafting.responsibleNurse = team.responsibleNurse ?? null;
  return { ...desk, drafting: { ...drafting, content: withService(drafting.content, 'home_nursing', desk.earlier) }, etag: null };
}
