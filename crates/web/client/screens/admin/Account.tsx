// A log-in that is closed for one who has left, and opened again (SEC-2). What she has written stays hers.
import { api, body } from '../../api/client';
import { t } from '../../i18n';
import { useDoing } from '../../ui/load';
import { Button, Dialog, Refusal } from '../../ui/parts';
import type { Employee } from './People';

export function Account({ who, onClose, onDone }: { who: Employee; onClose: () => void; onDone: () => void }) {
  const doing = useDoing();
  const params = { params: { path: { employee: who.id } } };
  const act = (): void => void doing.run(async () => {
    await (who.closed ? body(api.POST('/api/v1/employees/{employee}/account', params)) : body(api.DELETE('/api/v1/employees/{employee}/account', params)));
    onDone();
  });
  return (
    <Dialog title={t(who.closed ? 'account.open.title' : 'account.close.title', { name: who.name })} onClose={onClose}>
      <div class="stack">
        <p>{t(who.closed ? 'account.open.lead' : 'account.close.lead', { name: who.name })}</p>
        <Refusal problem={doing.problem} />
        <Button busy={doing.busy} colour={who.closed ? undefined : 'danger'} onClick={act}>{t(who.closed ? 'account.open' : 'account.close')}</Button>
        <Button variant="tertiary" onClick={onClose}>{t('cancel')}</Button>
      </div>
    </Dialog>
  );
}
