// Administrasjon (WEB-10, as far as setting a team up needs): units, log-ins, memberships,
// delegations. No health information is shown here.
import { useState } from 'preact/hooks';
import { type Schemas, api, body } from '../../api/client';
import { has, leads, me, teams } from '../../api/state';
import { Term, t, term } from '../../i18n';
import { shortDay, today } from '../../i18n/dates';
import { useDoing, useLoad } from '../../ui/load';
import { Alert, Button, Field, Loading, Refusal, Tag } from '../../ui/parts';
import { Charter } from './Charter';
import '../../ui/record.css';

const PROFESSIONS = ['nurse', 'social_educator', 'occupational_therapist', 'physiotherapist', 'healthcare_worker', 'home_helper', 'case_worker', 'assistant', 'administrative'] as const;
const ROLES = ['member', 'leader', 'case_worker', 'office_leader', 'staffing', 'substitute'] as const;

async function loadAdmin() {
  const [units, delegations] = await Promise.all([
    body(api.GET('/api/v1/units')),
    body(api.GET('/api/v1/delegations', { params: { query: { limit: 200 } } })),
  ]);
  return { units: units.items, delegations: delegations.items };
}

export function Admin() {
  const loaded = useLoad('admin', loadAdmin);
  const data = loaded.data;
  const who = me();
  const runs = who !== null && has(who, 'administrator');
  const led = who ? teams(who).filter((one) => leads(who, one.id)) : [];
  return (
    <div class="page">
      <h1 class="ds-heading" data-size="sm">{t('nav.admin')}</h1>
      {!data && (loaded.problem ? <Refusal problem={loaded.problem} onRetry={loaded.reload} /> : <Loading />)}
      {data && (
        <div class="columns">
          {led.map((one) => <Charter key={one.id} team={one.id} name={one.name} />)}
          {runs && <NewEmployee units={data.units} />}
          <section class="panel" aria-labelledby="units-title">
            <h2 class="ds-heading" data-size="xs" id="units-title">{t('admin.units')}</h2>
            <ul class="plain">{data.units.map((one) => <li key={one.id}><strong>{one.name}</strong> <span class="muted">{term('UnitKind', one.kind)}{one.district ? `, ${one.district.name}` : ''}</span></li>)}</ul>
          </section>
          <Delegations delegations={data.delegations} runs={runs} reload={loaded.reload} />
        </div>
      )}
    </div>
  );
}

function NewEmployee({ units }: { units: Schemas['UnitView'][] }) {
  const doing = useDoing();
  const [made, setMade] = useState<string | null>(null);
  const send = async (form: HTMLFormElement): Promise<void> => {
    const data = new FormData(form);
    const text = (name: string): string => {
      const value = data.get(name);
      return typeof value === 'string' ? value.trim() : '';
    };
    const employee = await body(api.POST('/api/v1/employees', {
      body: {
        givenName: text('given'), familyName: text('family'), userName: text('user'), newPassword: text('password'),
        profession: text('profession') as Schemas['Profession'], transport: text('transport') as Schemas['Transport'],
      },
    }));
    await body(api.POST('/api/v1/teams/{team}/members', {
      params: { path: { team: text('unit') } },
      body: { employee: employee.id, role: text('role') as Schemas['Role'], share: Number(text('share')), from: text('from'), until: null },
    }));
    setMade(employee.name);
    form.reset();
  };
  return (
    <section class="panel" aria-labelledby="new-title">
      <h2 class="ds-heading" data-size="xs" id="new-title">{t('admin.new')}</h2>
      {made && <Alert colour="success" live>{t('admin.made', { name: made })}</Alert>}
      <form class="stack" onSubmit={(event) => { event.preventDefault(); const form = event.currentTarget; void doing.run(() => send(form)); }}>
        <Field id="given" label={t('admin.given')}><input class="ds-input" id="given" name="given" required /></Field>
        <Field id="family" label={t('admin.family')}><input class="ds-input" id="family" name="family" required /></Field>
        <Field id="user" label={t('signin.user')}><input class="ds-input" id="user" name="user" autocomplete="off" required /></Field>
        <Field id="password" label={t('admin.password')}><input class="ds-input" id="password" name="password" type="password" autocomplete="new-password" required /></Field>
        <Field id="profession" label={t('admin.profession')}>
          <select class="ds-input" id="profession" name="profession">{PROFESSIONS.map((one) => <option key={one} value={one}>{Term('Profession', one)}</option>)}</select>
        </Field>
        <Field id="transport" label={t('admin.transport')}>
          <select class="ds-input" id="transport" name="transport">{(['walk', 'bike', 'car'] as const).map((one) => <option key={one} value={one}>{Term('Transport', one)}</option>)}</select>
        </Field>
        <Field id="unit" label={t('admin.unit')}>
          <select class="ds-input" id="unit" name="unit">{units.map((one) => <option key={one.id} value={one.id}>{one.name}</option>)}</select>
        </Field>
        <Field id="role" label={t('admin.role')}>
          <select class="ds-input" id="role" name="role">{ROLES.map((one) => <option key={one} value={one}>{Term('Role', one)}</option>)}</select>
        </Field>
        <Field id="share" label={t('admin.share')}><input class="ds-input" id="share" name="share" type="number" min={0} max={100} value="100" required /></Field>
        <Field id="from" label={t('week.from')}><input class="ds-input" id="from" name="from" type="date" value={today()} required /></Field>
        <Refusal problem={doing.problem} />
        <Button type="submit" busy={doing.busy}>{t('admin.create')}</Button>
        <p class="muted">{t('admin.confirm')}</p>
      </form>
    </section>
  );
}

function Delegations({ delegations, runs, reload }: { delegations: Schemas['DelegationView'][]; runs: boolean; reload: () => Promise<void> }) {
  const doing = useDoing();
  const act = (work: () => Promise<unknown>) => void doing.run(async () => { await work(); await reload(); });
  return (
    <section class="panel wide" aria-labelledby="deleg-title">
      <h2 class="ds-heading" data-size="xs" id="deleg-title">{t('admin.delegations')}</h2>
      <Refusal problem={doing.problem} />
      <ul class="plain">
        {delegations.map((one) => (
          <li key={one.id} class="call">
            <span>
              <strong>{one.holderName}</strong> <Tag colour={one.counts ? 'success' : 'neutral'}>{t(one.counts ? 'admin.counts' : 'admin.countsnot')}</Tag>
              <p class="muted">{one.grant.services.map((service) => term('ServiceType', service)).join(', ')} · {t('from', { day: shortDay(one.grant.period.from) })} {one.grant.period.until ? t('until', { day: shortDay(one.grant.period.until) }) : ''}</p>
              {one.reasons.map((reason, i) => <p key={i} class="muted">{reason.message}</p>)}
            </span>
            {runs && <span class="chips">
              {!one.approval && !one.ended && <Button variant="secondary" onClick={() => act(() => body(api.POST('/api/v1/delegations/{delegation}/approval', { params: { path: { delegation: one.id } } })))}>{t('admin.approve')}</Button>}
              {!one.ended && <Button variant="tertiary" colour="danger" onClick={() => act(() => body(api.POST('/api/v1/delegations/{delegation}/end', { params: { path: { delegation: one.id } } })))}>{t('admin.end')}</Button>}
            </span>}
          </li>
        ))}
      </ul>
    </section>
  );
}
