// A shift that breaks the working-time rules stands when somebody says why (R-SHF-2).
import type { Problem } from '../../api/client';
import { t } from '../../i18n';
import { Field } from '../../ui/parts';

/** Refused for the working-time rules alone: a reason lets it stand. */
export function breaksOnlyWorkingTime(problem: Problem | null): boolean {
  return problem !== null && problem.reasons.length > 0 && problem.reasons.every((one) => one.rule === 'R-SHF-2');
}

export function Keep({ problem, reason, onReason }: { problem: Problem | null; reason: string; onReason: (reason: string) => void }) {
  if (reason === '' && !breaksOnlyWorkingTime(problem)) return null;
  return (
    <Field id="keep" label={t('week.keep')} description={t('week.keep.hint')}>
      <textarea class="ds-input" id="keep" rows={2} maxLength={500} required value={reason} aria-describedby="keep-hint" onInput={(event) => onReason(event.currentTarget.value)} />
    </Field>
  );
}
