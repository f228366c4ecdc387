// A code generator for one's log-in: the password, what to type into the app, the first code, and what
// to keep in a drawer (SEC-6). Where a second factor is required nothing else is open before.
import { useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { type Schemas, api, body } from '../../api/client';
import { me } from '../../api/state';
import { t } from '../../i18n';
import { findOut, signOut } from '../../session';
import { besides } from '../../ui/form';
import { useDoing } from '../../ui/load';
import { Button, Field, Refusal } from '../../ui/parts';
import { PasswordField } from '../../ui/password';
import { Qr } from './Qr';

/** Alone on the page, where nothing else is open yet. */
export function MustEnrol() {
  return (
    <main class="signin" id="main">
      <div class="signin-card">
        <Steps lead={t('enrol.required')} onDone={() => void findOut()} />
        <Button variant="tertiary" onClick={() => void signOut()}>{t('enrol.out')}</Button>
      </div>
    </main>
  );
}

/** By one's own choice, from one's account; also for a new phone. */
export function Enrol() {
  const { route } = useLocation();
  return <div class="page"><section class="panel"><Steps lead={t('enrol.lead')} onDone={() => void findOut().then(() => route('/konto'))} /></section></div>;
}

function Steps({ lead, onDone }: { lead: string; onDone: () => unknown }) {
  const [password, setPassword] = useState('');
  const [old, setOld] = useState('');
  const [shown, setShown] = useState<Schemas['TotpView'] | null>(null);
  const [code, setCode] = useState('');
  const [kept, setKept] = useState<string[] | null>(null);
  const doing = useDoing();
  const replaces = me()?.secondFactor === true;
  const ask = async (): Promise<void> => {
    setShown(await body(api.POST('/api/v1/me/totp', { body: { currentPassword: password, code: old.trim() || null } })));
    setPassword('');
  };
  const confirm = async (): Promise<void> => {
    setKept((await body(api.POST('/api/v1/me/totp/confirmation', { body: { code: code.trim() } }))).recoveryCodes);
  };
  return (
    <>
      <h1 class="ds-heading" data-size="md">{t('enrol.title')}</h1>
      {kept ? (
        <div class="stack">
          <p class="lead" role="status">{t('enrol.keep')}</p>
          <ul class="ds-list" aria-label={t('enrol.codes')}>{kept.map((one) => <li key={one}><code>{one}</code></li>)}</ul>
          <Button onClick={onDone}>{t('enrol.done')}</Button>
        </div>
      ) : shown ? (
        <form key="confirm" class="stack" onSubmit={(event) => { event.preventDefault(); void doing.run(confirm); }}>
          <p class="lead">{t('enrol.scan')}</p>
          <div class="enrol-ways">
            <Qr text={shown.address} />
            <div class="stack">
              <p>{t('enrol.type')}</p>
              <p><code class="secret">{shown.secret.match(/.{1,4}/g)?.join(' ')}</code></p>
              <p><a class="ds-link" href={shown.address}>{t('enrol.open')}</a></p>
            </div>
          </div>
          <Field id="code" label={t('signin.code')}>
            <input class="ds-input" id="code" inputMode="numeric" autocomplete="one-time-code" required value={code} onInput={(event) => setCode(event.currentTarget.value)} />
          </Field>
          <Refusal problem={doing.problem} />
          <Button type="submit" busy={doing.busy}>{t('enrol.confirm')}</Button>
        </form>
      ) : (
        <form key="begin" class="stack" onSubmit={(event) => { event.preventDefault(); void doing.run(ask); }}>
          <p class="lead">{lead}</p>
          <PasswordField id="password" label={t('signin.password')} value={password} onInput={setPassword} problem={doing.problem} pointer="/currentPassword" />
          {replaces && (
            <Field id="old-code" label={t('signin.code')} description={t('signin.code.hint')}>
              <input class="ds-input" id="old-code" autocomplete="one-time-code" autocapitalize="none" required value={old} onInput={(event) => setOld(event.currentTarget.value)} />
            </Field>
          )}
          <Refusal problem={besides(doing.problem, '/currentPassword')} />
          <Button type="submit" busy={doing.busy}>{t('enrol.begin')}</Button>
        </form>
      )}
    </>
  );
}
