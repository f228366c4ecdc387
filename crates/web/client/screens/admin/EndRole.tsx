// A role that ends: after its last day it opens nothing. It is made shorter, never longer (SEC-2).
import { api, body } from '../../api/client';
import { Term, t } from '../../i18n';
import { plusDays, today } from '../../i18n/dates';
import { said } from '../../ui/form';
import { useDoing } from '../../ui/load';
import { Button, Field, Refusal } from '../../ui/parts';
import type { Held } from './People';

export function EndRole({ held, onDone }: { held: Held; onDone: () => void }) {
  const doing = useDoing();
  const end = (last: string): void => void doing.run(async () => {
    await body(api.POST('/api/v1/teams/{team}/members/{membership}/end', {
      params: { path: { team: held.unit ?? '', membership: held.membership ?? '' }, header: { 'If-Match': held.etag ?? '' } }, body: { last },
    }));
    onDone();
  });
  return (
    <form class="stack" onSubmit={(event) => { event.preventDefault(); end(said(event.currentTarget).text('last')); }}>
      <p>{Term('Role', held.role)}, {held.unitName}</p>
      <Field id="last" label={t('admin.role.last')} description={t('admin.role.last.hint')}>
        <input class="ds-input" id="last" name="last" type="date" required aria-describedby="last-hint" min={plusDays(today(), -1)} max={held.until ?? undefined} defaultValue={today()} />
      </Field>
      <Refusal problem={doing.problem} />
      <Button type="submit" busy={doing.busy}>{t('admin.role.end.do')}</Button>
      <Button variant="secondary" colour="danger" busy={doing.busy} onClick={() => end(plusDays(today(), -1))}>{t('admin.role.end.now')}</Button>
    </form>
  );
}
