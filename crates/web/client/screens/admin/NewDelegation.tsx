// A new link of the register: a part of another, or the council's own decision, which a second
// administrator approves (R-VED-2).
import { useState } from 'preact/hooks';
import { type Schemas, api, body } from '../../api/client';
import { Term, t } from '../../i18n';
import { shortDay, today } from '../../i18n/dates';
import { type Said, said } from '../../ui/form';
import { useDoing, useLoad } from '../../ui/load';
import { Button, Field, Loading, Refusal } from '../../ui/parts';
import type { Link } from './Delegations';
import type { Employee } from './People';

const SERVICES = ['home_nursing', 'practical_assistance', 'physiotherapy', 'occupational_therapy', 'short_term_stay', 'long_term_stay', 'day_centre', 'sheltered_housing', 'safety_alarm', 'bpa', 'care_benefit', 'support_contact', 'tt_transport', 'respite'] as const;
const OUTCOMES = ['grant', 'partial', 'refuse', 'change', 'end'] as const;
const PAGE = 200;

async function everybody(): Promise<Employee[]> {
  const all: Employee[] = [];
  for (let cursor: string | undefined; ;) {
    const found = await body(api.GET('/api/v1/employees', { params: { query: { limit: PAGE, ...(cursor ? { cursor } : {}) } } }));
    all.push(...found.items);
    if (!found.nextCursor) return all;
    cursor = found.nextCursor;
  }
}

export function NewDelegation({ links, units, onDone }: { links: Link[]; units: Schemas['UnitView'][]; onDone: () => void }) {
  const people = useLoad('everybody', everybody);
  const doing = useDoing();
  const [parent, setParent] = useState('');
  const [everywhere, setEverywhere] = useState(false);
  const [acting, setActing] = useState(false);
  const above = links.find((one) => one.id === parent);
  const services = above?.grant.services ?? SERVICES;
  const outcomes = above?.grant.outcomes ?? OUTCOMES;
  const reach = !above || above.grant.units === 'municipality' ? units : units.filter((one) => above.grant.units !== 'municipality' && above.grant.units.units.includes(one.id));
  const save = async (form: Said): Promise<void> => {
    await body(api.POST('/api/v1/delegations', {
      body: {
        parent: parent || null, holder: form.text('holder'), delegatedBy: above ? above.grant.holder : form.text('by'),
        units: everywhere ? 'municipality' : { units: form.all('unit') },
        services: form.all('service') as Schemas['ServiceType'][], outcomes: form.all('outcome') as Schemas['VedtakOutcome'][],
        limits: { minutesPerWeek: form.number('minutes'), months: form.number('months') },
        period: { from: form.text('from'), until: form.maybe('until') }, acting, decision: form.text('decision'),
      },
    }));
    onDone();
  };
  if (!people.data) return people.problem ? <Refusal problem={people.problem} onRetry={people.reload} /> : <Loading lines={4} />;
  const names = people.data.map((one) => <option key={one.id} value={one.id}>{one.name}</option>);
  return (
    <form class="stack" onSubmit={(event) => { event.preventDefault(); const form = said(event.currentTarget); void doing.run(() => save(form)); }}>
      <Field id="deleg-parent" label={t('deleg.parent')} description={t('deleg.parent.hint')}>
        <select class="ds-input" id="deleg-parent" value={parent} aria-describedby="deleg-parent-hint" onChange={(event) => setParent(event.currentTarget.value)}>
          <option value="">{t('deleg.root')}</option>
          {links.filter((one) => one.counts && !one.grant.acting).map((one) => <option key={one.id} value={one.id}>{one.holderName}, {t('from', { day: shortDay(one.grant.period.from) })}</option>)}
        </select>
      </Field>
      {!above && <Field id="deleg-by" label={t('deleg.by')}><select class="ds-input" id="deleg-by" name="by">{names}</select></Field>}
      <Field id="deleg-holder" label={t('deleg.holder')}><select class="ds-input" id="deleg-holder" name="holder">{names}</select></Field>
      <fieldset class="choice">
        <legend>{t('deleg.units')}</legend>
        {(!above || above.grant.units === 'municipality') && (
          <label><input type="checkbox" class="ds-input" checked={everywhere} onChange={(event) => setEverywhere(event.currentTarget.checked)} />{t('deleg.everywhere')}</label>
        )}
        {!everywhere && reach.map((one) => <label key={one.id}><input type="checkbox" class="ds-input" name="unit" value={one.id} />{one.name}</label>)}
      </fieldset>
      <fieldset class="choice" key={`services-${parent}`}>
        <legend>{t('deleg.services')}</legend>
        {services.map((one) => <label key={one}><input type="checkbox" class="ds-input" name="service" value={one} defaultChecked />{Term('ServiceType', one)}</label>)}
      </fieldset>
      <fieldset class="choice" key={`outcomes-${parent}`}>
        <legend>{t('deleg.outcomes')}</legend>
        {outcomes.map((one) => <label key={one}><input type="checkbox" class="ds-input" name="outcome" value={one} defaultChecked />{Term('VedtakOutcome', one)}</label>)}
      </fieldset>
      <div class="pair">
        <Field id="deleg-minutes" label={t('deleg.minutes')}><input class="ds-input" id="deleg-minutes" name="minutes" type="number" min={1} /></Field>
        <Field id="deleg-months" label={t('deleg.months')}><input class="ds-input" id="deleg-months" name="months" type="number" min={1} /></Field>
      </div>
      <div class="pair">
        <Field id="deleg-from" label={t('week.from')}><input class="ds-input" id="deleg-from" name="from" type="date" required defaultValue={today()} /></Field>
        <Field id="deleg-until" label={t('admin.until')}><input class="ds-input" id="deleg-until" name="until" type="date" required={acting} /></Field>
      </div>
      <label class="check"><input type="checkbox" class="ds-input" checked={acting} onChange={(event) => setActing(event.currentTarget.checked)} />{t('deleg.acting')}</label>
      <Field id="deleg-decision" label={t('deleg.decision')} description={t('deleg.decision.hint')}>
        <input class="ds-input" id="deleg-decision" name="decision" required aria-describedby="deleg-decision-hint" />
      </Field>
      <Refusal problem={doing.problem} />
      <Button type="submit" busy={doing.busy}>{t('deleg.save')}</Button>
      {!above && <p class="muted">{t('deleg.second')}</p>}
    </form>
  );
}
