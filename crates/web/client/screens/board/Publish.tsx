// Putting the lists in force: everything that still stops it, each with its visit.
import { api, body } from '../../api/client';
import { t } from '../../i18n';
import { clock } from '../../i18n/dates';
import { useDoing } from '../../ui/load';
import { Alert, Button, Dialog, Refusal } from '../../ui/parts';
import type { DayView } from './model';

/** So many obstacles are read; the rest are counted. */
const SHOWN = 40;

export function Publish({ day, onClose, onDone }: { day: DayView; onClose: () => void; onDone: (day: DayView) => void }) {
  const doing = useDoing();
  const visitAt = (pointer: string | null | undefined) => day.visits.find((one) => one.id === pointer?.split('/')[2]);
  return (
    <Dialog title={t('publish.title')} onClose={onClose} wide>
      {day.obstacles.length === 0
        ? <Alert colour="success">{t('publish.ready')}</Alert>
        : (
          <>
            <p class="strong">{t('publish.stops', { n: day.obstacles.length })}</p>
            <ul class="plain obstacles">
              {day.obstacles.slice(0, SHOWN).map((one, i) => {
                const visit = visitAt(one.pointer);
                return <li key={i}>{visit && <strong>{visit.citizen?.name} {clock(visit.start ?? visit.window.from)} </strong>}{one.message} <span class="rule">{one.rule}</span></li>;
              })}
            </ul>
            {day.obstacles.length > SHOWN && <p class="muted">{t('publish.more', { n: day.obstacles.length - SHOWN })}</p>}
          </>
        )}
      <Refusal problem={doing.problem} most={10} />
      <div class="chips">
        <Button busy={doing.busy} onClick={() => void doing.run(async () => {
          const path = { team: day.unit, date: day.date };
          onDone(await body(api.POST('/api/v1/teams/{team}/days/{date}/publication', {
            params: { path, query: { part: day.part }, header: { 'If-Match': day.etag } },
          })));
        })}>{t('board.publish')}</Button>
        <Button variant="tertiary" onClick={onClose}>{t('cancel')}</Button>
      </div>
    </Dialog>
  );
}
