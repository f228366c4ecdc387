// One's own password: the present one and a new one. The other sessions end with it, which is told before.
import { useState } from 'preact/hooks';
import { api, body } from '../../api/client';
import { t } from '../../i18n';
import { besides, said } from '../../ui/form';
import { useDoing } from '../../ui/load';
import { Alert, Button, Refusal } from '../../ui/parts';
import { PasswordField } from '../../ui/password';

const [PRESENT, NEW] = ['/currentPassword', '/newPassword'];

export function ChangePassword({ onDone }: { onDone: () => unknown }) {
  const doing = useDoing();
  const [done, setDone] = useState(false);
  const change = async (form: HTMLFormElement): Promise<void> => {
    const { typed } = said(form);
    setDone(false);
    const changed = await doing.run(() => body(api.POST('/api/v1/me/password', { body: { currentPassword: typed('present'), newPassword: typed('new') } })));
    if (!changed) return;
    form.reset();
    setDone(true);
    onDone();
  };
  return (
    <section class="panel" aria-labelledby="password-title">
      <h2 class="ds-heading" data-size="xs" id="password-title">{t('account.password')}</h2>
      <p>{t('account.password.lead')}</p>
      <form class="stack" onSubmit={(event) => { event.preventDefault(); void change(event.currentTarget); }}>
        <PasswordField id="present-password" name="present" label={t('account.password.present')} problem={doing.problem} pointer={PRESENT} />
        <PasswordField id="new-password" name="new" label={t('password.new')} fresh problem={doing.problem} pointer={NEW} />
        <Refusal problem={besides(doing.problem, PRESENT, NEW)} />
        {done && <Alert colour="success" live>{t('account.password.done')}</Alert>}
        <Button type="submit" busy={doing.busy}>{t('account.password.do')}</Button>
      </form>
    </section>
  );
}
