// A new password by the link that the administrator made (SEC-2). What makes the link work stands after
// the sign that no server is sent, and is taken out of the address at once.
import { useState } from 'preact/hooks';
import { api, body } from '../../api/client';
import { t } from '../../i18n';
import { besides, said } from '../../ui/form';
import { useDoing } from '../../ui/load';
import { Alert, Button, Refusal } from '../../ui/parts';
import { PasswordField } from '../../ui/password';

function takeToken(): string {
  const token = location.hash.slice(1);
  if (token) history.replaceState(null, '', location.pathname);
  return token;
}

export function NewPassword() {
  const [token] = useState(takeToken);
  const [done, setDone] = useState(false);
  const doing = useDoing();
  return (
    <main class="signin" id="main">
      <div class="signin-card">
        <h1 class="ds-heading" data-size="md">{t('password.title')}</h1>
        {done ? <Alert colour="success" live>{t('password.done')}</Alert> : !token ? <Alert colour="warning">{t('password.nolink')}</Alert> : (
          <form class="stack" onSubmit={(event) => {
            event.preventDefault();
            const newPassword = said(event.currentTarget).typed('password');
            void doing.run(async () => { await body(api.POST('/api/v1/password-resets', { body: { token, newPassword } })); setDone(true); });
          }}>
            <PasswordField id="new-password" name="password" label={t('password.new')} fresh problem={doing.problem} pointer="/newPassword" />
            <Refusal problem={besides(doing.problem, '/newPassword')} />
            <Button type="submit" busy={doing.busy}>{t('password.save')}</Button>
          </form>
        )}
        <a class="ds-link" href="/" onClick={(event) => { event.preventDefault(); location.replace('/'); }}>{t('password.signin')}</a>
      </div>
    </main>
  );
}
