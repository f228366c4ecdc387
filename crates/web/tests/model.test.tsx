// What the screens work out by themselves: order, places, frames, and what has happened on this phone.
import { render, screen } from '@testing-library/preact';
import { describe, expect, it } from 'vitest';
import { Problem } from '../client/api/client';
import type { Event } from '../client/offline/outbox';
import { frameOf, narrowed, sorted } from '../client/screens/caseload/model';
import { framed } from '../client/screens/citizen/FramePanel';
import { type DayView, type Lane, type Visit as Planned, suggestStart } from '../client/screens/board/model';
import { type Visit, nextVisit, outcomeOf } from '../client/screens/day/model';
import { Refusal } from '../client/ui/parts';

const visit = (id: string, outcome = 'planned'): Visit => ({ id, outcome, suspended: false }) as Visit;
const event = (kind: string, id: string, more: Partial<Event> = {}, replaces?: string): Event =>
  ({ told: { id, visit: 'a', kind, replaces, sequence: 1, phoneTime: '2026-11-23T07:00:00Z' }, device: 'd', fate: 'waiting', remarks: [], ...more }) as Event;

describe('a visit on the phone', () => {
  it('is what the server says until something unsent says more', () => {
    expect(outcomeOf(visit('a'), [])).toBe('planned');
    expect(outcomeOf(visit('a'), [event('started', '1')])).toBe('started');
    expect(outcomeOf(visit('a'), [event('started', '1'), event('done', '2')])).toBe('done');
  });

  it('goes back when an event is taken back', () => {
    const events = [event('started', '1'), event('done', '2'), event('withdrawn', '3', {}, '2')];
    expect(outcomeOf(visit('a'), events)).toBe('started');
  });

  it('leaves out what the server would not take', () => {
    expect(outcomeOf(visit('a'), [event('done', '1', { fate: 'trouble' })])).toBe('planned');
  });

  it('is next when it is begun, else the first that is open', () => {
    const all = [visit('a', 'done'), visit('b'), visit('c', 'started')];
    expect(nextVisit(all, [])?.id).toBe('c');
    expect(nextVisit(all.slice(0, 2), [])?.id).toBe('b');
    expect(nextVisit(all.slice(0, 1), [])).toBeNull();
  });
});

describe('a place on the board', () => {
  const lane = { employee: 'k', atWork: [{ from: '2026-11-23T06:30:00Z', until: '2026-11-23T14:00:00Z' }] } as Lane;
  const planned = (id: string, start: string | null): Planned => ({
    id, start, minutes: 20, preferred: '08:30:00', window: { from: '2026-11-23T06:30:00Z', until: '2026-11-23T09:00:00Z' },
    assignments: [{ employee: start ? 'k' : null }],
  }) as Planned;

  it('is as near the wish as there is room', () => {
    const taken = planned('x', '2026-11-23T07:30:00Z');
    const day = { date: '2026-11-23', visits: [taken], lanes: [lane] } as unknown as DayView;
    expect(suggestStart({ ...day, visits: [] }, planned('y', null), lane)).toBe('2026-11-23T07:30:00.000Z');
    expect(suggestStart(day, planned('y', null), lane)).toBe('2026-11-23T07:05:00.000Z');
  });
});

describe('the caseload', () => {
  it('puts what is urgent first', () => {
    const line = (name: string, flags: string[], next: string | null) => ({ name, flags, gaps: [], nextEvaluation: next, plannedWeeklyMinutes: 0 });
    const lines = [line('A', [], '2026-12-01'), line('B', ['evaluation_overdue'], null), line('C', [], '2026-11-25')] as unknown as Parameters<typeof sorted>[0];
    expect(sorted(lines, 'urgent').map((one) => one.name)).toEqual(['B', 'C', 'A']);
    expect(sorted(lines, 'name').map((one) => one.name)).toEqual(['A', 'B', 'C']);
  });
});

describe('a line of the caseload', () => {
  const frame = (planned: number, standing: string) => ({ planned, standing, frame: { minutesFrom: 60, minutesTo: 90 } });
  const line = (name: string, more: object) => ({ name, flags: [], gaps: [], frame: [], openTasks: 0, differentEmployees: 0, plannedWeeklyMinutes: 0, ...more });
  const lines = [
    line('A', { frame: [frame(100, 'above')], openTasks: 1 }), line('B', { frame: [frame(70, 'inside')], differentEmployees: 12 }),
    line('C', { frame: [{ planned: 30, standing: 'no_frame', frame: null }], primaryContact: { employee: 'k' } }),
  ] as unknown as Parameters<typeof sorted>[0];
  const names = (found: typeof lines): string[] => found.map((one) => one.name);
  const none = { search: '', flag: null, own: null, tasks: false, faces: false };

  it('holds the planned minutes against the frame, and only those that have one', () => {
    expect(lines.map(frameOf)).toEqual([{ from: 60, to: 90, planned: 100, outside: 'above' }, { from: 60, to: 90, planned: 70, outside: null }, null]);
  });

  it('is sorted by what is above the frame, by faces and by tasks', () => {
    expect(names(sorted(lines, 'frame'))).toEqual(['A', 'B', 'C']);
    expect(names(sorted(lines, 'faces'))).toEqual(['B', 'A', 'C']);
    expect(names(sorted([...lines].reverse(), 'tasks'))).toEqual(['A', 'B', 'C']);
  });

  it('is left out by each filter', () => {
    expect(names(narrowed(lines, { ...none, tasks: true }))).toEqual(['A']);
    expect(names(narrowed(lines, { ...none, faces: true }))).toEqual(['B']);
    expect(names(narrowed(lines, { ...none, own: 'k' }))).toEqual(['C']);
    expect(names(narrowed(lines, { ...none, search: ' b' }))).toEqual(['B']);
  });
});

describe('the frame', () => {
  it('adds up what is planned and what is in force, by service', () => {
    const plan = { planned: [{ service: 'home_nursing', weeklyMinutes: 120 }] } as Parameters<typeof framed>[0];
    const one = (inForce: boolean) => ({ inForce, content: { service: 'home_nursing', frame: { kind: 'minutesPerWeek', from: 60, to: 90 } } });
    expect(framed(plan, [one(true), one(false)] as unknown as Parameters<typeof framed>[1])).toEqual([{ service: 'home_nursing', planned: 120, from: 60, to: 90 }]);
  });
});

describe('a refusal', () => {
  it('shows every reason with its rule, and is announced', () => {
    const reasons = [{ rule: 'R-WL-4', code: 'x', message: 'Mangler insulin.' }, { rule: 'R-WL-2', code: 'y', message: 'Kari har den.' }];
    render(<Refusal problem={new Problem(409, 'Det går ikke nå', reasons, '')} />);
    const alert = screen.getByRole('alert');
    expect(alert.textContent).toContain('Mangler insulin. R-WL-4');
    expect(alert.textContent).toContain('Kari har den. R-WL-2');
  });
});
