// Who holds which duty on which day, and why she; a day can be taken over (R-TEAM-5).
import { type Schemas, api, body } from '../../api/client';
import { Term, t } from '../../i18n';
import { today, weekday } from '../../i18n/dates';
import { useDoing } from '../../ui/load';
import { Button, Refusal, Tag } from '../../ui/parts';

type Holder = Schemas['HolderView'];

export function Holders({ team, self, holders, days, reload }: { team: string; self: string; holders: Holder[]; days: string[]; reload: () => Promise<void> }) {
  const doing = useDoing();
  const duties = [...new Set(holders.map((one) => one.duty))];
  if (duties.length === 0) return null;
  const take = (holder: Holder): void => void doing.run(async () => {
    await body(api.POST('/api/v1/teams/{team}/duties/takeovers', { params: { path: { team } }, body: { duty: holder.duty, date: holder.date, employee: self } }));
    await reload();
  });
  return (
    <section class="panel" aria-labelledby="holders-title">
      <h2 class="ds-heading" data-size="xs" id="holders-title">{t('week.holders')}</h2>
      <Refusal problem={doing.problem} />
      <div class="table-scroll" tabIndex={0} role="region" aria-label={t('week.duty')}>
        <table class="ds-table">
          <thead><tr><th scope="col">{t('week.duty')}</th>{days.map((day) => <th key={day} scope="col" aria-current={day === today() ? 'date' : undefined}>{weekday(day)}</th>)}</tr></thead>
          <tbody>
            {duties.map((duty) => (
              <tr key={duty}>
                <th scope="row">{Term('Duty', duty)}</th>
                {days.map((day) => {
                  const holder = holders.find((one) => one.duty === duty && one.date === day);
                  return <td key={day}>{holder && <Cell holder={holder} self={self} busy={doing.busy} onTake={() => take(holder)} />}</td>;
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Cell({ holder, self, busy, onTake }: { holder: Holder; self: string; busy: boolean; onTake: () => void }) {
  const hers = holder.employee === self;
  return (
    <>
      <p class={hers ? 'strong' : ''}>{holder.name ?? t('week.nobody')}</p>
      {holder.why && holder.reason !== 'turn' && <p class="muted">{holder.why}</p>}
      {holder.flagged && <Tag colour="warning">{t('week.flagged')}</Tag>}
      {!hers && holder.date >= today() && (
        <Button variant="tertiary" data-size="sm" busy={busy} onClick={onTake}>{t('week.take')}<span class="ds-sr-only"> {Term('Duty', holder.duty)} {weekday(holder.date)}</span></Button>
      )}
    </>
  );
}
