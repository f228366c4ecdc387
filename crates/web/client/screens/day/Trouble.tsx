// What the server would not take as it was told: a choice in words, never a silent loss.
import { t, term } from '../../i18n';
import { clock } from '../../i18n/dates';
import { drop, events, tell } from '../../offline/outbox';
import { Alert, Button } from '../../ui/parts';
import type { DayOfMine } from './model';

export function Trouble({ day }: { day: DayOfMine }) {
  const trouble = events.value.filter((event) => event.fate === 'trouble');
  if (trouble.length === 0) return null;
  return (
    <Alert colour="danger" title={t('trouble', { n: trouble.length })} live>
      <ul class="plain">
        {trouble.map((event) => {
          const visit = day.visits.find((one) => one.id === event.told.visit);
          const name = day.citizens.find((one) => one.id === visit?.citizen)?.name ?? t('trouble.visit');
          return (
            <li key={event.told.id} class="trouble">
              <p><strong>{name}</strong>, {clock(event.told.phoneTime)}: {term('VisitOutcome', event.told.kind)} {event.told.note ? `«${event.told.note}»` : ''}</p>
              {event.remarks.map((remark, i) => <p key={i}>{remark.message}</p>)}
              <div class="chips">
                {visit && event.told.note && (
                  <Button variant="secondary" data-size="sm" onClick={() => void tell({ visit: visit.id, kind: 'note', note: event.told.note }).then(() => drop(event.told.id))}>
                    {t('trouble.asnote')}
                  </Button>
                )}
                <Button variant="tertiary" data-size="sm" onClick={() => void drop(event.told.id)}>{t('trouble.drop')}</Button>
              </div>
            </li>
          );
        })}
      </ul>
    </Alert>
  );
}
