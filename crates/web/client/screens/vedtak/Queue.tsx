// Vedtak «til signering» (WEB-6): the oldest first, and what came back.
import { useState } from 'preact/hooks';
import { type Schemas, api, body } from '../../api/client';
import { me, teams } from '../../api/state';
import { Term, t, term } from '../../i18n';
import { dayOf, shortDay } from '../../i18n/dates';
import { useLive } from '../../ui/live';
import { useLoad } from '../../ui/load';
import { Empty, Loading, Refusal, Tag } from '../../ui/parts';
import '../../ui/record.css';

const STATES = ['submitted', 'returned', 'draft', 'signed'] as const;
type State = (typeof STATES)[number];

async function loadQueue(state: State): Promise<{ vedtak: Schemas['VedtakView'][]; names: Map<string, string> }> {
  const page = await body(api.GET('/api/v1/vedtak', { params: { query: { state, limit: 200 } } }));
  const ids = [...new Set(page.items.map((one) => one.citizen))].slice(0, 60);
  const names = await Promise.all(ids.map(async (citizen) => {
    try {
      const found = await body(api.GET('/api/v1/citizens/{citizen}', { params: { path: { citizen } } }));
      return [citizen, `${found.name.given} ${found.name.family}`] as const;
    } catch {
      return [citizen, ''] as const;
    }
  }));
  const vedtak = [...page.items].sort((a, b) => (a.submittedAt ?? a.createdAt).localeCompare(b.submittedAt ?? b.createdAt));
  return { vedtak, names: new Map(names) };
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
        {STATES.map((one) => (
          <button key={one} type="button" class="ds-button" data-size="sm" data-variant={state === one ? 'primary' : 'secondary'} aria-pressed={state === one} onClick={() => setState(one)}>
            {t(`queue.${one}`)}
          </button>
        ))}
      </div>
      {!loaded.data && (loaded.problem ? <Refusal problem={loaded.problem} onRetry={loaded.reload} /> : <Loading />)}
      {loaded.data?.vedtak.length === 0 && <Empty icon="check" title={t(state === 'submitted' ? 'queue.empty' : 'vedtak.none')} />}
      <ul class="plain caseload">
        {loaded.data?.vedtak.map((one) => (
          <li key={one.id}>
            <a class="citizen-row" href={`/vedtak/${one.id}`}>
              <span><strong>{Term('ServiceType', one.content.service)}</strong> <span class="muted">{term('VedtakOutcome', one.content.outcome)}</span></span>
              <span>{loaded.data?.names.get(one.citizen)}</span>
              <span class="tags"><Tag colour={one.state === 'returned' ? 'warning' : 'info'}>{term('VedtakState', one.state)}</Tag></span>
              <span class="muted">{one.submittedAt && t('queue.since', { day: shortDay(dayOf(one.submittedAt)) })}</span>
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}
