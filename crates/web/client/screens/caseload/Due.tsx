// Goals whose evaluation is due: the way from the list to the evaluation is one press.
import { api, body } from '../../api/client';
import { t } from '../../i18n';
import { shortDay } from '../../i18n/dates';
import { useLive } from '../../ui/live';
import { useLoad } from '../../ui/load';
import { Tag } from '../../ui/parts';

export function Due({ team }: { team: string }) {
  const loaded = useLoad(team, () => body(api.GET('/api/v1/teams/{team}/evaluations', { params: { path: { team } } })));
  useLive(team, loaded.reload);
  const goals = loaded.data?.items ?? [];
  if (goals.length === 0) return null;
  return (
    <details class="ds-details due">
      <summary>{t('due.title', { n: goals.length })}</summary>
      <ul class="plain">
        {goals.map((one) => (
          <li key={one.goal} class="call">
            <span><a class="ds-link" href={`/innbyggere/${one.citizen}?evaluer=${one.goal}`}>{one.name}</a> <span>{one.text}</span></span>
            <span class="tags"><span class="muted">{t('due.on', { day: shortDay(one.due) })}</span> {one.overdue && <Tag colour="danger">{t('goal.overdue')}</Tag>}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}
