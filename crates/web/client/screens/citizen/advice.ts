// What of a tiltak somebody says; what is left out is for another to say.
import type { Schemas } from '../../api/client';

export type Advice = Schemas['Advice'];

const SILENT: Advice = {
  service: null, description: null, instruction: null, ownPart: null, competences: null, secondCompetences: null, minutes: null, employees: null,
  recurrence: null, window: null, slot: null, performer: null, mastery: null,
};

export function advice(said: Partial<Advice>): Advice {
  return { ...SILENT, ...said };
}
