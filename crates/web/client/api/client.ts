// The one way to the server: typed by the OpenAPI document, signed in by cookies, renewed when the
// quarter of an hour is over. A refusal is a `Problem` with the server's own reasons.
import createClient, { type Middleware } from 'openapi-fetch';
import type { components, paths } from '../../generated/schema';
import { language } from '../i18n';
import { early } from './early';
import { reachable, sessionOver } from './state';

export type Schemas = components['schemas'];
export type Reason = Schemas['ProblemError'];

/** A refusal, or no answer at all (`status` 0). */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly title: string,
    readonly reasons: Reason[],
    readonly type: string,
    readonly currentEtag: string | null = null,
  ) {
    super(title);
  }

  get isOffline(): boolean {
    // We are reached; it is the provider of a log-in that is not (SEC-8).
    if (this.type === '/problems/provider-silent') return false;
    return this.status === 0 || this.status === 502 || this.status === 503 || this.status === 504;
  }
}

const OURS = { 'X-Tillit': '1' };

/** Renews the session once for all tabs; says whether it worked. */
async function renew(): Promise<boolean> {
  const ask = async (): Promise<boolean> => {
    // Another tab may have renewed while this one waited.
    const before = await fetch('/api/v1/me', { headers: OURS });
    if (before.ok) return true;
    const answer = await fetch('/api/v1/browser-session/refresh', { method: 'POST', headers: OURS });
    if (answer.ok) return true;
    if (answer.status === 401) {
      const body = (await answer.json()) as { type?: string };
      sessionOver(body.type === '/problems/session-ended' ? 'ended' : 'expired');
    }
    return false;
  };
  if (!('locks' in navigator)) return ask();
  return navigator.locks.request('tillit-renew', ask);
}

/** `fetch` that adds our header and the language, and renews the session once. */
export async function request(input: Request): Promise<Response> {
  const again = input.clone();
  try {
    let answer = (await early(input)) ?? (await fetch(input));
    const signsIn = input.url.includes('/browser-session');
    if (answer.status === 401 && !signsIn && (await renew())) answer = await fetch(again);
    reachable.value = true;
    return answer;
  } catch (error) {
    if (error instanceof TypeError) {
      reachable.value = false;
      throw new Problem(0, 'offline', [], 'offline');
    }
    throw error;
  }
}

const headers: Middleware = {
  onRequest({ request: outgoing }) {
    outgoing.headers.set('X-Tillit', '1');
    outgoing.headers.set('Accept-Language', language.value);
    return outgoing;
  },
};

export const api = createClient<paths>({ baseUrl: '', fetch: request });
api.use(headers);

interface Answer<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** The body of an answer, or its problem thrown. */
export async function body<T>(asked: Promise<Answer<T>>): Promise<T> {
  return (await tagged(asked)).data;
}

/** The body with its entity tag, for `If-Match`. */
export async function tagged<T>(asked: Promise<Answer<T>>): Promise<{ data: T; etag: string }> {
  const answer = await asked;
  if (!answer.response.ok) throw problem(answer.response.status, answer.error);
  return { data: answer.data as T, etag: answer.response.headers.get('etag') ?? '' };
}

function problem(status: number, error: unknown): Problem {
  const said = (typeof error === 'object' && error !== null ? error : {}) as Partial<Schemas['ProblemBody']>;
  return new Problem(status, said.title ?? '', said.errors ?? [], said.type ?? '', said.currentEtag ?? null);
}

/** Anything thrown, as a problem. */
export function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  return new Problem(-1, error instanceof Error ? error.message : String(error), [], 'client');
}
