// Goals with their way so far as a small graph, the tiltak that serve them, and the way to evaluate.
import { useLocation, useRoute } from 'preact-iso';
import { useState } from 'preact/hooks';
import type { Schemas } from '../../api/client';
import { Term, t, term } from '../../i18n';
import { shortDay, today } from '../../i18n/dates';
import { Button, Tag } from '../../ui/parts';
import { Progress } from '../../ui/Progress';
import { Copy } from './Copy';
import { Evaluate } from './Evaluate';

type Plan = Schemas['PlanView'];

/** How often, in words. */
export function often(rule: string): string {
  if (rule.includes('DAILY')) return t('rule.daily');
  if (rule.includes('WEEKLY')) return t('rule.weekly');
  return rule.includes('MONTHLY') ? t('rule.monthly') : rule;
}

export function Goals({ citizen, unit, plan, words, names, vedtak, name, reads = false, reload }: {
  citizen: string; unit: string; plan: Plan; words: Schemas['Statement'][]; names: Map<string, string>; vedtak: Schemas['VedtakView'][];
  name: (employee: string | null | undefined) => string; reads?: boolean; reload: () => Promise<void>;
}) {
  const [copying, setCopying] = useState(false);
  const { route } = useLocation();
  // The goal being evaluated stands in the address, so that a list can lead straight to it.
  const asked = useRoute().query['evaluer'];
  const open = (goal: string | null): void => route(`/innbyggere/${citizen}${goal ? `?evaluer=${goal}` : ''}`, true);
  // What has not begun is seen, too, and from when.
  const active = plan.tiltak.filter((one) => one.active || today() < one.content.start);
  const of = (goal: string) => active.filter((one) => one.content.goals.includes(goal));
  const loose = active.filter((one) => one.content.goals.length === 0);
  const going = plan.goals.filter((goal) => !goal.ended);
  const ended = plan.goals.filter((goal) => goal.ended);
  const evaluated = going.find((goal) => goal.id === asked);
  return (
    <section class="panel" aria-labelledby="goals-title">
      <div class="call">
        <h2 class="ds-heading" data-size="xs" id="goals-title">{t('goals')}</h2>
        {names.size > 0 && <Button variant="secondary" data-size="sm" onClick={() => setCopying(true)}>{t('library.fetch')}</Button>}
      </div>
      {plan.goals.length === 0 && <p class="muted">{t('goals.none')}</p>}
      <ul class="plain goals">
        {going.map((goal) => {
          const { basis } = goal.content;
          const said = basis.kind === 'statement' ? words.find((one) => one.id === basis.statement) : null;
          return (
            <li key={goal.id} class="goal">
              <div class="goal-what">
                <h3 class="goal-text">{goal.content.text}</h3>
                {said && <p class="muted">«{said.text}»</p>}
                {basis.kind === 'professional' && <p class="muted">{basis.reason}</p>}
                <p class="muted">{t('goal.owner')} {name(goal.content.owner)}
                  {goal.nextEvaluation && <> · {t('caseload.evaluation')} {shortDay(goal.nextEvaluation)}</>} {goal.overdue && <Tag colour="danger">{t('goal.overdue')}</Tag>}</p>
                <Tiltak tiltak={of(goal.id)} />
                {!reads && <div><Button variant={goal.overdue ? 'primary' : 'secondary'} data-size="sm" onClick={() => open(goal.id)}>{t('goal.evaluate')}<span class="ds-sr-only"> {goal.content.text}</span></Button></div>}
              </div>
              <Progress goal={goal} />
            </li>
          );
        })}
      </ul>
      {loose.length > 0 && <><h3 class="ds-heading" data-size="2xs">{t('goals.loose')}</h3><Tiltak tiltak={loose} /></>}
      {plan.proposedForEnding.length > 0 && <p>{t('goals.ending', { n: plan.proposedForEnding.length })}</p>}
      {ended.length > 0 && (
        <details class="ds-details">
          <summary>{t('goal.ended', { n: ended.length })}</summary>
          <ul class="plain">{ended.map((goal) => <Ended key={goal.id} goal={goal} />)}</ul>
        </details>
      )}
      {copying && <Copy citizen={citizen} unit={unit} words={words} names={names} vedtak={vedtak} onClose={() => setCopying(false)} onDone={reload} />}
      {evaluated && <Evaluate key={evaluated.id} citizen={citizen} goal={evaluated} tiltak={of(evaluated.id)} onClose={() => open(null)} onDone={reload} />}
    </section>
  );
}

function Tiltak({ tiltak }: { tiltak: Plan['tiltak'] }) {
  if (tiltak.length === 0) return null;
  return (
    <ul class="tiltak">
      {tiltak.map(({ id, content }) => (
        <li key={id}>{content.description} <span class="muted">{content.minutes} min, {often(content.recurrence)}{content.slot ? `, ${term('Slot', content.slot)}` : ''}{content.start > today() ? `, ${t('from', { day: shortDay(content.start) })}` : ''}</span></li>
      ))}
    </ul>
  );
}

function Ended({ goal }: { goal: Schemas['GoalView'] }) {
  const last = goal.evaluations.at(-1);
  return (
    <li>
      <span>{goal.content.text}</span>{' '}
      {last && <span class="muted">{t('goal.evaluated', { day: shortDay(last.content.evaluatedOn), outcome: Term('EvaluationOutcome', last.content.outcome) })}</span>}
    </li>
  );
}
