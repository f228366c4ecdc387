// One vedtak on one page: what it decides, what it builds on, and the act — sign, send back — or why
// not, and who may.
import { useRoute } from 'preact-iso';
import { useState } from 'preact/hooks';
import { type Schemas, api, body, tagged } from '../../api/client';
import { Term, t, term } from '../../i18n';
import { dayOf, duration, moment, shortDay } from '../../i18n/dates';
import { useDoing, useLive, useLoad } from '../../ui/load';
import { Alert, Button, Dialog, Field, Loading, Refusal, Tag } from '../../ui/parts';
import { Letter } from './Letter';

async function loadCase(vedtak: string) {
  const path = { params: { path: { vedtak } } };
  const { data, etag } = await tagged(api.GET('/api/v1/vedtak/{vedtak}', path));
  const [citizen, options] = await Promise.all([
    body(api.GET('/api/v1/citizens/{citizen}', { params: { path: { citizen: data.citizen } } })),
    data.state === 'submitted' ? body(api.GET('/api/v1/vedtak/{vedtak}/signing-options', path)) : null,
  ]);
  return { vedtak: data, etag, citizen, options };
}

function frameText(frame: Schemas['VedtakFrame'] | null | undefined): string {
  if (!frame) return '–';
  if (frame.kind === 'count') return t('case.count', { n: frame.count });
  return t('case.minutes', { from: duration(frame.from), to: duration(frame.to) });
}

export function Case() {
  const { params } = useRoute();
  const id = params['id'] ?? '';
  const loaded = useLoad(id, () => loadCase(id));
  const doing = useDoing();
  const [returning, setReturning] = useState(false);
  const [comment, setComment] = useState('');
  useLive(loaded.data?.vedtak.unit ?? null, loaded.reload);
  if (!loaded.data) return <div class="page">{loaded.problem ? <Refusal problem={loaded.problem} onRetry={loaded.reload} /> : <Loading />}</div>;
  const { vedtak, etag, citizen, options } = loaded.data;
  const { content } = vedtak;
  const path = { path: { vedtak: id }, header: { 'If-Match': etag } };
  const act = (work: () => Promise<unknown>) => doing.run(async () => { await work(); setReturning(false); await loaded.reload(); });
  const facts: [string, string | undefined | null][] = [
    [t('case.purpose'), content.purpose], [t('case.facts'), content.facts], [t('case.reasoning'), content.reasoning],
    [t('case.citizen'), content.citizenView], [t('case.kin'), content.kinView], [t('case.alternatives'), content.alternatives],
    [t('case.law'), content.legalBasis?.join(', ')], [t('case.appeal'), content.appealInformation],
  ];
  return (
    <div class="page case">
      <header>
        <p><a class="ds-link" href={`/innbyggere/${vedtak.citizen}`}>{citizen.name.given} {citizen.name.family}</a></p>
        <h1 class="ds-heading" data-size="sm">{Term('ServiceType', content.service)}: {term('VedtakOutcome', content.outcome)}</h1>
        <div class="tags">
          <Tag colour={vedtak.inForce ? 'success' : 'info'}>{term('VedtakState', vedtak.state)}</Tag>
          <Tag>{frameText(content.frame)}</Tag>
          {content.from && <Tag>{t('from', { day: shortDay(content.from) })}</Tag>}
          {content.until && <Tag>{t('until', { day: shortDay(content.until) })}</Tag>}
        </div>
      </header>
      {vedtak.returnComment && <Alert colour="warning" title={t('case.returned')}><p>{vedtak.returnComment}</p></Alert>}
      {vedtak.signature && <Alert colour="success">{t('case.signed', { when: moment(vedtak.signature.at) })}</Alert>}
      <div class="columns">
        <section class="panel" aria-labelledby="facts-title">
          <h2 class="ds-heading" data-size="xs" id="facts-title">{t('case.onepage')}</h2>
          <dl class="facts">{facts.filter(([, text]) => text).map(([label, text]) => <div key={label}><dt>{label}</dt><dd>{text}</dd></div>)}</dl>
        </section>
        <section class="panel" aria-labelledby="said-title">
          <h2 class="ds-heading" data-size="xs" id="said-title">{t('case.statements')}</h2>
          <ul class="plain">
            {vedtak.statements.map((one, i) => <li key={i}><p>{one.text}</p><p class="muted">{Term('StatementRole', one.role)}, {shortDay(dayOf(one.at))}</p></li>)}
            {vedtak.statements.length === 0 && <li class="muted">{t('case.statements.none')}</li>}
          </ul>
        </section>
        <Letter vedtak={id} version={vedtak.version} />
      </div>
      {vedtak.state === 'submitted' && options && (
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
          <Refusal problem={doing.problem} />
          <div class="chips">
            {options.allowed && (
              <Button icon="pen" busy={doing.busy} onClick={() => void act(() => body(api.POST('/api/v1/vedtak/{vedtak}/signature', { params: path })))}>{t('case.sign')}</Button>
            )}
            <Button variant="secondary" onClick={() => setReturning(true)}>{t('case.return')}</Button>
          </div>
        </section>
      )}
      {returning && (
        <Dialog title={t('case.return')} onClose={() => setReturning(false)}>
          <form class="stack" onSubmit={(event) => {
            event.preventDefault();
            void act(() => body(api.POST('/api/v1/vedtak/{vedtak}/return', { params: path, body: { comment } })));
          }}>
            <Field id="comment" label={t('case.return.comment')}>
              <textarea class="ds-input" id="comment" rows={4} required value={comment} onInput={(event) => setComment(event.currentTarget.value)} />
            </Field>
            <Refusal problem={doing.problem} />
            <Button type="submit" busy={doing.busy}>{t('case.return')}</Button>
          </form>
        </Dialog>
      )}
    </div>
  );
}
