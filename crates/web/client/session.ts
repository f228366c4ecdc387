// Logging in and out, and finding out who one is.
import { Problem, api, body } from './api/client';
import { over, reachable, signedIn } from './api/state';
import { readOutbox, sync } from './offline/outbox';
import './offline/talks';
import { eraseVault, findVault, vault } from './offline/vault';
import { forgetOldDays } from './screens/day/model';

/** Who am I? Without coverage and with a vault the phone works on. */
export async function findOut(): Promise<void> {
  const asked = body(api.GET('/api/v1/me'));
  asked.catch(() => undefined);
  await findVault();
  if (vault.value !== 'none') await forgetOldDays();
  await readOutbox();
  try {
    signedIn.value = await asked;
    over.value = null;
    void sync();
  } catch (error) {
    const offline = error instanceof Problem && error.isOffline;
    signedIn.value = offline && vault.value !== 'none' ? 'offline' : 'none';
    if (offline && vault.value === 'none') over.value = null;
  }
}

export async function signIn(userName: string, password: string, code: string): Promise<void> {
  const params = { header: { 'X-Tillit': '1' } };
  await body(api.POST('/api/v1/browser-session', { params, body: { userName, password, code: code || null } }));
  await findOut();
}

/** Goes to a provider to log in; it sends the browser back to `/log-in/{provider}`. */
export async function goToProvider(provider: string): Promise<void> {
  const params = { header: { 'X-Tillit': '1' } };
  const begun = await body(api.POST('/api/v1/log-ins', { params, body: { provider } }));
  location.assign(begun.address);
}

/** What a provider put into the address, when we have come back from one; it is used once. */
const returned = location.pathname.startsWith('/log-in/') ? new URLSearchParams(location.search) : null;
const from = location.pathname.slice('/log-in/'.length);
// The address is history, and holds a code: it goes before anything else happens.
if (returned) history.replaceState(null, '', '/');

/** Logs in with what we came back with; `null` when we have not been away. */
export const comeBack: (() => Promise<void>) | null = returned && (async () => {
  const params = { header: { 'X-Tillit': '1' } };
  const answer = { provider: from, state: returned.get('state') ?? '', code: returned.get('code'), iss: returned.get('iss') };
  await body(api.POST('/api/v1/browser-session/from-provider', { params, body: answer }));
  await findOut();
});

/** Ends the session and erases what the device keeps. */
export async function signOut(): Promise<void> {
  try {
    await api.DELETE('/api/v1/browser-session', { params: { header: { 'X-Tillit': '1' } } });
  } finally {
    await eraseVault();
    // A fresh page: nothing of this one stays in memory.
    location.replace('/');
  }
}

/** Milliseconds between two looks whether the line is back. */
const PATIENCE = 4_000;

// A phone that opened without coverage finds out who it is when the line is back.
reachable.subscribe((yes) => {
  if (yes && signedIn.peek() === 'offline') void findOut();
});

setInterval(() => {
  if (reachable.value || document.visibilityState !== 'visible') return;
  fetch('/healthz').then((answer) => { if (answer.ok) reachable.value = true; }, () => undefined);
}, PATIENCE);
