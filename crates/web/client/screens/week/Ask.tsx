// Asking the staffing office for a substitute: when, and what she must be able to do. Never who is away
// or why, and nothing about citizens (R-SHF-3).
import { type Schemas, api, body } from '../../api/client';
import { Term, t } from '../../i18n';
import { instant, plusDays, today } from '../../i18n/dates';
import { type Said, said } from '../../ui/form';
import { useDoing } from '../../ui/load';
import { Button, Dialog, Field, Refusal } from '../../ui/parts';

const KINDS = ['day', 'evening', 'night', 'long', 'day_only'] as const;
const ASKED = ['medication', 'insulin', 'iv', 'wound_care', 'palliative', 'dementia', 'nursing', 'personal_care', 'practical_assistance'] as const;

export function Ask({ team, onClose, onDone }: { team: string; onClose: () => void; onDone: () => void }) {
  const doing = useDoing();
  const send = async (form: Said): Promise<void> => {
    const [day, from, until] = [form.text('day'), form.text('from'), form.text('until')];
    const interval = { from: instant(day, from).toISOString(), until: instant(until <= from ? plusDays(day, 1) : day, until).toISOString() };
    await body(api.POST('/api/v1/teams/{team}/substitute-requests', {
      params: { path: { team } },
      body: {
        shifts: [{ interval, kind: form.text('kind') as Schemas['ShiftKind'] }],
        competences: form.all('competence') as Schemas['CompetenceCode'][], note: form.maybe('note'),
      },
    }));
    onDone();
  };
  return (
    <Dialog title={t('requests.new')} onClose={onClose}>
      <form class="stack" onSubmit={(event) => { event.preventDefault(); const form = said(event.currentTarget); void doing.run(() => send(form)); }}>
        <Field id="ask-kind" label={t('week.kind')}>
          <select class="ds-input" id="ask-kind" name="kind">{KINDS.map((one) => <option key={one} value={one}>{Term('ShiftKind', one)}</option>)}</select>
        </Field>
        <Field id="ask-day" label={t('week.day')}><input class="ds-input" id="ask-day" name="day" type="date" required min={today()} defaultValue={today()} /></Field>
        <div class="pair">
          <Field id="ask-from" label={t('week.from')}><input class="ds-input" id="ask-from" name="from" type="time" required defaultValue="07:30" /></Field>
          <Field id="ask-until" label={t('week.until')}><input class="ds-input" id="ask-until" name="until" type="time" required defaultValue="15:00" /></Field>
        </div>
        <fieldset class="choice">
          <legend>{t('requests.able')}</legend>
          {ASKED.map((one) => <label key={one}><input type="checkbox" class="ds-input" name="competence" value={one} />{Term('CompetenceCode', one)}</label>)}
        </fieldset>
        <Field id="ask-note" label={t('requests.note')} description={t('requests.note.hint')}>
          <textarea class="ds-input" id="ask-note" name="note" rows={2} maxLength={500} aria-describedby="ask-note-hint" />
        </Field>
        <Refusal problem={doing.problem} />
        <Button type="submit" busy={doing.busy}>{t('requests.ask')}</Button>
      </form>
    </Dialog>
  );
}
