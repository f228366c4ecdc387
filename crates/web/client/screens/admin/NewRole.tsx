// A role for somebody who works here already: proposed, and confirmed by the unit's leader (SEC-2).
import { type Schemas, api, body } from '../../api/client';
import { Term, t } from '../../i18n';
import { today } from '../../i18n/dates';
import { type Said, said } from '../../ui/form';
import { useDoing } from '../../ui/load';
import { Button, Field, Refusal } from '../../ui/parts';
import type { Employee } from './People';

const ROLES = ['member', 'leader', 'case_worker', 'office_leader', 'staffing', 'substitute'] as const;

/** Proposes what the fields of [`RoleFields`] say. */
export async function propose(employee: string, form: Said): Promise<void> {
  await body(api.POST('/api/v1/teams/{team}/members', {
    params: { path: { team: form.text('unit') } },
    body: { employee, role: form.text('role') as Schemas['Role'], share: form.number('share') ?? 0, from: form.text('from'), until: form.maybe('until') },
  }));
}

export function RoleFields({ units }: { units: Schemas['UnitView'][] }) {
  return (
    <>
      <Field id="unit" label={t('admin.unit')}>
        <select class="ds-input" id="unit" name="unit">{units.map((one) => <option key={one.id} value={one.id}>{one.name}</option>)}</select>
      </Field>
      <Field id="role" label={t('admin.role')}>
        <select class="ds-input" id="role" name="role">{ROLES.map((one) => <option key={one} value={one}>{Term('Role', one)}</option>)}</select>
      </Field>
      <Field id="share" label={t('admin.share')}><input class="ds-input" id="share" name="share" type="number" min={0} max={100} defaultValue="100" required /></Field>
      <div class="pair">
        <Field id="from" label={t('week.from')}><input class="ds-input" id="from" name="from" type="date" defaultValue={today()} required /></Field>
        <Field id="until" label={t('admin.until')}><input class="ds-input" id="until" name="until" type="date" /></Field>
      </div>
    </>
  );
}

export function NewRole({ who, units, onDone }: { who: Employee; units: Schemas['UnitView'][]; onDone: () => void }) {
  const doing = useDoing();
  return (
    <form class="stack" onSubmit={(event) => {
      event.preventDefault();
      const form = said(event.currentTarget);
      void doing.run(async () => { await propose(who.id, form); onDone(); });
    }}>
      <RoleFields units={units} />
      <Refusal problem={doing.problem} />
      <Button type="submit" busy={doing.busy}>{t('admin.role.propose')}</Button>
      <p class="muted">{t('admin.confirm')}</p>
    </form>
  );
}
