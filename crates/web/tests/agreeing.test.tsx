// Who is offered what: a pool's leaders, the team and the one who was asked. What may not be done is not offered, and nothing raw is read.
import { render, screen } from '@testing-library/preact';
import { describe, expect, it } from 'vitest';
import { Closed } from '../client/screens/citizen/Asked';
import { Consultations } from '../client/screens/citizen/Consultations';
import { Pools } from '../client/screens/week/Pools';
import type { Pool } from '../client/ui/pools';

const done = (): Promise<void> => Promise.resolve();
const TEAMS = [{ team: 'a', name: 'Team Skullerud' }, { team: 'b', name: 'Team Bogerud' }];

function pool(state: string, waits: string[], until: string | null = null): Pool {
  return {
    id: 'p', state, etag: '"1"', teamNames: TEAMS.map((one) => ({ ...one, waitedFor: waits.includes(one.team) })),
    terms: { name: 'Kveld', teams: ['a', 'b'], hours: [{ name: 'kveld', days: [6, 7], from: '15:00:00', until: '22:30:00' }], period: { from: '2026-11-26', until } },
    steps: [{ kind: 'proposed', team: 'a', by: 'x', at: '2026-11-25T10:00:00Z' }],
  } as unknown as Pool;
}

function buttons(team: string, leader: boolean, one: Pool): string[] {
  const { unmount } = render(<Pools team={team} name="" leader={leader} pools={[one]} reload={done} />);
  const found = screen.queryAllByRole('button').map((button) => button.textContent);
  unmount();
  return found;
}

describe('a pool', () => {
  it('is answered by the leader whose team is waited for, and taken back by the one who proposed', () => {
    expect(buttons('b', true, pool('proposed', ['b']))).toEqual(['Foreslå felles vakt', 'Si ja Kveld', 'Si nei Kveld']);
    expect(buttons('a', true, pool('proposed', ['b']))).toEqual(['Foreslå felles vakt', 'Trekk forslaget Kveld']);
    expect(buttons('b', false, pool('proposed', ['b']))).toEqual([]);
  });

  it('is ended once', () => {
    expect(buttons('a', true, pool('agreed', []))).toEqual(['Foreslå felles vakt', 'Avslutt felles vakt Kveld']);
    expect(buttons('a', true, pool('agreed', [], '2999-01-01'))).toEqual(['Foreslå felles vakt']);
  });

  it('says in words which days, whose answer is missing, and who did what', () => {
    const { unmount } = render(<Pools team="a" name="" leader={false} pools={[pool('proposed', ['b'])]} reload={done} />);
    const said = screen.getByRole('region', { name: 'Felles vakt' }).textContent;
    for (const words of ['Venter på svar fra Team Bogerud.', 'kveld: lør. og søn. 15:00–22:30', 'Team Skullerud foreslo 25. nov.', 'Foreslått']) expect(said).toContain(words);
    unmount();
  });
});

describe('a question to a specialist', () => {
  const asked = (state: string, more = {}) => ({
    id: 'q', citizen: 'c', state, question: 'Hva kan vi gjøre?', field: 'dementia', specialistName: 'Henrik Dale', askedByName: 'Kari Nordby',
    askedAt: '2026-11-25T10:00:00Z', dueOn: '2026-11-30', accessUntil: '2026-12-09T10:00:00Z', ...more,
  }) as unknown as Parameters<typeof Consultations>[0]['asked'][number];
  const plan = { goals: [], tiltak: [] } as unknown as Parameters<typeof Consultations>[0]['plan'];
  const offered = (one: ReturnType<typeof asked>, mayAsk: boolean): string[] => {
    const { unmount } = render(<Consultations citizen="c" asked={[one]} plan={plan} mayAsk={mayAsk} reload={done} />);
    const found = screen.queryAllByRole('button').map((button) => button.textContent.replace(' Hva kan vi gjøre?', ''));
    unmount();
    return found;
  };

  it('is taken back while it is open, and its answer becomes a tiltak once', () => {
    expect(offered(asked('open'), true)).toEqual(['Trekk spørsmålet', 'Spør en spesialist']);
    expect(offered(asked('answered', { answer: { text: 'Ro' } }), true)).toEqual(['Gjør det til et tiltak', 'Spør en spesialist']);
    expect(offered(asked('answered', { answer: { text: 'Ro' }, tiltak: 't' }), true)).toEqual(['Spør en spesialist']);
    expect(offered(asked('open'), false)).toEqual([]);
  });

  it('ends honestly', () => {
    const { container, unmount } = render(<Closed name="Astrid Bøe" answered />);
    expect(container.textContent).toContain('Du kan ikke lenger lese journalen til Astrid Bøe');
    expect(screen.getByRole('link').getAttribute('href')).toBe('/oppgaver');
    unmount();
  });
});
