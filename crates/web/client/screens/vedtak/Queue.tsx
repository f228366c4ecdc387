// Vedtak «til signering» (WEB-6): the oldest first, and what came back.
import { useState } from 'preact/hooks';
import { type Schemas, api, body } from '../../api/client';
import { me, teams } from '../../api/state';
import { Term, t, term } from '../../i18n';
import { dayOf, shortDay, today } from '../../i18n/dates';
import { useLive } from '../../ui/live';
import { useLoad } from '../../ui/load';
import { Chip, Empty, Loading, Refusal, Tag } from '../../ui/parts';
import { loadAll } from '../caseload/model';
import '../../ui/record.css';

const STATES = ['submitted', 'returned', 'draft', 'signed'] as const;
type State = (typeof STATES)[number];

/** Names of those in the reader's own caseloads in one question each; of others one by one, for they are few. */
async function namesOf(citizens: string[]): Promise<Map<string, string>> {
  const who = me();
  const found = new Map<string, string>();
  const caseloads = who ? await Promise.all(teams(who).map((team) => loadAll(team.id).catch(() => []))) : [];
  for (const line of caseloads.flat()) found.set(line.citizen, line.name);
  const others = citizens.filter((one) => !found.has(one));
  await Promise.all(others.map(async (citizen) => {
    const one = await body(api.GET('/api/v1/citizens/{citizen}', { params: { path: { citizen } } })).catch(() => null);
    if (one) found.set(citizen, `${one.name.given} ${one.name.family}`);
  }));
  return found;
}

async function loadQueue(state: State): Promise<{ vedtak: Schemas['VedtakView'][]; names: Map<string, string> }> {
  const page = await body(api.GET('/api/v1/vedtak', { params: { query: { state, limit: 200 } } }));
  const names = await namesOf([...new Set(page.items.map((one) => one.citizen))]);
  const vedtak = [...page.items].sort((a, b) => (a.submittedAt ?? a.createdAt).localeCompare(b.submittedAt ?? b.createdAt));
  return { vedtak, names };
}

/** Whole days since an instant. */
function days(since: string): number {
  return Math.round((Date.parse(`${today()}T12:00:00Z`) - Date.parse(`${dayOf(since)}T12:00:00Z`)) / 864e5);
}

export function Queue() {
  const who = me();
  const [state, setState] = useState<State>('submitted');
  const loaded = useLoad(state, () => loadQueue(state));
  useLive((who && teams(who)[0]?.id) ?? null, loaded.reload);
  return (
    <div class="page">
      <h1 class="ds-heading" data-size="sm">{t('nav.vedtak')}</h1>
      <div class="chips" role="group" aria-label={t('filter')}>
        {STATES.map((one) => <Chip key={one} on={state === one} onPress={() => setState(one)}>{t(`queue.${one}`)}</Chip>)}
      </div>
      {!loaded.data && (loaded.problem ? <Refusal problem={loaded.problem} onRetry={loaded.reload} /> : <Loading />)}
      {loaded.data?.vedtak.length === 0 && <Empty icon="check" title={t(state === 'submitted' ? 'queue.empty' : 'vedtak.none')} />}
      <ul class="plain caseload">
        {loaded.data?.vedtak.map((one) => (
          <li key={one.id}>
            <a class="citizen-row" href={`/vedtak/${one.id}`}>
              <strong>{loaded.data?.names.get(one.citizen)}</strong>
              <span>{Term('ServiceType', one.content.service)} <span class="muted">{term('VedtakOutcome', one.content.outcome)}</span></span>
              <span class="tags">
                <Tag colour={one.state === 'returned' ? 'warning' : one.inForce ? 'success' : 'info'}>{term('VedtakState', one.state)}</Tag>
                {one.submittedAt && one.state === 'submitted' && days(one.submittedAt) > 7 && <Tag colour="danger">{t('queue.age', { n: days(one.submittedAt) })}</Tag>}
              </span>
              <span class="muted">{one.returnComment ?? (one.submittedAt && t('queue.since', { day: shortDay(dayOf(one.submittedAt)) }))}</span>
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}
