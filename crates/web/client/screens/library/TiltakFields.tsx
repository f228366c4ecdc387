// One tiltak of an entry: so clear that a stranger can do it, and what the citizen does herself.
import type { Schemas } from '../../api/client';
import { Term, t } from '../../i18n';
import { Field } from '../../ui/parts';
import { DAYS, rhythmOf, ruleOf } from './rhythm';

type Tiltak = Schemas['LibraryTiltak'];
const SERVICES = ['home_nursing', 'practical_assistance', 'physiotherapy', 'occupational_therapy', 'day_centre', 'safety_alarm', 'support_contact', 'respite'] as const;
const ABLE = ['medication', 'insulin', 'iv', 'wound_care', 'palliative', 'dementia', 'reablement', 'nursing', 'personal_care', 'practical_assistance', 'physiotherapy', 'occupational_therapy'] as const;
const PERFORMERS = ['team_member', 'citizen', 'kin', 'volunteer', 'other_service'] as const;

/** A member of a list comes or goes. */
function toggled<T>(list: readonly T[], one: T, on: boolean): T[] {
  return on ? [...list, one] : list.filter((other) => other !== one);
}

export function TiltakFields({ at, tiltak, goals, onChange }: { at: number; tiltak: Tiltak; goals: Schemas['LibraryGoal'][]; onChange: (next: Tiltak) => void }) {
  const put = (more: Partial<Tiltak>): void => onChange({ ...tiltak, ...more });
  const id = (name: string): string => `tiltak-${name}-${at}`;
  const rhythm = rhythmOf(tiltak.recurrence);
  const time = (part: 'from' | 'until', value: string): void => put({ window: { ...tiltak.window, [part]: `${value}:00` } });
  return (
    <>
      <Field id={id('what')} label={t('library.what')}><input class="ds-input" id={id('what')} required value={tiltak.description} onInput={(event) => put({ description: event.currentTarget.value })} /></Field>
      <Field id={id('how')} label={t('library.how')}><textarea class="ds-input" id={id('how')} rows={3} required value={tiltak.instruction} onInput={(event) => put({ instruction: event.currentTarget.value })} /></Field>
      <Field id={id('own')} label={t('library.own')}><textarea class="ds-input" id={id('own')} rows={2} required value={tiltak.ownPart} onInput={(event) => put({ ownPart: event.currentTarget.value })} /></Field>
      <div class="part">
        <Field id={id('service')} label={t('draft.service')}>
          <select class="ds-input" id={id('service')} value={tiltak.service} onChange={(event) => put({ service: event.currentTarget.value as Tiltak['service'] })}>
            {[...new Set([tiltak.service, ...SERVICES])].map((one) => <option key={one} value={one}>{Term('ServiceType', one)}</option>)}
          </select>
        </Field>
        <Field id={id('by')} label={t('library.by')}>
          <select class="ds-input" id={id('by')} value={tiltak.performer} onChange={(event) => put({ performer: event.currentTarget.value as Tiltak['performer'] })}>
            {PERFORMERS.map((one) => <option key={one} value={one}>{Term('Performer', one)}</option>)}
          </select>
        </Field>
        <Field id={id('minutes')} label={t('library.minutes')}><input class="ds-input" id={id('minutes')} type="number" min={1} required value={tiltak.minutes} onInput={(event) => put({ minutes: Number(event.currentTarget.value) })} /></Field>
        <Field id={id('people')} label={t('library.people')}><input class="ds-input" id={id('people')} type="number" min={1} max={2} required value={tiltak.employees} onInput={(event) => put({ employees: Number(event.currentTarget.value) })} /></Field>
        <Field id={id('from')} label={t('library.from')}><input class="ds-input" id={id('from')} type="time" required value={tiltak.window.from.slice(0, 5)} onInput={(event) => time('from', event.currentTarget.value)} /></Field>
        <Field id={id('until')} label={t('library.until')}><input class="ds-input" id={id('until')} type="time" required value={tiltak.window.until.slice(0, 5)} onInput={(event) => time('until', event.currentTarget.value)} /></Field>
      </div>
      {rhythm ? (
        <fieldset class="choice">
          <legend>{t('library.often')}</legend>
          {DAYS.map((day) => (
            <label key={day}><input type="checkbox" class="ds-input" checked={rhythm.days.includes(day)}
              onChange={(event) => put({ recurrence: ruleOf({ ...rhythm, days: toggled(rhythm.days, day, event.currentTarget.checked) }) })} />{t(`weekday.${day}`)}</label>
          ))}
          <label>{t('library.weeks')} <input class="ds-input slim" type="number" min={1} max={12} value={rhythm.weeks} onInput={(event) => put({ recurrence: ruleOf({ ...rhythm, weeks: Math.max(1, Number(event.currentTarget.value)) }) })} /></label>
        </fieldset>
      ) : (
        <Field id={id('rule')} label={t('library.often')} description={t('library.rule.hint')}><input class="ds-input" id={id('rule')} required value={tiltak.recurrence} onInput={(event) => put({ recurrence: event.currentTarget.value })} /></Field>
      )}
      <fieldset class="choice">
        <legend>{t('library.for')}</legend>
        {goals.map((goal, i) => (
          <label key={i}><input type="checkbox" class="ds-input" checked={tiltak.goals.includes(i)} onChange={(event) => put({ goals: toggled(tiltak.goals, i, event.currentTarget.checked).sort((a, b) => a - b) })} />{goal.text || t('library.goal', { n: i + 1 })}</label>
        ))}
      </fieldset>
      <fieldset class="choice">
        <legend>{t('requests.able')}</legend>
        {ABLE.map((one) => <label key={one}><input type="checkbox" class="ds-input" checked={tiltak.competences.includes(one)} onChange={(event) => put({ competences: toggled(tiltak.competences, one, event.currentTarget.checked) })} />{Term('CompetenceCode', one)}</label>)}
      </fieldset>
      <div class="chips">
        <label class="check"><input type="checkbox" class="ds-input" checked={tiltak.mustDo} onChange={(event) => put({ mustDo: event.currentTarget.checked, canWaitDays: 0 })} />{t('day.must')}</label>
        <label class="check"><input type="checkbox" class="ds-input" checked={tiltak.mastery} onChange={(event) => put({ mastery: event.currentTarget.checked })} />{t('library.mastery')}</label>
      </div>
      {!tiltak.mustDo && <Field id={id('wait')} label={t('library.wait')}><input class="ds-input" id={id('wait')} type="number" min={0} required value={tiltak.canWaitDays} onInput={(event) => put({ canWaitDays: Number(event.currentTarget.value) })} /></Field>}
    </>
  );
}
