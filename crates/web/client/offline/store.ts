// What the device keeps: sealed boxes, an outbox, and what is needed to ask for the PIN. Ids and
// counts are readable; everything about people is sealed.
import { type DBSchema, type IDBPDatabase, openDB } from 'idb';

export interface Sealed {
  iv: Uint8Array<ArrayBuffer>;
  data: ArrayBuffer;
}

export interface Lock {
  salt: Uint8Array<ArrayBuffer>;
  iterations: number;
  check: Sealed;
  /** Whose it is: an employee's id. */
  owner: string;
  /** Wrong PINs since the last right one. */
  wrong: number;
  device: string;
  sequence: number;
}

/** `waiting` has not been sent; `kept` was taken in; `trouble` was answered with a question. */
export type Fate = 'waiting' | 'kept' | 'trouble';

export interface Posted {
  id: string;
  fate: Fate;
  /** When it was told, or taken in; for forgetting after a week. */
  at: number;
  box: Sealed;
}

interface Shape extends DBSchema {
  lock: { key: string; value: Lock };
  boxes: { key: string; value: Sealed };
  outbox: { key: string; value: Posted; indexes: { fate: Fate } };
}

let opened: Promise<IDBPDatabase<Shape>> | null = null;

export function store(): Promise<IDBPDatabase<Shape>> {
  opened ??= openDB<Shape>('tillit', 1, {
    upgrade(db) {
      db.createObjectStore('lock');
      db.createObjectStore('boxes');
      db.createObjectStore('outbox', { keyPath: 'id' }).createIndex('fate', 'fate');
    },
  });
  return opened;
}

export async function readLock(): Promise<Lock | undefined> {
  return (await store()).get('lock', 'lock');
}

/** The device's next number, given once even when two tabs ask at the same time. */
export async function nextSequence(): Promise<{ device: string; sequence: number }> {
  const tx = (await store()).transaction('lock', 'readwrite');
  const lock = await tx.store.get('lock');
  if (!lock) throw new Error('nothing is kept here');
  lock.sequence += 1;
  await tx.store.put(lock, 'lock');
  await tx.done;
  return { device: lock.device, sequence: lock.sequence };
}

/** Forgets everything, for every tab. */
export async function eraseAll(): Promise<void> {
  const db = await store();
  const tx = db.transaction(['lock', 'boxes', 'outbox'], 'readwrite');
  await Promise.all([tx.objectStore('lock').clear(), tx.objectStore('boxes').clear(), tx.objectStore('outbox').clear(), tx.done]);
}

export async function countUnsent(): Promise<number> {
  const db = await store();
  const talks = (await db.getAllKeys('boxes')).filter((name) => name.startsWith('talk:'));
  return (await db.countFromIndex('outbox', 'fate', 'waiting')) + (await db.countFromIndex('outbox', 'fate', 'trouble')) + talks.length;
}
