// What a specialist answered becomes a tiltak of the team's own plan, once, without being written again (R-TEAM-12): the team says when it
// begins, for which goals, and only what the answer left open.
import { useEffect, useState } from 'preact/hooks';
import { type Schemas, api, body } from '../../api/client';
import { Term, t } from '../../i18n';
import { plusDays, today } from '../../i18n/dates';
import { type Said, said } from '../../ui/form';
import { useDoing } from '../../ui/load';
import { Button, Dialog, Field, Refusal } from '../../ui/parts';
import { DAYS, type Day, ruleOf } from '../library/rhythm';
import { advice } from './advice';

type Consultation = Schemas['ConsultationView'];
/** The rule that lets what is outside the frame stand for a time. */
const OUTSIDE = 'R-PLAN-4';
const SERVICES = ['home_nursing', 'practical_assistance', 'physiotherapy', 'occupational_therapy'] as const;

export function IntoPlan({ asked, plan, onClose, onDone }: { asked: Consultation; plan: Schemas['PlanView']; onClose: () => void; onDone: () => Promise<void> }) {
  const told = asked.answer?.advice ?? advice({});
  const goals = plan.goals.filter((one) => !one.ended);
  const [days, setDays] = useState<Day[]>([...DAYS]);
  const doing = useDoing();
  // Outside the vedtak's frame it stands for a time, with a reason (R-PLAN-4).
  const [outside, setOutside] = useState(false);
  const refused = doing.problem?.reasons.some((one) => one.rule === OUTSIDE) ?? false;
  useEffect(() => { if (refused) setOutside(true); }, [refused]);
  const save = async (form: Said): Promise<void> => {
    // What the answer says is not said again.
    const otherwise = advice({
      ...(told.service ? {} : { service: form.text('service') as Schemas['ServiceType'] }),
      ...(told.description ? {} : { description: form.text('what') }),
      ...(told.minutes ? {} : { minutes: form.number('minutes') }),
      ...(told.ownPart ? {} : { ownPart: form.text('own') }),
      ...(told.recurrence ? {} : { recurrence: ruleOf({ days, weeks: 1 }) }),
      ...(told.window ? {} : { window: { from: `${form.text('from')}:00`, until: `${form.text('until')}:00`, preferred: null } }),
    });
    await body(api.POST('/api/v1/consultations/{consultation}/tiltak', {
      params: { path: { consultation: asked.id } }, body: { start: form.text('start'), goals: form.all('goal'), otherwise, temporary: form.maybe('why') ? { reason: form.text('why'), until: form.text('last') } : null },
    }));
    await onDone();
  };
  return (
    <Dialog title={t('consult.plan')} onClose={onClose} wide>
      <form class="stack" onSubmit={(event) => { event.preventDefault(); const form = said(event.currentTarget); void doing.run(() => save(form)); }}>
        <p class="answer">{asked.answer?.text}</p>
        <p class="muted">{t('consult.plan.lead', { who: asked.specialistName })}</p>
        {!told.description && <Field id="plan-what" label={t('library.what')}><input class="ds-input" id="plan-what" name="what" required /></Field>}
        {!told.ownPart && <Field id="plan-own" label={t('library.own')}><textarea class="ds-input" id="plan-own" name="own" rows={2} required /></Field>}
        <div class="part">
          {!told.service && (
            <Field id="plan-service" label={t('draft.service')}>
              <select class="ds-input" id="plan-service" name="service">{SERVICES.map((one) => <option key={one} value={one}>{Term('ServiceType', one)}</option>)}</select>
            </Field>
          )}
          {!told.minutes && <Field id="plan-minutes" label={t('library.minutes')}><input class="ds-input" id="plan-minutes" name="minutes" type="number" min={1} required /></Field>}
          {!told.window && <Field id="plan-from" label={t('library.from')}><input class="ds-input" id="plan-from" name="from" type="time" required /></Field>}
          {!told.window && <Field id="plan-until" label={t('library.until')}><input class="ds-input" id="plan-until" name="until" type="time" required /></Field>}
          <Field id="plan-start" label={t('library.start')}><input class="ds-input" id="plan-start" name="start" type="date" required min={today()} defaultValue={plusDays(today(), 1)} /></Field>
        </div>
        {!told.recurrence && (
          <fieldset class="choice">
            <legend>{t('library.often')}</legend>
            {DAYS.map((day) => (
              <label key={day}><input type="checkbox" class="ds-input" checked={days.includes(day)}
                onChange={(event) => setDays(event.currentTarget.checked ? [...days, day] : days.filter((one) => one !== day))} />{t(`weekday.${day}`)}</label>
            ))}
          </fieldset>
        )}
        <fieldset class="choice column">
          <legend>{t('library.for')}</legend>
          {goals.map((goal) => <label key={goal.id}><input type="checkbox" class="ds-input" name="goal" value={goal.id} />{goal.content.text}</label>)}
        </fieldset>
        <Refusal problem={doing.problem} />
        {outside && (
          <div class="part">
            <Field id="plan-why" label={t('library.outside')}><input class="ds-input" id="plan-why" name="why" maxLength={500} /></Field>
            <Field id="plan-last" label={t('week.until')}><input class="ds-input" id="plan-last" name="last" type="date" defaultValue={plusDays(today(), 14)} /></Field>
          </div>
        )}
        <Button type="submit" busy={doing.busy}>{t('consult.plan.do')}</Button>
      </form>
    </Dialog>
  );
}
