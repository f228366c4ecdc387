// The day's visits in order, with the way between them.
import { t } from '../../i18n';
import { clock } from '../../i18n/dates';
import { term } from '../../i18n';
import { events } from '../../offline/outbox';
import { Icon } from '../../ui/icons';
import { Tag } from '../../ui/parts';
import { type DayOfMine, type Visit, isSettled, outcomeOf } from './model';

export function List({ day, next, chosen }: { day: DayOfMine; next: Visit | null; chosen: Visit | null }) {
  return (
    <ol class="visits">
      {day.visits.map((visit) => {
        const citizen = day.citizens.find((one) => one.id === visit.citizen);
        const outcome = outcomeOf(visit, events.value);
        const unsent = events.value.some((event) => event.told.visit === visit.id && event.fate === 'waiting');
        const until = visit.start ? clock(new Date(visit.start).getTime() + visit.minutes * 60_000) : null;
        return (
          <li key={visit.id} class={visit.suspended ? 'is-suspended' : ''}>
            {visit.travelMinutes > 0 && <p class="way"><span aria-hidden="true">┊</span> {t('day.travel', { n: visit.travelMinutes })}</p>}
            <a href={`/besok/${visit.id}`} class="visit-row" data-next={visit.id === next?.id} data-settled={isSettled(outcome)}
              aria-current={visit.id === chosen?.id ? 'true' : undefined}>
              <span class="visit-time">
                <strong>{visit.start ? clock(visit.start) : '–:–'}</strong>
                <span class="muted">{until ?? t('day.notime')}</span>
              </span>
              <span class="visit-who">
                <strong>{citizen?.name}</strong>
                <span class="muted">{citizen?.wayIn?.street ?? (citizen?.protectedAddress ? t('day.protected') : '')}</span>
                <span class="tags">
                  {visit.id === next?.id && <Tag colour="accent">{t('day.next')}</Tag>}
                  {outcome !== 'planned' && <Tag colour={outcome === 'done' ? 'success' : outcome === 'started' ? 'info' : 'warning'}>{term('VisitOutcome', outcome)}</Tag>}
                  {unsent && <Tag colour="warning">{t('day.unsent')}</Tag>}
                  {visit.newFace && <Tag colour="brand1">{t('day.newface')}</Tag>}
                  {visit.suspended && <Tag colour="neutral">{t('day.suspended')}</Tag>}
                  {visit.needsReview && <Tag colour="danger">{t('day.review')}</Tag>}
                </span>
              </span>
              <Icon name="right" size={18} />
            </a>
          </li>
        );
      })}
    </ol>
  );
}
