// Somebody new: a log-in, her first role, and the link by which she makes her password.
import { useRef, useState } from 'preact/hooks';
import { type Schemas, api, body } from '../../api/client';
import { Term, t } from '../../i18n';
import { type Said, said } from '../../ui/form';
import { useDoing } from '../../ui/load';
import { Button, Field, Refusal } from '../../ui/parts';
import { RoleFields, propose } from './NewRole';
import { OneTimeLink, oneTimeLink } from './ResetPassword';

const PROFESSIONS = ['nurse', 'social_educator', 'occupational_therapist', 'physiotherapist', 'healthcare_worker', 'home_helper', 'case_worker', 'assistant', 'administrative'] as const;
const TRANSPORTS = ['walk', 'bike', 'car'] as const;

export function NewEmployee({ units, onDone }: { units: Schemas['UnitView'][]; onDone: () => void }) {
  const doing = useDoing();
  const [made, setMade] = useState<{ name: string; link: Schemas['ResetView'] } | null>(null);
  // Registered, while her role was refused or the link did not come: the next try is about what is left.
  const waiting = useRef<{ userName: string; employee: Schemas['EmployeeView']; proposed: boolean } | null>(null);
  const send = async (form: Said, element: HTMLFormElement): Promise<void> => {
    const userName = form.text('user');
    if (waiting.current?.userName !== userName) {
      const employee = await body(api.POST('/api/v1/employees', {
        body: {
          givenName: form.text('given'), familyName: form.text('family'), userName,
          profession: form.text('profession') as Schemas['Profession'], transport: form.text('transport') as Schemas['Transport'],
        },
      }));
      waiting.current = { userName, employee, proposed: false };
    }
    const { employee, proposed } = waiting.current;
    if (!proposed) await propose(employee.id, form);
    waiting.current.proposed = true;
    // Nobody but herself ever knows her password, not even the first.
    const link = await oneTimeLink(employee.id, false);
    waiting.current = null;
    setMade({ name: employee.name, link });
    element.reset();
    onDone();
  };
  return (
    <form class="stack" onSubmit={(event) => { event.preventDefault(); const form = event.currentTarget; void doing.run(() => send(said(form), form)); }}>
      {made && <p><strong>{t('admin.made', { name: made.name })}</strong></p>}
      {made && <OneTimeLink name={made.name} link={made.link} />}
      <Field id="given" label={t('admin.given')}><input class="ds-input" id="given" name="given" required /></Field>
      <Field id="family" label={t('admin.family')}><input class="ds-input" id="family" name="family" required /></Field>
      <Field id="user" label={t('signin.user')}><input class="ds-input" id="user" name="user" autocomplete="off" autocapitalize="none" required /></Field>
      <Field id="profession" label={t('admin.profession')}>
        <select class="ds-input" id="profession" name="profession">{PROFESSIONS.map((one) => <option key={one} value={one}>{Term('Profession', one)}</option>)}</select>
      </Field>
      <Field id="transport" label={t('admin.transport')}>
        <select class="ds-input" id="transport" name="transport">{TRANSPORTS.map((one) => <option key={one} value={one}>{Term('Transport', one)}</option>)}</select>
      </Field>
      <RoleFields units={units} />
      <Refusal problem={doing.problem} />
      <Button type="submit" busy={doing.busy}>{t('admin.create')}</Button>
      <p class="muted">{t('admin.confirm')}</p>
    </form>
  );
}
