// Evenings, weekends and nights that teams share (R-TEAM-8): what is agreed, what waits for whose answer,
// and what the leader does about it.
import { useState } from 'preact/hooks';
import { api, body } from '../../api/client';
import { Term, t } from '../../i18n';
import { moment, shortDay, today } from '../../i18n/dates';
import { said } from '../../ui/form';
import { useDoing } from '../../ui/load';
import { Button, Dialog, Field, Refusal, Tag } from '../../ui/parts';
import { type Pool, inWords } from '../../ui/pools';
import { PoolForm } from './PoolForm';

const COLOURS = { proposed: 'warning', agreed: 'success', declined: 'neutral' } as const;

/** What is agreed or waits; what is over or was declined is history. */
function goesOn({ state, terms }: Pool): boolean {
  return state !== 'declined' && (!terms.period.until || terms.period.until >= today());
}

export function Pools({ team, name, leader, pools, reload }: { team: string; name: string; leader: boolean; pools: Pool[]; reload: () => Promise<void> }) {
  const [proposing, setProposing] = useState(false);
  const open = pools.filter(goesOn);
  const over = pools.filter((pool) => !goesOn(pool));
  if (!leader && pools.length === 0) return null;
  return (
    <section class="panel" aria-labelledby="pools-title">
      <div class="call">
        <h2 class="ds-heading" data-size="xs" id="pools-title">{t('pool.title')}</h2>
        {leader && <Button variant="secondary" onClick={() => setProposing(true)}>{t('pool.new')}</Button>}
      </div>
      {open.length === 0 && <p class="muted">{t('pool.none')}</p>}
      <ul class="plain">{open.map((pool) => <One key={pool.id} team={team} pool={pool} leader={leader} reload={reload} />)}</ul>
      {over.length > 0 && (
        <details class="ds-details">
          <summary>{t('pool.before', { n: over.length })}</summary>
          <ul class="plain">{over.map((pool) => <li key={pool.id}><Told pool={pool} /></li>)}</ul>
        </details>
      )}
      {proposing && <PoolForm team={team} name={name} onClose={() => setProposing(false)} onDone={async () => { setProposing(false); await reload(); }} />}
    </section>
  );
}

/** Which teams, when, and who has done what. */
function Told({ pool }: { pool: Pool }) {
  const { terms, steps, teamNames } = pool;
  const named = (team: string): string => teamNames.find((one) => one.team === team)?.name ?? '';
  return (
    <>
      <p>
        <strong>{terms.name}</strong> <Tag colour={COLOURS[pool.state]}>{Term('PoolState', pool.state)}</Tag>
        <span class="muted"> {teamNames.map((one) => one.name).join(' · ')}</span>
      </p>
      <ul class="plain">{terms.hours.map((hours, i) => <li key={i}>{hours.name}: {inWords(hours)}</li>)}</ul>
      <p class="muted">
        {t('from', { day: shortDay(terms.period.from) })}{terms.period.until && ` ${t('until', { day: shortDay(terms.period.until) })}`}
        {steps.map((step, i) => <span key={i}> · {named(step.team)} {t(`pool.step.${step.kind}`)} {moment(step.at)}</span>)}
      </p>
    </>
  );
}

function One({ team, pool, leader, reload }: { team: string; pool: Pool; leader: boolean; reload: () => Promise<void> }) {
  const doing = useDoing();
  const [ending, setEnding] = useState(false);
  const waits = pool.teamNames.filter((one) => one.waitedFor);
  const ours = waits.some((one) => one.team === team);
  const params = { params: { path: { team, pool: pool.id }, header: { 'If-Match': pool.etag } } };
  const act = (work: () => Promise<unknown>): void => void doing.run(async () => {
    await work();
    await reload();
  });
  const accept = (): void => act(() => body(api.POST('/api/v1/teams/{team}/pools/{pool}/acceptance', params)));
  const decline = (): void => act(() => body(api.POST('/api/v1/teams/{team}/pools/{pool}/refusal', params)));
  const end = async (lastDay: string): Promise<void> => {
    await body(api.POST('/api/v1/teams/{team}/pools/{pool}/end', { ...params, body: { lastDay } }));
    setEnding(false);
    await reload();
  };
  return (
    <li class="part-of stack">
      <Told pool={pool} />
      {waits.length > 0 && <p>{t(ours ? 'pool.waits.us' : 'pool.waits', { teams: waits.map((one) => one.name).join(', ') })}</p>}
      <Refusal problem={doing.problem} />
      {leader && (
        <div class="chips">
          {ours && <Button busy={doing.busy} onClick={accept}>{t('pool.accept')}<span class="ds-sr-only"> {pool.terms.name}</span></Button>}
          {pool.state === 'proposed' && <Button variant="secondary" busy={doing.busy} onClick={decline}>{t(ours ? 'pool.decline' : 'pool.withdraw')}<span class="ds-sr-only"> {pool.terms.name}</span></Button>}
          {pool.state === 'agreed' && !pool.terms.period.until && <Button variant="tertiary" busy={doing.busy} onClick={() => setEnding(true)}>{t('pool.end')}<span class="ds-sr-only"> {pool.terms.name}</span></Button>}
        </div>
      )}
      {ending && <End pool={pool} onClose={() => setEnding(false)} onEnd={end} />}
    </li>
  );
}

function End({ pool, onClose, onEnd }: { pool: Pool; onClose: () => void; onEnd: (lastDay: string) => Promise<void> }) {
  const doing = useDoing();
  return (
    <Dialog title={t('pool.end.title', { name: pool.terms.name })} onClose={onClose}>
      <form class="stack" onSubmit={(event) => { event.preventDefault(); const form = said(event.currentTarget); void doing.run(() => onEnd(form.text('last'))); }}>
        <Field id="pool-last" label={t('admin.role.last')} description={t('pool.end.hint')}>
          <input class="ds-input" id="pool-last" name="last" type="date" required min={today()} defaultValue={today()} aria-describedby="pool-last-hint" />
        </Field>
        <Refusal problem={doing.problem} />
        <Button type="submit" busy={doing.busy}>{t('pool.end')}</Button>
      </form>
    </Dialog>
  );
}
