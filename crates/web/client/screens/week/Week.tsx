// Uke og vakter (WEB-7): who is at work when, who is away and what then, who holds which duty, and
// substitutes that are asked for.
import { useState } from 'preact/hooks';
import { type Schemas, api, body } from '../../api/client';
import { leads, me, teams } from '../../api/state';
import { Term, t, term } from '../../i18n';
import { clock, dayOf, instant, plusDays, today, weekday } from '../../i18n/dates';
import { useLive } from '../../ui/live';
import { useDoing, useLoad } from '../../ui/load';
import { Button, Dialog, Field, Loading, Refusal, Tag } from '../../ui/parts';
import { Icon } from '../../ui/icons';
import { Ask } from './Ask';
import { Duties } from './Duties';
import { Holders } from './Holders';
import { Keep } from './Keep';
import { Requests } from './Requests';
import { type Away, Ways } from './Ways';
import '../../ui/record.css';

function monday(day: string): string {
  const at = new Date(`${day}T12:00:00Z`).getUTCDay();
  return plusDays(day, -((at + 6) % 7));
}

async function loadWeek(team: string, from: string) {
  const params = { params: { path: { team }, query: { from, to: plusDays(from, 6) } } };
  const [shifts, absences, members, duties, holders, requests] = await Promise.all([
    body(api.GET('/api/v1/teams/{team}/shifts', params)),
    body(api.GET('/api/v1/teams/{team}/absences', params)),
    body(api.GET('/api/v1/teams/{team}/members', { params: { path: { team } } })),
    body(api.GET('/api/v1/teams/{team}/duties', { params: { path: { team } } })),
    body(api.GET('/api/v1/teams/{team}/duty-holders', params)),
    body(api.GET('/api/v1/teams/{team}/substitute-requests', { params: { path: { team } } })),
  ]);
  return {
    shifts: shifts.items, absences: absences.items, members: members.items, duties: duties.rotas, holders: holders.items, requests: requests.items,
  };
}

export function Week() {
  const who = me();
  const mine = who ? teams(who) : [];
  const [chosen, setTeam] = useState<string | null>(null);
  const team = chosen ?? mine[0]?.id ?? '';
  const [from, setFrom] = useState(monday(today()));
  const [adding, setAdding] = useState<'shift' | 'absence' | 'substitute' | null>(null);
  const [away, setAway] = useState<Away | null>(null);
  const loaded = useLoad(`${team}|${from}`, () => loadWeek(team, from));
  useLive(team || null, loaded.reload);
  const days = Array.from({ length: 7 }, (_, i) => plusDays(from, i));
  const data = loaded.data;
  const people = [...new Map(data?.members.map((one) => [one.employee, one])).values()];
  return (
    <div class="page">
      <div class="board-when">
        <button type="button" class="ds-button" data-variant="tertiary" data-icon="true" aria-label={t('week.before')} onClick={() => setFrom(plusDays(from, -7))}><Icon name="left" /></button>
        <h1 class="ds-heading" data-size="xs">{weekday(from)} – {weekday(plusDays(from, 6))}</h1>
        <button type="button" class="ds-button" data-variant="tertiary" data-icon="true" aria-label={t('week.after')} onClick={() => setFrom(plusDays(from, 7))}><Icon name="right" /></button>
        {mine.length > 1 && (
          <select class="ds-input slim" aria-label={t('team')} value={team} onChange={(event) => setTeam(event.currentTarget.value)}>
            {mine.map((one) => <option key={one.id} value={one.id}>{one.name}</option>)}
          </select>
        )}
        <div class="chips board-do">
          <Button variant="secondary" onClick={() => setAdding('shift')}>{t('week.shift')}</Button>
          <Button variant="secondary" onClick={() => setAdding('absence')}>{t('week.absence')}</Button>
          <Button variant="secondary" onClick={() => setAdding('substitute')}>{t('requests.new')}</Button>
        </div>
      </div>
      {!data && (loaded.problem ? <Refusal problem={loaded.problem} onRetry={loaded.reload} /> : <Loading />)}
      {data && (
        <div class="table-scroll" tabIndex={0} role="region" aria-label={t('week.table')}>
          <table class="ds-table">
            <thead><tr><th scope="col">{t('board.who')}</th>{days.map((day) => <th key={day} scope="col" aria-current={day === today() ? 'date' : undefined}>{weekday(day)}</th>)}</tr></thead>
            <tbody>
              {people.map((one) => (
                <tr key={one.employee}>
                  <th scope="row">{one.name}<br /><span class="muted">{term('Profession', one.profession)}{post(one)}</span></th>
                  {days.map((day) => (
                    <td key={day}>
                      {data.shifts.filter((shift) => shift.employee === one.employee && dayOf(shift.interval.from) === day).map((shift) => (
                        <p key={shift.id} class="shift">
                          {clock(shift.interval.from)}–{clock(shift.interval.until)}
                          {shift.kept && <span class="muted"><br />{t('week.kept', { reason: shift.kept.reason })}</span>}
                        </p>
                      ))}
                      {data.absences.filter((absence) => absence.employee === one.employee && covers(absence, day)).map((absence) => (
                        <p key={absence.id}>
                          <Tag colour="warning">{t('week.away')}</Tag>
                          {day >= today() && (
                            <Button variant="tertiary" data-size="sm"
                              onClick={() => setAway({ id: absence.id, name: one.name, days: [day, ...days.filter((other) => other !== day && other >= today() && covers(absence, other))].sort(), duties: [] })}>
                              {t('ways.open')}<span class="ds-sr-only"> {one.name} {weekday(day)}</span>
                            </Button>
                          )}
                        </p>
                      ))}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {data && <Requests team={team} requests={data.requests} days={days} reload={loaded.reload} />}
      {data && who && <Holders team={team} self={who.employee} leader={leads(who, team)} members={people} holders={data.holders} days={days} reload={loaded.reload} />}
      {data && <Duties rotas={data.duties} members={data.members} days={days} />}
      {data && who && <Unconfirmed members={data.members} team={team} leader={leads(who, team)} reload={loaded.reload} />}
      {adding === 'substitute' && <Ask team={team} onClose={() => setAdding(null)} onDone={() => { setAdding(null); void loaded.reload(); }} />}
      {adding && adding !== 'substitute' && data && <Add kind={adding} team={team} people={people} onClose={() => setAdding(null)} onDone={(entered) => { setAdding(null); setAway(entered); void loaded.reload(); }} />}
      {away && <Ways team={team} away={away} onClose={() => setAway(null)} onDone={loaded.reload} />}
    </div>
  );
}

/** How much of a position she has here; whoever has none is a substitute, or works here too. */
function post(member: Schemas['MemberView']): string {
  if (member.share > 0) return ` ${member.share} %`;
  return `, ${member.role === 'substitute' ? term('Role', member.role) : t('week.shared')}`;
}

/** Whether an absence takes any of a day. */
function covers(absence: Schemas['AbsenceView'], day: string): boolean {
  return dayOf(absence.interval.from) <= day && instant(day, '00:00') < new Date(absence.interval.until);
}

const KINDS = ['day', 'evening', 'night', 'long', 'day_only'] as const;

function Add({ kind, team, people, onClose, onDone }: {
  kind: 'shift' | 'absence'; team: string; people: Schemas['MemberView'][]; onClose: () => void; onDone: (away: Away | null) => void;
}) {
  const doing = useDoing();
  const [employee, setEmployee] = useState(people[0]?.employee ?? '');
  const [day, setDay] = useState(today());
  const [from, setFrom] = useState('07:30');
  const [until, setUntil] = useState('15:00');
  const [keepReason, setKeepReason] = useState('');
  const [shift, setShift] = useState<(typeof KINDS)[number]>('day');
  const save = async (): Promise<void> => {
    const last = until <= from ? plusDays(day, 1) : day;
    const interval = { from: instant(day, from).toISOString(), until: instant(last, until).toISOString() };
    const params = { params: { path: { team } } };
    if (kind === 'shift') {
      await body(api.POST('/api/v1/teams/{team}/shifts', { ...params, body: { employee, kind: shift, interval, keepReason: keepReason.trim() || null } }));
      onDone(null);
      return;
    }
    const done = await body(api.POST('/api/v1/teams/{team}/absences', { ...params, body: { employee, interval } }));
    const days = [...new Set(done.freed.filter((one) => one.unit === team).map((one) => one.date))].sort();
    const name = people.find((one) => one.employee === employee)?.name ?? '';
    onDone(days.length > 0 ? { id: done.id, name, days, duties: done.duties } : null);
  };
  return (
    <Dialog title={t(`week.${kind}`)} onClose={onClose}>
      <form class="stack" onSubmit={(event) => { event.preventDefault(); void doing.run(save); }}>
        <Field id="w-who" label={t('board.who')}>
          <select class="ds-input" id="w-who" value={employee} onChange={(event) => setEmployee(event.currentTarget.value)}>
            {people.map((one) => <option key={one.employee} value={one.employee}>{one.name}</option>)}
          </select>
        </Field>
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

/** Memberships open records only when the leader has confirmed them (SEC-2). */
function Unconfirmed({ members, team, leader, reload }: { members: Schemas['MemberView'][]; team: string; leader: boolean; reload: () => Promise<void> }) {
  const doing = useDoing();
  const waiting = members.filter((one) => !one.confirmed);
  if (waiting.length === 0) return null;
  return (
    <section class="panel" aria-labelledby="confirm-title">
      <h2 class="ds-heading" data-size="xs" id="confirm-title">{t('week.unconfirmed')}</h2>
      <ul class="plain">
        {waiting.map((one) => (
          <li key={one.id} class="call">
            <span><strong>{one.name}</strong> <span class="muted">{Term('Role', one.role)}</span></span>
            {leader && <Button busy={doing.busy} onClick={() => void doing.run(async () => {
              await body(api.POST('/api/v1/teams/{team}/members/{membership}/confirmation', {
                params: { path: { team, membership: one.id }, header: { 'If-Match': one.etag } },
              }));
              await reload();
            })}>{t('week.confirm')}</Button>}
          </li>
        ))}
      </ul>
      <Refusal problem={doing.problem} />
    </section>
  );
}
