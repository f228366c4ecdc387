// Saying how a goal went (R-PLAN-5): reached or not, where she stands now, and what follows — in one go.
import { useState } from 'preact/hooks';
import { type Schemas, api, body } from '../../api/client';
import { Term, t } from '../../i18n';
import { plusDays, today } from '../../i18n/dates';
import { useDoing } from '../../ui/load';
import { Button, Choice, Dialog, Field, Refusal } from '../../ui/parts';
import { RANGES } from '../../ui/Progress';

type Goal = Schemas['GoalView'];
const OUTCOMES = ['reached', 'partly', 'not_reached'] as const;
const STEPS = ['continue', 'change', 'end'] as const;
/** Days until the next look that are suggested: six weeks. */
const SUGGESTED = 42;

/** The places on a goal's scale, lowest first. */
export function scores(scale: Schemas['Scale']): number[] {
  const [low, high] = RANGES[scale];
  return Array.from({ length: high - low + 1 }, (_, i) => low + i);
}

export function Evaluate({ citizen, goal, tiltak, onClose, onDone }: {
  citizen: string; goal: Goal; tiltak: Schemas['TiltakView'][]; onClose: () => void; onDone: () => unknown;
}) {
  const { scale } = goal.content;
  const [outcome, setOutcome] = useState<(typeof OUTCOMES)[number] | null>(null);
  const [score, setScore] = useState<number | null>(null);
  const [note, setNote] = useState('');
  const [next, setNext] = useState<(typeof STEPS)[number] | null>(null);
  const [date, setDate] = useState(plusDays(today(), SUGGESTED));
  const [text, setText] = useState(goal.content.text);
  const [target, setTarget] = useState(goal.content.target ?? null);
  const [ending, setEnding] = useState<string[]>([]);
  const doing = useDoing();
  const label = (value: number): string => (scale === 'yes_no' ? t(value === 1 ? 'yes' : 'no') : value > 0 && scale === 'goal_attainment' ? `+${value}` : String(value));
  const places = scores(scale).map((value) => [value, label(value)] as const);
  const save = async (): Promise<void> => {
    if (outcome === null || score === null || next === null) return;
    await body(api.POST('/api/v1/citizens/{citizen}/tiltaksplan/goals/{goal}/evaluations', {
      params: { path: { citizen, goal: goal.id } },
      body: {
        evaluatedOn: today(), outcome, score, note: note.trim() || null, next, nextEvaluationDate: next === 'end' ? null : date,
        goal: next === 'change' ? { ...goal.content, text: text.trim(), target, evaluationDate: date } : null,
        endTiltak: next === 'end' ? ending : [],
      },
    }));
    await onDone();
    onClose();
  };
  return (
    <Dialog title={t('evaluate.title')} onClose={onClose}>
      <form class="stack" onSubmit={(event) => { event.preventDefault(); void doing.run(save); }}>
        <p class="strong">{goal.content.text}</p>
        <Choice legend={t('evaluate.outcome')} name="outcome" value={outcome} onChange={setOutcome} options={OUTCOMES.map((one) => [one, Term('EvaluationOutcome', one)] as const)} />
        <Choice legend={t('evaluate.score')} hint={t(`evaluate.score.${scale}`)} name="score" value={score} onChange={setScore} options={places} />
        <Field id="eval-note" label={t('evaluate.note')}>
          <textarea class="ds-input" id="eval-note" rows={2} value={note} onInput={(event) => setNote(event.currentTarget.value)} />
        </Field>
        <Choice legend={t('evaluate.next')} name="next" value={next} onChange={setNext} options={STEPS.map((one) => [one, Term('NextStep', one)] as const)} />
        {next === 'change' && (
          <>
            <Field id="eval-goal" label={t('evaluate.goal')}>
              <textarea class="ds-input" id="eval-goal" rows={2} required value={text} onInput={(event) => setText(event.currentTarget.value)} />
            </Field>
            <Choice legend={t('evaluate.target')} name="target" value={target} onChange={setTarget} options={places} />
          </>
        )}
        {(next === 'continue' || next === 'change') && (
          <Field id="eval-date" label={t('evaluate.date')}>
            <input class="ds-input" id="eval-date" type="date" required min={plusDays(today(), 1)} value={date} onInput={(event) => setDate(event.currentTarget.value)} />
          </Field>
        )}
        {next === 'end' && tiltak.length > 0 && (
          <fieldset class="choice column">
            <legend>{t('evaluate.tiltak')}</legend>
            {tiltak.map((one) => (
              <label key={one.id}>
                <input type="checkbox" class="ds-input" checked={ending.includes(one.id)}
                  onChange={(event) => setEnding(event.currentTarget.checked ? [...ending, one.id] : ending.filter((id) => id !== one.id))} />
                {one.content.description}
              </label>
            ))}
          </fieldset>
        )}
        <Refusal problem={doing.problem} />
        <Button type="submit" busy={doing.busy} disabled={outcome === null || score === null || next === null}>{t('evaluate.save')}</Button>
      </form>
    </Dialog>
  );
}
