// The lanes: one for each who is at work, hours across. A block can be dragged; tapping or Enter
// picks it up, and then every lane offers itself.
import { useEffect, useRef, useState } from 'preact/hooks';
import { Term, t } from '../../i18n';
import { clock, duration, minutesInto, today } from '../../i18n/dates';
import { Refusal } from '../../ui/parts';
import type { Refused } from './Board';
import { type Block, type DayView, type Lane, type Proposal, axis, blocksOf, ghosts, suggestStart, teamOf, time } from './model';

/** Pixels a minute: ten minutes are wide enough for a finger, a shift fits a board. */
const SCALE = 3;
/** Minutes of what has been that are shown before now. */
const BEFORE = 45;
const MIME = 'application/x-tillit-visit';

interface Props {
  day: DayView;
  me: string;
  picked: Block | null;
  proposal: Proposal | null;
  refused: Refused | null;
  onPick: (block: Block) => void;
  onPut: (block: Block, employee: string, start: string) => void;
  onGhost: (visit: string) => void;
}

/** What is being dragged; the browser tells only its kind while it moves. */
export const dragged: { block: Block | null; grip: number } = { block: null, grip: 0 };

export function Lanes(props: Props) {
  const { day } = props;
  const [all, setAll] = useState(false);
  // One's own lane is on top: it is the one she came for.
  const shown = day.lanes
    .filter((lane) => all || lane.shiftMinutes > 0 || lane.visits.length > 0)
    .sort((a, b) => Number(b.employee === props.me) - Number(a.employee === props.me));
  const hours = axis(day);
  const width = (hours.until - hours.from) * SCALE;
  const now = day.date === today() ? minutesInto(day.date, new Date().toISOString()) : null;
  const scroll = useRef<HTMLDivElement>(null);
  // The board opens at the hour it is, with a little of what has been.
  const begins = now === null ? 0 : Math.max(0, (now - hours.from - BEFORE) * SCALE);
  useEffect(() => { if (scroll.current) scroll.current.scrollLeft = begins; },
    // eslint-disable-next-line react-hooks/exhaustive-deps -- once a day and part, not each minute
    [day.date, day.part, day.unit]);
  const marks = Array.from({ length: (hours.until - hours.from) / 60 + 1 }, (_, i) => hours.from + i * 60);
  return (
    <section class="lanes">
      <div class="lanes-scroll" ref={scroll} tabIndex={0} role="region" aria-label={t('board.lanes')}>
        <div class="hours" aria-hidden="true" style={{ width: `${width}px` }}>
          {now !== null && now >= hours.from && now <= hours.until && <i class="now" style={{ left: `${(now - hours.from) * SCALE}px` }} />}
          {marks.map((mark) => <span key={mark} style={{ left: `${(mark - hours.from) * SCALE}px` }}>{clock(time(day.date, mark))}</span>)}
        </div>
        {shown.map((lane) => <LaneRow key={lane.employee} {...props} lane={lane} from={hours.from} width={width} />)}
      </div>
      {shown.length < day.lanes.length && (
        <button type="button" class="ds-button" data-variant="tertiary" onClick={() => setAll(true)}>{t('board.all', { n: day.lanes.length - shown.length })}</button>
      )}
    </section>
  );
}

function LaneRow({ day, me, picked, proposal, refused, onPick, onPut, onGhost, lane, from, width }: Props & { lane: Lane; from: number; width: number }) {
  const track = useRef<HTMLUListElement>(null);
  const [over, setOver] = useState(false);
  const left = (at: string): string => `${(minutesInto(day.date, at) - from) * SCALE}px`;
  const blocks = blocksOf(day, lane.employee);
  const placed = blocks.filter((block) => block.visit.start);
  const waiting = blocks.filter((block) => !block.visit.start);
  const suggested = ghosts(day, proposal).filter((part) => part.employee === lane.employee);
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    const block = dragged.block;
    const box = track.current?.getBoundingClientRect();
    if (!block || !box) return;
    const minutes = from + (event.clientX - box.left - dragged.grip) / SCALE;
    onPut(block, lane.employee, time(day.date, Math.round(minutes / 5) * 5));
  };
  return (
    <div class="lane" data-me={lane.employee === me} data-over={over}>
      <div class="lane-head">
        <strong>{lane.name}</strong>
        <span class="muted">{Term('Profession', lane.profession)}</span>
        <span class="muted">{t('board.load', { planned: duration(lane.plannedMinutes), shift: duration(lane.shiftMinutes) })}</span>
        {picked && (
          <button type="button" class="ds-button" data-size="sm" data-variant="secondary" onClick={() => onPut(picked, lane.employee, suggestStart(day, picked.visit, lane))}>
            {lane.employee === me ? t('board.claim') : t('board.puthere')}<span class="ds-sr-only"> {lane.name}</span>
          </button>
        )}
        {waiting.map((block) => <VisitBlock key={block.assignment.id} day={day} block={block} picked={picked} onPick={onPick} loose />)}
      </div>
      <ul class="track" ref={track} style={{ width: `${width}px` }} aria-label={lane.name}
        onDragOver={(event) => { event.preventDefault(); setOver(true); }} onDragLeave={() => setOver(false)} onDrop={drop}>
        {lane.atWork.map((one, i) => (
          <li key={i} class="at-work" role="presentation" aria-hidden="true"
            style={{ left: left(one.from), width: `${(minutesInto(day.date, one.until) - minutesInto(day.date, one.from)) * SCALE}px` }} />
        ))}
        {placed.map((block) => (
          <li key={block.assignment.id} class="slot" style={{ left: left(block.visit.start ?? ''), width: `${block.visit.minutes * SCALE}px` }}>
            <VisitBlock day={day} block={block} picked={picked} onPick={onPick} />
          </li>
        ))}
        {suggested.map((part) => {
          const visit = day.visits.find((one) => one.id === part.visit);
          if (!visit) return null;
          return (
            <li key={part.visit + part.start} class="slot" style={{ left: left(part.start), width: `${visit.minutes * SCALE}px` }}>
              <button type="button" class="block ghost" title={`${visit.citizen?.name ?? ''}: ${part.why}`} onClick={() => onGhost(part.visit)}
                aria-label={t('board.ghost', { time: clock(part.start), who: visit.citizen?.name ?? '', why: part.why })}>
                <Short name={visit.citizen?.name ?? ''} minutes={visit.minutes} />
              </button>
            </li>
          );
        })}
      </ul>
      {refused?.lane === lane.employee && <div class="lane-refusal"><Refusal problem={refused.problem} /></div>}
    </div>
  );
}

export function VisitBlock({ day, block, picked, onPick, loose }: { day: DayView; block: Block; picked: Block | null; onPick: (block: Block) => void; loose?: boolean }) {
  const { visit, assignment } = block;
  const team = teamOf(day, visit);
  const wrong = assignment.faults.length > 0 || assignment.needsReview;
  const label = [
    visit.start ? clock(visit.start) : `${clock(visit.window.from)}–${clock(visit.window.until)}`,
    visit.citizen?.name, `${visit.minutes} min`, team?.name,
    visit.mustDo ? t('day.must') : '', visit.employees > 1 ? t('board.two', { n: assignment.number }) : '',
    wrong ? t('board.fault') : '', visit.suspended ? t('day.suspended') : '',
  ].filter(Boolean).join(', ');
  return (
    <button type="button" class="block" draggable data-must={visit.mustDo} data-fault={wrong} data-state={assignment.state} data-loose={loose} data-team={team?.at}
      data-suspended={visit.suspended} data-done={visit.outcome === 'done'} title={label} aria-label={label}
      aria-pressed={picked?.assignment.id === assignment.id} onClick={() => onPick(block)}
      onDragStart={(event) => {
        dragged.block = block;
        dragged.grip = loose ? 0 : event.offsetX;
        event.dataTransfer?.setData(MIME, visit.id);
      }}
      onDragEnd={() => (dragged.block = null)}>
      {wrong && <span aria-hidden="true">⚠ </span>}{loose ? visit.citizen?.name : <Short name={visit.citizen?.name ?? ''} minutes={visit.minutes} />}
    </button>
  );
}

/** A name in the room there is: initials in a short visit, else the given name over the family name. */
function Short({ name, minutes }: { name: string; minutes: number }) {
  const parts = name.split(' ');
  const family = parts.at(-1) ?? '';
  if (minutes < 16) return <span class="short">{`${name.charAt(0)}${family.charAt(0)}`}</span>;
  return <><span class="short">{parts.slice(0, -1).join(' ')}</span><span class="short">{family}</span></>;
}
