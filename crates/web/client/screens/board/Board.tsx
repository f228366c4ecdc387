// Teamtavla (WEB-2): the day as lanes, what nobody has beside them, and what stops publication.
import { useEffect, useState } from 'preact/hooks';
import { me, teams } from '../../api/state';
import { Term, t, term } from '../../i18n';
import { longDay, moment, plusDays, today } from '../../i18n/dates';
import { api, body, type Problem, asProblem } from '../../api/client';
import { Icon } from '../../ui/icons';
import { useLive } from '../../ui/live';
import { useDoing, useLoad } from '../../ui/load';
import { Alert, Button, Empty, Loading, Refusal, Tag } from '../../ui/parts';
import { loadPools, poolsOn } from '../../ui/pools';
import { GhostPanel } from './GhostPanel';
import { Lanes } from './Lanes';
import { Panel } from './Panel';
import { ProposalBar } from './ProposalBar';
import { Publish } from './Publish';
import { Unassigned } from './Unassigned';
import { type Block, type DayView, type Proposal, accept, place, propose, release } from './model';
import '../../ui/board.css';

export interface Refused {
  /** The lane it was dropped in; none for the list of what nobody has. */
  lane: string | null;
  problem: Problem;
}

function loadBoard(team: string, date: string, part: string | null): Promise<DayView> {
  return body(api.GET('/api/v1/teams/{team}/days/{date}', { params: { path: { team, date }, query: part ? { part } : {} } }));
}

export function Board() {
  const who = me();
  const mine = who ? teams(who) : [];
  const [chosen, setTeam] = useState<string | null>(null);
  const team = chosen ?? mine[0]?.id ?? '';
  const [date, setDate] = useState(today());
  const [part, setPart] = useState<string | null>(null);
  const [picked, setPicked] = useState<{ visit: string; number: number } | null>(null);
  const [refused, setRefused] = useState<Refused | null>(null);
  const [proposal, setProposal] = useState<Proposal | null>(null);
  const [publishing, setPublishing] = useState(false);
  const [ghost, setGhost] = useState<string | null>(null);
  // A pool's plan is made as a team's; which pools there are is known by one's teams (R-TEAM-8).
  const known = mine.map((one) => one.id);
  const pools = useLoad(known.join('|'), () => loadPools(known));
  const units = [...mine, ...poolsOn(pools.data ?? [], date).map((pool) => ({ id: pool.id, name: pool.terms.name }))];
  // On a day that the pool does not have, one is back at home.
  const gone = chosen !== null && pools.data !== null && !units.some((one) => one.id === chosen);
  useEffect(() => { if (gone) { setTeam(null); setPart(null); } }, [gone]);
  const loaded = useLoad(`${team}|${date}|${part ?? ''}`, () => loadBoard(team, date, part));
  const planning = useDoing();
  useLive(team || null, loaded.reload);
  useEffect(() => { setPicked(null); setRefused(null); setProposal(null); setGhost(null); }, [team, date, part]);

  const day = loaded.data;
  if (!who || mine.length === 0) return <Empty title={t('board.noteam')} />;
  const visit = day?.visits.find((one) => one.id === picked?.visit);
  const assignment = visit?.assignments.find((one) => one.number === picked?.number);
  const block: Block | null = visit && assignment ? { visit, assignment } : null;

  const attempt = async (lane: string | null, work: () => Promise<unknown>): Promise<void> => {
    setRefused(null);
    try {
      await work();
      setPicked(null);
    } catch (error) {
      setRefused({ lane, problem: asProblem(error) });
    }
    await loaded.reload();
  };
  const put = (what: Block, employee: string, start: string): Promise<void> => attempt(employee, () => place(who.employee, what, employee, start));
  const back = (what: Block): Promise<void> => attempt(null, () => release(who.employee, what));
  const pick = (what: Block): void => { setRefused(null); setGhost(null); setPicked({ visit: what.visit.id, number: what.assignment.number }); };
  const take = (visits?: string[]): Promise<unknown> => planning.run(async () => {
    if (!day || !proposal) return;
    loaded.set({ ...await accept(day, proposal, visits), pool: day.pool ?? null });
    if (!visits) setProposal(null);
    setGhost(null);
  });

  return (
    <div class="board" data-size="sm">
      <header class="board-head">
        <div class="board-when">
          <button type="button" class="ds-button" data-variant="tertiary" data-icon="true" aria-label={t('day.before')} onClick={() => setDate(plusDays(date, -1))}><Icon name="left" /></button>
          <h1 class="ds-heading" data-size="xs">{longDay(date)}</h1>
          <button type="button" class="ds-button" data-variant="tertiary" data-icon="true" aria-label={t('day.after')} onClick={() => setDate(plusDays(date, 1))}><Icon name="right" /></button>
        </div>
        {units.length > 1 && (
          <select class="ds-input slim" aria-label={t('board.plan')} value={team} onChange={(event) => { setPart(null); setTeam(event.currentTarget.value); }}>
            {units.map((one) => <option key={one.id} value={one.id}>{one.name}</option>)}
          </select>
        )}
        {units.length === 1 && <p class="strong">{mine[0]?.name}</p>}
        {day && day.parts.length > 1 && (
          <div class="chips" role="group" aria-label={t('board.part')}>
            {day.parts.map((one) => (
              <button key={one.name} type="button" class="ds-button" data-size="sm" data-variant={day.part === one.name ? 'primary' : 'secondary'} aria-pressed={day.part === one.name}
                onClick={() => setPart(one.name)}>{one.name}</button>
            ))}
          </div>
        )}
        {day && (
          <div class="tags">
            <Tag colour={day.state === 'open' ? 'info' : 'success'}>{Term('DayPlanState', day.state)}</Tag>
            {day.fordeler && <Tag colour="brand2">{Term('Duty', 'fordeler')}: {day.fordeler.name} ({term('HolderReason', day.fordeler.reason)})</Tag>}
          </div>
        )}
        {day?.state === 'open' && (
          <div class="chips board-do">
            <Button variant="secondary" busy={planning.busy} onClick={() => void planning.run(async () => setProposal(await propose(day)))}>{t('board.propose')}</Button>
            <Button onClick={() => setPublishing(true)}>{day.obstacles.length > 0 ? t('board.stops', { n: day.obstacles.length }) : t('board.publish')}</Button>
          </div>
        )}
      </header>
      {day?.pool && (
        <div class="pool-line">
          <p>{day.pool.seenUntil ? t('board.pool.until', { when: moment(day.pool.seenUntil) }) : t('board.pool.own')}</p>
          {day.pool.teams.length > 1 && <ul class="plain pool-teams">{day.pool.teams.map((one, i) => <li key={one.team}><i class="pool-mark" data-team={i} aria-hidden="true" />{one.name}</li>)}</ul>}
        </div>
      )}
      <Refusal problem={planning.problem} />
      {!day && (loaded.problem ? <Refusal problem={loaded.problem} onRetry={loaded.reload} /> : <Loading lines={8} />)}
      {day && loaded.problem && <Alert colour="warning" live>{t('problem.offline')}</Alert>}
      {day && proposal && <ProposalBar day={day} proposal={proposal} busy={planning.busy} onTake={take} onLeave={() => { setProposal(null); setGhost(null); }} />}
      {day && (
        <div class="board-main">
          <Unassigned day={day} picked={block} onPick={pick} onBack={(what) => void back(what)} refused={refused?.lane === null ? refused.problem : null} />
          <Lanes day={day} me={who.employee} picked={block} proposal={proposal} refused={refused} onPick={pick} onPut={(what, lane, start) => void put(what, lane, start)}
            onGhost={setGhost} />
        </div>
      )}
      {day && block && <Panel key={`${block.visit.id}${block.assignment.number}`} day={day} block={block} me={who.employee} refused={refused}
        onPut={put} onBack={back} onClose={() => setPicked(null)} onReload={loaded.reload} />}
      {day && proposal && ghost && !block && <GhostPanel day={day} proposal={proposal} visit={ghost} busy={planning.busy} problem={planning.problem} onTake={take} onClose={() => setGhost(null)} />}
      {day && publishing && <Publish day={day} onClose={() => setPublishing(false)} onDone={(next) => { loaded.set({ ...next, pool: day.pool ?? null }); setPublishing(false); }} />}
    </div>
  );
}
