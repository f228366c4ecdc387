// The outbox: what happened at visits, told once to the server, whenever there is coverage.
import { signal } from '@preact/signals';
import { type Reason, type Schemas, api, body } from '../api/client';
import { reachable, signedIn } from '../api/state';
import { type Fate, countUnsent, nextSequence, store } from './store';
import { open, seal, vault } from './vault';

type Told = Schemas['ToldEvent'];

export interface Event {
  told: Told;
  device: string;
  fate: Fate;
  remarks: Reason[];
}

/** All events this device knows, oldest first. */
export const events = signal<Event[]>([]);
/** How many the server has not taken in. Known also while the vault is locked. */
export const unsent = signal(0);
export const syncing = signal(false);
/** When the server last took something in. */
export const lastSync = signal<number | null>(null);

const WEEK = 7 * 864e5;
/** Events of a page without a vault: they live as long as the page. */
const loose = { device: crypto.randomUUID(), sequence: 0 };
const channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel('tillit-outbox');
const changed = new Set<() => unknown>();

const senders = new Set<() => Promise<unknown>>();

/** Something else that is sent with the same sync. */
export function alsoSend(send: () => Promise<unknown>): void {
  senders.add(send);
}

/** Called when the server has taken something in. */
export function whenSynced(listener: () => unknown): () => void {
  changed.add(listener);
  return () => changed.delete(listener);
}

/** Reads what is kept. */
export async function readOutbox(): Promise<void> {
  if (vault.value === 'open') {
    const kept = await (await store()).getAll('outbox');
    const opened = await Promise.all(kept.map(async (posted) => ({ ...(await open<Event>(posted.box)), fate: posted.fate })));
    opened.sort((a, b) => a.told.sequence - b.told.sequence);
    events.value = [...opened, ...events.value.filter((event) => event.device === loose.device)];
  }
  const inMemory = events.value.filter((event) => event.device === loose.device && event.fate !== 'kept').length;
  unsent.value = (vault.value === 'none' ? 0 : await countUnsent()) + inMemory;
}

async function put(event: Event): Promise<void> {
  if (event.device !== loose.device && vault.value === 'open') {
    const { fate, told } = event;
    await (await store()).put('outbox', { id: told.id, fate, at: Date.now(), box: await seal(event) });
    channel?.postMessage('look');
  } else {
    events.value = [...events.value.filter((old) => old.told.id !== event.told.id), event];
  }
}

/** Notes what happened; it is sent when it can be. */
export async function tell(what: Omit<Told, 'id' | 'phoneTime' | 'sequence'>): Promise<void> {
  const kept = vault.value === 'open' ? await nextSequence() : null;
  const { device, sequence } = kept ?? { device: loose.device, sequence: ++loose.sequence };
  const told: Told = { ...what, id: crypto.randomUUID(), phoneTime: new Date().toISOString(), sequence };
  await put({ told, device, fate: 'waiting', remarks: [] });
  await readOutbox();
  void sync();
}

/** Leaves an event that the server would not take. */
export async function drop(id: string): Promise<void> {
  await (await store()).delete('outbox', id);
  events.value = events.value.filter((event) => event.told.id !== id);
  channel?.postMessage('look');
  await readOutbox();
}

/** Sends what waits, once, whichever tab comes first. */
export async function sync(): Promise<void> {
  if (typeof signedIn.value !== 'object' || syncing.value) return;
  const send = async (): Promise<void> => {
    await readOutbox();
    for (const other of senders) await other();
    const waiting = events.value.filter((event) => event.fate === 'waiting');
    if (waiting.length === 0) return;
    for (const device of new Set(waiting.map((event) => event.device))) {
      const batch = waiting.filter((event) => event.device === device).slice(0, 500);
      const answer = await body(api.POST('/api/v1/me/visit-events', { body: { device, events: batch.map((event) => event.told) } }));
      for (const [i, event] of batch.entries()) {
        const said = answer.answers[i];
        const taken = said?.fate === 'applied' || said?.fate === 'repeated';
        await put({ ...event, fate: taken ? 'kept' : 'trouble', remarks: said?.remarks ?? [] });
      }
    }
    lastSync.value = Date.now();
    await readOutbox();
    for (const listener of changed) listener();
  };
  syncing.value = true;
  try {
    if ('locks' in navigator) await navigator.locks.request('tillit-sync', send);
    else await send();
  } catch {
    // No coverage: it waits, and the screen says so.
  } finally {
    syncing.value = false;
  }
}

/** After a `reset` the server may have lost what it had taken in: the last week is told again. */
export async function tellAgain(): Promise<void> {
  for (const event of events.value) if (event.fate === 'kept') await put({ ...event, fate: 'waiting' });
  await sync();
}

/** Forgets what was taken in more than a week ago. */
export async function tidy(): Promise<void> {
  const db = await store();
  for (const posted of await db.getAllFromIndex('outbox', 'fate', 'kept')) {
    if (Date.now() - posted.at > WEEK) await db.delete('outbox', posted.id);
  }
}

channel?.addEventListener('message', () => void readOutbox());
vault.subscribe((state) => {
  if (state === 'open') void readOutbox().then(tidy).then(sync);
  if (state === 'none') events.value = events.value.filter((event) => event.device === loose.device);
  if (state === 'locked') events.value = [];
});
reachable.subscribe((yes) => {
  if (yes) void sync();
});
addEventListener('online', () => void sync());
