// Innbygger (WEB-4): her own words on top, then those who know her, what is to be reached and how it
// goes, and how much of the vedtak is used.
import { useRoute } from 'preact-iso';
import { useState } from 'preact/hooks';
import { type Schemas, api, body } from '../../api/client';
import { me, teams } from '../../api/state';
import { Term, t } from '../../i18n';
import { age, shortDay, today } from '../../i18n/dates';
import { Icon } from '../../ui/icons';
import { useLive } from '../../ui/live';
import { useLoad } from '../../ui/load';
import { Loading, Refusal, Tag } from '../../ui/parts';
import { Asked, Closed } from './Asked';
import { Consultations } from './Consultations';
import { Conversations } from './Conversations';
import { FramePanel } from './FramePanel';
import { Goals } from './Goals';
import { ThreadPanel } from './Thread';
import { Readers, TimelinePanel, WhereaboutsPanel } from './Timeline';
import { VedtakPanel } from './VedtakPanel';
import '../../ui/record.css';

export interface Record_ {
  citizen: Schemas['CitizenView'];
  contacts: Schemas['ContactView'][];
  team: Schemas['CareTeamView'];
  plan: Schemas['PlanView'];
  whereabouts: Schemas['Timeline'];
  vedtak: Schemas['VedtakView'][];
  assessments: Schemas['AssessmentLine'][];
  words: Schemas['Statement'][];
  asked: Schemas['ConsultationView'][];
  names: Map<string, string>;
}

async function loadRecord(citizen: string): Promise<Record_> {
  const params = { params: { path: { citizen } } };
  const [who, contacts, team, plan, whereabouts, vedtak, assessments, asked] = await Promise.all([
    body(api.GET('/api/v1/citizens/{citizen}', params)),
    body(api.GET('/api/v1/citizens/{citizen}/contacts', params)),
    body(api.GET('/api/v1/citizens/{citizen}/care-team', params)),
    body(api.GET('/api/v1/citizens/{citizen}/tiltaksplan', params)),
    body(api.GET('/api/v1/citizens/{citizen}/whereabouts', params)),
    body(api.GET('/api/v1/citizens/{citizen}/vedtak', params)),
    body(api.GET('/api/v1/citizens/{citizen}/assessments', params)),
    // Not everybody who reads a record reads these; to her there are none.
    body(api.GET('/api/v1/citizens/{citizen}/consultations', params)).then((found) => found.items, () => []),
  ]);
  const latest = assessments.items.filter((one) => one.state === 'completed').sort((a, b) => b.heldAt.localeCompare(a.heldAt))[0];
  const members = teams_().some((one) => one.id === who.unit)
    ? (await body(api.GET('/api/v1/teams/{team}/members', { params: { path: { team: who.unit } } }))).items : [];
  const talk = latest ? await body(api.GET('/api/v1/assessments/{assessment}', { params: { path: { assessment: latest.id } } })) : null;
  return {
    citizen: who, contacts: contacts.items, team, plan, whereabouts, vedtak: vedtak.items, assessments: assessments.items, asked,
    words: talk?.content.statements ?? [], names: new Map(members.map((one) => [one.employee, one.name])),
  };
}

function teams_() {
  const who = me();
  return who ? teams(who) : [];
}

export function Citizen() {
  const { params } = useRoute();
  const id = params['citizen'] ?? '';
  const loaded = useLoad(id, () => loadRecord(id));
  const [answered, setAnswered] = useState(false);
  const unit = loaded.data?.citizen.unit;
  const ours = teams_().some((one) => one.id === unit);
  // Whoever is no member hears nothing of the team; she looks again when the page comes back in sight.
  useLive(ours && !answered ? unit ?? null : null, loaded.reload);
  const called = loaded.data ? `${loaded.data.citizen.name.given} ${loaded.data.citizen.name.family}` : '';
  const closed = loaded.problem?.status === 404 || loaded.problem?.status === 403;
  if (loaded.data && (answered || closed)) return <Closed name={called} answered={answered} />;
  if (!loaded.data) return <div class="page">{loaded.problem ? <Refusal problem={loaded.problem} onRetry={loaded.reload} /> : <Loading lines={6} />}</div>;
  const { citizen, contacts, team, names, words, whereabouts, plan } = loaded.data;
  const name = (employee: string | null | undefined): string => names.get(employee ?? '') ?? t('citizen.somebody');
  const toAnswer = loaded.data.asked.find((one) => one.state === 'open' && one.specialist === me()?.employee);
  const shown = words.filter((said) => ['what_matters', 'good_day', 'own_goals'].includes(said.section));
  return (
    <div class="page citizen">
      <header class="citizen-head">
        <h1 class="ds-heading" data-size="sm">{citizen.name.given} {citizen.name.family}</h1>
        <p class="muted">
          {t('years', { n: age(citizen.birthDate, today()) })} · {citizen.address.street}, {citizen.address.postalCode} {citizen.address.town}
          {citizen.phone && <> · <a class="ds-link" href={`tel:${citizen.phone.replaceAll(' ', '')}`}>{citizen.phone}</a></>}
        </p>
        <div class="tags">
          {whereabouts.now && <Tag colour={whereabouts.now === 'home' ? 'success' : 'warning'}>{Term('Whereabouts', whereabouts.now)}</Tag>}
          {citizen.needsInterpreter && <Tag colour="warning">{t('day.interpreter', { language: citizen.language })}</Tag>}
          {team.gaps.map((gap) => <Tag key={gap} colour="danger">{Term('CareGap', gap)}</Tag>)}
        </div>
      </header>
      {toAnswer && <Asked asked={toAnswer} onDone={() => setAnswered(true)} />}
      <section class="matters" aria-labelledby="matters-title">
        <h2 id="matters-title"><Icon name="heart" size={18} /> {t('matters')}</h2>
        {shown.length === 0 && <p>{t('matters.none')}</p>}
        {shown.map((said) => (
          <div key={said.id}>
            <blockquote>{said.text}</blockquote>
            {said.voice.kind !== 'ownWords' && <p class="muted">{t(said.voice.kind === 'byKin' ? 'voice.kin' : 'voice.observed')}: {said.voice.reason}</p>}
          </div>
        ))}
      </section>
      <div class="record">
        <div class="record-main">
          <Goals citizen={citizen.id} unit={citizen.unit} plan={plan} words={words} names={names} vedtak={loaded.data.vedtak} name={name} reads={toAnswer !== undefined && !ours} reload={loaded.reload} />
          <ThreadPanel citizen={citizen.id} version={plan} />
          <TimelinePanel citizen={citizen.id} version={plan} name={name} />
        </div>
        <div class="record-side">
          <section class="panel" aria-labelledby="team-title">
            <h2 class="ds-heading" data-size="xs" id="team-title">{t('citizen.team')}</h2>
            <ul class="plain">
              {team.members.filter((one) => !one.until || one.until >= today()).map((one) => (
                <li key={one.employee + one.role}><strong>{name(one.employee)}</strong> <span class="muted">{Term('CareRole', one.role)} {t('since', { day: shortDay(one.from) })}</span></li>
              ))}
            </ul>
            {team.actingPrimary?.standsInFor && <p>{t('citizen.acting', { who: name(team.actingPrimary.employee) })}</p>}
            <h3 class="ds-heading" data-size="2xs">{t('citizen.network')}</h3>
            <ul class="plain">
              {contacts.map((one) => (
                <li key={one.id}><strong>{one.name}</strong> <span class="muted">{one.relation ?? Term('ContactRole', one.role)}</span>
                  {one.phone && <> <a class="ds-link" href={`tel:${one.phone.replaceAll(' ', '')}`}>{one.phone}</a></>}
                  {one.due && <Tag colour="warning">{t('citizen.contact.due')}</Tag>}</li>
              ))}
              {contacts.length === 0 && <li class="muted">{t('citizen.network.none')}</li>}
            </ul>
          </section>
          <Consultations citizen={citizen.id} asked={loaded.data.asked} plan={plan} mayAsk={ours && !toAnswer} reload={loaded.reload} />
          <FramePanel plan={plan} vedtak={loaded.data.vedtak} />
          <VedtakPanel citizen={citizen.id} vedtak={loaded.data.vedtak} reads={toAnswer !== undefined && !ours} />
          <Conversations citizen={citizen.id} lines={loaded.data.assessments} reads={toAnswer !== undefined && !ours} />
          <WhereaboutsPanel timeline={whereabouts} />
          <Readers citizen={citizen.id} />
        </div>
      </div>
    </div>
  );
}
