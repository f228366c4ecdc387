// The thread (den røde tråden): what was said, the goal it became, the tiltak, the visits, the result.
import { type Schemas, api, body } from '../../api/client';
import { t, term } from '../../i18n';
import { shortDay } from '../../i18n/dates';
import { useLoad } from '../../ui/load';
import { Alert, Loading, Refusal, Tag } from '../../ui/parts';

type Thread = Schemas['ThreadView'];

export function ThreadPanel({ citizen, version }: { citizen: string; version: unknown }) {
  const loaded = useLoad(`${citizen}|${JSON.stringify(version)}`, () => body(api.GET('/api/v1/citizens/{citizen}/thread', { params: { path: { citizen } } })));
  return (
    <section class="panel" aria-labelledby="thread-title">
      <div>
        <h2 class="ds-heading" data-size="xs" id="thread-title">{t('thread')}</h2>
        <p class="muted">{t('thread.hint')}</p>
      </div>
      {!loaded.data && (loaded.problem ? <Refusal problem={loaded.problem} onRetry={loaded.reload} /> : <Loading lines={2} />)}
      {loaded.data && <Steps thread={loaded.data} />}
    </section>
  );
}

function Steps({ thread }: { thread: Thread }) {
  return (
    <>
      {thread.statements.length === 0 && <p class="muted">{t('thread.none')}</p>}
      <ul class="thread">
        {thread.statements.map((said) => (
          <li key={said.id}>
            <p class="thread-said"><span class="muted">{term('Section', said.section)}</span> «{said.text}»</p>
            {said.goals.length > 0 ? <Goals goals={said.goals} /> : <p class="muted thread-open">{t('thread.nogoal')}</p>}
          </li>
        ))}
        {thread.otherGoals.length > 0 && <li><p class="thread-said"><span class="muted">{t('thread.other')}</span></p><Goals goals={thread.otherGoals} /></li>}
        {thread.looseTiltak.length > 0 && <li><p class="thread-said"><span class="muted">{t('goals.loose')}</span></p><Tiltak tiltak={thread.looseTiltak} /></li>}
      </ul>
      {thread.broken.length > 0 && (
        <Alert colour="warning" title={t('thread.broken')}>
          <ul class="ds-list">{thread.broken.map((one, i) => <li key={i}>{one.message} <span class="rule">{one.rule}</span></li>)}</ul>
        </Alert>
      )}
    </>
  );
}

function Goals({ goals }: { goals: Schemas['GoalThread'][] }) {
  return (
    <ul>
      {goals.map((goal) => (
        <li key={goal.id}>
          <p><strong>{goal.text}</strong> {goal.reason && <span class="muted">{goal.reason}</span>}</p>
          <Tiltak tiltak={goal.tiltak} />
          {goal.evaluations.map(({ id, content }) => (
            <p key={id} class="thread-result">
              <Tag colour={content.outcome === 'reached' ? 'success' : content.outcome === 'partly' ? 'warning' : 'danger'}>{term('EvaluationOutcome', content.outcome)}</Tag>{' '}
              <span class="muted">{shortDay(content.evaluatedOn)}, {term('NextStep', content.next)}</span> {content.note}
            </p>
          ))}
        </li>
      ))}
    </ul>
  );
}

function Tiltak({ tiltak }: { tiltak: Schemas['TiltakThread'][] }) {
  return (
    <ul>
      {tiltak.map(({ id, description, visits }) => (
        <li key={id}>
          {description}{' '}
          <span class="muted">{t('thread.visits', { done: visits.done, coming: visits.coming })}{visits.notDone > 0 && `, ${t('thread.notdone', { n: visits.notDone })}`}</span>
        </li>
      ))}
    </ul>
  );
}
