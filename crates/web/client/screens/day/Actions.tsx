// How it goes: one big button for what is most likely next, the rest one tap away, all at the bottom
// where the thumb is. Nothing here waits for the network.
import { useState } from 'preact/hooks';
import type { Schemas } from '../../api/client';
import { Term, t, term } from '../../i18n';
import { clock } from '../../i18n/dates';
import { events, tell } from '../../offline/outbox';
import { useDoing } from '../../ui/load';
import { Button, Dialog, Field, Refusal } from '../../ui/parts';
import { type Visit, isSettled, outcomeOf, standing } from './model';

type Kind = Schemas['EventKind'];
const REASONS = ['admitted', 'away', 'done_by_others', 'no_time', 'not_needed', 'other'] as const;

export function Actions({ visit }: { visit: Visit }) {
  const [asking, setAsking] = useState<'not' | 'note' | null>(null);
  const doing = useDoing();
  const outcome = outcomeOf(visit, events.value);
  const endedAt = (visit.events as { endedAt?: string | null } | null | undefined)?.endedAt;
  const mine = standing(events.value, visit.id);
  const last = mine.filter((event) => event.told.kind !== 'note').at(-1);
  const say = (kind: Kind, more: { reason?: Schemas['NotDoneReason']; note?: string; replaces?: string } = {}) =>
    doing.run(async () => {
      await tell({ visit: visit.id, kind, ...more });
      (navigator as { vibrate?: (time: number) => boolean }).vibrate?.(30);
      setAsking(null);
    });
  return (
    <div class="actions">
      <Refusal problem={doing.problem} />
      {isSettled(outcome) && (
        <p class="settled" role="status">
          <strong>{Term('VisitOutcome', outcome)}</strong>
          {last ? ` ${clock(last.told.phoneTime)}` : endedAt ? ` ${clock(endedAt)}` : ''}
        </p>
      )}
      <div class="actions-row">
        {outcome === 'planned' && <Button icon="play" class="big" onClick={() => void say('started')}>{t('do.start')}</Button>}
        {!isSettled(outcome) && (
          <Button icon="check" class="big" variant={outcome === 'planned' ? 'secondary' : 'primary'} onClick={() => void say('done')}>{t('do.done')}</Button>
        )}
        {!isSettled(outcome) && <Button variant="secondary" colour="neutral" onClick={() => setAsking('not')}>{t('do.not')}</Button>}
        <Button variant={isSettled(outcome) ? 'primary' : 'tertiary'} icon="pen" onClick={() => setAsking('note')}>{t('do.note')}</Button>
        {isSettled(outcome) && last && (
          <Button variant="tertiary" colour="neutral" onClick={() => void say('withdrawn', { replaces: last.told.id })}>{t('do.undo')}</Button>
        )}
      </div>
      {asking === 'not' && <NotDone onClose={() => setAsking(null)} say={say} />}
      {asking === 'note' && <Note onClose={() => setAsking(null)} say={(note) => say('note', { note })} />}
    </div>
  );
}

type Say = (kind: Kind, more?: { reason?: Schemas['NotDoneReason']; note?: string }) => Promise<unknown>;

function NotDone({ onClose, say }: { onClose: () => void; say: Say }) {
  const [reason, setReason] = useState<(typeof REASONS)[number] | null>(null);
  const [note, setNote] = useState('');
  const more = note.trim() ? { note: note.trim() } : {};
  return (
    <Dialog title={t('not.title')} onClose={onClose}>
      <div class="stack">
        <Button variant="secondary" colour="danger" onClick={() => void say('nobody_opened', more)}>{Term('VisitOutcome', 'nobody_opened')}</Button>
        <Button variant="secondary" colour="neutral" onClick={() => void say('declined', more)}>{t('not.declined')}</Button>
        <p class="strong">{t('not.reason')}</p>
        <div class="chips" role="group" aria-label={t('not.reason')}>
          {REASONS.map((one) => (
            <button key={one} type="button" class="ds-button" data-variant={reason === one ? 'primary' : 'secondary'} data-size="sm" aria-pressed={reason === one}
              onClick={() => setReason(one)}>{term('NotDoneReason', one)}</button>
          ))}
        </div>
        <Field id="why" label={t('not.note')}>
          <textarea class="ds-input" id="why" rows={2} maxLength={2000} value={note} onInput={(e) => setNote(e.currentTarget.value)} />
        </Field>
        <Button disabled={!reason} onClick={() => { if (reason) void say('not_done', { reason, ...more }); }}>{t('not.save')}</Button>
      </div>
    </Dialog>
  );
}

function Note({ onClose, say }: { onClose: () => void; say: (note: string) => Promise<unknown> }) {
  const [note, setNote] = useState('');
  return (
    <Dialog title={t('note.title')} onClose={onClose}>
      <form class="stack" onSubmit={(event) => { event.preventDefault(); if (note.trim()) void say(note.trim()); }}>
        <Field id="note" label={t('note.label')} description={t('note.hint')}>
          <textarea class="ds-input" id="note" rows={5} maxLength={2000} required value={note} onInput={(e) => setNote(e.currentTarget.value)} />
        </Field>
        <Button type="submit">{t('save')}</Button>
      </form>
    </Dialog>
  );
}
