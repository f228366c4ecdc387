// What others do, seen within two seconds: the server tells of it as it happens (`…/events`), and where
// that cannot be had the change feed is asked. One tab listens for all tabs of a unit.
import { useEffect, useRef } from 'preact/hooks';
import { Problem, api, body, request } from '../api/client';
import { language } from '../i18n';

/** Milliseconds between two looks at the change feed. */
const LOOK = 1_500;
/** So many looks before a stream is tried anew. */
const LOOKS = 20;
/** Milliseconds before a line that broke is tried anew. */
const AGAIN = 2_000;
/** Answers that say that one may not hear of the unit: asking again changes nothing until the screen is opened anew. */
const CLOSED = [403, 404];

/** `reset`: everything has to be loaded anew. */
type Heard = (reset: boolean) => unknown;

/** One event of a stream: its name, its id, what it carries. */
export interface Told {
  event: string;
  id: string | null;
  data: string;
}

/** Takes a stream of Server-Sent Events apart; gives back what has no end yet. */
export function takeApart(text: string): { events: Told[]; rest: string } {
  const blocks = text.replaceAll('\r\n', '\n').split('\n\n');
  const rest = blocks.pop() ?? '';
  const events = blocks.map((block) => {
    const told: Told = { event: 'message', id: null, data: '' };
    for (const line of block.split('\n')) {
      const [name, ...value] = line.split(':');
      const said = value.join(':').replace(/^ /, '');
      if (name === 'event') told.event = said;
      if (name === 'id') told.id = said;
      if (name === 'data') told.data += told.data ? `\n${said}` : said;
    }
    return told;
  });
  return { events: events.filter((told) => told.data || told.id), rest };
}

/** Where one is in the feed, whichever way one hears of it. */
interface Place {
  position: string | undefined;
}

/** How a stream ended: come back, there is none to be had now, or the unit is no longer one's own. */
type Ended = 'again' | 'none' | 'over';

async function listen(unit: string, place: Place, heard: Heard, signal: AbortSignal): Promise<Ended> {
  const headers: Record<string, string> = { 'X-Tillit': '1', 'Accept': 'text/event-stream', 'Accept-Language': language.value };
  if (place.position) headers['Last-Event-ID'] = place.position;
  const answer = await request(new Request(`/api/v1/units/${unit}/events`, { headers, signal }));
  if (CLOSED.includes(answer.status)) return 'over';
  if (!answer.ok || !answer.body || !answer.headers.get('content-type')?.includes('event-stream')) return 'none';
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return 'again';
    const { events, rest } = takeApart(text + value);
    text = rest;
    let changed = false;
    let reset = false;
    for (const told of events) {
      if (told.id) place.position = told.id;
      if (told.event === 'end') return told.data.includes('no_access') ? 'over' : 'again';
      reset ||= told.event === 'reset';
      // The first one is often empty: it only says that one is listening.
      changed ||= told.event === 'changes' && (JSON.parse(told.data) as { items: unknown[] }).items.length > 0;
    }
    if (changed || reset) heard(reset);
  }
}

/** One look at the change feed. */
async function look(unit: string, place: Place, heard: Heard): Promise<void> {
  const page = await body(api.GET('/api/v1/units/{unit}/changes', { params: { path: { unit }, query: place.position === undefined ? {} : { since: place.position } } }));
  place.position = page.position;
  if (page.items.length > 0 || page.reset) heard(page.reset);
}

/** Waits; throws when it is told to stop. */
const wait = (time: number, signal: AbortSignal): Promise<void> => new Promise((done, stopped) => {
  const timer = setTimeout(done, time);
  const stop = (): void => { clearTimeout(timer); stopped(new Error('stopped')); };
  if (signal.aborted) stop();
  signal.addEventListener('abort', stop, { once: true });
});

/** Hears of a unit until it is told to stop. */
export async function follow(unit: string, heard: Heard, signal: AbortSignal): Promise<void> {
  const place: Place = { position: undefined };
  while (!signal.aborted) {
    try {
      const ended = await listen(unit, place, heard, signal);
      if (ended === 'over') return;
      for (let turn = 0; ended === 'none' && turn < LOOKS; turn++) {
        await look(unit, place, heard);
        await wait(LOOK, signal);
      }
    } catch (error) {
      if (error instanceof Problem && CLOSED.includes(error.status)) return;
      // No coverage: the screen's own loading says so.
      await wait(AGAIN, signal).catch(() => undefined);
    }
  }
}

/** Calls `changed` when anything in the unit has changed, while the page is seen. */
export function useLive(unit: string | null, changed: Heard): void {
  const latest = useRef(changed);
  latest.current = changed;
  useEffect(() => {
    if (!unit) return;
    const channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel(`tillit-live-${unit}`);
    const heard: Heard = (reset) => {
      latest.current(reset);
      channel?.postMessage(reset);
    };
    channel?.addEventListener('message', (event: MessageEvent<unknown>) => latest.current(event.data === true));
    let stop: AbortController | null = null;
    const start = (): void => {
      stop?.abort();
      stop = null;
      if (document.visibilityState !== 'visible') return;
      const mine = new AbortController();
      stop = mine;
      const work = (): Promise<void> => follow(unit, heard, mine.signal);
      if ('locks' in navigator) void navigator.locks.request(`tillit-live-${unit}`, { signal: mine.signal }, work).catch(() => undefined);
      else void work();
    };
    // Back in sight: what happened meanwhile is loaded at once.
    const seen = (): void => {
      if (document.visibilityState === 'visible') latest.current(false);
      start();
    };
    start();
    document.addEventListener('visibilitychange', seen);
    // A stream that was cut may not notice by itself.
    addEventListener('online', start);
    return () => {
      removeEventListener('online', start);
      document.removeEventListener('visibilitychange', seen);
      stop?.abort();
      channel?.close();
    };
  }, [unit]);
}
