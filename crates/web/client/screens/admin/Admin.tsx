// Administrasjon (WEB-10, as far as setting a team up needs): units, people with log-ins and roles,
// delegations; for the leader her team's agreement and its files. No health information is shown.
import { api, body } from '../../api/client';
import { has, leads, me, teams } from '../../api/state';
import { t } from '../../i18n';
import { useLoad } from '../../ui/load';
import { Loading, Refusal } from '../../ui/parts';
import { Charter } from './Charter';
import { Delegations } from './Delegations';
import { Import } from './Import';
import { People } from './People';
import { Template } from './Template';
import { Units } from './Units';
import '../../ui/record.css';

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
      <h1 class="ds-heading" data-size="sm">{t('admin.title')}</h1>
      {!data && (loaded.problem ? <Refusal problem={loaded.problem} onRetry={loaded.reload} /> : <Loading />)}
      {data && (
        <div class="columns">
          {led.map((one) => <Charter key={one.id} team={one.id} name={one.name} />)}
          {led.map((one) => <Import key={`import-${one.id}`} unit={one.id} name={one.name} />)}
          {led.map((one) => <Template key={`words-${one.id}`} unit={one.id} name={one.name} />)}
          {runs && <People units={data.units} />}
          {runs && <Template unit={null} name={t('deleg.everywhere')} />}
          <Units units={data.units} runs={runs} reload={loaded.reload} />
          <Delegations delegations={data.delegations} units={data.units} runs={runs} reload={loaded.reload} />
        </div>
      )}
    </div>
  );
}
