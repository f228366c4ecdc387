// Logging in: two fields and a button; why one is here, when it was not one's own doing.
import { useEffect, useState } from 'preact/hooks';
import { type Schemas, api, body } from './api/client';
import { over, reachable } from './api/state';
import { type Language, language, speak, t } from './i18n';
import { unsent } from './offline/outbox';
import { comeBack, goToProvider, signIn } from './session';
import { useDoing } from './ui/load';
import { Alert, Button, Field, Refusal } from './ui/parts';
import { PasswordField } from './ui/password';

export const LANGUAGES: [Language, string][] = [['nb', 'Bokmål'], ['nn', 'Nynorsk'], ['en', 'English']];

/** Coming back from a provider happens once, however often the page is drawn. */
let cameBack = false;

/** Logging in with HelseID and its like (SEC-8), where the server is set up for it. */
function Providers() {
  const [known, setKnown] = useState<Schemas['LogInProvider'][]>([]);
  const { busy, problem, run } = useDoing();
  useEffect(() => {
    body(api.GET('/api/v1/log-in-providers')).then((found) => setKnown(found.items), () => undefined);
    if (comeBack && !cameBack) {
      cameBack = true;
      void run(comeBack);
    }
  }, [run]);
  return (
    <>
      <Refusal problem={problem} />
      {known.map(({ id, name }) => (
        <Button key={id} variant="secondary" busy={busy} onClick={() => void run(() => goToProvider(id))}>{t('signin.with', { name })}</Button>
      ))}
    </>
  );
}

export function SignIn() {
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const doing = useDoing();
  // The server asks for a code when the account has a generator (SEC-6).
  const wantsCode = code !== '' || ['/problems/code-required', '/problems/wrong-code'].includes(doing.problem?.type ?? '');
  return (
    <main class="signin" id="main">
      <div class="signin-card">
        <img src="/icon.svg" alt="" width="56" height="56" />
        <h1 class="ds-heading" data-size="md">Tillit</h1>
        <p class="lead">{t('signin.lead')}</p>
        {over.value === 'ended' && <Alert colour="warning">{t('signin.ended')}</Alert>}
        {over.value === 'expired' && <Alert colour="info">{t('signin.expired')}</Alert>}
        {unsent.value > 0 && <Alert colour="warning">{t('signin.unsent', { n: unsent.value })}</Alert>}
        {!reachable.value && <Alert colour="warning">{t('problem.offline')}</Alert>}
        <form onSubmit={(event) => {
          event.preventDefault();
          void doing.run(() => signIn(name.trim(), password, code.trim()));
        }}>
          <Field id="user" label={t('signin.user')}>
            <input class="ds-input" id="user" autocomplete="username" autocapitalize="none" required value={name} onInput={(e) => setName(e.currentTarget.value)} />
          </Field>
          <PasswordField id="password" label={t('signin.password')} value={password} onInput={setPassword} />
          {wantsCode && (
            <Field id="code" label={t('signin.code')} description={t('signin.code.hint')}>
              <input class="ds-input" id="code" autocomplete="one-time-code" autocapitalize="none" required value={code} aria-describedby="code-hint"
                onInput={(e) => setCode(e.currentTarget.value)} />
            </Field>
          )}
          <Refusal problem={doing.problem} />
          <Button type="submit" busy={doing.busy}>{t('signin.do')}</Button>
        </form>
        <Providers />
        <div class="languages" role="group" aria-label={t('language')}>
          {LANGUAGES.map(([code, label]) => (
            <button key={code} type="button" lang={code} class="ds-button" data-size="sm" data-variant="tertiary" aria-pressed={language.value === code}
              onClick={() => void speak(code)}>{label}</button>
          ))}
        </div>
      </div>
    </main>
  );
}
