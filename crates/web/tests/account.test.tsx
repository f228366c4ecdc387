// One's own account: what a device is called, a field for a password that can be uncovered, and refusals told at their field.
import { fireEvent, render, screen } from '@testing-library/preact';
import { describe, expect, it } from 'vitest';
import { Problem, type Schemas } from '../client/api/client';
import { speak, t } from '../client/i18n';
import { deviceName } from '../client/screens/account/device';
import { Sessions } from '../client/screens/account/Sessions';
import { besides, reasonsAt } from '../client/ui/form';
import { PasswordField } from '../client/ui/password';

const APPLE = 'AppleWebKit/537.36 (KHTML, like Gecko)';
const reason = (pointer: string | null, code: string) => ({ pointer, rule: 'SEC-6', code, message: `${code}.` });

describe('a device', () => {
  it('is called what people call it', () => {
    const called = (told: string): string => deviceName(told.slice(0, 120));
    expect(called(`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${APPLE} Chrome/126.0.0.0 Safari/537.36`)).toBe('Chrome på Windows');
    expect(called(`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${APPLE} Chrome/126.0.0.0 Safari/537.36 Edg/126.0.0.0`)).toBe('Edge på Windows');
    expect(called(`Mozilla/5.0 (Linux; Android 10; K) ${APPLE} Chrome/126.0.0.0 Mobile Safari/537.36`)).toBe('Chrome på Android');
    expect(called('Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0')).toBe('Firefox på Linux');
    // What is kept of this one ends before «Safari».
    expect(called('Mozilla/5.0 (iPhone; CPU iPhone OS 17_4_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4.1 Mobile/15E148 Safari/604.1')).toBe('Safari på iPhone');
    expect(called('Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.4 Safari/605.1.15')).toBe('Safari på Mac eller iPad');
    expect(called(`Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) ${APPLE} Chrome/126.0.0.0 Safari/537.36`)).toBe('Chrome på Mac');
  });

  it('that is no browser is shown as it was told, and one that told nothing is unknown', () => {
    expect(deviceName('vaktplan-eksport/2')).toBe('vaktplan-eksport/2');
    expect(deviceName(null)).toBe('Ukjent enhet');
  });
});

describe('a refusal', () => {
  const problem = new Problem(422, 'Regler er brutt', [reason('/newPassword', 'a'), reason('/newPassword', 'b'), reason(null, 'c')], '/problems/rules-violated');

  it('is told at its field with every reason, and the rest beside', () => {
    expect(reasonsAt(problem, '/newPassword').map((one) => one.code)).toEqual(['a', 'b']);
    expect(besides(problem, '/newPassword')?.reasons.map((one) => one.code)).toEqual(['c']);
    expect(besides(new Problem(422, '', [reason('/newPassword', 'a')], ''), '/newPassword')).toBeNull();
  });

  it('without reasons is never lost', () => {
    const offline = new Problem(0, 'offline', [], 'offline');
    expect(besides(offline, '/newPassword')).toBe(offline);
    expect(besides(null, '/newPassword')).toBeNull();
  });
});

describe('a field for a password', () => {
  it('is covered until one asks, in three languages, and covered again when it is sent', async () => {
    for (const [language, name] of [['nb', 'Vis passord'], ['nn', 'Vis passord'], ['en', 'Show password']] as const) {
      await speak(language);
      const { unmount } = render(<form onSubmit={(event) => event.preventDefault()}><PasswordField id="p" name="p" label={t('signin.password')} /></form>);
      const input = screen.getByLabelText<HTMLInputElement>(/^Pass/);
      const show = screen.getByRole('button', { name });
      expect([input.type, show.getAttribute('aria-pressed'), show.getAttribute('type')], name).toEqual(['password', 'false', 'button']);
      fireEvent.click(show);
      expect([input.type, show.getAttribute('aria-pressed')], name).toEqual(['text', 'true']);
      const form = input.form;
      if (form) fireEvent.submit(form);
      expect([input.type, show.getAttribute('aria-pressed')], name).toEqual(['password', 'false']);
      unmount();
    }
    await speak('nb');
  });

  it('asks for twelve characters when it is new, and cuts nothing off', () => {
    const { unmount } = render(<form><PasswordField id="old" label="Nå" /><PasswordField id="new" label="Ny" fresh /></form>);
    const [old, fresh] = [screen.getByLabelText<HTMLInputElement>('Nå'), screen.getByLabelText<HTMLInputElement>('Ny')];
    expect([old.autocomplete, fresh.autocomplete]).toEqual(['current-password', 'new-password']);
    expect([old.hasAttribute('minlength'), fresh.getAttribute('minlength')]).toEqual([false, '12']);
    expect([old, fresh].some((one) => one.hasAttribute('maxlength') || one.hasAttribute('readonly'))).toBe(false);
    expect(document.getElementById(fresh.getAttribute('aria-describedby') ?? '')?.textContent).toContain('Minst tolv tegn');
    unmount();
  });

  it('tells all its own reasons, and has the focus', () => {
    const problem = new Problem(422, '', [reason('/newPassword', 'for kort'), reason('/newPassword', 'for lett')], '');
    const { unmount } = render(<form><PasswordField id="old" label="Nå" problem={problem} pointer="/currentPassword" /><PasswordField id="new" label="Ny" problem={problem} pointer="/newPassword" /></form>);
    const fresh = screen.getByLabelText('Ny');
    expect(fresh.getAttribute('aria-invalid')).toBe('true');
    expect(screen.getByLabelText('Nå').hasAttribute('aria-invalid')).toBe(false);
    expect(document.getElementById(fresh.getAttribute('aria-describedby') ?? '')?.textContent).toBe('for kort. SEC-6for lett. SEC-6');
    expect(document.activeElement).toBe(fresh);
    unmount();
  });
});

describe('one’s sessions', () => {
  const session = (id: string, more = {}): Schemas['SessionView'] => ({ id, createdAt: '2026-11-26T05:31:00Z', expiresAt: '2999-01-01T00:00:00Z', device: null, current: false, provider: null, ...more });
  const list = (...items: Schemas['SessionView'][]): void => {
    render(<Sessions loaded={{ data: { items }, problem: null, loading: false, reload: () => Promise.resolve(), set: () => undefined }} />);
  };

  it('say which is this one, which cannot be ended here, and leave out those that have run out', () => {
    list(session('b', { device: 'annen/1', provider: 'HelseID' }), session('a', { current: true, device: 'denne/1' }), session('c', { device: 'utløpt/1', expiresAt: '2020-01-01T00:00:00Z' }));
    expect(screen.getAllByRole('listitem').map((one) => one.textContent)).toEqual([
      'denne/1 Denne enhetensiden 26. nov. 06:31 · varer til 1. jan. 2999',
      'annen/1 siden 26. nov. 06:31 med HelseID · varer til 1. jan. 2999Logg ut annen/1, siden 26. nov. 06:31',
    ]);
    expect(screen.getAllByRole('button')).toHaveLength(1);
  });
});
