// Conversations that are being written: sealed here until the server has them. A box named `talk:`
// is one that the server lacks, so that it can be counted without the PIN.
import { Problem, type Schemas, api, tagged } from '../api/client';
import { signedIn } from '../api/state';
import { alsoSend, readOutbox } from './outbox';
import { forget, keep, kept, names, vault } from './vault';

export type Content = Schemas['AssessmentContent'];

export interface Talk {
  citizen: string;
  name: string;
  /** None until the server has made it. */
  id: string | null;
  etag: string | null;
  /** Sent with the first save, so that a retry makes no second one. */
  key: string;
  content: Content;
}

const box = (citizen: string, id: string | null): string => `talk:${citizen}:${id ?? 'ny'}`;

/** What waits to be saved, if anything. */
export function waitingTalk(citizen: string, id: string | null): Promise<Talk | null> {
  return kept<Talk>(box(citizen, id));
}

/** Seals a change on the device; false when there is no open vault to seal it in. */
export async function sealTalk(talk: Talk): Promise<boolean> {
  if (vault.value !== 'open') return false;
  await keep(box(talk.citizen, talk.id), talk);
  await readOutbox();
  return true;
}

/** Saves on the server. Throws a problem; 412 when somebody else has written meanwhile. */
export async function sendTalk(talk: Talk): Promise<Talk> {
  const saved = talk.id && talk.etag
    ? await tagged(api.PUT('/api/v1/assessments/{assessment}', {
      params: { path: { assessment: talk.id }, header: { 'If-Match': talk.etag } }, body: talk.content,
    }))
    : await tagged(api.POST('/api/v1/citizens/{citizen}/assessments', {
      params: { path: { citizen: talk.citizen } }, headers: { 'Idempotency-Key': talk.key }, body: { content: talk.content, correction: null },
    }));
  const latest = vault.value === 'open' ? await waitingTalk(talk.citizen, talk.id) : null;
  // Only what was sent is forgotten: more may have been written meanwhile.
  if (!latest || JSON.stringify(latest.content) === JSON.stringify(talk.content)) await forget(box(talk.citizen, talk.id));
  else if (!talk.id) {
    await forget(box(talk.citizen, null));
    await keep(box(talk.citizen, saved.data.id), { ...latest, id: saved.data.id, etag: saved.etag });
  }
  await readOutbox();
  return { ...talk, id: saved.data.id, etag: saved.etag };
}

/** Sends every conversation that waits; one that somebody else has changed waits for its writer. */
export async function sendTalks(): Promise<void> {
  if (vault.value !== 'open' || typeof signedIn.value !== 'object') return;
  for (const name of await names('talk:')) {
    const talk = await kept<Talk>(name);
    if (!talk) continue;
    try {
      await sendTalk(talk);
    } catch (error) {
      if (error instanceof Problem && error.isOffline) return;
    }
  }
}

alsoSend(sendTalks);
