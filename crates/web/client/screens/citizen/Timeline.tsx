// What has happened, newest first; where she has been; who has read.
import { useState } from 'preact/hooks';
import { type Schemas, api, body } from '../../api/client';
import { Term, t } from '../../i18n';
import { dayOf, moment, shortDay } from '../../i18n/dates';
import { useDoing, useLoad } from '../../ui/load';
import { Button, Loading, Refusal, Tag } from '../../ui/parts';

type Name = (employee: string | null | undefined) => string;

const PAGE = 12;

export function TimelinePanel({ citizen, version, name }: { citizen: string; version: unknown; name: Name }) {
  const ask = (cursor?: string) => body(api.GET('/api/v1/citizens/{citizen}/timeline', {
    params: { path: { citizen }, query: cursor ? { limit: PAGE, cursor } : { limit: PAGE } },
  }));
  const key = `${citizen}|${JSON.stringify(version)}`;
  const loaded = useLoad(key, () => ask());
  const [older, setOlder] = useState<{ key: string; pages: Schemas['TimelinePage'][] }>({ key, pages: [] });
  const doing = useDoing();
  const pages = loaded.data ? [loaded.data, ...(older.key === key ? older.pages : [])] : [];
  const next = pages.at(-1)?.nextCursor;
  const days = new Map<string, Schemas['Event'][]>();
  for (const one of pages.flatMap((page) => page.items)) days.set(dayOf(one.at), [...(days.get(dayOf(one.at)) ?? []), one]);
  return (
    <section class="panel" aria-labelledby="timeline-title">
      <h2 class="ds-heading" data-size="xs" id="timeline-title">{t('timeline')}</h2>
      {!loaded.data && (loaded.problem ? <Refusal problem={loaded.problem} onRetry={loaded.reload} /> : <Loading lines={3} />)}
      {loaded.data?.items.length === 0 && <p class="muted">{t('timeline.none')}</p>}
      <ol class="plain timeline">
        {[...days].map(([day, events]) => (
          <li key={day}>
            <h3>{shortDay(day)}</h3>
            <ul class="plain">
              {events.map((one, i) => <li key={i}>{one.title} <span class="muted">{Term('Happening', one.kind)}{one.by ? `, ${name(one.by)}` : ''}</span></li>)}
            </ul>
          </li>
        ))}
      </ol>
      <Refusal problem={doing.problem} />
      {next && (
        <Button variant="secondary" busy={doing.busy} onClick={() => void doing.run(async () => {
          const page = await ask(next);
          setOlder((old) => ({ key, pages: [...(old.key === key ? old.pages : []), page] }));
        })}>{t('timeline.more')}</Button>
      )}
    </section>
  );
}

export function WhereaboutsPanel({ timeline }: { timeline: Schemas['Timeline'] }) {
  return (
    <section class="panel" aria-labelledby="where-title">
      <h2 class="ds-heading" data-size="xs" id="where-title">{t('where')}</h2>
      <ol class="plain">
        {timeline.items.filter((one) => !one.withdrawnAt).slice(0, 8).map((one) => (
          <li key={one.id}><strong>{Term('Whereabouts', one.kind)}</strong> <span class="muted">{moment(one.from)}{one.until ? ` – ${moment(one.until)}` : ''}</span>{one.note && <p>{one.note}</p>}</li>
        ))}
      </ol>
    </section>
  );
}

/** One line of «who has read»: a person, how often, and last when. */
export interface Reading {
  name: string;
  role: string | null | undefined;
  times: number;
  last: string;
  reason: string | null;
}

export function readings(lines: Schemas['LogLineView'][]): Reading[] {
  const found = new Map<string, Reading>();
  for (const line of lines) {
    if (!line.name) continue;
    const one = found.get(line.name) ?? { name: line.name, role: line.role, times: 0, last: line.from, reason: null };
    const reason = line.basis === 'emergency' ? (line.reason ?? '') : one.reason;
    found.set(line.name, { ...one, times: one.times + 1, last: one.last > line.from ? one.last : line.from, reason });
  }
  return [...found.values()].sort((a, b) => b.last.localeCompare(a.last));
}

/** Shown to those who may know: the leader and the auditor. */
export function Readers({ citizen }: { citizen: string }) {
  const loaded = useLoad(citizen, () => body(api.GET('/api/v1/citizens/{citizen}/access-log', { params: { path: { citizen }, query: { limit: 200 } } })));
  if (!loaded.data) return null;
  // The log can be had as a table and as a document too; asked for nothing else it is a page of lines.
  const all = readings((loaded.data as Schemas['LogPage']).items);
  return (
    <section class="panel" aria-labelledby="read-title">
      <h2 class="ds-heading" data-size="xs" id="read-title">{t('read')}</h2>
      {all.length === 0 && <p class="muted">{t('read.none')}</p>}
      <ul class="plain">
        {all.map((one) => (
          <li key={one.name}>
            <strong>{one.name}</strong> <span class="muted">{one.role ? `${Term('Role', one.role)} · ` : ''}{t('read.times', { n: one.times, when: moment(one.last) })}</span>
            {one.reason !== null && <p><Tag colour="danger">{t('read.emergency', { reason: one.reason })}</Tag></p>}
          </li>
        ))}
      </ul>
      <p class="muted">{t('read.who')}</p>
    </section>
  );
}
