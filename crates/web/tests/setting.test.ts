// Setting a team up: rhythms as people say them, what an import has come to, the day's places on a map.
import jsQR from 'jsqr';
import { describe, expect, it } from 'vitest';
import { Problem } from '../client/api/client';
import { type View, faultsOf, over, standing, stepOf } from '../client/screens/admin/import';
import { type DayOfMine } from '../client/screens/day/model';
import { HEIGHT, WIDTH, onTiles, points } from '../client/screens/day/places';
import { draw } from '../client/screens/enrol/Qr';
import { DAYS, rhythmOf, ruleOf } from '../client/screens/library/rhythm';

describe('a rhythm', () => {
  it('is days and weeks, there and back', () => {
    for (const rule of ['FREQ=DAILY', 'FREQ=WEEKLY;BYDAY=MO,TH', 'FREQ=WEEKLY;INTERVAL=2;BYDAY=SU']) {
      const rhythm = rhythmOf(rule);
      expect(rhythm && ruleOf(rhythm), rule).toBe(rule);
    }
    expect(rhythmOf('FREQ=DAILY')).toEqual({ days: [...DAYS], weeks: 1 });
  });

  it('is left alone when it says more than that', () => {
    for (const rule of ['FREQ=MONTHLY;BYMONTHDAY=1', 'FREQ=WEEKLY;BYDAY=MO;COUNT=10', 'FREQ=DAILY;INTERVAL=3', 'FREQ=WEEKLY;BYDAY=1MO']) {
      expect(rhythmOf(rule), rule).toBeNull();
    }
  });
});

describe('an import', () => {
  const view = (more: Partial<View>): View => ({
    id: 'x', kind: 'caseload', dryRun: false, state: 'working', total: 60, checked: 7, done: 7, created: 0, updated: 0, unchanged: 0, askedAt: '2026-11-27T06:00:00Z',
    finishedAt: null, milliseconds: null, faults: [], ...more,
  });
  const fault = { line: 17, column: 'fodselsnummer', rule: 'R-CIT-1', code: 'bad-number', message: 'Feil.' };

  it('goes on until the server says that it has ended, whatever it calls its states', () => {
    for (const state of ['working', 'checking', 'applying', 'something_new']) {
      expect(over(view({ state })), state).toBe(false);
      expect(stepOf({ dryRun: true, view: view({ state }) }), state).toBe('working');
    }
    expect(standing(view({ state: 'something_new', finishedAt: '2026-11-27T06:01:00Z' }))).toBe('failed');
    expect(over(view({ state: 'applied' }))).toBe(true);
  });

  it('is tried, done, or refused with every fault', () => {
    expect(stepOf({ dryRun: true, view: view({ state: 'checked' }) })).toBe('tried');
    expect(stepOf({ dryRun: true, view: view({ state: 'checked', faults: [fault] }) })).toBe('faults');
    expect(stepOf({ dryRun: false, view: view({ state: 'applied' }) })).toBe('done');
    expect(stepOf({ dryRun: false, view: view({ state: 'failed' }) })).toBe('failed');
  });

  it('that is refused at once shows the lines that the server points at', () => {
    const reason = (pointer: string | null) => ({ pointer, rule: 'R-CIT-1', code: 'bad-number', message: 'Feil.' });
    expect(faultsOf(new Problem(422, '', [reason('/lines/17/fodselsnummer')], ''))?.faults).toEqual([fault]);
    expect(faultsOf(new Problem(422, '', [reason('/lines/17'), reason(null)], ''))).toBeNull();
    expect(faultsOf(new Problem(409, '', [reason('/lines/17')], ''))).toBeNull();
  });
});

describe('the code of squares', () => {
  it('says what a phone is to read, and nothing else', async () => {
    const address = 'otpauth://totp/Tillit:kari.nordby?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Tillit&algorithm=SHA1&digits=6&period=30';
    const { path, size } = await draw(address);
    const scale = 4;
    const pixels = new Uint8ClampedArray(size * size * scale * scale * 4).fill(255);
    for (const [, x, y] of path.matchAll(/M(\d+) (\d+)h1v1h-1z/g)) {
      for (let i = 0; i < scale * scale; i++) {
        const at = ((Number(y) * scale + Math.floor(i / scale)) * size * scale + Number(x) * scale + (i % scale)) * 4;
        pixels.fill(0, at, at + 3);
      }
    }
    expect(jsQR(pixels, size * scale, size * scale)?.data).toBe(address);
  });
});

describe('the route', () => {
  const home = (id: string, lat: number, lon: number, protectedAddress = false) => ({ id, name: id, protectedAddress, wayIn: { place: { lat, lon } } });
  const day = {
    visits: ['a', 'b', 'c'].map((citizen) => ({ id: citizen, citizen, suspended: false })),
    citizens: [home('a', 59.88, 10.84), home('b', 59.89, 10.86), home('c', 59.9, 10.9, true)],
  } as unknown as DayOfMine;

  it('leaves a protected address out, with tiles and without', () => {
    expect(points(day).map((one) => one.name)).toEqual(['a', 'b']);
    expect(onTiles(day, '{z}/{x}/{y}').points.map((one) => one.name)).toEqual(['a', 'b']);
  });

  it('has every point on the paper, and tiles under all of it', () => {
    const { points: all, tiles } = onTiles(day, 'https://kart.example/{z}/{x}/{y}.png');
    for (const { x, y } of all) {
      expect(x > 0 && x < WIDTH && y > 0 && y < HEIGHT).toBe(true);
      expect(tiles.some((tile) => x >= tile.x && x <= tile.x + 256 && y >= tile.y && y <= tile.y + 256)).toBe(true);
    }
    // North is up, and east is right.
    const [a, b] = all;
    expect(a && b && a.x < b.x && a.y > b.y).toBe(true);
    expect(tiles[0]?.href).toMatch(/^https:\/\/kart\.example\/\d+\/\d+\/\d+\.png$/);
    expect(Math.min(...tiles.map((tile) => tile.x))).toBeLessThanOrEqual(0);
    expect(Math.max(...tiles.map((tile) => tile.x + 256))).toBeGreaterThanOrEqual(WIDTH);
  });
});
