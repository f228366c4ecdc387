// An entry of the team's library becomes the citizen's own (R-PLAN-2): each goal says whose words or which
// reason it rests on, where she stands and who follows it.
import { useState } from 'preact/hooks';
import { type Schemas, api, body } from '../../api/client';
import { Term, t } from '../../i18n';
import { plusDays, shortDay, today } from '../../i18n/dates';
import { useDoing, useLoad } from '../../ui/load';
import { Button, Dialog, Field, Loading, Refusal } from '../../ui/parts';
import { scores } from './Evaluate';

type Goal = Schemas['GoalCopy'];
/** The rule that lets what is outside the frame stand for a time. */
const OUTSIDE = 'R-PLAN-4';

export function Copy({ citizen, unit, words, names, vedtak, onClose, onDone }: {
  citizen: string; unit: string; words: Schemas['Statement'][]; names: Map<string, string>; vedtak: Schemas['VedtakView'][];
  onClose: () => void; onDone: () => Promise<void>;
}) {
  const loaded = useLoad(unit, () => body(api.GET('/api/v1/teams/{team}/plan-library', { params: { path: { team: unit } } })));
  const [chosen, setChosen] = useState('');
  const items = loaded.data?.items ?? [];
  const entry = items.find((one) => one.id === chosen) ?? null;
  return (
    <Dialog title={t('library.fetch')} onClose={onClose} wide>
      {!loaded.data && (loaded.problem ? <Refusal problem={loaded.problem} onRetry={loaded.reload} /> : <Loading lines={3} />)}
      {loaded.data && items.length === 0 && <p>{t('library.none')} <a class="ds-link" href="/bibliotek">{t('library.title')}</a></p>}
      {items.length > 0 && (
        <Field id="copy-entry" label={t('library.choose')}>
          <select class="ds-input" id="copy-entry" value={chosen} onChange={(event) => setChosen(event.currentTarget.value)}>
            <option value="">{t('library.choose.none')}</option>
            {items.map((one) => <option key={one.id} value={one.id}>{one.content.title}</option>)}
          </select>
        </Field>
      )}
      {entry && <Own key={entry.id} citizen={citizen} entry={entry} words={words} names={names} vedtak={vedtak} onDone={async () => { await onDone(); onClose(); }} />}
    </Dialog>
  );
}

function Own({ citizen, entry, words, names, vedtak, onDone }: {
  citizen: string; entry: Schemas['LibraryView']; words: Schemas['Statement'][]; names: Map<string, string>; vedtak: Schemas['VedtakView'][]; onDone: () => Promise<void>;
}) {
  const services = new Set(entry.content.tiltak.map((one) => one.service));
  const covering = vedtak.filter((one) => one.inForce && services.has(one.content.service));
  const [start, setStart] = useState(plusDays(today(), 1));
  const [goals, setGoals] = useState<Goal[]>(entry.content.goals.map((goal) => ({ basis: words[0] ? { kind: 'statement', statement: words[0].id } : { kind: 'professional', reason: '' }, baseline: null, target: goal.target ?? null, owner: null })));
  const [under, setUnder] = useState(covering[0]?.id ?? '');
  const [why, setWhy] = useState('');
  const [until, setUntil] = useState(plusDays(today(), 14));
  const doing = useDoing();
  const put = (at: number, more: Partial<Goal>): void => setGoals(goals.map((one, i) => (i === at ? { ...one, ...more } : one)));
  const outside = why !== '' || doing.problem?.reasons.some((one) => one.rule === OUTSIDE);
  const save = async (): Promise<void> => {
    await body(api.POST('/api/v1/citizens/{citizen}/tiltaksplan/copies', {
      params: { path: { citizen } },
      body: { entry: entry.id, start, goals, vedtak: under || null, temporary: why.trim() ? { reason: why.trim(), until } : null },
    }));
    await onDone();
  };
  return (
    <form class="stack" onSubmit={(event) => { event.preventDefault(); void doing.run(save); }}>
      <ul class="tiltak">{entry.content.tiltak.map((one, i) => <li key={i}>{one.description} <span class="muted">{one.minutes} min</span></li>)}</ul>
      <Field id="copy-start" label={t('library.start')}><input class="ds-input" id="copy-start" type="date" required min={today()} value={start} onInput={(event) => setStart(event.currentTarget.value)} /></Field>
      {entry.content.goals.map((goal, i) => {
        const own = goals[i];
        if (!own) return null;
        return (
          <fieldset key={i} class="pair rows part-of">
            <legend>{goal.text}</legend>
            <Field id={`copy-basis-${i}`} label={t('library.basis')}>
              <select class="ds-input" id={`copy-basis-${i}`} value={own.basis.kind === 'statement' ? own.basis.statement : ''}
                onChange={(event) => put(i, { basis: event.currentTarget.value ? { kind: 'statement', statement: event.currentTarget.value } : { kind: 'professional', reason: '' } })}>
                {words.map((one) => <option key={one.id} value={one.id}>«{one.text}»</option>)}
                <option value="">{t('library.basis.professional')}</option>
              </select>
            </Field>
            {own.basis.kind === 'professional' && <Field id={`copy-why-${i}`} label={t('library.reason')}><input class="ds-input" id={`copy-why-${i}`} required value={own.basis.reason} onInput={(event) => put(i, { basis: { kind: 'professional', reason: event.currentTarget.value } })} /></Field>}
            <div class="part">
              <Field id={`copy-now-${i}`} label={t('library.now')}>
                <Place id={`copy-now-${i}`} scale={goal.scale} value={own.baseline ?? null} onChange={(baseline) => put(i, { baseline })} />
              </Field>
              <Field id={`copy-target-${i}`} label={t('library.aim')}>
                <Place id={`copy-target-${i}`} scale={goal.scale} value={own.target ?? null} onChange={(target) => put(i, { target })} />
              </Field>
              <Field id={`copy-owner-${i}`} label={t('library.owner')}>
                <select class="ds-input" id={`copy-owner-${i}`} required value={own.owner ?? ''} onChange={(event) => put(i, { owner: event.currentTarget.value || null })}>
                  <option value="">{t('library.choose.none')}</option>
                  {[...names].map(([id, name]) => <option key={id} value={id}>{name}</option>)}
                </select>
              </Field>
            </div>
          </fieldset>
        );
      })}
      {covering.length > 0 && (
        <Field id="copy-vedtak" label={t('library.vedtak')}>
          <select class="ds-input" id="copy-vedtak" value={under} onChange={(event) => setUnder(event.currentTarget.value)}>
            {covering.map((one) => <option key={one.id} value={one.id}>{Term('ServiceType', one.content.service)}{one.content.from ? `, ${t('from', { day: shortDay(one.content.from) })}` : ''}</option>)}
            <option value="">{t('library.vedtak.none')}</option>
          </select>
        </Field>
      )}
      <Refusal problem={doing.problem} />
      {outside && (
        <div class="part">
          <Field id="copy-outside" label={t('library.outside')}><input class="ds-input" id="copy-outside" value={why} onInput={(event) => setWhy(event.currentTarget.value)} /></Field>
          <Field id="copy-until" label={t('week.until')}><input class="ds-input" id="copy-until" type="date" value={until} onInput={(event) => setUntil(event.currentTarget.value)} /></Field>
        </div>
      )}
      <Button type="submit" busy={doing.busy}>{t('library.copy')}</Button>
    </form>
  );
}

/** A place on a goal's scale. */
function Place({ id, scale, value, onChange }: { id: string; scale: Schemas['Scale']; value: number | null; onChange: (value: number | null) => void }) {
  return (
    <select class="ds-input" id={id} required value={value ?? ''} onChange={(event) => onChange(event.currentTarget.value === '' ? null : Number(event.currentTarget.value))}>
      <option value="">{t('library.choose.none')}</option>
      {scores(scale).map((one) => <option key={one} value={one}>{scale === 'yes_no' ? t(one === 1 ? 'yes' : 'no') : one}</option>)}
    </select>
  );
}
