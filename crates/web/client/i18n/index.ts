// Words, dates and numbers. Bokmål is complete by definition: the others are typed by it.
import { signal } from '@preact/signals';
import type nb from './nb';
import type terms from './terms.nb';

export type Language = 'nb' | 'nn' | 'en';
export type Key = keyof typeof nb;
export type Messages = Record<Key, string>;
type Terms = { [K in keyof typeof terms]: Record<string, string> };
export type Vocabulary = keyof typeof terms;

export const language = signal<Language>('nb');
const messages = signal<Messages | null>(null);
const words = signal<Terms | null>(null);

const files: Record<Language, () => Promise<{ messages: Messages; terms: Terms }>> = {
  nb: () => import('./words.nb'),
  nn: () => import('./words.nn'),
  en: () => import('./words.en'),
};

/** Loads and sets the language; kept for next time, it is no secret. */
export async function speak(wanted: Language): Promise<void> {
  const found = await files[wanted]();
  messages.value = found.messages;
  words.value = found.terms;
  language.value = wanted;
  document.documentElement.lang = wanted;
  localStorage.setItem('tillit-language', wanted);
}

/** The language kept, else the browser's. */
export function preferred(): Language {
  const kept = localStorage.getItem('tillit-language');
  if (kept === 'nb' || kept === 'nn' || kept === 'en') return kept;
  const tags = navigator.languages.map((tag) => tag.slice(0, 2));
  if (tags.includes('nn') && !tags.includes('nb')) return 'nn';
  return tags.some((tag) => ['nb', 'no', 'nn'].includes(tag)) || !tags.includes('en') ? 'nb' : 'en';
}

type Values = Record<string, string | number>;

/** A text; `{name}` is filled in. With `n` in the values and a `.one` sibling, the singular is chosen. */
export function t(key: Key, values: Values = {}): string {
  const all = messages.value;
  if (!all) return '';
  const one = `${key}.one` as Key;
  const text = values['n'] === 1 && one in all ? all[one] : all[key];
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

/** The word for a code of the API; the code itself when there is none. */
export function term(kind: Vocabulary, code: string | null | undefined): string {
  if (!code) return '';
  return words.value?.[kind][code] ?? code;
}

/** As `term`, with a capital letter. */
export function Term(kind: Vocabulary, code: string | null | undefined): string {
  return capital(term(kind, code));
}

export function capital(text: string): string {
  return text.charAt(0).toLocaleUpperCase(language.value) + text.slice(1);
}
