// A shift or an absence that is entered: for a team's member, in the team or in a pool that it shares.
import { useState } from 'preact/hooks';
import { type Schemas, api, body } from '../../api/client';
import { Term, t } from '../../i18n';
import { instant, plusDays, today } from '../../i18n/dates';
import { useDoing } from '../../ui/load';
import { Button, Dialog, Field, Refusal } from '../../ui/parts';
import type { Pool } from '../../ui/pools';
import { Keep } from './Keep';
import type { Away } from './Ways';

const KINDS = ['day', 'evening', 'night', 'long', 'day_only'] as const;

export function Add({ kind, team, name, pools, people, onClose, onDone }: {
  kind: 'shift' | 'absence'; team: string; name: string; pools: Pool[]; people: Schemas['MemberView'][]; onClose: () => void; onDone: (away: Away | null) => void;
}) {
  const doing = useDoing();
  const [employee, setEmployee] = useState(people[0]?.employee ?? '');
  const [day, setDay] = useState(today());
  const [from, setFrom] = useState('07:30');
  const [until, setUntil] = useState('15:00');
  const [where, setWhere] = useState(team);
  const [keepReason, setKeepReason] = useState('');
  const [shift, setShift] = useState<(typeof KINDS)[number]>('day');
  const save = async (): Promise<void> => {
    const last = until <= from ? plusDays(day, 1) : day;
    const interval = { from: instant(day, from).toISOString(), until: instant(last, until).toISOString() };
    const params = { params: { path: { team } } };
    if (kind === 'shift') {
      await body(api.POST('/api/v1/teams/{team}/shifts', { params: { path: { team: where } }, body: { employee: employee || null, kind: shift, interval, keepReason: keepReason.trim() || null } }));
      onDone(null);
      return;
    }
    const done = await body(api.POST('/api/v1/teams/{team}/absences', { ...params, body: { employee, interval } }));
    const days = [...new Set(done.freed.filter((one) => one.unit === team).map((one) => one.date))].sort();
    const gone = people.find((one) => one.employee === employee)?.name ?? '';
    onDone(days.length > 0 ? { id: done.id, name: gone, days, duties: done.duties } : null);
  };
  return (
    <Dialog title={t(`week.${kind}`)} onClose={onClose}>
      <form class="stack" onSubmit={(event) => { event.preventDefault(); void doing.run(save); }}>
        <Field id="w-who" label={t('board.who')}>
          <select class="ds-input" id="w-who" value={employee} onChange={(event) => setEmployee(event.currentTarget.value)}>
            {kind === 'shift' && <option value="">{t('week.open.nobody')}</option>}
            {people.map((one) => <option key={one.employee} value={one.employee}>{one.name}</option>)}
          </select>
        </Field>
        {kind === 'shift' && pools.length > 0 && (
          <Field id="w-where" label={t('week.where')}>
            <select class="ds-input" id="w-where" value={where} onChange={(event) => setWhere(event.currentTarget.value)}>
              <option value={team}>{name}</option>
              {pools.map((pool) => <option key={pool.id} value={pool.id}>{pool.terms.name}</option>)}
            </select>
          </Field>
        )}
        {kind === 'shift' && (
          <Field id="w-kind" label={t('week.kind')}>
            <select class="ds-input" id="w-kind" value={shift} onChange={(event) => setShift(event.currentTarget.value as (typeof KINDS)[number])}>
              {KINDS.map((one) => <option key={one} value={one}>{Term('ShiftKind', one)}</option>)}
            </select>
          </Field>
        )}
        <Field id="w-day" label={t('week.day')}><input class="ds-input" id="w-day" type="date" required value={day} onInput={(event) => setDay(event.currentTarget.value)} /></Field>
        <Field id="w-from" label={t('week.from')}><input class="ds-input" id="w-from" type="time" required value={from} onInput={(event) => setFrom(event.currentTarget.value)} /></Field>
        <Field id="w-until" label={t('week.until')}><input class="ds-input" id="w-until" type="time" required value={until} onInput={(event) => setUntil(event.currentTarget.value)} /></Field>
        <Refusal problem={doing.problem} />
        <Keep problem={doing.problem} reason={keepReason} onReason={setKeepReason} />
        <Button type="submit" busy={doing.busy}>{t('save')}</Button>
      </form>
    </Dialog>
  );
}
