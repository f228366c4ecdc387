// What the staffing office sees: whose need comes first, and whom it may offer for a shift.
import type { Schemas } from '../../api/client';

export type Request = Schemas['RequestView'];
type Candidate = Schemas['CandidateView'];
type Competence = Schemas['CompetenceCode'];

/** The first moment that somebody is needed. */
function need(request: Request): string {
  return request.shifts.map((wanted) => wanted.interval.from).sort()[0] ?? '';
}

/** The soonest need first; of two at the same time, the one that has waited longest. */
export function byNeed(requests: readonly Request[]): Request[] {
  return [...requests].sort((a, b) => need(a).localeCompare(need(b)) || a.askedAt.localeCompare(b.askedAt));
}

/** Nobody has answered it. */
export function waits(request: Request): boolean {
  return request.state === 'asked';
}

/** Who could come for one of the shifts: first those who may do all that is asked, otherwise in the server's order. */
export function choicesFor(all: readonly Candidate[], shift: number): { candidate: Candidate; lacks: Competence[] }[] {
  const found = all.flatMap((candidate) => {
    const one = candidate.shifts.find((free) => free.shift === shift);
    return one ? [{ candidate, lacks: one.lacks }] : [];
  });
  return found.sort((a, b) => a.lacks.length - b.lacks.length);
}
