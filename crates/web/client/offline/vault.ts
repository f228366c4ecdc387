// The vault: one shift, sealed with AES-GCM under a key that a PIN unlocks (WEB-1). The key is made
// by PBKDF2, cannot be read out, and lives in memory until the page is locked or closed.
import { signal } from '@preact/signals';
import { whenEnded } from '../api/state';
import { type Lock, type Sealed, eraseAll, readLock, store } from './store';

/** OWASP's count for PBKDF2 with SHA-256. */
const ITERATIONS = 600_000;
/** Wrong PINs before everything is erased. */
export const TRIES = 10;
/** Milliseconds out of sight before the PIN is asked again. */
const PATIENCE = 10 * 60_000;

export const vault = signal<'unknown' | 'none' | 'locked' | 'open'>('unknown');
export const owner = signal<string | null>(null);

let key: CryptoKey | null = null;
const channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('tillit-vault');

async function derive(pin: string, salt: BufferSource, iterations: number): Promise<CryptoKey> {
  const secret = await crypto.subtle.importKey('raw', new TextEncoder().encode(pin), 'PBKDF2', false, ['deriveKey']);
  return crypto.subtle.deriveKey(
    { name: 'PBKDF2', hash: 'SHA-256', salt, iterations }, secret, { name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt'],
  );
}

async function sealWith(with_: CryptoKey, value: unknown): Promise<Sealed> {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const plain = new TextEncoder().encode(JSON.stringify(value));
  return { iv, data: await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, with_, plain) };
}

async function openWith(with_: CryptoKey, box: Sealed): Promise<unknown> {
  const plain = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: box.iv }, with_, box.data);
  return JSON.parse(new TextDecoder().decode(plain)) as unknown;
}

/** Looks what is kept; another tab that is open shares its key. */
export async function findVault(): Promise<void> {
  const lock = await readLock();
  owner.value = lock?.owner ?? null;
  if (!lock) {
    key = null;
    vault.value = 'none';
    return;
  }
  vault.value = key ? 'open' : 'locked';
  if (!key) channel?.postMessage('key?');
}

/** Begins to keep a shift on this device. */
export async function makeVault(pin: string, whose: string): Promise<void> {
  await eraseAll();
  const salt = crypto.getRandomValues(new Uint8Array(16));
  const made = await derive(pin, salt, ITERATIONS);
  const lock: Lock = {
    salt, iterations: ITERATIONS, check: await sealWith(made, 'tillit'), owner: whose, wrong: 0, device: crypto.randomUUID(), sequence: 0,
  };
  await (await store()).put('lock', lock, 'lock');
  key = made;
  owner.value = whose;
  vault.value = 'open';
  channel?.postMessage('look');
}

/** Tries a PIN; answers how many tries are left, or null when it was right. */
export async function unlock(pin: string): Promise<number | null> {
  const lock = await readLock();
  if (!lock) {
    await findVault();
    return 0;
  }
  // Counted before it is tried, so that closing the page does not give another try.
  const db = await store();
  await db.put('lock', { ...lock, wrong: lock.wrong + 1 }, 'lock');
  const tried = await derive(pin, lock.salt, lock.iterations);
  try {
    await openWith(tried, lock.check);
  } catch {
    const left = TRIES - lock.wrong - 1;
    if (left <= 0) await eraseVault();
    return Math.max(left, 0);
  }
  const now = await readLock();
  if (now) await db.put('lock', { ...now, wrong: 0 }, 'lock');
  key = tried;
  vault.value = 'open';
  return null;
}

export function lockVault(): void {
  if (vault.value !== 'open') return;
  key = null;
  vault.value = 'locked';
}

/** Erases what the device keeps, in every tab. */
export async function eraseVault(): Promise<void> {
  key = null;
  await eraseAll();
  await findVault();
  channel?.postMessage('look');
}

export async function seal(value: unknown): Promise<Sealed> {
  if (!key) throw new Error('the vault is locked');
  return sealWith(key, value);
}

export async function open<T>(box: Sealed): Promise<T> {
  if (!key) throw new Error('the vault is locked');
  return (await openWith(key, box)) as T;
}

export async function keep(name: string, value: unknown): Promise<void> {
  if (vault.value === 'open') await (await store()).put('boxes', await seal(value), name);
}

export async function kept<T>(name: string): Promise<T | null> {
  if (vault.value !== 'open') return null;
  const box = await (await store()).get('boxes', name);
  return box ? open<T>(box) : null;
}

export async function forget(name: string): Promise<void> {
  await (await store()).delete('boxes', name);
}

export async function names(prefix: string): Promise<string[]> {
  return (await (await store()).getAllKeys('boxes')).filter((name) => name.startsWith(prefix));
}

channel?.addEventListener('message', (event: MessageEvent<unknown>) => {
  if (event.data === 'key?' && key) channel.postMessage({ key });
  if (event.data === 'look') void findVault();
  const given = (event.data as { key?: CryptoKey } | null)?.key;
  if (given instanceof CryptoKey && !key && vault.value === 'locked') {
    key = given;
    vault.value = 'open';
  }
});

// Ended by somebody: what is here is erased at this first contact, in all tabs.
whenEnded(() => eraseVault());

let hiddenAt = 0;
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'hidden') hiddenAt = Date.now();
  else if (hiddenAt > 0 && Date.now() - hiddenAt > PATIENCE) lockVault();
});
