// A one-time link for a new password: given to the employee herself, and told to her leaders (SEC-2).
import { useState } from 'preact/hooks';
import { type Schemas, api, body } from '../../api/client';
import { t } from '../../i18n';
import { moment } from '../../i18n/dates';
import { said } from '../../ui/form';
import { useDoing } from '../../ui/load';
import { Alert, Button, Refusal } from '../../ui/parts';
import type { Employee } from './People';

export async function oneTimeLink(employee: string, forgetTotp: boolean): Promise<Schemas['ResetView']> {
  return body(api.POST('/api/v1/employees/{employee}/password-reset', { params: { path: { employee } }, body: { forgetTotp } }));
}

export function OneTimeLink({ name, link }: { name: string; link: Schemas['ResetView'] }) {
  return (
    <div class="stack">
      <Alert colour="success" live>{t('admin.reset.given', { name, when: moment(link.expiresAt) })}</Alert>
      {/* After the sign that no server is sent: the secret stands in no log. */}
      <code class="secret">{`${location.origin}/nytt-passord#${link.token}`}</code>
    </div>
  );
}

export function ResetPassword({ who }: { who: Employee }) {
  const doing = useDoing();
  const [link, setLink] = useState<Schemas['ResetView'] | null>(null);
  if (link) return <OneTimeLink name={who.name} link={link} />;
  return (
    <form class="stack" onSubmit={(event) => {
      event.preventDefault();
      const forgetTotp = said(event.currentTarget).ticked('totp');
      void doing.run(async () => setLink(await oneTimeLink(who.id, forgetTotp)));
    }}>
      <p>{t('admin.reset.lead')}</p>
      {who.secondFactor && <label class="check"><input type="checkbox" class="ds-input" name="totp" />{t('admin.reset.totp')}</label>}
      <Refusal problem={doing.problem} />
      <Button type="submit" busy={doing.busy}>{t('admin.reset.do')}</Button>
    </form>
  );
}
