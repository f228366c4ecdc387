// What is about oneself and the device: theme, language, PIN, the way to one's account, logging out. It asks before unsent
// events are thrown away.
import { useState } from 'preact/hooks';
import { me } from './api/state';
import { Term, language, speak, t } from './i18n';
import { sync, unsent } from './offline/outbox';
import { eraseVault, lockVault, vault } from './offline/vault';
import { signOut } from './session';
import { LANGUAGES } from './signin';
import { type Theme, theme } from './theme';
import { useDoing } from './ui/load';
import { Alert, Button, Dialog } from './ui/parts';

const THEMES: Theme[] = ['auto', 'light', 'dark'];

export function Menu({ onClose }: { onClose: () => void }) {
  const who = me();
  const doing = useDoing();
  const [asking, setAsking] = useState<'out' | 'erase' | null>(null);
  const leave = (): void => {
    if (unsent.value > 0) setAsking('out');
    else void doing.run(signOut);
  };
  if (asking) {
    return (
      <Dialog title={asking === 'out' ? t('out.title') : t('erase.title')} onClose={onClose}>
        <Alert colour="warning" title={t('sync.unsent', { n: unsent.value })}>{t('out.unsent')}</Alert>
        <div class="stack">
          <Button icon="sync" onClick={() => { void sync(); onClose(); }}>{t('out.send')}</Button>
          <Button variant="secondary" colour="danger" busy={doing.busy}
            onClick={() => void doing.run(asking === 'out' ? signOut : eraseVault).then(onClose)}>
            {asking === 'out' ? t('out.anyway') : t('erase.anyway')}
          </Button>
          <Button variant="tertiary" onClick={onClose}>{t('cancel')}</Button>
        </div>
      </Dialog>
    );
  }
  return (
    <Dialog title={who?.name ?? t('menu')} onClose={onClose}>
      {who && (
        <ul class="plain muted">
          <li>{Term('Profession', who.profession)}</li>
          {who.roles.map((role, i) => <li key={i}>{Term('Role', role.role)}{role.unitName ? `, ${role.unitName}` : ''}</li>)}
        </ul>
      )}
      <fieldset class="choice">
        <legend>{t('language')}</legend>
        {LANGUAGES.map(([code, label]) => (
          <label key={code} lang={code}><input type="radio" name="language" class="ds-input" checked={language.value === code} onChange={() => void speak(code)} />{label}</label>
        ))}
      </fieldset>
      <fieldset class="choice">
        <legend>{t('theme')}</legend>
        {THEMES.map((one) => (
          <label key={one}><input type="radio" name="theme" class="ds-input" checked={theme.value === one} onChange={() => (theme.value = one)} />{t(`theme.${one}`)}</label>
        ))}
      </fieldset>
      <div class="stack">
        {vault.value === 'open' && <Button variant="secondary" icon="lock" onClick={() => { lockVault(); onClose(); }}>{t('vault.lock')}</Button>}
        {vault.value !== 'none' && (
          <Button variant="tertiary" onClick={() => { if (unsent.value > 0) setAsking('erase'); else void eraseVault().then(onClose); }}>{t('erase.do')}</Button>
        )}
        {who && <a class="ds-button" data-variant="secondary" href="/konto" onClick={onClose}>{t('account.mine')}</a>}
        {who && <Button variant="secondary" colour="danger" busy={doing.busy} onClick={leave}>{t('out.do')}</Button>}
      </div>
    </Dialog>
  );
}
