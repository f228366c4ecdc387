// Others' changes: the server's events taken apart as they come, in whatever pieces.
import { describe, expect, it, vi } from 'vitest';
import { follow, takeApart } from '../client/ui/live';

describe('a stream of events', () => {
  const stream = 'id: p1\nevent: changes\ndata: {"items":[]}\n\n: still here\n\nevent: progress\ndata: {"done":1}\n\nid: p2\nevent: reset\ndata: {\ndata: "reset":true}\n\n';

  it('is told event by event, without comments', () => {
    expect(takeApart(stream)).toEqual({
      events: [
        { event: 'changes', id: 'p1', data: '{"items":[]}' },
        { event: 'progress', id: null, data: '{"done":1}' },
        { event: 'reset', id: 'p2', data: '{\n"reset":true}' },
      ],
      rest: '',
    });
  });

  it('may be cut anywhere', () => {
    for (let cut = 0; cut < stream.length; cut++) {
      const first = takeApart(stream.slice(0, cut));
      const second = takeApart(first.rest + stream.slice(cut));
      expect([...first.events, ...second.events]).toEqual(takeApart(stream).events);
    }
  });
});

describe('a unit that one may not hear of', () => {
  const asked = (answers: number[]): ReturnType<typeof vi.fn> => vi.fn(() => Promise.resolve(new Response('{}', { status: answers.shift() ?? 200, headers: { 'content-type': 'application/json' } })));

  it.each([403, 404])('is not asked for again after %i', async (status) => {
    const fetched = asked([status]);
    vi.stubGlobal('fetch', fetched);
    await follow('u', () => undefined, new AbortController().signal);
    expect(fetched).toHaveBeenCalledTimes(1);
    vi.unstubAllGlobals();
  });

  it('is not asked for again when the change feed says so', async () => {
    const fetched = asked([503, 404]);
    vi.stubGlobal('fetch', fetched);
    await follow('u', () => undefined, new AbortController().signal);
    expect(fetched).toHaveBeenCalledTimes(2);
    vi.unstubAllGlobals();
  });
});
