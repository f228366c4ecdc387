// The specialist who was asked: the question on top, the answer under it, and an honest word when the record has closed behind her
// (R-TEAM-12).
import { useState } from 'preact/hooks';
import { type Schemas, api, body } from '../../api/client';
import { Term, t } from '../../i18n';
import { moment, shortDay } from '../../i18n/dates';
import { type Said, said } from '../../ui/form';
import { useDoing } from '../../ui/load';
import { Alert, Button, Field, Refusal } from '../../ui/parts';
import { advice } from './advice';

const RHYTHMS = [['FREQ=DAILY', 'rule.daily'], ['FREQ=WEEKLY', 'rule.weekly'], ['FREQ=MONTHLY', 'rule.monthly']] as const;

export function Asked({ asked, onDone }: { asked: Schemas['ConsultationView']; onDone: () => void }) {
  const [proposing, setProposing] = useState(false);
  const doing = useDoing();
  const send = async (form: Said): Promise<void> => {
    const proposed = proposing
      ? advice({ description: form.text('what'), minutes: form.number('minutes'), recurrence: form.maybe('rhythm'), ownPart: form.maybe('own') })
      : null;
    await body(api.POST('/api/v1/consultations/{consultation}/answer', { params: { path: { consultation: asked.id } }, body: { text: form.text('text'), advice: proposed } }));
    onDone();
  };
  return (
    <section class="asked" aria-labelledby="asked-title">
      <h2 class="ds-heading" data-size="xs" id="asked-title">{t('asked.title', { who: asked.askedByName })}</h2>
      <blockquote>{asked.question}</blockquote>
      <p>{Term('ConsultationField', asked.field)} · {t('consult.due', { day: shortDay(asked.dueOn), when: moment(asked.accessUntil) })}</p>
      <form class="stack" onSubmit={(event) => { event.preventDefault(); const form = said(event.currentTarget); void doing.run(() => send(form)); }}>
        <Field id="asked-text" label={t('asked.answer')} description={t('asked.closes')}>
          <textarea class="ds-input" id="asked-text" name="text" rows={4} required maxLength={8000} aria-describedby="asked-text-hint" />
        </Field>
        <label class="check"><input type="checkbox" class="ds-input" checked={proposing} onChange={(event) => setProposing(event.currentTarget.checked)} />{t('asked.propose')}</label>
        {proposing && (
          <div class="part-of stack">
            <p class="muted">{t('asked.propose.hint')}</p>
            <Field id="asked-what" label={t('asked.what')}><input class="ds-input" id="asked-what" name="what" required maxLength={500} /></Field>
            <div class="part">
              <Field id="asked-rhythm" label={t('asked.often')}>
                <select class="ds-input" id="asked-rhythm" name="rhythm"><option value="">{t('asked.team')}</option>{RHYTHMS.map(([rule, label]) => <option key={rule} value={rule}>{t(label)}</option>)}</select>
              </Field>
              <Field id="asked-minutes" label={t('asked.minutes')}><input class="ds-input" id="asked-minutes" name="minutes" type="number" min={1} max={480} inputMode="numeric" /></Field>
            </div>
            <Field id="asked-own" label={t('asked.own')}><input class="ds-input" id="asked-own" name="own" maxLength={500} /></Field>
          </div>
        )}
        <Refusal problem={doing.problem} />
        <Button type="submit" busy={doing.busy}>{t('asked.send')}</Button>
      </form>
    </section>
  );
}

/** The record is no longer open to the reader: what she had on the screen is gone, and she is told why. */
export function Closed({ name, answered }: { name: string; answered: boolean }) {
  return (
    <div class="page">
      <h1 class="ds-heading" data-size="sm">{t('closed.title')}</h1>
      <Alert colour={answered ? 'success' : 'info'} live title={answered ? t('closed.answered') : undefined}>
        <p>{t(answered ? 'closed.after' : 'closed.over', { name })}</p>
        <a class="ds-link" href="/oppgaver">{t('closed.tasks')}</a>
      </Alert>
    </div>
  );
}
