// One line of a proposal: who, when and why. Taking it is the same as taking all, for one.
import type { Problem } from '../../api/client';
import { t } from '../../i18n';
import { clock } from '../../i18n/dates';
import { Icon } from '../../ui/icons';
import { Button, Refusal } from '../../ui/parts';
import { type DayView, type Proposal, ghosts } from './model';

export function GhostPanel({ day, proposal, visit, busy, problem, onTake, onClose }: {
  day: DayView; proposal: Proposal; visit: string; busy: boolean; problem: Problem | null; onTake: (visits: string[]) => Promise<unknown>; onClose: () => void;
}) {
  const parts = ghosts(day, proposal).filter((part) => part.visit === visit);
  const who = day.visits.find((one) => one.id === visit)?.citizen?.name ?? '';
  if (parts.length === 0) return null;
  return (
    <aside class="pick" aria-labelledby="ghost-title">
      <div class="dialog-head">
        <h2 class="ds-heading" data-size="xs" id="ghost-title">{t('ghost.title', { who })}</h2>
        <button type="button" class="ds-button" data-variant="tertiary" data-icon="true" aria-label={t('close')} onClick={onClose}><Icon name="close" /></button>
      </div>
      {parts.map((part) => (
        <div key={part.employee}>
          <p class="strong">{t('ghost.to', { name: part.name ?? '', time: clock(part.start) })}</p>
          {part.reasons.length > 0
            ? <ul class="ds-list">{part.reasons.map((reason, i) => <li key={i}>{reason.message}</li>)}</ul>
            : <p>{part.why}</p>}
        </div>
      ))}
      <Refusal problem={problem} />
      <div class="chips"><Button busy={busy} onClick={() => void onTake([visit])}>{t('ghost.take')}</Button><Button variant="tertiary" onClick={onClose}>{t('cancel')}</Button></div>
    </aside>
  );
}
