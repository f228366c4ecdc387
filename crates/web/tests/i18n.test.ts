// Three languages, each complete, with the same places to fill in; and a word for every code of the API.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import en from '../client/i18n/en';
import { speak, t, term } from '../client/i18n';
import { clock, duration, instant, longDay, minutesInto, plusDays } from '../client/i18n/dates';
import nb from '../client/i18n/nb';
import nn from '../client/i18n/nn';
import termsEn from '../client/i18n/terms.en';
import termsNb from '../client/i18n/terms.nb';
import termsNn from '../client/i18n/terms.nn';

const places = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/g)].map((found) => found[1] ?? '').sort();

describe('messages', () => {
  it('are complete and fill in the same things in every language', () => {
    for (const [key, text] of Object.entries(nb)) {
      for (const other of [nn, en]) {
        const said = (other as Record<string, string>)[key] ?? '';
        expect(said, key).not.toBe('');
        expect(places(said), key).toEqual(places(text));
      }
    }
    expect(Object.keys(nn)).toEqual(Object.keys(nb));
  });

  it('choose the singular', () => {
    expect(t('unlock.unsent', { n: 1 })).toBe('Én hendelse er ikke sendt ennå.');
    expect(t('unlock.unsent', { n: 3 })).toBe('3 hendelser er ikke sendt ennå.');
  });

  it('change with the language', async () => {
    await speak('nn');
    expect(t('nav.week')).toBe('Veke');
    expect(term('ShiftKind', 'evening')).not.toBe('evening');
    await speak('nb');
  });
});

describe('terms', () => {
  interface Document { components: { schemas: Record<string, { enum?: string[] }> } }
  const document = JSON.parse(readFileSync('../../openapi/tillit.json', 'utf8')) as Document;

  it('know every code that the API may send, in three languages', () => {
    for (const terms of [termsNb, termsNn, termsEn] as Record<string, Record<string, string>>[]) {
      for (const [kind, words] of Object.entries(terms)) {
        const codes = document.components.schemas[kind]?.enum;
        if (codes) expect(codes.filter((code) => !words[code]), kind).toEqual([]);
      }
    }
  });
});

describe('times', () => {
  it('are Oslo time on any device, also on the days with 23 and 25 hours', () => {
    expect(clock('2026-11-23T06:30:00Z')).toBe('07:30');
    expect(instant('2026-11-23', '07:30').toISOString()).toBe('2026-11-23T06:30:00.000Z');
    expect(instant('2026-07-01', '07:30').toISOString()).toBe('2026-07-01T05:30:00.000Z');
    expect(instant('2026-03-29', '08:00').toISOString()).toBe('2026-03-29T06:00:00.000Z');
    expect(minutesInto('2026-03-29', instant('2026-03-29', '08:00').toISOString())).toBe(7 * 60);
    expect(minutesInto('2026-10-25', instant('2026-10-25', '08:00').toISOString())).toBe(9 * 60);
  });

  it('are said as people say them', () => {
    expect(longDay('2026-11-23')).toBe('mandag 23. november');
    expect(duration(75)).toBe('1 t 15 min');
    expect(plusDays('2026-12-31', 1)).toBe('2027-01-01');
  });
});
