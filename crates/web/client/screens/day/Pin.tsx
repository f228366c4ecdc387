// The PIN: choosing one, and being asked for it. Big keys are the phone's own: a numeric field.
import { useState } from 'preact/hooks';
import { t } from '../../i18n';
import { unsent } from '../../offline/outbox';
import { eraseVault, makeVault, unlock } from '../../offline/vault';
import { useDoing } from '../../ui/load';
import { Alert, Button, Dialog, Field, Refusal } from '../../ui/parts';

/** Digits at least: a million possibilities, ten tries. */
const DIGITS = 6;

function PinField({ id, label, value, set, error }: { id: string; label: string; value: string; set: (pin: string) => void; error?: string | null }) {
  return (
    <Field id={id} label={label} error={error}>
      <input class="ds-input pin" id={id} type="password" inputMode="numeric" autocomplete="off" minLength={DIGITS} maxLength={12} required value={value}
        onInput={(event) => set(event.currentTarget.value.replace(/\D/g, ''))} />
    </Field>
  );
}

const EASY = /^(\d)\1+$|^(?:0?123456789?|9?87654321?0?|123123|121212)$/;

export function OfferPin({ employee }: { employee: string }) {
  const [asking, setAsking] = useState(false);
  const [pin, setPin] = useState('');
  const [again, setAgain] = useState('');
  const doing = useDoing();
  const wrong = pin.length > 0 && (pin.length < DIGITS ? t('pin.short', { n: DIGITS }) : EASY.test(pin) ? t('pin.easy') : null);
  const differs = again.length >= pin.length && again !== pin ? t('pin.differs') : null;
  const close = (): void => { setAsking(false); setPin(''); setAgain(''); };
  return (
    <>
      <div class="offer">
        <p>{t('pin.offer')}</p>
        <Button variant="secondary" icon="lock" onClick={() => setAsking(true)}>{t('pin.offer.do')}</Button>
      </div>
      {asking && (
        <Dialog title={t('pin.choose')} onClose={close}>
          <form class="stack" onSubmit={(event) => {
            event.preventDefault();
            if (pin && !wrong && pin === again) void doing.run(() => makeVault(pin, employee)).then(close);
          }}>
            <p>{t('pin.explain')}</p>
            <PinField id="pin" label={t('pin')} value={pin} set={setPin} error={again ? wrong || null : null} />
            <PinField id="pin-again" label={t('pin.again')} value={again} set={setAgain} error={differs} />
            <Refusal problem={doing.problem} />
            <Button type="submit" busy={doing.busy} disabled={!pin || Boolean(wrong) || pin !== again}>{t('pin.save')}</Button>
          </form>
        </Dialog>
      )}
    </>
  );
}

export function Unlock() {
  const [pin, setPin] = useState('');
  const [left, setLeft] = useState<number | null>(null);
  const [sure, setSure] = useState(false);
  const doing = useDoing();
  return (
    <div class="unlock">
      <h1 class="ds-heading" data-size="sm">{t('unlock.title')}</h1>
      {unsent.value > 0 && <Alert colour="warning">{t('unlock.unsent', { n: unsent.value })}</Alert>}
      <form class="stack" onSubmit={(event) => {
        event.preventDefault();
        void doing.run(async () => { setLeft(await unlock(pin)); setPin(''); });
      }}>
        <PinField id="pin" label={t('pin')} value={pin} set={setPin} error={left === null ? null : t('unlock.wrong', { n: left })} />
        <Refusal problem={doing.problem} />
        <Button type="submit" busy={doing.busy}>{t('unlock.do')}</Button>
      </form>
      {sure
        ? <Alert colour="warning" title={t('unlock.forgot.sure')}><Button colour="danger" onClick={() => void eraseVault()}>{t('erase.anyway')}</Button></Alert>
        : <Button variant="tertiary" onClick={() => setSure(true)}>{t('unlock.forgot')}</Button>}
    </div>
  );
}
