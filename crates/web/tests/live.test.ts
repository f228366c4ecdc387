// Others' changes: the server's events taken apart as they come, in whatever pieces.
import { describe, expect, it } from 'vitest';
import { takeApart } from '../client/ui/live';

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
