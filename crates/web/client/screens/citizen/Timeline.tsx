// Where she has been, and who has read.
import { type Schemas, api, body } from '../../api/client';
import { Term, t } from '../../i18n';
import { moment } from '../../i18n/dates';
import { useLoad } from '../../ui/load';

export function WhereaboutsPanel({ timeline }: { timeline: Schemas['Timeline'] }) {
  return (
    <section class="panel" aria-labelledby="where-title">
      <h2 class="ds-heading" data-size="xs" id="where-title">{t('where')}</h2>
      <ol class="plain timeline">
        {timeline.items.filter((one) => !one.withdrawnAt).slice(0, 8).map((one) => (
          <li key={one.id}><strong>{Term('Whereabouts', one.kind)}</strong> <span class="muted">{moment(one.from)}{one.until ? ` – ${moment(one.until)}` : ''}</span>{one.note && <p>{one.note}</p>}</li>
        ))}
      </ol>
    </section>
  );
}

/** Shown to those who may know: the leader and the auditor. */
export function Readers({ citizen }: { citizen: string }) {
  const loaded = useLoad(citizen, () => body(api.GET('/api/v1/citizens/{citizen}/access-log', { params: { path: { citizen }, query: { limit: 50 } } })));
  if (!loaded.data) return null;
  const latest = new Map<string, Schemas['LogLineView']>();
  for (const line of loaded.data.items) if (line.name && !latest.has(line.name)) latest.set(line.name, line);
  return (
    <section class="panel" aria-labelledby="read-title">
      <h2 class="ds-heading" data-size="xs" id="read-title">{t('read')}</h2>
      <ul class="plain">
        {[...latest.values()].map((line) => <li key={line.id}><strong>{line.name}</strong> <span class="muted">{Term('Role', line.role)} · {moment(line.from)}</span></li>)}
      </ul>
    </section>
  );
}
