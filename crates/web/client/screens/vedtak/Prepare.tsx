// A draft before it is sent to be signed: what is missing, the statements, and what can be done with it.
import { useState } from 'preact/hooks';
import { type Problem, type Schemas, api, asProblem, body } from '../../api/client';
import { has, me } from '../../api/state';
import { Term, t } from '../../i18n';
import { useDoing, useLoad } from '../../ui/load';
import { Alert, Button, Choice, Dialog, Field, Refusal } from '../../ui/parts';

const ROLES = ['case_worker', 'responsible_nurse'] as const;

export function Prepare({ vedtak, etag, reload }: { vedtak: Schemas['VedtakView']; etag: string; reload: () => Promise<void> }) {
  const path = { path: { vedtak: vedtak.id }, header: { 'If-Match': etag } };
  const doing = useDoing();
  const [stating, setStating] = useState(false);
  const [leaving, setLeaving] = useState(false);
  // The server itself is asked what would happen (API-11).
  const tried = useLoad(`${vedtak.id}|${etag}`, async (): Promise<Problem | null> => {
    try {
      await body(api.POST('/api/v1/vedtak/{vedtak}/submission', { params: { ...path, query: { dryRun: true } } }));
      return null;
    } catch (error) {
      return asProblem(error);
    }
  });
  const act = (work: () => Promise<unknown>): void => void doing.run(async () => {
    await work();
    setStating(false);
    setLeaving(false);
    await reload();
  });
  const missing = tried.data?.reasons ?? [];
  // Whoever may not prepare vedtak here is not offered it.
  if (tried.data?.status === 403) return null;
  return (
    <section class="panel sign" aria-labelledby="prepare-title">
      <h2 class="ds-heading" data-size="xs" id="prepare-title">{t('case.missing')}</h2>
      {!tried.loading && missing.length === 0 && !tried.data && <Alert colour="success">{t('case.ready')}</Alert>}
      {missing.length > 0 && <ul class="ds-list">{missing.map((one, i) => <li key={i}>{one.message} <span class="rule">{one.rule}</span></li>)}</ul>}
      <Refusal problem={doing.problem} />
      <div class="chips">
        <Button busy={doing.busy} disabled={tried.loading || tried.data !== null} onClick={() => act(() => body(api.POST('/api/v1/vedtak/{vedtak}/submission', { params: path })))}>{t('case.submit')}</Button>
        <Button variant="secondary" icon="pen" onClick={() => setStating(true)}>{t('case.state')}</Button>
        <a class="ds-button" data-variant="secondary" href={`/vedtak/${vedtak.id}/rediger`}>{t('case.edit')}</a>
        <Button variant="tertiary" colour="danger" onClick={() => setLeaving(true)}>{t('case.withdraw')}</Button>
      </div>
      {stating && <State vedtak={vedtak} onClose={() => setStating(false)} onSave={(role, text) => act(() =>
        body(api.POST('/api/v1/vedtak/{vedtak}/statements', { params: { path: { vedtak: vedtak.id } }, body: { role, text } })))} busy={doing.busy} problem={doing.problem} />}
      {leaving && (
        <Dialog title={t('case.withdraw')} onClose={() => setLeaving(false)}>
          <p>{t('case.withdraw.sure')}</p>
          <Refusal problem={doing.problem} />
          <div class="chips">
            <Button colour="danger" busy={doing.busy} onClick={() => act(() => body(api.POST('/api/v1/vedtak/{vedtak}/withdrawal', { params: path })))}>{t('case.withdraw')}</Button>
            <Button variant="tertiary" onClick={() => setLeaving(false)}>{t('cancel')}</Button>
          </div>
        </Dialog>
      )}
    </section>
  );
}

function State({ vedtak, onClose, onSave, busy, problem }: {
  vedtak: Schemas['VedtakView']; onClose: () => void; onSave: (role: (typeof ROLES)[number], text: string) => void; busy: boolean; problem: Problem | null;
}) {
  const who = me();
  const nurse = vedtak.responsibleNurse === who?.employee && !(who !== null && has(who, 'case_worker'));
  const [role, setRole] = useState<(typeof ROLES)[number]>(nurse ? 'responsible_nurse' : 'case_worker');
  const [text, setText] = useState('');
  return (
    <Dialog title={t('case.state')} onClose={onClose}>
      <form class="stack" onSubmit={(event) => { event.preventDefault(); onSave(role, text.trim()); }}>
        <Choice legend={t('case.state.role')} name="role" value={role} onChange={setRole} options={ROLES.map((one) => [one, Term('StatementRole', one)] as const)} />
        <Field id="state-text" label={t('case.state.text')}>
          <textarea class="ds-input" id="state-text" rows={4} required value={text} onInput={(event) => setText(event.currentTarget.value)} />
        </Field>
        <Refusal problem={problem} />
        <Button type="submit" busy={busy}>{t('case.state.save')}</Button>
      </form>
    </Dialog>
  );
}
