// How the duties go round: by day or by week, in the order agreed.
import type { Schemas } from '../../api/client';
import { Term, t, term } from '../../i18n';
import { weekday } from '../../i18n/dates';

type Rota = Schemas['DutyRota'];

export function Duties({ rotas, members, days }: { rotas: Rota[]; members: Schemas['MemberView'][]; days: string[] }) {
  const name = (employee: string): string => members.find((one) => one.employee === employee)?.name ?? t('citizen.somebody');
  const swaps = (rota: Rota) => rota.swaps.filter((swap) => days.includes(swap.date));
  return (
    <section class="panel" aria-labelledby="duties-title">
      <h2 class="ds-heading" data-size="xs" id="duties-title">{t('week.duties')}</h2>
      <ul class="plain">
        {rotas.map((rota) => (
          <li key={rota.duty + rota.from}>
            <strong>{rota.name ?? Term('Duty', rota.duty)}</strong> <span class="muted">{term('Rotation', rota.rotation)}</span>
            <p>{rota.order.map(name).join(' → ')}</p>
            {swaps(rota).map((swap) => <p key={swap.date} class="muted">{weekday(swap.date)}: {name(swap.employee)}</p>)}
          </li>
        ))}
      </ul>
    </section>
  );
}
