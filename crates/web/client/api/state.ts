// What all screens know of the line to the server and of who is signed in.
import { signal } from '@preact/signals';
import type { components } from '../../generated/schema';

export type Me = components['schemas']['Me'];

/** Whether the last request was answered by anybody. */
export const reachable = signal(navigator.onLine);
/** `unknown` until asked; `none` when one has to log in. */
export const signedIn = signal<'unknown' | 'none' | 'offline' | Me>('unknown');
/** Why the session is over, when it is. */
export const over = signal<'expired' | 'ended' | null>(null);

const listeners = new Set<() => unknown>();

/** Called when the session was ended by somebody: what is kept here is to be erased. */
export function whenEnded(listener: () => unknown): void {
  listeners.add(listener);
}

export function sessionOver(why: 'expired' | 'ended'): void {
  if (why === 'ended' || typeof signedIn.value === 'object') over.value = why;
  signedIn.value = 'none';
  if (why === 'ended') for (const listener of listeners) listener();
}

/** The one who is signed in, if known. */
export function me(): Me | null {
  return typeof signedIn.value === 'object' ? signedIn.value : null;
}

/** The teams one works in. */
export function teams(who: Me): { id: string; name: string }[] {
  const found = new Map<string, string>();
  for (const role of who.roles) {
    if (role.unit && ['member', 'leader', 'case_worker', 'office_leader'].includes(role.role)) found.set(role.unit, role.unitName ?? '');
  }
  return [...found].map(([id, name]) => ({ id, name }));
}

export function has(who: Me, ...roles: string[]): boolean {
  return who.roles.some((role) => roles.includes(role.role));
}

const HEALTH = ['nurse', 'social_educator', 'occupational_therapist', 'physiotherapist', 'healthcare_worker', 'case_worker'];

/** Whether one is among those who prepare vedtak; the server decides in each case. */
export function mayPrepare(who: Me): boolean {
  return has(who, 'case_worker', 'leader') || (has(who, 'member') && HEALTH.includes(who.profession));
}

export function leads(who: Me, unit: string): boolean {
  return who.roles.some((role) => role.unit === unit && role.role === 'leader');
}

addEventListener('online', () => (reachable.value = true));
addEventListener('offline', () => (reachable.value = false));
