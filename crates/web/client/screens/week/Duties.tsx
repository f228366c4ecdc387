// How the duties go round: by day or by week, in the order agreed. The leader changes it (R-TEAM-5).
import { useState } from 'preact/hooks';
import { type Schemas, api, body } from '../../api/client';
import { Term, t, term } from '../../i18n';
import { weekday } from '../../i18n/dates';
import { Button } from '../../ui/parts';
import { DutyForm, nameOf } from './DutyForm';

type Rota = Schemas['DutyRota'];

export function Duties({ team, rotas, etag, members, leader, days, reload }: {
  team: string; rotas: Rota[]; etag: string; members: Schemas['MemberView'][]; leader: boolean; days: string[]; reload: () => Promise<void>;
}) {
  // The rota that is changed; a new one has no place.
  const [open, setOpen] = useState<{ at: number | null } | null>(null);
  const name = (employee: string): string => members.find((one) => one.employee === employee)?.name ?? t('citizen.somebody');
  const swaps = (rota: Rota) => rota.swaps.filter((swap) => days.includes(swap.date));
  const put = async (next: Rota[]): Promise<void> => {
    await body(api.PUT('/api/v1/teams/{team}/duties', { params: { path: { team }, header: { 'If-Match': etag } }, body: { rotas: next } }));
    setOpen(null);
    await reload();
  };
  const at = open?.at ?? null;
  return (
    <section class="panel" aria-labelledby="duties-title">
      <div class="call">
        <h2 class="ds-heading" data-size="xs" id="duties-title">{t('week.duties')}</h2>
        {leader && <Button variant="secondary" onClick={() => setOpen({ at: null })}>{t('duty.new')}</Button>}
      </div>
      {rotas.length === 0 && <p class="muted">{t('duty.none')}</p>}
      <ul class="plain">
        {rotas.map((rota, i) => (
          <li key={rota.duty + (rota.name ?? '') + rota.from} class="call duty">
            <div>
              <strong>{nameOf(rota)}</strong> <span class="muted">{Term('Rotation', rota.rotation)}{rota.competence ? `, ${t('duty.needs', { what: term('CompetenceCode', rota.competence) })}` : ''}{rota.anyMayGive ? `, ${t('duty.any')}` : ''}</span>
              <p>{rota.order.map(name).join(' → ')}</p>
              {swaps(rota).map((swap) => <p key={swap.date} class="muted">{weekday(swap.date)}: {name(swap.employee)}</p>)}
            </div>
            {leader && <Button variant="tertiary" data-size="sm" onClick={() => setOpen({ at: i })}>{t('admin.change')}<span class="ds-sr-only"> {nameOf(rota)}</span></Button>}
          </li>
        ))}
      </ul>
      {open && (
        <DutyForm rota={at === null ? null : rotas[at] ?? null} taken={rotas.map((one) => one.duty)} members={members} onClose={() => setOpen(null)}
          onSave={(rota) => put(at === null ? [...rotas, rota] : rotas.map((one, i) => (i === at ? rota : one)))}
          onRemove={at === null ? null : () => put(rotas.filter((_, i) => i !== at))} />
      )}
    </section>
  );
}
