// Pools (R-TEAM-8): which there are for one's teams, when, and in words.
import { type Schemas, api, body } from '../api/client';
import { t } from '../i18n';
import { plusDays, weekdayName } from '../i18n/dates';

export type Pool = Schemas['PoolView'];
type Hours = Schemas['PoolHours'];

/** Any Monday: the names of the days are told from it. */
const MONDAY = '2024-01-01';
export const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const;

/** `man.` for 1, Sunday is 7. */
export function dayName(day: number): string {
  return weekdayName(plusDays(MONDAY, day - 1));
}

/** Every pool of these teams once, by name. */
export async function loadPools(teams: string[]): Promise<Pool[]> {
  const lists = await Promise.all(teams.map((team) => body(api.GET('/api/v1/teams/{team}/pools', { params: { path: { team } } }))));
  const all = new Map(lists.flatMap((list) => list.items).map((pool) => [pool.id, pool]));
  return [...all.values()].sort((a, b) => a.terms.name.localeCompare(b.terms.name));
}

/** Those that are agreed and not over on a day; also one that has not begun. */
export function agreed(pools: Pool[], day: string): Pool[] {
  return pools.filter(({ state, terms }) => state === 'agreed' && (!terms.period.until || day <= terms.period.until));
}

/** Those that have plans on a day. */
export function poolsOn(pools: Pool[], day: string): Pool[] {
  return agreed(pools, day).filter(({ terms }) => terms.period.from <= day);
}

/** `man.–fre., søn. og helligdager 15:00–22:30`: days that follow each other are told as one. */
export function inWords(hours: Hours): string {
  const runs: number[][] = [];
  for (const day of [...hours.days].sort((a, b) => a - b)) {
    const last = runs.at(-1);
    if (last && last.at(-1) === day - 1) last.push(day);
    else runs.push([day]);
  }
  const days = runs.flatMap((run) => (run.length > 2 ? [`${dayName(run[0] ?? 1)}–${dayName(run.at(-1) ?? 1)}`] : run.map(dayName)));
  if (hours.holidays) days.push(t('pool.holidays'));
  const last = days.pop() ?? '';
  const list = days.length > 0 ? t('pool.and', { all: days.join(', '), last }) : last;
  return `${list} ${hours.from.slice(0, 5)}–${hours.until.slice(0, 5)}`;
}
