// The small parts that all screens are made of, on Designsystemet's classes.
import type { ButtonHTMLAttributes, ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Problem } from '../api/client';
import { t } from '../i18n';
import { Icon, type IconName } from './icons';

type Colour = 'accent' | 'brand1' | 'brand2' | 'neutral' | 'success' | 'warning' | 'danger' | 'info';

interface ButtonProps extends ButtonHTMLAttributes {
  variant?: 'primary' | 'secondary' | 'tertiary';
  colour?: Colour;
  icon?: IconName;
  busy?: boolean;
  disabled?: boolean;
  type?: 'button' | 'submit';
}

export function Button({ variant = 'primary', colour, icon, busy, children, type = 'button', disabled, ...rest }: ButtonProps) {
  return (
    <button {...rest} type={type} class={`ds-button ${rest.class as string | undefined ?? ''}`} data-variant={variant} data-color={colour}
      disabled={Boolean(disabled) || Boolean(busy)} aria-busy={busy ? 'true' : undefined}>
      {icon && <Icon name={icon} />}
      {children}
    </button>
  );
}

export function Heading({ level = 2, size = 'sm', children, id }: {
  level?: 1 | 2 | 3 | 4; size?: 'lg' | 'md' | 'sm' | 'xs' | '2xs'; children: ComponentChildren; id?: string;
}) {
  const Tag = `h${level}` as const;
  return <Tag class="ds-heading" data-size={size} id={id} tabIndex={level === 1 ? -1 : undefined}>{children}</Tag>;
}

export function Tag({ colour = 'neutral', children }: { colour?: Colour; children: ComponentChildren }) {
  return <span class="ds-tag" data-color={colour} data-size="sm">{children}</span>;
}

/** A filter that is on or off. */
export function Chip({ on, onPress, children }: { on: boolean; onPress: () => unknown; children: ComponentChildren }) {
  return (
    <button type="button" class="ds-button" data-size="sm" data-variant={on ? 'primary' : 'secondary'} aria-pressed={on} onClick={() => onPress()}>{children}</button>
  );
}

/** One of several, as buttons that a thumb hits. */
export function Choice<T extends string | number>({ legend, hint, name, options, value, onChange }: {
  legend: string; hint?: string; name: string; options: readonly (readonly [T, string])[]; value: T | null; onChange: (value: T) => unknown;
}) {
  return (
    <fieldset class="choice">
      <legend>{legend}</legend>
      {hint && <p class="hint">{hint}</p>}
      {options.map(([code, label]) => (
        <label key={code}><input type="radio" class="ds-input" name={name} checked={value === code} onChange={() => onChange(code)} />{label}</label>
      ))}
    </fieldset>
  );
}

export function Alert({ colour = 'info', title, children, live }: {
  colour?: 'info' | 'success' | 'warning' | 'danger'; title?: string; children?: ComponentChildren; live?: boolean;
}) {
  return (
    <div class="ds-alert" data-color={colour} role={live ? 'alert' : undefined}>
      {title && <p class="strong">{title}</p>}
      {children}
    </div>
  );
}

/** A refusal with every reason of the server, in the reader's language. */
export function Refusal({ problem, onRetry, most = 40 }: { problem: Problem | null; onRetry?: () => unknown; most?: number }) {
  const shown = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (problem && typeof shown.current?.scrollIntoView === 'function') shown.current.scrollIntoView({ block: 'nearest' });
  }, [problem]);
  if (!problem) return null;
  const title = problem.isOffline ? t('problem.offline') : problem.title || t('problem.unknown');
  return (
    <div class="ds-alert refusal" data-color={problem.isOffline ? 'warning' : 'danger'} role="alert" ref={shown}>
      <p class="strong">{title}</p>
      {problem.reasons.length > 0 && (
        <ul class="ds-list">
          {problem.reasons.slice(0, most).map((reason, i) => <li key={i}>{reason.message} <span class="rule">{reason.rule}</span></li>)}
          {problem.reasons.length > most && <li>{t('publish.more', { n: problem.reasons.length - most })}</li>}
        </ul>
      )}
      {onRetry && <Button variant="secondary" onClick={() => onRetry()}>{t('again')}</Button>}
    </div>
  );
}

export function Loading({ lines = 4 }: { lines?: number }) {
  return (
    <div class="loading" role="status">
      <span class="ds-sr-only">{t('loading')}</span>
      {Array.from({ length: lines }, (_, i) => <div key={i} class="ds-skeleton" data-variant="rectangle" aria-hidden="true" />)}
    </div>
  );
}

export function Empty({ icon = 'leaf', title, children }: { icon?: IconName; title: string; children?: ComponentChildren }) {
  return (
    <div class="empty">
      <Icon name={icon} size={40} />
      <p class="strong">{title}</p>
      {children}
    </div>
  );
}

/** A labelled input; the label is always seen. */
export function Field({ label, description, error, children, id }: {
  label: string; description?: string; error?: string | null; children: ComponentChildren; id: string;
}) {
  return (
    <div class="ds-field">
      <label class="ds-label" for={id} data-weight="medium">{label}</label>
      {description && <p class="hint" id={`${id}-hint`}>{description}</p>}
      {children}
      {error && <p class="ds-validation-message" data-color="danger" role="alert">{error}</p>}
    </div>
  );
}

/** A dialog of the platform: it keeps the focus, and Escape closes it. */
export function Dialog({ title, onClose, children, wide }: {
  title: string; onClose: () => unknown; children: ComponentChildren; wide?: boolean;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const shown = dialog.current;
    if (shown && !shown.open) shown.showModal();
    return () => shown?.close();
  }, []);
  return (
    <dialog class={`ds-dialog ${wide ? 'wide' : ''}`} ref={dialog} aria-labelledby="dialog-title"
      onCancel={(event) => { event.preventDefault(); onClose(); }}>
      <div class="dialog-head">
        <h2 class="ds-heading" data-size="xs" id="dialog-title">{title}</h2>
        <button type="button" class="ds-button" data-variant="tertiary" data-icon="true" data-color="neutral" aria-label={t('close')} onClick={() => onClose()}>
          <Icon name="close" />
        </button>
      </div>
      {children}
    </dialog>
  );
}

/** A bar that shows a part of a whole, with the figure in words beside it. */
export function Bar({ value, most, low, label, colour = 'accent', small }: { value: number; most: number; low?: number | undefined; label: string; colour?: Colour; small?: boolean }) {
  const width = Math.max(most, value, 1) * 1.1;
  const at = (n: number): string => `${(n / width) * 100}%`;
  return (
    <span class={small ? 'bar small' : 'bar'} role="img" aria-label={label} data-color={colour}>
      {low !== undefined && <span class="bar-frame" style={{ left: at(low), width: at(most - low) }} />}
      <span class="bar-value" style={{ width: at(value) }} />
    </span>
  );
}
