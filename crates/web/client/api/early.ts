// Answers that `public/early.js` asked for while the client was on its way. Each is given out once, and
// only at the beginning: later ones would be old.

declare global {
  interface Window {
    tillitEarly?: Record<string, Promise<Response | null>>;
  }
}

/** Milliseconds after the page began that an answer still counts as new. */
const FRESH = 15_000;

/** The answer to this request, if it has been asked for already. */
export async function early(request: Request): Promise<Response | null> {
  const { pathname, search } = new URL(request.url);
  const asked = window.tillitEarly?.[pathname + search];
  if (!asked || request.method !== 'GET') return null;
  delete window.tillitEarly?.[pathname + search];
  return performance.now() < FRESH ? asked : null;
}
