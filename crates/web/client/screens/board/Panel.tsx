// The visit that is picked up: what it needs, and everything that can be done with it without
// dragging — the same operations, by keyboard and by thumb.
import { useState } from 'preact/hooks';
import { api, body } from '../../api/client';
import { Term, t, term } from '../../i18n';
import { clock, instant } from '../../i18n/dates';
import { useDoing } from '../../ui/load';
import { Button, Field, Refusal, Tag } from '../../ui/parts';
import { Icon } from '../../ui/icons';
import type { Refused } from './Board';
import { type Block, type DayView, suggestStart, teamOf } from './model';

interface Props {
  day: DayView;
  block: Block;
  me: string;
  refused: Refused | null;
  onPut: (block: Block, employee: string, start: string) => Promise<void>;
  onBack: (block: Block) => Promise<void>;
  onClose: () => void;
  onReload: () => Promise<void>;
}

export function Panel({ day, block, me, refused, onPut, onBack, onClose, onReload }: Props) {
  const { visit, assignment } = block;
  const own = day.lanes.find((lane) => lane.employee === me);
  const [who, setWho] = useState(assignment.employee ?? me);
  const lane = day.lanes.find((one) => one.employee === who);
  const [at, setAt] = useState<string | null>(null);
  const start = at ?? clock(visit.start ?? (lane ? suggestStart(day, visit, lane) : visit.window.from));
  const doing = useDoing();
  const held = assignment.employee;
  const inPanel = refused && !day.lanes.some((one) => one.employee === refused.lane && (one.shiftMinutes > 0 || one.visits.length > 0));
  return (
    <aside class="pick" aria-labelledby="pick-title">
      <div class="dialog-head">
        <h2 class="ds-heading" data-size="xs" id="pick-title">{visit.citizen?.name}</h2>
        <button type="button" class="ds-button" data-variant="tertiary" data-icon="true" aria-label={t('close')} onClick={onClose}><Icon name="close" /></button>
      </div>
      <p class="muted">
        {visit.citizen?.street} · {visit.minutes} min · {t('day.window', { from: clock(visit.window.from), until: clock(visit.window.until) })}
        {visit.preferred && ` · ${t('board.wish', { time: visit.preferred.slice(0, 5) })}`}
      </p>
      <div class="tags">
        {teamOf(day, visit) && <Tag colour="brand2">{teamOf(day, visit)?.name}</Tag>}
        {visit.mustDo && <Tag colour="danger">{t('day.must')}</Tag>}
        {visit.competences.map((one) => <Tag key={one} colour="info">{term('CompetenceCode', one)}</Tag>)}
        {visit.citizen && <Tag colour={visit.citizen.differentEmployees > 10 ? 'warning' : 'neutral'}>{t('board.faces', { n: visit.citizen.differentEmployees })}</Tag>}
        {assignment.newFace && <Tag colour="brand1">{t('board.newface')}</Tag>}
        {visit.beyondFrame && <Tag colour="warning">{t('board.beyond')}</Tag>}
        {held && <Tag colour="success">{Term('AssignmentState', assignment.state)}: {assignment.name}</Tag>}
        <Tag>{term('VisitOutcome', visit.outcome)}</Tag>
      </div>
      {assignment.faults.length > 0 && <ul class="ds-list fault">{assignment.faults.map((fault, i) => <li key={i}>{fault.message}</li>)}</ul>}
      <Refusal problem={doing.problem ?? (inPanel ? refused.problem : null)} />
      <div class="pick-do">
        <Field id="pick-who" label={t('board.who')}>
          <select class="ds-input" id="pick-who" value={who} onChange={(event) => { setWho(event.currentTarget.value); setAt(null); }}>
            {own && <option value={me}>{t('board.me')}</option>}
            {day.lanes.filter((one) => one.employee !== me).sort((a, b) => b.shiftMinutes - a.shiftMinutes).map((one) => (
              <option key={one.employee} value={one.employee}>{one.name}{one.shiftMinutes === 0 ? ` (${t('board.off')})` : ''}</option>
            ))}
          </select>
        </Field>
        <Field id="pick-at" label={t('board.at')}>
          <input class="ds-input" id="pick-at" type="time" step={300} value={start} onInput={(event) => setAt(event.currentTarget.value)} />
        </Field>
        <Button onClick={() => void onPut(block, who, instant(day.date, start).toISOString())}>{who === me ? t('board.claim') : t('board.put')}</Button>
        {held && <Button variant="secondary" onClick={() => void onBack(block)}>{held === me ? t('board.giveback') : t('board.free.do')}</Button>}
        {(!held || held === me) && assignment.state !== 'pinned' && (
          <Button variant="tertiary" icon="pin" busy={doing.busy} onClick={() => void doing.run(async () => {
            await body(api.POST('/api/v1/visits/{visit}/pin', { params: { path: { visit: visit.id } }, body: { start: instant(day.date, start).toISOString() } }));
            await onReload();
          })}>{t('board.pin')}</Button>
        )}
      </div>
    </aside>
  );
}
