// What a form says, by the names of its fields.

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
