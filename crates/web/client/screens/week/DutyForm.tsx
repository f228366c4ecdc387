// One duty as the team agrees on it: its name when it is the team's own, how it goes round, and who holds it in which order.
import { useState } from 'preact/hooks';
import type { Schemas } from '../../api/client';
import { Term, t } from '../../i18n';
import { today } from '../../i18n/dates';
import { Order, moved } from '../../ui/Order';
import { useDoing } from '../../ui/load';
import { Button, Choice, Dialog, Field, Refusal } from '../../ui/parts';

type Rota = Schemas['DutyRota'];
const DUTIES = ['fordeler', 'plo_follow_up', 'journal_follow_up', 'quality_control', 'meeting_chair', 'own'] as const;
const ROTATIONS = ['fixed', 'daily', 'weekly'] as const;
const COMPETENCES = ['medication', 'insulin', 'iv', 'wound_care', 'palliative', 'dementia', 'fordeling', 'documentation', 'reablement', 'nursing', 'personal_care', 'practical_assistance'] as const;

/** What a duty is called: a team's own by the name it has given it. */
export function nameOf(duty: { duty: Schemas['Duty']; name?: string | null }): string {
  return duty.name ?? Term('Duty', duty.duty);
}

export function DutyForm({ rota, taken, members, onClose, onSave, onRemove }: {
  rota: Rota | null; taken: string[]; members: Schemas['MemberView'][]; onClose: () => void; onSave: (rota: Rota) => Promise<void>; onRemove: (() => Promise<void>) | null;
}) {
  // What the municipality has one name for is agreed on once; the team's own as often as it likes.
  const free = DUTIES.filter((one) => one === 'own' || one === rota?.duty || !taken.includes(one));
  const [draft, setDraft] = useState<Rota>(rota ?? { duty: free[0] ?? 'own', name: null, competence: null, anyMayGive: false, rotation: 'weekly', from: today(), until: null, order: [], swaps: [] });
  const doing = useDoing();
  const put = (more: Partial<Rota>): void => setDraft({ ...draft, ...more });
  const own = draft.duty === 'own';
  const may = members.filter((one) => one.confirmed && one.role !== 'substitute');
  const rest = may.filter((one) => !draft.order.includes(one.employee));
  const name = (employee: string): string => members.find((one) => one.employee === employee)?.name ?? t('citizen.somebody');
  return (
    <Dialog title={rota ? nameOf(rota) : t('duty.new')} onClose={onClose} wide>
      <form class="stack" onSubmit={(event) => { event.preventDefault(); void doing.run(() => onSave({ ...draft, name: own ? draft.name?.trim() ?? '' : null, competence: own ? draft.competence ?? null : null })); }}>
        {!rota && (
          <Field id="duty-kind" label={t('week.duty')}>
            <select class="ds-input" id="duty-kind" value={draft.duty} onChange={(event) => put({ duty: event.currentTarget.value as Rota['duty'] })}>
              {free.map((one) => <option key={one} value={one}>{one === 'own' ? t('duty.own') : Term('Duty', one)}</option>)}
            </select>
          </Field>
        )}
        {own && (
          <>
            <Field id="duty-name" label={t('duty.name')}><input class="ds-input" id="duty-name" required maxLength={60} value={draft.name ?? ''} onInput={(event) => put({ name: event.currentTarget.value })} /></Field>
            <Field id="duty-competence" label={t('duty.competence')}>
              <select class="ds-input" id="duty-competence" value={draft.competence ?? ''} onChange={(event) => put({ competence: (event.currentTarget.value || null) as Rota['competence'] })}>
                <option value="">{t('duty.competence.none')}</option>
                {COMPETENCES.map((one) => <option key={one} value={one}>{Term('CompetenceCode', one)}</option>)}
              </select>
            </Field>
          </>
        )}
        <Choice legend={t('duty.rotation')} name="rotation" value={draft.rotation} onChange={(rotation) => put({ rotation })} options={ROTATIONS.map((one) => [one, t(`duty.rotation.${one}`)] as const)} />
        <fieldset class="bare stack">
          <legend class="strong">{t('duty.order')}</legend>
          {draft.order.length === 0 && <p class="muted">{t('duty.order.none')}</p>}
          <Order id="duty-order" items={draft.order.map((one) => ({ key: one, label: name(one) }))} onMove={(from, to) => put({ order: moved(draft.order, from, to) })} onRemove={(at) => put({ order: draft.order.filter((_, i) => i !== at) })} />
          {rest.length > 0 && (
            <Field id="duty-add" label={t('duty.add')}>
              <select class="ds-input" id="duty-add" value="" onChange={(event) => { if (event.currentTarget.value) put({ order: [...draft.order, event.currentTarget.value] }); event.currentTarget.value = ''; }}>
                <option value="">{t('library.choose.none')}</option>
                {rest.map((one) => <option key={one.employee} value={one.employee}>{one.name}</option>)}
              </select>
            </Field>
          )}
        </fieldset>
        <label class="check"><input type="checkbox" class="ds-input" checked={draft.anyMayGive ?? false} onChange={(event) => put({ anyMayGive: event.currentTarget.checked })} />{t('duty.any.do')}</label>
        <div class="pair">
          <Field id="duty-from" label={t('pool.first')}><input class="ds-input" id="duty-from" type="date" required value={draft.from} onInput={(event) => put({ from: event.currentTarget.value })} /></Field>
          <Field id="duty-until" label={t('admin.until')}><input class="ds-input" id="duty-until" type="date" value={draft.until ?? ''} onInput={(event) => put({ until: event.currentTarget.value || null })} /></Field>
        </div>
        <Refusal problem={doing.problem} />
        <Button type="submit" busy={doing.busy}>{t('duty.save')}</Button>
        {onRemove && <Button variant="tertiary" colour="danger" busy={doing.busy} onClick={() => void doing.run(onRemove)}>{t('duty.remove')}</Button>}
      </form>
    </Dialog>
  );
}
