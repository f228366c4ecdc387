// Signing the conversation: what is missing is listed before it is tried, by the server itself.
import { api, body } from '../../api/client';
import { t } from '../../i18n';
import type { Content, Talk } from '../../offline/talks';
import { useDoing, useLoad } from '../../ui/load';
import { Alert, Button, Field, Refusal } from '../../ui/parts';

export function Finish({ talk, completed, saved, onChange, onDone }: {
  talk: Talk; completed: boolean; saved: boolean; onChange: (content: Content) => void; onDone: () => void;
}) {
  const doing = useDoing();
  const complete = (dryRun: boolean) => body(api.POST('/api/v1/assessments/{assessment}/completion', {
    params: { path: { assessment: talk.id ?? '' }, query: { dryRun }, header: { 'If-Match': talk.etag ?? '' } },
  }));
  const ready = Boolean(talk.id && talk.etag && saved && !completed);
  const tried = useLoad(`${ready}|${talk.etag ?? ''}`, () => (ready ? complete(true) : Promise.resolve(null)));
  if (completed) return <Alert colour="success">{t('talk.completed')}</Alert>;
  return (
    <div class="stack">
      <p>{t('talk.count', { n: talk.content.statements.length })}</p>
      <Field id="next" label={t('talk.nexton')} description={t('talk.nexton.hint')}>
        <input class="ds-input" id="next" type="date" value={talk.content.nextOn ?? ''} onInput={(event) => onChange({ ...talk.content, nextOn: event.currentTarget.value || null })} />
      </Field>
      {!ready && <Alert colour="info">{t('talk.notsaved')}</Alert>}
      {ready && tried.problem && <Alert colour="warning" title={t('talk.missing')}><ul class="ds-list">{tried.problem.reasons.map((one, i) => <li key={i}>{one.message}</li>)}</ul></Alert>}
      <Refusal problem={doing.problem} />
      <Button busy={doing.busy} disabled={!ready} onClick={() => void doing.run(() => complete(false)).then((done) => { if (done) onDone(); })}>{t('talk.sign')}</Button>
      <p class="muted">{t('talk.sign.hint')}</p>
    </div>
  );
}
