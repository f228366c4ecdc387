// What others do, seen within two seconds: the server tells of it as it happens (`…/events`), and where
// that cannot be had the change feed is asked. One tab listens for all tabs of a unit.
import { useEffect, useRef } from 'preact/hooks';
import { api, body, request } from '../api/client';
import { language } from '../i18n';

/** Milliseconds between two looks at the change feed. */
const LOOK = 1_500;
/** Milliseconds before a line that broke is tried anew. */
const AGAIN = 2_000;

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

/** Listens until the stream ends; false when the server has no such stream. */
async function listen(unit: string, since: { id: string | null }, heard: Heard, signal: AbortSignal): Promise<boolean> {
  const headers: Record<string, string> = { 'X-Tillit': '1', 'Accept': 'text/event-stream', 'Accept-Language': language.value };
  if (since.id) headers['Last-Event-ID'] = since.id;
  const answer = await request(new Request(`/api/v1/units/${unit}/events`, { headers, signal }));
  if (!answer.ok || !answer.body || !answer.headers.get('content-type')?.includes('event-stream')) return false;
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return true;
    const { events, rest } = takeApart(text + value);
    text = rest;
    let changed = false;
    let reset = false;
    for (const told of events) {
      if (told.id) since.id = told.id;
      if (told.event === 'reset' || /"reset"\s*:\s*true/.test(told.data)) reset = true;
      if (told.event !== 'progress' && told.data) changed = true;
    }
    if (changed || reset) heard(reset);
  }
}

/** One look at the change feed; answers where to go on from. */
async function look(unit: string, since: string | undefined, heard: Heard): Promise<string> {
  const page = await body(api.GET('/api/v1/units/{unit}/changes', { params: { path: { unit }, query: since === undefined ? {} : { since } } }));
  if (page.items.length > 0 || page.reset) heard(page.reset);
  return page.position;
}

const wait = (time: number, signal: AbortSignal): Promise<void> => new Promise((done) => {
  const timer = setTimeout(done, time);
  signal.addEventListener('abort', () => { clearTimeout(timer); done(); }, { once: true });
});

/** Hears of a unit until it is told to stop. */
async function follow(unit: string, heard: Heard, signal: AbortSignal): Promise<void> {
  const since = { id: null as string | null };
  let position: string | undefined;
  let streams = true;
  while (!signal.aborted) {
    try {
      if (streams) {
        // What happened while nobody listened is asked for once, before and after.
        position = await look(unit, position, heard);
        streams = await listen(unit, since, heard, signal);
        continue;
      }
      position = await look(unit, position, heard);
      await wait(LOOK, signal);
    } catch {
      // No coverage, or the unit is no longer one's own: the screen's own loading says so.
      await wait(AGAIN, signal);
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
    return () => {
      document.removeEventListener('visibilitychange', seen);
      stop?.abort();
      channel?.close();
    };
  }, [unit]);
}
