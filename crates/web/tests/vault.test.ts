// The vault (WEB-1): nothing can be read without the PIN; ten wrong ones, or an ended session, erase it.
import { beforeEach, describe, expect, it } from 'vitest';
import { sessionOver } from '../client/api/state';
import { events, readOutbox, tell, unsent } from '../client/offline/outbox';
import { store } from '../client/offline/store';
import { TRIES, eraseVault, keep, kept, lockVault, makeVault, names, unlock, vault } from '../client/offline/vault';
import { today } from '../client/i18n/dates';
import { forgetOldDays } from '../client/screens/day/model';

const OWNER = '01900000-0000-7000-8000-000000000001';
const VISIT = '01900000-0000-7000-8000-000000000002';

describe('the vault', () => {
  beforeEach(async () => {
    await makeVault('482951', OWNER);
    await readOutbox();
  });

  it('opens for the right PIN and no other', async () => {
    await keep('day:2026-11-23', { name: 'Astrid' });
    lockVault();
    expect(await kept('day:2026-11-23')).toBeNull();
    expect(await unlock('111111')).toBe(TRIES - 1);
    expect(vault.value).toBe('locked');
    expect(await unlock('482951')).toBeNull();
    expect(await kept('day:2026-11-23')).toEqual({ name: 'Astrid' });
  });

  it('keeps nothing that can be read', async () => {
    await keep('day:2026-11-23', { name: 'Astrid Bøe' });
    const box = await (await store()).get('boxes', 'day:2026-11-23');
    const text = new TextDecoder('latin1').decode(box?.data);
    expect(text).not.toContain('Astrid');
  });

  it('erases itself after ten wrong PINs', async () => {
    lockVault();
    for (let i = 0; i < TRIES; i++) await unlock('000001');
    expect(vault.value).toBe('none');
    expect(await (await store()).count('boxes')).toBe(0);
  }, 60_000);

  it('is erased when the session was ended, and not when it only ran out', async () => {
    await keep('day:2026-11-23', { name: 'Astrid' });
    sessionOver('expired');
    expect(await (await store()).count('boxes')).toBe(1);
    sessionOver('ended');
    await expect.poll(async () => (await store()).count('boxes')).toBe(0);
  });

  it('keeps one shift: older days are forgotten, also while it is locked', async () => {
    await keep('day:2020-01-02', { name: 'Astrid' });
    await keep(`day:${today()}`, { name: 'Astrid' });
    lockVault();
    await forgetOldDays();
    expect(await names('day:')).toEqual([`day:${today()}`]);
  });

  it('counts what is unsent also while it is locked, and gives each event a number of its own', async () => {
    await Promise.all([tell({ visit: VISIT, kind: 'started' }), tell({ visit: VISIT, kind: 'done' })]);
    expect(unsent.value).toBe(2);
    expect(new Set(events.value.map((event) => event.told.sequence)).size).toBe(2);
    lockVault();
    await readOutbox();
    expect(events.value).toEqual([]);
    expect(unsent.value).toBe(2);
    await eraseVault();
    await readOutbox();
    expect(unsent.value).toBe(0);
  });
});
