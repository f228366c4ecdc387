// Who holds which duty on which day, and why she; a day can be taken over, or given by the leader (R-TEAM-5).
import { useState } from 'preact/hooks';
import { type Schemas, api, body } from '../../api/client';
import { capital, t } from '../../i18n';
import { today, weekday } from '../../i18n/dates';
import { said } from '../../ui/form';
import { useDoing } from '../../ui/load';
import { Button, Dialog, Field, Refusal, Tag } from '../../ui/parts';

type Holder = Schemas['HolderView'];

function keyOf(holder: Holder): string {
  return `${holder.duty} ${holder.own ?? ''}`;
}

export function Holders({ team, self, leader, members, holders, rotas, days, reload }: {
  team: string; self: string; leader: boolean; members: Schemas['MemberView'][]; holders: Holder[]; rotas: Schemas['DutyRota'][]; days: string[]; reload: () => Promise<void>;
}) {
  const doing = useDoing();
  const [giving, setGiving] = useState<Holder | null>(null);
  // The team's own duties have one code and a name each.
  const duties = [...new Set(holders.map(keyOf))];
  if (duties.length === 0) return null;
  const mayGive = (holder: Holder): boolean => rotas.some((one) => one.anyMayGive && one.duty === holder.duty && (one.name ?? null) === (holder.own ?? null));
  const put = async (holder: Holder, employee: string): Promise<void> => {
    await body(api.POST('/api/v1/teams/{team}/duties/takeovers', { params: { path: { team } }, body: { duty: holder.duty, own: holder.own ?? null, date: holder.date, employee } }));
    await reload();
  };
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
                <th scope="row">{capital(holders.find((one) => keyOf(one) === duty)?.called ?? '')}</th>
                {days.map((day) => {
                  const holder = holders.find((one) => keyOf(one) === duty && one.date === day);
                  return <td key={day}>{holder && <Cell holder={holder} self={self} busy={doing.busy} onTake={() => void doing.run(() => put(holder, self))} onGive={leader || mayGive(holder) ? () => setGiving(holder) : null} />}</td>;
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {giving && <Give holder={giving} members={members} onClose={() => setGiving(null)} onGive={(employee) => put(giving, employee).then(() => setGiving(null))} />}
    </section>
  );
}

/** The leader gives a day of a duty to somebody; whoever cannot have it is refused with why. */
function Give({ holder, members, onClose, onGive }: { holder: Holder; members: Schemas['MemberView'][]; onClose: () => void; onGive: (employee: string) => Promise<void> }) {
  const doing = useDoing();
  const may = members.filter((one) => one.confirmed && one.role !== 'substitute' && one.employee !== holder.employee && (!one.until || one.until >= holder.date));
  return (
    <Dialog title={t('week.give.title', { duty: holder.called, day: weekday(holder.date) })} onClose={onClose}>
      <form class="stack" onSubmit={(event) => { event.preventDefault(); const form = said(event.currentTarget); void doing.run(() => onGive(form.text('to'))); }}>
        <p class="muted">{t('week.give.now', { name: holder.name ?? t('week.nobody') })}</p>
        <Field id="give-to" label={t('week.give.to')}>
          <select class="ds-input" id="give-to" name="to" required>{may.map((one) => <option key={one.employee} value={one.employee}>{one.name}</option>)}</select>
        </Field>
        <Refusal problem={doing.problem} />
        <Button type="submit" busy={doing.busy}>{t('week.give')}</Button>
      </form>
    </Dialog>
  );
}

function Cell({ holder, self, busy, onTake, onGive }: { holder: Holder; self: string; busy: boolean; onTake: () => void; onGive: (() => void) | null }) {
  const hers = holder.employee === self;
  return (
    <>
      <p class={hers ? 'strong' : ''}>{holder.name ?? t('week.nobody')}</p>
      {holder.why && holder.reason !== 'turn' && <p class="muted">{holder.why}</p>}
      {holder.flagged && <Tag colour="warning">{t('week.flagged')}</Tag>}
      {!hers && holder.date >= today() && (
        <Button variant="tertiary" data-size="sm" busy={busy} onClick={onTake}>{t('week.take')}<span class="ds-sr-only"> {capital(holder.called)} {weekday(holder.date)}</span></Button>
      )}
      {onGive && holder.date >= today() && (
        <Button variant="tertiary" data-size="sm" busy={busy} onClick={onGive}>{t('week.give')}<span class="ds-sr-only"> {capital(holder.called)} {weekday(holder.date)}</span></Button>
      )}
    </>
  );
}
