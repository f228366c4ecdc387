// Deciding: sign or send back; or every reason why not, who may, and the way to send it there.
import { useState } from 'preact/hooks';
import { type Schemas, api, body } from '../../api/client';
import { t } from '../../i18n';
import { useDoing } from '../../ui/load';
import { Button, Dialog, Field, Refusal } from '../../ui/parts';

export function Sign({ vedtak, etag, options, reload }: {
  vedtak: Schemas['VedtakView']; etag: string; options: Schemas['SigningOptions']; reload: () => Promise<void>;
}) {
  const path = { path: { vedtak: vedtak.id }, header: { 'If-Match': etag } };
  const doing = useDoing();
  const [returning, setReturning] = useState(false);
  const [comment, setComment] = useState('');
  const act = (work: () => Promise<unknown>): void => void doing.run(async () => {
    await work();
    setReturning(false);
    await reload();
  });
  const elsewhere = [...new Map(options.whoMay.filter((one) => one.unit !== vedtak.handlingUnit).map((one) => [one.unit, one.unitName])).entries()];
  return (
    <section class="panel sign" aria-labelledby="sign-title">
      <h2 class="ds-heading" data-size="xs" id="sign-title">{options.allowed ? t('case.sign.may') : t('case.sign.not')}</h2>
      {!options.allowed && (
        <>
          <ul class="ds-list">{options.reasons.map((one, i) => <li key={i}>{one.message} <span class="rule">{one.rule}</span></li>)}</ul>
          <p class="strong">{t('case.who')}</p>
          <ul class="plain">
            {options.whoMay.map((one) => <li key={one.delegation}>{one.name} <span class="muted">{one.unitName}</span></li>)}
            {options.whoMay.length === 0 && <li>{t('case.who.none')}</li>}
          </ul>
        </>
      )}
      <Refusal problem={returning ? null : doing.problem} />
      <div class="chips">
        {options.allowed && (
          <Button icon="pen" busy={doing.busy} onClick={() => act(() => body(api.POST('/api/v1/vedtak/{vedtak}/signature', { params: path })))}>{t('case.sign')}</Button>
        )}
        {!options.allowed && elsewhere.map(([unit, name]) => (
          <Button key={unit} busy={doing.busy} onClick={() => act(() => body(api.POST('/api/v1/vedtak/{vedtak}/handling-unit', { params: { path: { vedtak: vedtak.id } }, body: { unit } })))}>{t('case.send', { unit: name })}</Button>
        ))}
        <Button variant="secondary" onClick={() => setReturning(true)}>{t('case.return')}</Button>
      </div>
      {returning && (
        <Dialog title={t('case.return')} onClose={() => setReturning(false)}>
          <form class="stack" onSubmit={(event) => {
            event.preventDefault();
            act(() => body(api.POST('/api/v1/vedtak/{vedtak}/return', { params: path, body: { comment } })));
          }}>
            <Field id="comment" label={t('case.return.comment')}>
              <textarea class="ds-input" id="comment" rows={4} required value={comment} onInput={(event) => setComment(event.currentTarget.value)} />
            </Field>
            <Refusal problem={doing.problem} />
            <Button type="submit" busy={doing.busy}>{t('case.return')}</Button>
          </form>
        </Dialog>
      )}
    </section>
  );
}
