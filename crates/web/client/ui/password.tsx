// A field for a password. It is covered until one asks to see it, and covered again when it is sent, so that
// no browser keeps it among what was typed in other fields. Nothing stands in the way of pasting or of a
// password manager. No longest length here: a browser would cut off what is pasted, and say nothing.
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Problem } from '../api/client';
import { language, t } from '../i18n';
import { reasonsAt } from './form';
import { Field } from './parts';

/** Characters that a new password has at least; the server judges the rest. */
const SHORTEST = 12;

export function PasswordField({ id, label, fresh = false, name, value, onInput, problem = null, pointer = '' }: {
  id: string; label: string; name?: string; value?: string; onInput?: (typed: string) => unknown;
  /** A new one, not the one that is in use. */
  fresh?: boolean;
  /** What was refused, and where in the request this field is: its reasons are told here. */
  problem?: Problem | null; pointer?: string;
}) {
  const [shown, setShown] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const reasons = reasonsAt(problem, pointer);
  useEffect(() => {
    const form = input.current?.form;
    const cover = (): void => setShown(false);
    form?.addEventListener('submit', cover);
    return () => form?.removeEventListener('submit', cover);
  }, []);
  useEffect(() => {
    // The first field that is wrong gets the focus.
    const field = input.current;
    if (field && reasonsAt(problem, pointer).length > 0 && field.form?.querySelector('[aria-invalid]') === field) field.focus();
  }, [problem, pointer]);
  const told = [fresh && `${id}-hint`, reasons.length > 0 && `${id}-wrong`].filter(Boolean).join(' ');
  return (
    <Field id={id} label={label} {...(fresh && { description: t('password.hint') })}>
      <div class="covered">
        <input class="ds-input" id={id} name={name} ref={input} type={shown ? 'text' : 'password'} required minLength={fresh ? SHORTEST : undefined}
          autocomplete={fresh ? 'new-password' : 'current-password'} autocapitalize="none" autocorrect="off" spellcheck={false}
          aria-describedby={told || undefined} aria-invalid={reasons.length > 0 ? 'true' : undefined}
          value={value} onInput={onInput && ((event) => onInput(event.currentTarget.value))} />
        <button type="button" class="ds-button" data-variant="tertiary" aria-pressed={shown} aria-controls={id} onClick={() => setShown(!shown)}>
          {t('password.show')}<span class="ds-sr-only"> {label.toLocaleLowerCase(language.value)}</span>
        </button>
      </div>
      {reasons.length > 0 && (
        <div id={`${id}-wrong`} class="stack" role="alert">
          {reasons.map((one, i) => <p key={i} class="ds-validation-message" data-color="danger">{one.message} <span class="rule">{one.rule}</span></p>)}
        </div>
      )}
    </Field>
  );
}
