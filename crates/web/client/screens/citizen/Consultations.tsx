// What specialists were asked about her, and answered (R-TEAM-12). Whoever is asked sees this record alone,
// until she has answered or the question is taken back.
import { useState } from 'preact/hooks';
import { type Schemas, api, body } from '../../api/client';
import { Term, t, term } from '../../i18n';
import { moment, plusDays, shortDay, today } from '../../i18n/dates';
import { type Said, said } from '../../ui/form';
import { useDoing, useLoad } from '../../ui/load';
import { Button, Choice, Dialog, Field, Loading, Refusal, Tag } from '../../ui/parts';
import { IntoPlan } from './IntoPlan';

type Consultation = Schemas['ConsultationView'];
type FieldOf = Schemas['ConsultationField'];
const FIELDS = ['dementia', 'mental_health', 'nutrition', 'cancer', 'therapy'] as const;
const COLOURS = { open: 'warning', answered: 'success', withdrawn: 'neutral', lapsed: 'danger' } as const;
/** Days until the answer is wanted that are suggested, and the most that the record stands open. */
const SUGGESTED = 5;
const MOST = 14;

export function Consultations({ citizen, asked, plan, mayAsk, reload }: { citizen: string; asked: Consultation[]; plan: Schemas['PlanView']; mayAsk: boolean; reload: () => Promise<void> }) {
  const [asking, setAsking] = useState(false);
  if (asked.length === 0 && !mayAsk) return null;
  return (
    <section class="panel" aria-labelledby="consult-title">
      <h2 class="ds-heading" data-size="xs" id="consult-title">{t('consult.title')}</h2>
      {asked.length === 0 && <p class="muted">{t('consult.none')}</p>}
      <ul class="plain">{asked.map((one) => <One key={one.id} one={one} plan={plan} mayAsk={mayAsk} reload={reload} />)}</ul>
      {mayAsk && <Button variant="secondary" onClick={() => setAsking(true)}>{t('consult.ask')}</Button>}
      {asking && <Ask citizen={citizen} onClose={() => setAsking(false)} onDone={async () => { setAsking(false); await reload(); }} />}
    </section>
  );
}

function One({ one, plan, mayAsk, reload }: { one: Consultation; plan: Schemas['PlanView']; mayAsk: boolean; reload: () => Promise<void> }) {
  const [taking, setTaking] = useState(false);
  const [planning, setPlanning] = useState(false);
  return (
    <li class="part-of stack">
      <p><strong>{one.question}</strong> <Tag colour={COLOURS[one.state]}>{Term('ConsultationState', one.state)}</Tag></p>
      <p class="muted">{t('consult.line', { field: term('ConsultationField', one.field), who: one.specialistName, by: one.askedByName, day: moment(one.askedAt) })}</p>
      {one.state === 'open' && <p>{t('consult.due', { day: shortDay(one.dueOn), when: moment(one.accessUntil) })}</p>}
      {one.answer && (
        <div class="answer">
          <p class="strong">{t('consult.answer.of', { who: one.specialistName })}</p>
          <p>{one.answer.text}</p>
          {one.answer.advice?.description && <p>{t('consult.advice.is', { what: one.answer.advice.description })}{one.answer.advice.minutes ? ` (${one.answer.advice.minutes} min)` : ''}</p>}
        </div>
      )}
      {one.withdrawal && <p class="muted">{one.withdrawal}</p>}
      {mayAsk && one.state === 'open' && <div><Button variant="tertiary" data-size="sm" onClick={() => setTaking(true)}>{t('consult.withdraw')}<span class="ds-sr-only"> {one.question}</span></Button></div>}
      {one.tiltak && <p><Tag colour="success">{t('consult.planned')}</Tag></p>}
      {mayAsk && one.state === 'answered' && !one.tiltak && <div><Button variant="tertiary" data-size="sm" onClick={() => setPlanning(true)}>{t('consult.plan')}<span class="ds-sr-only"> {one.question}</span></Button></div>}
      {planning && <IntoPlan asked={one} plan={plan} onClose={() => setPlanning(false)} onDone={async () => { setPlanning(false); await reload(); }} />}
      {taking && <Withdraw id={one.id} who={one.specialistName} onClose={() => setTaking(false)} onDone={async () => { setTaking(false); await reload(); }} />}
    </li>
  );
}

function Withdraw({ id, who, onClose, onDone }: { id: string; who: string; onClose: () => void; onDone: () => Promise<void> }) {
  const doing = useDoing();
  const send = async (form: Said): Promise<void> => {
    await body(api.POST('/api/v1/consultations/{consultation}/withdrawal', { params: { path: { consultation: id } }, body: { reason: form.maybe('reason') } }));
    await onDone();
  };
  return (
    <Dialog title={t('consult.withdraw.title')} onClose={onClose}>
      <form class="stack" onSubmit={(event) => { event.preventDefault(); const form = said(event.currentTarget); void doing.run(() => send(form)); }}>
        <p>{t('consult.withdraw.lead', { who })}</p>
        <Field id="consult-reason" label={t('consult.withdraw.why')}><input class="ds-input" id="consult-reason" name="reason" maxLength={500} /></Field>
        <Refusal problem={doing.problem} />
        <Button type="submit" busy={doing.busy}>{t('consult.withdraw')}</Button>
      </form>
    </Dialog>
  );
}

function Ask({ citizen, onClose, onDone }: { citizen: string; onClose: () => void; onDone: () => Promise<void> }) {
  const [field, setField] = useState<FieldOf>('dementia');
  const [specialist, setSpecialist] = useState<string | null>(null);
  const found = useLoad(field, async () => {
    const [all, units] = await Promise.all([body(api.GET('/api/v1/specialists', { params: { query: { field } } })), body(api.GET('/api/v1/units'))]);
    return all.items.map((one) => ({ ...one, places: one.units.map((id) => units.items.find((unit) => unit.id === id)?.name).filter(Boolean).join(', ') }));
  });
  const doing = useDoing();
  const send = async (form: Said): Promise<void> => {
    if (specialist === null) return;
    await body(api.POST('/api/v1/citizens/{citizen}/consultations', {
      params: { path: { citizen } }, body: { specialist, field, question: form.text('question'), dueOn: form.text('due') },
    }));
    await onDone();
  };
  return (
    <Dialog title={t('consult.ask')} onClose={onClose} wide>
      <form class="stack" onSubmit={(event) => { event.preventDefault(); const form = said(event.currentTarget); void doing.run(() => send(form)); }}>
        <Field id="consult-question" label={t('consult.question')}>
          <textarea class="ds-input" id="consult-question" name="question" rows={3} required maxLength={2000} />
        </Field>
        <Choice legend={t('consult.field')} name="consult-field" value={field} onChange={(next) => { setField(next); setSpecialist(null); }} options={FIELDS.map((one) => [one, Term('ConsultationField', one)] as const)} />
        <fieldset class="choice column">
          <legend>{t('consult.who')}</legend>
          <p class="hint">{t('consult.who.hint', { n: MOST })}</p>
          {!found.data && (found.problem ? <Refusal problem={found.problem} onRetry={found.reload} /> : <Loading lines={2} />)}
          {found.data?.length === 0 && <p class="muted">{t('consult.nobody')}</p>}
          {found.data?.map((one) => (
            <label key={one.employee}>
              <input type="radio" class="ds-input" name="consult-who" required checked={specialist === one.employee} onChange={() => setSpecialist(one.employee)} />
              <span><strong>{one.name}</strong> <span class="muted">{[term('Profession', one.profession), ...one.competences.map((code) => term('CompetenceCode', code)), one.places].filter(Boolean).join(', ')}</span></span>
            </label>
          ))}
        </fieldset>
        <Field id="consult-due" label={t('consult.wanted')}>
          <input class="ds-input" id="consult-due" name="due" type="date" required min={today()} max={plusDays(today(), MOST)} defaultValue={plusDays(today(), SUGGESTED)} />
        </Field>
        <Refusal problem={doing.problem} />
        <Button type="submit" busy={doing.busy} disabled={specialist === null}>{t('consult.send')}</Button>
      </form>
    </Dialog>
  );
}
