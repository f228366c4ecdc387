// A conversation's beginnings.
import type { Schemas } from '../../api/client';
import { me } from '../../api/state';
import { language } from '../../i18n';
import type { Content, Talk } from '../../offline/talks';

export type Statement = Schemas['Statement'];
export type Section = Schemas['Section'];

/** A new conversation, held now, at home, with the citizen. */
export function begin(citizen: string, name: string, template: Schemas['Template']): Talk {
  const who = me();
  const participants: Content['participants'] = [{ kind: 'citizen' }];
  if (who) participants.push({ kind: 'employee', employee: who.employee, profession: who.profession });
  return {
    citizen, name, id: null, etag: null, key: crypto.randomUUID(),
    content: {
      kind: 'mapping', templateVersion: template.version, heldAt: new Date().toISOString(), place: 'home', participants,
      statements: [], functionScores: [], screens: [], nextOn: null,
    },
  };
}

/** Something said, in the citizen's own words until told otherwise. */
export function said(section: Section, text: string): Statement {
  return { id: crypto.randomUUID(), section, text, voice: { kind: 'ownWords', language: language.value, interpreter: false } };
}
