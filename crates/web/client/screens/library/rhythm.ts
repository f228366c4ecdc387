// How often, as people say it: on which days, and every how many weeks. Anything else is kept as it is.

export const DAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;
export type Day = (typeof DAYS)[number];

export interface Rhythm {
  days: Day[];
  /** Every so many weeks. */
  weeks: number;
}

/** What a rule says, when it is one of days and weeks; nothing when it says more. */
export function rhythmOf(rule: string): Rhythm | null {
  const parts = new Map(rule.split(';').map((part) => part.split('=') as [string, string]));
  const weeks = Number(parts.get('INTERVAL') ?? 1);
  const frequency = parts.get('FREQ');
  const known = [...parts.keys()].every((name) => ['FREQ', 'INTERVAL', 'BYDAY'].includes(name));
  if (!known || !Number.isInteger(weeks) || weeks < 1) return null;
  const named = parts.get('BYDAY')?.split(',') ?? [];
  const days = DAYS.filter((day) => named.includes(day));
  if (days.length !== named.length) return null;
  if (frequency === 'DAILY' && weeks === 1 && named.length === 0) return { days: [...DAYS], weeks: 1 };
  return frequency === 'WEEKLY' && days.length > 0 ? { days, weeks } : null;
}

/** The rule for days and weeks. */
export function ruleOf({ days, weeks }: Rhythm): string {
  if (weeks === 1 && days.length === DAYS.length) return 'FREQ=DAILY';
  const every = weeks > 1 ? `;INTERVAL=${weeks}` : '';
  return `FREQ=WEEKLY${every};BYDAY=${DAYS.filter((day) => days.includes(day)).join(',')}`;
}
