// What an import has come to, whichever names the server has for its states.
import type { Problem, Schemas } from '../../api/client';
import { t } from '../../i18n';

export type View = Schemas['ImportView'];
export interface Step { dryRun: boolean; view: View }

/** Where an import stands, as people see it. */
export type Standing = 'working' | 'checked' | 'applied' | 'refused' | 'failed';
const STANDINGS: Record<string, Standing> = { checked: 'checked', applied: 'applied', refused: 'refused', failed: 'failed' };

/** A state that is not known here is one that goes on, until the server says when it ended. */
export function standing(view: View): Standing {
  const known = STANDINGS[view.state];
  if (known) return known;
  return view.finishedAt ? 'failed' : 'working';
}

/** Nothing more will happen to it. */
export function over(view: View): boolean {
  return standing(view) !== 'working';
}

/** What is to be shown of a step. */
export function stepOf({ dryRun, view }: Step): 'working' | 'faults' | 'failed' | 'tried' | 'done' {
  const at = standing(view);
  if (at === 'working') return 'working';
  if (view.faults.length > 0) return 'faults';
  if (at === 'failed' || at === 'refused') return 'failed';
  return dryRun || at === 'checked' ? 'tried' : 'done';
}

/** What is new, corrected and as it was. */
export function words(view: View): string {
  return t('import.counts', { total: view.total, created: view.created, updated: view.updated, unchanged: view.unchanged });
}

/** A refusal that points at lines of the file, as an import that came to nothing. */
export function faultsOf(problem: Problem): View | null {
  const faults = problem.reasons.flatMap((reason) => {
    const [, line, column] = /^\/lines\/(\d+)(?:\/(.+))?$/.exec(reason.pointer ?? '') ?? [];
    return line ? [{ line: Number(line), column: column ?? null, rule: reason.rule, code: reason.code, message: reason.message }] : [];
  });
  if (problem.status !== 422 || faults.length === 0 || faults.length < problem.reasons.length) return null;
  return { id: null, kind: 'caseload', dryRun: false, state: 'refused', total: 0, checked: 0, done: 0, created: 0, updated: 0, unchanged: 0, askedAt: '', finishedAt: null, milliseconds: null, faults };
}
