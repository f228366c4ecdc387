// A shift that nobody has: a member takes it with one press; what stands in the way is said there (R-SHF-1).
import { useState } from 'preact/hooks';
import { type Schemas, api, body } from '../../api/client';
import { t } from '../../i18n';
import { clock, dayOf, today, weekday } from '../../i18n/dates';
import { useDoing } from '../../ui/load';
import { Button, Refusal } from '../../ui/parts';
import { Keep, breaksOnlyWorkingTime } from './Keep';

export function Open({ shift, pool, reload }: { shift: Schemas['ShiftView']; pool: string; reload: () => Promise<void> }) {
  const doing = useDoing();
  const [reason, setReason] = useState('');
  const day = dayOf(shift.interval.from);
  const take = (): void => void doing.run(async () => {
    await body(api.POST('/api/v1/teams/{team}/shifts/{shift}/claim', { params: { path: { team: shift.unit, shift: shift.id } }, body: { keepReason: reason.trim() || null } }));
    await reload();
  });
  return (
    <div class="shift open-shift">
      <p>{clock(shift.interval.from)}–{clock(shift.interval.until)}{pool && <span class="muted"><br />{pool}</span>}</p>
      <Refusal problem={doing.problem} />
      <Keep problem={doing.problem} reason={reason} onReason={setReason} />
      {day >= today() && <Button variant="tertiary" data-size="sm" busy={doing.busy} disabled={breaksOnlyWorkingTime(doing.problem) && reason.trim() === ''} onClick={take}>{t('week.claim')}<span class="ds-sr-only"> {weekday(day)}</span></Button>}
    </div>
  );
}
