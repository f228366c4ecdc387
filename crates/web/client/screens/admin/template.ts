// Own words for the conversation's template: which version is changed, and what a change makes of it.
import type { Schemas } from '../../api/client';

export type Content = Schemas['TemplateContent'];
export type Tongue = 'nb' | 'nn' | 'en';
type Version = Schemas['TemplateVersion'];
type Words = Schemas['Words'];

/** What a unit's words are changed from: its own newest, else the municipality's newest, which may be the built-in one. */
export function newest(versions: readonly Version[], unit: string | null): Version {
  const sorted = [...versions].sort((a, b) => b.version - a.version);
  const found = sorted.find((one) => unit !== null && one.unit === unit) ?? sorted.find((one) => !one.unit);
  if (!found) throw new Error('no template');
  return found;
}

/** A text in one more language; a translation that is emptied is none. */
function said(words: Words | undefined, tongue: Tongue, text: string): Words {
  const next: Words = { nb: '', ...words };
  return tongue === 'nb' ? { ...next, nb: text } : { ...next, [tongue]: text === '' ? null : text };
}

/** The same template with one section's name, question or prompt (by its place) in other words. */
export function reworded(content: Content, at: number, what: 'name' | 'question' | number, tongue: Tongue, text: string): Content {
  return {
    ...content,
    sections: content.sections.map((one, i) => {
      if (i !== at) return one;
      if (typeof what === 'string') return { ...one, [what]: said(one[what], tongue, text) };
      const prompts = [...(one.prompts ?? [])];
      prompts[what] = said(prompts[what], tongue, text);
      return { ...one, prompts };
    }),
  };
}

/** What is sent: prompts that say nothing are left out. */
export function whole(content: Content): Content {
  return { ...content, sections: content.sections.map((one) => ({ ...one, prompts: (one.prompts ?? []).filter((words) => words.nb.trim() !== '') })) };
}
