// Goals with their way so far as a small graph, and the tiltak that serve them.
import type { Schemas } from '../../api/client';
import { t, term } from '../../i18n';
import { shortDay } from '../../i18n/dates';
import { Tag } from '../../ui/parts';
import { Progress } from '../../ui/Progress';

type Plan = Schemas['PlanView'];

export function Goals({ plan, words, name }: { plan: Plan; words: Schemas['Statement'][]; name: (employee: string | null | undefined) => string }) {
  const rule = (text: string): string => text.includes('DAILY') ? t('rule.daily') : text.includes('WEEKLY') ? t('rule.weekly') : text.includes('MONTHLY') ? t('rule.monthly') : text;
  const active = plan.tiltak.filter((one) => one.active);
  const of = (goal: string) => active.filter((one) => one.content.goals.includes(goal));
  const loose = active.filter((one) => one.content.goals.length === 0);
  const line = (one: Plan['tiltak'][number]) => (
    <li key={one.id}>{one.content.description} <span class="muted">{one.content.minutes} min, {rule(one.content.recurrence)}{one.content.slot ? `, ${term('Slot', one.content.slot)}` : ''}</span></li>
  );
  return (
    <section class="panel wide" aria-labelledby="goals-title">
      <h2 class="ds-heading" data-size="xs" id="goals-title">{t('goals')}</h2>
      {plan.goals.length === 0 && <p class="muted">{t('goals.none')}</p>}
      <ul class="plain goals">
        {plan.goals.filter((goal) => !goal.ended).map((goal) => {
          const basis = goal.content.basis;
          const said = basis.kind === 'statement' ? words.find((one) => one.id === basis.statement) : null;
          return (
            <li key={goal.id} class="goal">
              <div>
                <p class="strong">{goal.content.text}</p>
                {said && <p class="muted">«{said.text}»</p>}
                {basis.kind === 'professional' && <p class="muted">{basis.reason}</p>}
                <p class="muted">{t('goal.owner')} {name(goal.content.owner)}
                  {goal.nextEvaluation && <> · {t('caseload.evaluation')} {shortDay(goal.nextEvaluation)}</>} {goal.overdue && <Tag colour="danger">{t('goal.overdue')}</Tag>}</p>
                <ul class="ds-list">{of(goal.id).map(line)}</ul>
              </div>
              <Progress goal={goal} />
            </li>
          );
        })}
      </ul>
      {loose.length > 0 && <><h3 class="ds-heading" data-size="2xs">{t('goals.loose')}</h3><ul class="ds-list">{loose.map(line)}</ul></>}
      {plan.proposedForEnding.length > 0 && <p>{t('goals.ending', { n: plan.proposedForEnding.length })}</p>}
    </section>
  );
}
