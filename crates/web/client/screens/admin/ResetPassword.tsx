// A one-time link for a new password: given to the employee herself, and told to her leaders (SEC-2).
import { useState } from 'preact/hooks';
import { type Schemas, api, body } from '../../api/client';
import { t } from '../../i18n';
import { moment } from '../../i18n/dates';
import { said } from '../../ui/form';
import { useDoing } from '../../ui/load';
import { Alert, Button, Refusal } from '../../ui/parts';
import type { Employee } from './People';

export function ResetPassword({ who }: { who: Employee }) {
  const doing = useDoing();
  const [link, setLink] = useState<Schemas['ResetView'] | null>(null);
  if (link) {
    return (
      <div class="stack">
        <Alert colour="success" live>{t('admin.reset.given', { name: who.name, when: moment(link.expiresAt) })}</Alert>
        {/* After the sign that no server is sent: the secret stands in no log. */}
        <code class="secret">{`${location.origin}/nytt-passord#${link.token}`}</code>
      </div>
    );
  }
  return (
    <form class="stack" onSubmit={(event) => {
      event.preventDefault();
      const forgetTotp = said(event.currentTarget).ticked('totp');
      void doing.run(async () => setLink(await body(api.POST('/api/v1/employees/{employee}/password-reset', { params: { path: { employee: who.id } }, body: { forgetTotp } }))));
    }}>
      <p>{t('admin.reset.lead')}</p>
      {who.secondFactor && <label class="check"><input type="checkbox" class="ds-input" name="totp" />{t('admin.reset.totp')}</label>}
      <Refusal problem={doing.problem} />
      <Button type="submit" busy={doing.busy}>{t('admin.reset.do')}</Button>
    </form>
  );
}
