// What a form says, by the names of its fields; and what was refused, by field.
import { Problem, type Reason } from '../api/client';

export interface Said {
  text: (name: string) => string;
  /** Nothing where nothing is written. */
  maybe: (name: string) => string | null;
  /** Nothing where no number is written; a comma is a decimal point here. */
  number: (name: string) => number | null;
  /** As it was typed, blanks and all: a password. */
  typed: (name: string) => string;
  all: (name: string) => string[];
  ticked: (name: string) => boolean;
}

export function said(form: HTMLFormElement): Said {
  const data = new FormData(form);
  const typed = (name: string): string => {
    const value = data.get(name);
    return typeof value === 'string' ? value : '';
  };
  const text = (name: string): string => typed(name).trim();
  return {
    text,
    typed,
    maybe: (name) => text(name) || null,
    number: (name) => (text(name) === '' ? null : Number(text(name).replace(',', '.').replace('−', '-'))),
    all: (name) => data.getAll(name).filter((value): value is string => typeof value === 'string'),
    ticked: (name) => data.has(name),
  };
}

/** The reasons that point at a part of the request: told beside its field. */
export function reasonsAt(problem: Problem | null, ...pointers: string[]): Reason[] {
  return problem?.reasons.filter((one) => one.pointer && pointers.includes(one.pointer)) ?? [];
}

/** What is left of a refusal when these are told beside their fields; nothing when that was all. */
export function besides(problem: Problem | null, ...pointers: string[]): Problem | null {
  const told = reasonsAt(problem, ...pointers);
  if (!problem || told.length === 0) return problem;
  const others = problem.reasons.filter((one) => !told.includes(one));
  return others.length > 0 ? new Problem(problem.status, problem.title, others, problem.type, problem.currentEtag) : null;
}
