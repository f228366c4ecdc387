// Who may sign what: the register, links that are registered, approved and ended (R-VED-1, R-VED-2).
import { useState } from 'preact/hooks';
import { type Schemas, api, body } from '../../api/client';
import { t, term } from '../../i18n';
import { shortDay } from '../../i18n/dates';
import { useDoing } from '../../ui/load';
import { Button, Dialog, Refusal, Tag } from '../../ui/parts';
import { NewDelegation } from './NewDelegation';

export type Link = Schemas['DelegationView'];

export function Delegations({ delegations, units, runs, reload }: { delegations: Link[]; units: Schemas['UnitView'][]; runs: boolean; reload: () => Promise<void> }) {
  const doing = useDoing();
  const [adding, setAdding] = useState(false);
  const act = (work: () => Promise<unknown>) => void doing.run(async () => { await work(); await reload(); });
  const reach = (link: Link): string => (link.grant.units === 'municipality'
    ? t('deleg.everywhere') : link.grant.units.units.map((id) => units.find((one) => one.id === id)?.name ?? '').filter(Boolean).join(', '));
  return (
    <section class="panel wide" aria-labelledby="deleg-title">
      <div class="call">
        <h2 class="ds-heading" data-size="xs" id="deleg-title">{t('admin.delegations')}</h2>
        {runs && <Button variant="secondary" onClick={() => setAdding(true)}>{t('deleg.new')}</Button>}
      </div>
      <Refusal problem={doing.problem} />
      {delegations.length === 0 && <p class="muted">{t('deleg.none')}</p>}
      <ul class="plain">
        {delegations.map((one) => (
          <li key={one.id} class="call">
            <span>
              <strong>{one.holderName}</strong> <Tag colour={one.counts ? 'success' : 'neutral'}>{t(one.counts ? 'admin.counts' : 'admin.countsnot')}</Tag>
              <p class="muted">{one.grant.services.map((service) => term('ServiceType', service)).join(', ')} · {reach(one)}</p>
              <p class="muted">{t('from', { day: shortDay(one.grant.period.from) })} {one.grant.period.until ? t('until', { day: shortDay(one.grant.period.until) }) : ''} · {one.grant.decision}</p>
              {one.reasons.map((reason, i) => <p key={i} class="muted">{reason.message}</p>)}
            </span>
            {runs && <span class="chips">
              {!one.approval && !one.ended && !one.grant.parent && <Button variant="secondary" onClick={() => act(() => body(api.POST('/api/v1/delegations/{delegation}/approval', { params: { path: { delegation: one.id } } })))}>{t('admin.approve')}<span class="ds-sr-only"> {one.holderName}</span></Button>}
              {!one.ended && <Button variant="tertiary" colour="danger" onClick={() => act(() => body(api.POST('/api/v1/delegations/{delegation}/end', { params: { path: { delegation: one.id } } })))}>{t('admin.end')}<span class="ds-sr-only"> {one.holderName}</span></Button>}
            </span>}
          </li>
        ))}
      </ul>
      {adding && (
        <Dialog title={t('deleg.new')} onClose={() => setAdding(false)} wide>
          <NewDelegation links={delegations} units={units} onDone={() => { setAdding(false); void reload(); }} />
        </Dialog>
      )}
    </section>
  );
}
