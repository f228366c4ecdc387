// Units of the municipality: what each is called, where it belongs, where its people start.
import { useState } from 'preact/hooks';
import { type Schemas, api, body, tagged } from '../../api/client';
import { Term, t, term } from '../../i18n';
import { type Said, said } from '../../ui/form';
import { useDoing, useLoad } from '../../ui/load';
import { Button, Dialog, Field, Loading, Refusal } from '../../ui/parts';

type Unit = Schemas['UnitView'];
const KINDS = ['team', 'application_office', 'specialist_team', 'staffing_office'] as const;

export function Units({ units, runs, reload }: { units: Unit[]; runs: boolean; reload: () => Promise<void> }) {
  const [open, setOpen] = useState<string | null>(null);
  const districts = [...new Set(units.flatMap((one) => (one.district ? [one.district.name] : [])))];
  const done = (): void => { setOpen(null); void reload(); };
  return (
    <section class="panel" aria-labelledby="units-title">
      <div class="call">
        <h2 class="ds-heading" data-size="xs" id="units-title">{t('admin.units')}</h2>
        {runs && <Button variant="secondary" onClick={() => setOpen('new')}>{t('admin.unit.new')}</Button>}
      </div>
      <ul class="plain">
        {units.map((one) => (
          <li key={one.id} class="call">
            <span><strong>{one.name}</strong> <span class="muted">{term('UnitKind', one.kind)}{one.district ? `, ${one.district.name}` : ''}</span></span>
            {runs && <Button variant="tertiary" data-size="sm" onClick={() => setOpen(one.id)}>{t('admin.change')}<span class="ds-sr-only"> {one.name}</span></Button>}
          </li>
        ))}
      </ul>
      {open === 'new' && <Dialog title={t('admin.unit.new')} onClose={() => setOpen(null)}><Form districts={districts} onDone={done} /></Dialog>}
      {open && open !== 'new' && <Dialog title={t('admin.unit.change')} onClose={() => setOpen(null)}><Change id={open} districts={districts} onDone={done} /></Dialog>}
    </section>
  );
}

function Change({ id, districts, onDone }: { id: string; districts: string[]; onDone: () => void }) {
  const loaded = useLoad(id, () => tagged(api.GET('/api/v1/units/{unit}', { params: { path: { unit: id } } })));
  if (!loaded.data) return loaded.problem ? <Refusal problem={loaded.problem} onRetry={loaded.reload} /> : <Loading lines={3} />;
  return <Form unit={loaded.data.data} etag={loaded.data.etag} districts={districts} onDone={onDone} />;
}

function Form({ unit, etag = '', districts, onDone }: { unit?: Unit; etag?: string; districts: string[]; onDone: () => void }) {
  const doing = useDoing();
  const save = async (form: Said): Promise<void> => {
    const told = {
      name: form.text('name'), district: form.maybe('district'),
      base: { lat: form.number('lat') ?? 0, lon: form.number('lon') ?? 0 },
    };
    if (unit) await body(api.PUT('/api/v1/units/{unit}', { params: { path: { unit: unit.id }, header: { 'If-Match': etag } }, body: told }));
    else await body(api.POST('/api/v1/units', { body: { ...told, kind: form.text('kind') as Unit['kind'] } }));
    onDone();
  };
  return (
    <form class="stack" onSubmit={(event) => { event.preventDefault(); const form = said(event.currentTarget); void doing.run(() => save(form)); }}>
      {!unit && (
        <Field id="unit-kind" label={t('admin.kind')}>
          <select class="ds-input" id="unit-kind" name="kind">{KINDS.map((one) => <option key={one} value={one}>{Term('UnitKind', one)}</option>)}</select>
        </Field>
      )}
      <Field id="unit-name" label={t('admin.name')}><input class="ds-input" id="unit-name" name="name" required maxLength={100} defaultValue={unit?.name ?? ''} /></Field>
      <Field id="unit-district" label={t('admin.district')} description={t('admin.district.hint')}>
        <input class="ds-input" id="unit-district" name="district" list="districts" maxLength={100} aria-describedby="unit-district-hint" defaultValue={unit?.district?.name ?? ''} />
      </Field>
      <datalist id="districts">{districts.map((one) => <option key={one} value={one} />)}</datalist>
      <fieldset class="pair">
        <legend>{t('admin.base')}</legend>
        <Field id="unit-lat" label={t('admin.lat')}><input class="ds-input" id="unit-lat" name="lat" inputMode="decimal" required defaultValue={unit ? String(unit.base.lat) : ''} /></Field>
        <Field id="unit-lon" label={t('admin.lon')}><input class="ds-input" id="unit-lon" name="lon" inputMode="decimal" required defaultValue={unit ? String(unit.base.lon) : ''} /></Field>
      </fieldset>
      <p class="hint">{t('admin.base.hint')}</p>
      <Refusal problem={doing.problem} />
      <Button type="submit" busy={doing.busy}>{t('save')}</Button>
    </form>
  );
}
