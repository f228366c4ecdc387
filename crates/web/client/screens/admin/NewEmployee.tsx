// Somebody new: a log-in, and her first role.
import { useRef, useState } from 'preact/hooks';
import { type Schemas, api, body } from '../../api/client';
import { Term, t } from '../../i18n';
import { type Said, besides, said } from '../../ui/form';
import { useDoing } from '../../ui/load';
import { Alert, Button, Field, Refusal } from '../../ui/parts';
import { PasswordField } from '../../ui/password';
import { RoleFields, propose } from './NewRole';

const PROFESSIONS = ['nurse', 'social_educator', 'occupational_therapist', 'physiotherapist', 'healthcare_worker', 'home_helper', 'case_worker', 'assistant', 'administrative'] as const;
const TRANSPORTS = ['walk', 'bike', 'car'] as const;

export function NewEmployee({ units, onDone }: { units: Schemas['UnitView'][]; onDone: () => void }) {
  const doing = useDoing();
  const [made, setMade] = useState<string | null>(null);
  // Registered, while her role was refused: the next try is about the role alone.
  const waiting = useRef<{ userName: string; employee: Schemas['EmployeeView'] } | null>(null);
  const send = async (form: Said, element: HTMLFormElement): Promise<void> => {
    const userName = form.text('user');
    if (waiting.current?.userName !== userName) {
      const employee = await body(api.POST('/api/v1/employees', {
        body: {
          givenName: form.text('given'), familyName: form.text('family'), userName, newPassword: form.typed('password'),
          profession: form.text('profession') as Schemas['Profession'], transport: form.text('transport') as Schemas['Transport'],
        },
      }));
      waiting.current = { userName, employee };
    }
    const { employee } = waiting.current;
    await propose(employee.id, form);
    waiting.current = null;
    setMade(employee.name);
    element.reset();
    onDone();
  };
  return (
    <form class="stack" onSubmit={(event) => { event.preventDefault(); const form = event.currentTarget; void doing.run(() => send(said(form), form)); }}>
      {made && <Alert colour="success" live>{t('admin.made', { name: made })}</Alert>}
      <Field id="given" label={t('admin.given')}><input class="ds-input" id="given" name="given" required /></Field>
      <Field id="family" label={t('admin.family')}><input class="ds-input" id="family" name="family" required /></Field>
      <Field id="user" label={t('signin.user')}><input class="ds-input" id="user" name="user" autocomplete="off" autocapitalize="none" required /></Field>
      <PasswordField id="password" name="password" label={t('admin.password')} fresh problem={doing.problem} pointer="/newPassword" />
      <Field id="profession" label={t('admin.profession')}>
        <select class="ds-input" id="profession" name="profession">{PROFESSIONS.map((one) => <option key={one} value={one}>{Term('Profession', one)}</option>)}</select>
      </Field>
      <Field id="transport" label={t('admin.transport')}>
        <select class="ds-input" id="transport" name="transport">{TRANSPORTS.map((one) => <option key={one} value={one}>{Term('Transport', one)}</option>)}</select>
      </Field>
      <RoleFields units={units} />
      <Refusal problem={besides(doing.problem, '/newPassword')} />
      <Button type="submit" busy={doing.busy}>{t('admin.create')}</Button>
      <p class="muted">{t('admin.confirm')}</p>
    </form>
  );
}
