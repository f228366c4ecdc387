// Oppgaver (WEB-8): what I am asked about first, then what is to be done, by due time. One press to the place where it is done,
// one to say that it is.
import { useState } from 'preact/hooks';
import { type Schemas, api, body } from '../../api/client';
import { me, teams } from '../../api/state';
import { Term, capital, t } from '../../i18n';
import { moment, shortDay } from '../../i18n/dates';
import { useLive } from '../../ui/live';
import { useDoing, useLoad } from '../../ui/load';
import { Button, Chip, Empty, Loading, Refusal, Tag } from '../../ui/parts';
import '../../ui/record.css';

type Task = Schemas['TaskView'];
const MOST = 200;
/** What the work itself closes: to say «done» without it would lose it from sight. */
const BY_DOING: Task['subject'][] = ['vedtak_signature', 'vedtak_returned', 'vedtak_notice', 'consultation_answer'];

export function Tasks() {
  const who = me();
  const mine = who ? teams(who) : [];
  const [chosen, setTeam] = useState<string | null>(null);
  const team = chosen ?? mine[0]?.id ?? '';
  const [all, setAll] = useState(false);
  const asked = useLoad('asked', () => body(api.GET('/api/v1/me/consultations')));
  const loaded = useLoad(`${team}|${String(all)}`, async () => {
    if (!team) return [];
    const query = { limit: MOST, ...(all ? {} : { holder: 'me' as const }) };
    return (await body(api.GET('/api/v1/teams/{team}/tasks', { params: { path: { team }, query } }))).items;
  });
  useLive(team || null, async () => { await Promise.all([asked.reload(), loaded.reload()]); });
  const tasks = loaded.data ?? [];
  return (
    <div class="page">
      <div class="call">
        <h1 class="ds-heading" data-size="sm">{t('tasks.title')}</h1>
        {mine.length > 1 && (
          <select class="ds-input slim" aria-label={t('team')} value={team} onChange={(event) => setTeam(event.currentTarget.value)}>
            {mine.map((one) => <option key={one.id} value={one.id}>{one.name}</option>)}
          </select>
        )}
      </div>
      <Refusal problem={asked.problem} onRetry={asked.reload} />
      {asked.data && asked.data.items.length > 0 && (
        <section class="stack" aria-labelledby="asked-list">
          <h2 class="ds-heading" data-size="xs" id="asked-list">{t('tasks.asked')}</h2>
          {asked.data.items.map((one) => (
            <article key={one.id} class="asked">
              <blockquote>{one.question}</blockquote>
              <p><strong>{one.citizenName}</strong> · {Term('ConsultationField', one.field)} · {t('tasks.asked.by', { who: one.askedByName })}</p>
              <p>{t('consult.due', { day: shortDay(one.dueOn), when: moment(one.accessUntil) })}</p>
              <div><a class="ds-button" data-variant="secondary" href={`/innbyggere/${one.citizen}`}>{t('tasks.asked.open')}<span class="ds-sr-only"> {one.citizenName}</span></a></div>
            </article>
          ))}
        </section>
      )}
      {team && (
        <section class="panel" aria-labelledby="tasks-title">
          <div class="call">
            <h2 class="ds-heading" data-size="xs" id="tasks-title">{t('tasks.todo')}</h2>
            <div class="chips" role="group" aria-label={t('filter')}>
              <Chip on={!all} onPress={() => setAll(false)}>{t('tasks.mine')}</Chip>
              <Chip on={all} onPress={() => setAll(true)}>{t('tasks.all')}</Chip>
            </div>
          </div>
          {!loaded.data && (loaded.problem ? <Refusal problem={loaded.problem} onRetry={loaded.reload} /> : <Loading lines={3} />)}
          {loaded.data && tasks.length === 0 && <Empty icon="check" title={t(all ? 'tasks.none' : 'tasks.none.mine')} />}
          <ul class="plain people">{tasks.map((one) => <One key={one.id} task={one} reload={loaded.reload} />)}</ul>
        </section>
      )}
      {!team && asked.data?.items.length === 0 && <Empty icon="check" title={t('tasks.none.mine')} />}
    </div>
  );
}

/** Where one does it. */
function placeOf(task: Task): string | null {
  const { source } = task;
  if (source.kind === 'vedtak') return `/vedtak/${source.id}`;
  if (source.kind === 'goal' && task.citizen) return `/innbyggere/${task.citizen}?evaluer=${source.id}`;
  return task.citizen ? `/innbyggere/${task.citizen}` : null;
}

function One({ task, reload }: { task: Task; reload: () => Promise<void> }) {
  const doing = useDoing();
  const place = placeOf(task);
  const title = capital(task.title);
  const due = task.due.kind === 'day' ? shortDay(task.due.at) : moment(task.due.at);
  return (
    <li class="person">
      <div class="call">
        <span>
          {place ? <a class="ds-link" href={place}>{task.citizenName ?? title}</a> : <strong>{title}</strong>}
          {place && task.citizenName && <> {title}</>}{' '}
          <span class="muted">{t('tasks.due', { day: due })}</span> {task.overdue && <Tag colour="danger">{t('tasks.overdue')}</Tag>}
        </span>
        {place && BY_DOING.includes(task.subject) ? <a class="ds-button" data-variant="secondary" data-size="sm" href={place}>{t('tasks.go')}<span class="ds-sr-only"> {title} {task.citizenName}</span></a> : <Button variant="secondary" data-size="sm" busy={doing.busy} onClick={() => void doing.run(async () => {
          await body(api.POST('/api/v1/tasks/{task}/done', { params: { path: { task: task.id } } }));
          await reload();
        })}>{t('tasks.done')}<span class="ds-sr-only"> {title} {task.citizenName}</span></Button>}
      </div>
      <Refusal problem={doing.problem} />
    </li>
  );
}
