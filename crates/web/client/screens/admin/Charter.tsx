// The team's charter, as far as a day needs it: its area, the parts that a day is planned in, and what a proposal
// puts before what. The leader writes down what the team has agreed; the charter before is kept.
import { useState } from 'preact/hooks';
import { type Schemas, api, body, tagged } from '../../api/client';
import { Term, t } from '../../i18n';
import { Order, moved } from '../../ui/Order';
import { useDoing, useLoad } from '../../ui/load';
import { Alert, Button, Field, Loading, Refusal } from '../../ui/parts';

type Part = Schemas['DayPart'];

/** One part that is the whole day: what a team has that has not divided it. */
export function isWhole(parts: readonly Part[]): boolean {
  return parts.length === 1 && parts[0]?.from === parts[0]?.until;
}

export function Charter({ team, name }: { team: string; name: string }) {
  const path = { path: { team } };
  const loaded = useLoad(team, () => tagged(api.GET('/api/v1/teams/{team}/charter', { params: path })));
  // Outlives the form, which is drawn anew with what was saved.
  const [saved, setSaved] = useState(false);
  if (!loaded.data) return <section class="panel">{loaded.problem ? <Refusal problem={loaded.problem} onRetry={loaded.reload} /> : <Loading lines={2} />}</section>;
  return <Form key={loaded.data.etag} team={team} name={name} charter={loaded.data.data} etag={loaded.data.etag} saved={saved} setSaved={setSaved} reload={loaded.reload} />;
}

function Form({ team, name, charter, etag, saved, setSaved, reload }: { team: string; name: string; charter: Schemas['TeamCharter']; etag: string; saved: boolean; setSaved: (saved: boolean) => void; reload: () => Promise<void> }) {
  const [area, setArea] = useState(charter.area.join(' '));
  const [parts, setParts] = useState<Part[]>(isWhole(charter.parts) ? [] : charter.parts);
  const [order, setOrder] = useState(charter.planningOrder ?? []);
  const doing = useDoing();
  const put = (i: number, more: Partial<Part>): void => setParts(parts.map((one, j) => (i === j ? { ...one, ...more } : one)));
  const save = async (): Promise<void> => {
    setSaved(false);
    const codes = area.split(/[\s,]+/).filter(Boolean);
    // What is not shown here stays as it was agreed.
    const { unit, ...agreed } = charter;
    await body(api.PUT('/api/v1/teams/{team}/charter', { params: { path: { team: unit }, header: { 'If-Match': etag } }, body: { ...agreed, area: codes, parts: parts.length > 0 ? parts : isWhole(charter.parts) ? charter.parts : [], planningOrder: order } }));
    setSaved(true);
    await reload();
  };
  return (
    <section class="panel" aria-labelledby={`charter-${team}`}>
      <h2 class="ds-heading" data-size="xs" id={`charter-${team}`}>{t('charter.title', { team: name })}</h2>
      <p class="muted">{Term('Model', charter.model)}</p>
      {saved && !doing.busy && <Alert colour="success" live>{t('charter.saved')}</Alert>}
      <form class="stack" onSubmit={(event) => { event.preventDefault(); void doing.run(save); }}>
        <Field id="charter-area" label={t('charter.area')} description={t('charter.area.hint')}>
          <textarea class="ds-input" id="charter-area" rows={2} value={area} onInput={(event) => setArea(event.currentTarget.value)} />
        </Field>
        <fieldset class="pair rows">
          <legend>{t('charter.parts')}</legend>
          {parts.length === 0 && <p class="muted">{t('charter.parts.none')}</p>}
          {parts.map((one, i) => (
            <div key={i} class="part">
              <Field id={`part-name-${i}`} label={t('charter.part')}><input class="ds-input" id={`part-name-${i}`} required value={one.name} onInput={(event) => put(i, { name: event.currentTarget.value })} /></Field>
              <Field id={`part-from-${i}`} label={t('week.from')}><input class="ds-input" id={`part-from-${i}`} type="time" required value={one.from.slice(0, 5)} onInput={(event) => put(i, { from: `${event.currentTarget.value}:00` })} /></Field>
              <Field id={`part-until-${i}`} label={t('week.until')}><input class="ds-input" id={`part-until-${i}`} type="time" required value={one.until.slice(0, 5)} onInput={(event) => put(i, { until: `${event.currentTarget.value}:00` })} /></Field>
              <Button variant="tertiary" colour="danger" onClick={() => setParts(parts.filter((_, j) => j !== i))}>{t('talk.remove')}<span class="ds-sr-only"> {one.name}</span></Button>
            </div>
          ))}
        </fieldset>
        <div><Button variant="secondary" onClick={() => setParts([...parts, { name: '', from: '07:30:00', until: '15:00:00' }])}>{t('charter.add')}</Button></div>
        <fieldset class="bare stack">
          <legend class="strong">{t('charter.order')}</legend>
          <p class="hint">{t('charter.order.hint')}</p>
          <Order id={`order-${team}`} items={order.map((one) => ({ key: one, label: t(`charter.order.${one}`), more: <span class="muted">{t(`charter.why.${one}`)}</span> }))} onMove={(from, to) => setOrder(moved(order, from, to))} />
        </fieldset>
        <Refusal problem={doing.problem} />
        <Button type="submit" busy={doing.busy}>{t('charter.save')}</Button>
      </form>
    </section>
  );
}
