// What the screens of teams among each other work out by themselves: days in words, orders, whose turn it is to be answered.
import { fireEvent, render, screen } from '@testing-library/preact';
import { useState } from 'preact/hooks';
import { describe, expect, it } from 'vitest';
import { isWhole } from '../client/screens/admin/Charter';
import { type Content, newest, reworded, whole } from '../client/screens/admin/template';
import { type DayView, type Visit, teamOf } from '../client/screens/board/model';
import { type Request, byNeed, choicesFor } from '../client/screens/staffing/model';
import { Order, moved } from '../client/ui/Order';
import { type Pool, agreed, inWords, poolsOn } from '../client/ui/pools';

const hours = (days: number[], holidays = false) => ({ name: 'kveld', days, holidays, from: '15:00:00', until: '22:30:00' });
const pool = (state: string, from: string, until: string | null): Pool => ({ id: `${state}${from}`, state, terms: { name: '', teams: [], hours: [], period: { from, until } } }) as unknown as Pool;

describe('a pool', () => {
  it('tells days that follow each other as one', () => {
    expect(inWords(hours([1, 2, 3, 4, 5]))).toBe('man.–fre. 15:00–22:30');
    expect(inWords(hours([7, 1, 2, 3], true))).toBe('man.–ons., søn. og helligdager 15:00–22:30');
    expect(inWords(hours([6, 7]))).toBe('lør. og søn. 15:00–22:30');
    expect(inWords(hours([], true))).toBe('helligdager 15:00–22:30');
  });

  it('has plans from its first day to its last, when it is agreed', () => {
    const all = [pool('agreed', '2026-12-01', null), pool('agreed', '2026-11-01', '2026-11-30'), pool('proposed', '2026-11-01', null)];
    expect(poolsOn(all, '2026-11-30').map((one) => one.id)).toEqual(['agreed2026-11-01']);
    expect(agreed(all, '2026-11-30')).toHaveLength(2);
    expect(poolsOn(all, '2026-12-01').map((one) => one.id)).toEqual(['agreed2026-12-01']);
  });

  it('says whose each citizen is, and nothing on a team’s own plan', () => {
    const visit = { citizen: { id: 'b' } } as Visit;
    const day = { pool: { seenUntil: null, teams: [{ team: '1', name: 'Skullerud', citizens: ['a'] }, { team: '2', name: 'Bogerud', citizens: ['b'] }] } } as DayView;
    expect(teamOf(day, visit)).toEqual({ at: 1, name: 'Bogerud' });
    expect(teamOf({ pool: null } as DayView, visit)).toBeNull();
  });
});

describe('an order', () => {
  it('moves one thing to another place, and nothing beyond the ends', () => {
    expect(moved(['a', 'b', 'c'], 0, 2)).toEqual(['b', 'c', 'a']);
    expect(moved(['a', 'b', 'c'], 2, 0)).toEqual(['c', 'a', 'b']);
    expect(moved(['a', 'b'], 1, 2)).toEqual(['a', 'b']);
    expect(moved(['a'], 3, 0)).toEqual(['a']);
  });

  it('is changed by button and by drag with the same result, tells it, and keeps the focus', () => {
    const Held = () => {
      const [list, setList] = useState(['Reise', 'Ansikter', 'Tid']);
      return <Order id="o" items={list.map((one) => ({ key: one, label: one }))} onMove={(from, to) => setList(moved(list, from, to))} />;
    };
    render(<Held />);
    const now = (): string[] => screen.getAllByRole('listitem').map((one) => one.querySelector('strong')?.textContent ?? '');
    const down = screen.getByRole('button', { name: 'Ned Reise' });
    down.focus();
    fireEvent.click(down);
    expect(now()).toEqual(['Ansikter', 'Reise', 'Tid']);
    expect(screen.getByRole('status').textContent).toBe('Reise er nå nummer 2');
    expect(document.activeElement?.textContent).toBe('Ned Reise');
    fireEvent.click(screen.getByRole('button', { name: 'Ned Reise' }));
    // At the end there is no further down: the way back has the focus.
    expect(document.activeElement?.textContent).toBe('Opp Reise');
    const [first] = screen.getAllByRole('listitem');
    const last = screen.getAllByRole('listitem').at(-1);
    if (first && last) {
      fireEvent.dragStart(last);
      fireEvent.dragEnter(first);
      fireEvent.drop(first);
    }
    expect(now()).toEqual(['Reise', 'Ansikter', 'Tid']);
  });
});

describe('the charter', () => {
  it('has one part that is the whole day when nothing is divided', () => {
    expect(isWhole([{ name: 'day', from: '00:00:00', until: '00:00:00' }])).toBe(true);
    expect(isWhole([{ name: 'dag', from: '07:00:00', until: '15:00:00' }])).toBe(false);
    expect(isWhole([])).toBe(false);
  });
});

describe('the words of the conversation', () => {
  const content = { sections: [{ section: 'what_matters', name: { nb: 'Viktig' }, question: { nb: 'Hva er viktig?', en: 'What matters?' }, prompts: [{ nb: 'Nå?' }] }], functionVariables: [], screens: [] } as unknown as Content;
  const version = (n: number, unit: string | null) => ({ version: n, unit, content }) as unknown as Parameters<typeof newest>[0][number];

  it('are changed from the unit’s own newest, else the municipality’s', () => {
    const all = [version(1, null), version(2, 'a'), version(4, 'a'), version(3, null)];
    expect(newest(all, 'a').version).toBe(4);
    expect(newest(all, 'b').version).toBe(3);
    expect(newest(all, null).version).toBe(3);
  });

  it('change in one place, and a translation that is emptied is none', () => {
    const next = reworded(content, 0, 'question', 'en', '');
    expect(next.sections[0]?.question).toEqual({ nb: 'Hva er viktig?', en: null });
    expect(next.sections[0]?.name).toEqual({ nb: 'Viktig' });
    expect(content.sections[0]?.question.en).toBe('What matters?');
    const more = reworded(reworded(content, 0, 1, 'nb', ''), 0, 0, 'nn', 'No?');
    expect(more.sections[0]?.prompts).toEqual([{ nb: 'Nå?', nn: 'No?' }, { nb: '' }]);
    expect(whole(more).sections[0]?.prompts).toEqual([{ nb: 'Nå?', nn: 'No?' }]);
  });
});

describe('the staffing office', () => {
  const request = (id: string, from: string, askedAt: string): Request => ({ id, askedAt, shifts: [{ interval: { from } }] }) as unknown as Request;

  it('sees the soonest need first, and who has waited longest', () => {
    const all = [request('c', '2026-11-29', '1'), request('b', '2026-11-28', '2'), request('a', '2026-11-28', '1')];
    expect(byNeed(all).map((one) => one.id)).toEqual(['a', 'b', 'c']);
  });

  it('is offered those first who may do all that is asked', () => {
    const who = (employee: string, lacks: string[], shift = 0) => ({ employee, shifts: [{ shift, lacks }] }) as unknown as Parameters<typeof choicesFor>[0][number];
    const found = choicesFor([who('x', ['insulin']), who('y', []), who('z', [], 1)], 0);
    expect(found.map(({ candidate }) => candidate.employee)).toEqual(['y', 'x']);
  });
});
