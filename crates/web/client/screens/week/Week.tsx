// Uke og vakter (WEB-7): who is at work when, who is away and what then, who holds which duty, and
// substitutes that are asked for.
import { useState } from 'preact/hooks';
import { type Schemas, api, body, tagged } from '../../api/client';
import { leads, me, teams } from '../../api/state';
import { t, term } from '../../i18n';
import { clock, dayOf, instant, plusDays, today, weekday } from '../../i18n/dates';
import { useLive } from '../../ui/live';
import { useLoad } from '../../ui/load';
import { Button, Empty, Loading, Refusal, Tag } from '../../ui/parts';
import { Icon } from '../../ui/icons';
import { type Pool, agreed, loadPools } from '../../ui/pools';
import { Add } from './Add';
import { Ask } from './Ask';
import { Duties } from './Duties';
import { Holders } from './Holders';
import { Open } from './Open';
import { Pools } from './Pools';
import { Requests } from './Requests';
import { Unconfirmed } from './Unconfirmed';
import { type Away, Ways } from './Ways';
import '../../ui/record.css';

function monday(day: string): string {
  const at = new Date(`${day}T12:00:00Z`).getUTCDay();
  return plusDays(day, -((at + 6) % 7));
}

async function loadWeek(team: string, from: string) {
  const params = { params: { path: { team }, query: { from, to: plusDays(from, 6) } } };
  const [shifts, absences, members, duties, holders, requests, pools] = await Promise.all([
    body(api.GET('/api/v1/teams/{team}/shifts', params)),
    body(api.GET('/api/v1/teams/{team}/absences', params)),
    body(api.GET('/api/v1/teams/{team}/members', { params: { path: { team } } })),
    tagged(api.GET('/api/v1/teams/{team}/duties', { params: { path: { team } } })),
    body(api.GET('/api/v1/teams/{team}/duty-holders', params)),
    body(api.GET('/api/v1/teams/{team}/substitute-requests', { params: { path: { team } } })),
    loadPools([team]),
  ]);
  // Her shift in a pool is as much her day as one at home.
  const shared = await Promise.all(agreed(pools, from).map((pool) => body(api.GET('/api/v1/teams/{team}/shifts', { params: { path: { team: pool.id }, query: params.params.query } }))));
  return {
    shifts: [...shifts.items, ...shared.flatMap((one) => one.items)], absences: absences.items, members: members.items,
    duties: duties.data.rotas, dutiesEtag: duties.etag, holders: holders.items, requests: requests.items, pools,
  };
}

export function Week() {
  const who = me();
  const mine = who ? teams(who) : [];
  const [chosen, setTeam] = useState<string | null>(null);
  const team = chosen ?? mine[0]?.id ?? '';
  const name = mine.find((one) => one.id === team)?.name ?? '';
  const [from, setFrom] = useState(monday(today()));
  const [adding, setAdding] = useState<'shift' | 'absence' | 'substitute' | null>(null);
  const [away, setAway] = useState<Away | null>(null);
  const loaded = useLoad(`${team}|${from}`, () => loadWeek(team, from));
  useLive(team || null, loaded.reload);
  const days = Array.from({ length: 7 }, (_, i) => plusDays(from, i));
  const data = loaded.data;
  if (mine.length === 0) return <Empty title={t('board.noteam')} />;
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
                          {shift.unit !== team && <span class="muted"><br />{called(data.pools, shift.unit)}</span>}
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
              {data.shifts.some((shift) => !shift.employee) && (
                <tr>
                  <th scope="row">{t('week.open')}</th>
                  {days.map((day) => (
                    <td key={day}>
                      {data.shifts.filter((shift) => !shift.employee && dayOf(shift.interval.from) === day).map((shift) => (
                        <Open key={shift.id} shift={shift} pool={shift.unit === team ? '' : called(data.pools, shift.unit)} reload={loaded.reload} />
                      ))}
                    </td>
                  ))}
                </tr>
              )}
            </tbody>
          </table>
        </div>
      )}
      {data && <Requests team={team} requests={data.requests} days={days} reload={loaded.reload} />}
      {data && who && <Holders team={team} self={who.employee} leader={leads(who, team)} members={people} holders={data.holders} rotas={data.duties} days={days} reload={loaded.reload} />}
      {data && who && <Duties team={team} rotas={data.duties} etag={data.dutiesEtag} members={people} leader={leads(who, team)} days={days} reload={loaded.reload} />}
      {data && who && <Pools team={team} name={name} leader={leads(who, team)} pools={data.pools} reload={loaded.reload} />}
      {data && who && <Unconfirmed members={data.members} team={team} leader={leads(who, team)} reload={loaded.reload} />}
      {adding === 'substitute' && <Ask team={team} onClose={() => setAdding(null)} onDone={() => { setAdding(null); void loaded.reload(); }} />}
      {adding && adding !== 'substitute' && data && <Add kind={adding} team={team} name={name} pools={agreed(data.pools, today())} people={people} onClose={() => setAdding(null)} onDone={(entered) => { setAdding(null); setAway(entered); void loaded.reload(); }} />}
      {away && <Ways team={team} away={away} onClose={() => setAway(null)} onDone={loaded.reload} />}
    </div>
  );
}

/** What a shift's unit is called, when it is a pool. */
function called(pools: Pool[], unit: string): string {
  return pools.find((one) => one.id === unit)?.terms.name ?? '';
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
