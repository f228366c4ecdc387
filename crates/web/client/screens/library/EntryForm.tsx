// One entry of the library, written or changed. The server asks the rules of goals and tiltak.
import { useState } from 'preact/hooks';
import { type Schemas, api, body } from '../../api/client';
import { Term, t } from '../../i18n';
import { useDoing } from '../../ui/load';
import { Button, Field, Refusal } from '../../ui/parts';
import { TiltakFields } from './TiltakFields';

type Entry = Schemas['LibraryEntry'];
type Goal = Schemas['LibraryGoal'];
type Tiltak = Schemas['LibraryTiltak'];
const SCALES = ['self_rated', 'goal_attainment', 'yes_no'] as const;

const noGoal = (): Goal => ({ text: '', scale: 'self_rated', target: null, evaluateAfterDays: 42 });
const noTiltak = (): Tiltak => ({
  service: 'home_nursing', description: '', instruction: '', ownPart: '', competences: [], minutes: 20, employees: 1, recurrence: 'FREQ=DAILY',
  window: { from: '08:00:00', until: '10:00:00', preferred: null }, slot: null, after: null, goals: [0], mustDo: false, canWaitDays: 0,
  performer: 'team_member', mastery: false, lastsDays: null,
});

/** An entry that says nothing yet. */
export function nothing(): Entry {
  return { title: '', when: null, goals: [noGoal()], tiltak: [noTiltak()] };
}

export function EntryForm({ team, first, saved, onDone }: { team: string; first: Entry; saved: Schemas['LibraryView'] | null; onDone: () => void }) {
  const [entry, setEntry] = useState(first);
  const doing = useDoing();
  const put = (more: Partial<Entry>): void => setEntry({ ...entry, ...more });
  const goal = (at: number, more: Partial<Goal>): void => put({ goals: entry.goals.map((one, i) => (i === at ? { ...one, ...more } : one)) });
  const tiltak = (at: number, next: Tiltak): void => put({ tiltak: entry.tiltak.map((one, i) => (i === at ? next : one)) });
  // A goal that goes takes its place with it: what points behind it moves up.
  const dropGoal = (at: number): void => put({
    goals: entry.goals.filter((_, i) => i !== at),
    tiltak: entry.tiltak.map((one) => ({ ...one, goals: one.goals.filter((to) => to !== at).map((to) => (to > at ? to - 1 : to)) })),
  });
  const dropTiltak = (at: number): void => put({
    tiltak: entry.tiltak.filter((_, i) => i !== at).map((one) => ({
      ...one, after: !one.after || one.after.tiltak === at ? null : { ...one.after, tiltak: one.after.tiltak > at ? one.after.tiltak - 1 : one.after.tiltak },
    })),
  });
  const save = async (): Promise<void> => {
    if (saved) await body(api.PUT('/api/v1/teams/{team}/plan-library/{entry}', { params: { path: { team, entry: saved.id }, header: { 'If-Match': saved.etag } }, body: entry }));
    else await body(api.POST('/api/v1/teams/{team}/plan-library', { params: { path: { team } }, body: entry }));
    onDone();
  };
  return (
    <form class="stack" onSubmit={(event) => { event.preventDefault(); void doing.run(save); }}>
      <Field id="entry-title" label={t('library.name')}><input class="ds-input" id="entry-title" required value={entry.title} onInput={(event) => put({ title: event.currentTarget.value })} /></Field>
      <Field id="entry-when" label={t('library.when')}><input class="ds-input" id="entry-when" value={entry.when ?? ''} onInput={(event) => put({ when: event.currentTarget.value || null })} /></Field>
      {entry.goals.map((one, i) => (
        <fieldset key={i} class="pair rows part-of">
          <legend>{t('library.goal', { n: i + 1 })}</legend>
          <Field id={`goal-text-${i}`} label={t('library.goal.text')}><textarea class="ds-input" id={`goal-text-${i}`} rows={2} required value={one.text} onInput={(event) => goal(i, { text: event.currentTarget.value })} /></Field>
          <div class="part">
            <Field id={`goal-scale-${i}`} label={t('library.scale')}>
              <select class="ds-input" id={`goal-scale-${i}`} value={one.scale} onChange={(event) => goal(i, { scale: event.currentTarget.value as Goal['scale'], target: null })}>
                {SCALES.map((code) => <option key={code} value={code}>{Term('Scale', code)}</option>)}
              </select>
            </Field>
            <Field id={`goal-target-${i}`} label={t('library.target')}>
              <input class="ds-input" id={`goal-target-${i}`} type="number" min={-2} max={10} value={one.target ?? ''} onInput={(event) => goal(i, { target: event.currentTarget.value === '' ? null : Number(event.currentTarget.value) })} />
            </Field>
            <Field id={`goal-days-${i}`} label={t('library.days')}>
              <input class="ds-input" id={`goal-days-${i}`} type="number" min={1} required value={one.evaluateAfterDays} onInput={(event) => goal(i, { evaluateAfterDays: Number(event.currentTarget.value) })} />
            </Field>
          </div>
          {entry.goals.length > 1 && <div><Button variant="tertiary" colour="danger" onClick={() => dropGoal(i)}>{t('talk.remove')}<span class="ds-sr-only"> {t('library.goal', { n: i + 1 })}</span></Button></div>}
        </fieldset>
      ))}
      <div><Button variant="secondary" onClick={() => put({ goals: [...entry.goals, noGoal()] })}>{t('library.goal.add')}</Button></div>
      {entry.tiltak.map((one, i) => (
        <fieldset key={i} class="pair rows part-of">
          <legend>{t('library.tiltak', { n: i + 1 })}</legend>
          <TiltakFields at={i} tiltak={one} goals={entry.goals} onChange={(next) => tiltak(i, next)} />
          {entry.tiltak.length > 1 && <div><Button variant="tertiary" colour="danger" onClick={() => dropTiltak(i)}>{t('talk.remove')}<span class="ds-sr-only"> {t('library.tiltak', { n: i + 1 })}</span></Button></div>}
        </fieldset>
      ))}
      <div><Button variant="secondary" onClick={() => put({ tiltak: [...entry.tiltak, noTiltak()] })}>{t('library.tiltak.add')}</Button></div>
      <Refusal problem={doing.problem} />
      <Button type="submit" busy={doing.busy}>{t('library.save')}</Button>
    </form>
  );
}
