// Writing a vedtak (WEB-6): one page, with what has been said already filled in. It may lack anything
// while it is a draft; the case page tells what is missing.
import { useLocation, useRoute } from 'preact-iso';
import { useState } from 'preact/hooks';
import { type Problem, api, asProblem, tagged } from '../../api/client';
import { has, me } from '../../api/state';
import { Term, t } from '../../i18n';
import { dayOf, shortDay, today } from '../../i18n/dates';
import { useLoad } from '../../ui/load';
import { Alert, Button, Choice, Field, Loading, Refusal } from '../../ui/parts';
import { type Content, type Desk, type Drafting, FORMS, OUTCOMES, SERVICES, openDesk, withService } from './draft';
import '../../ui/record.css';

export function Draft() {
  const { params } = useRoute();
  const who = me();
  const vedtak = params['id'] ?? null;
  const loaded = useLoad(`${params['citizen'] ?? ''}|${vedtak ?? ''}`, () =>
    openDesk(params['citizen'] ?? null, vedtak, who?.employee ?? '', who !== null && has(who, 'case_worker')));
  if (!loaded.data) return <div class="page">{loaded.problem ? <Refusal problem={loaded.problem} onRetry={loaded.reload} /> : <Loading lines={6} />}</div>;
  return <Form key={loaded.data.etag ?? ''} desk={loaded.data} vedtak={vedtak} self={who?.employee ?? ''} reload={loaded.reload} />;
}

function Form({ desk, vedtak, self, reload }: { desk: Desk; vedtak: string | null; self: string; reload: () => Promise<void> }) {
  const { route } = useLocation();
  const [drafting, setDrafting] = useState<Drafting>(desk.drafting);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [busy, setBusy] = useState(false);
  const [key] = useState(() => crypto.randomUUID());
  const { content } = drafting;
  const put = (more: Partial<Content>): void => setDrafting({ ...drafting, content: { ...content, ...more } });
  const save = async (etag: string | null): Promise<void> => {
    setBusy(true);
    setProblem(null);
    try {
      const saved = vedtak
        ? await tagged(api.PUT('/api/v1/vedtak/{vedtak}', { params: { path: { vedtak }, header: { 'If-Match': etag ?? '' } }, body: drafting }))
        : await tagged(api.POST('/api/v1/citizens/{citizen}/vedtak', { params: { path: { citizen: desk.citizen.id } }, headers: { 'Idempotency-Key': key }, body: drafting }));
      route(`/vedtak/${saved.data.id}`);
    } catch (error) {
      setProblem(asProblem(error));
      setBusy(false);
    }
  };
  return (
    <div class="page draft">
      <h1 class="ds-heading" data-size="sm">{t('draft.title', { name: `${desk.citizen.name.given} ${desk.citizen.name.family}` })}</h1>
      <form onSubmit={(event) => { event.preventDefault(); void save(desk.etag); }}>
        <What content={content} put={put} setService={(service) => setDrafting({ ...drafting, content: withService(content, service, desk.earlier) })} desk={desk} />
        <Why content={content} put={put} desk={desk} />
        <Check content={content} put={put} self={self} />
        <People drafting={drafting} desk={desk} onChange={setDrafting} />
        <div class="draft-do">
          {problem?.status === 412 ? (
            <Alert colour="warning" title={t('draft.changed')} live>
              <div class="chips">
                <Button busy={busy} onClick={() => void save(problem.currentEtag)}>{t('draft.overwrite')}</Button>
                <Button variant="secondary" onClick={() => { setProblem(null); void reload(); }}>{t('draft.theirs')}</Button>
              </div>
            </Alert>
          ) : <Refusal problem={problem} />}
          <div class="chips">
            <Button type="submit" busy={busy}>{t('draft.save')}</Button>
            <a class="ds-button" data-variant="tertiary" href={vedtak ? `/vedtak/${vedtak}` : `/innbyggere/${desk.citizen.id}`}>{t('cancel')}</a>
          </div>
        </div>
      </form>
    </div>
  );
}

type Put = (more: Partial<Content>) => void;

function Text({ id, label, hint, content, put, rows = 3 }: {
  id: 'purpose' | 'facts' | 'reasoning' | 'citizenView' | 'kinView' | 'alternatives' | 'appealInformation'; label: string; hint?: string; content: Content; put: Put; rows?: number;
}) {
  return (
    <Field id={`d-${id}`} label={label} {...(hint ? { description: hint } : {})}>
      <textarea class="ds-input" id={`d-${id}`} rows={rows} value={content[id] ?? ''} onInput={(event) => put({ [id]: event.currentTarget.value })} />
    </Field>
  );
}

function Day({ id, label, value, onChange }: { id: string; label: string; value: string | null | undefined; onChange: (day: string | null) => void }) {
  return <Field id={id} label={label}><input class="ds-input" id={id} type="date" value={value ?? ''} onInput={(event) => onChange(event.currentTarget.value || null)} /></Field>;
}

function Figure({ id, label, value, onChange }: { id: string; label: string; value: number; onChange: (value: number) => void }) {
  return <Field id={id} label={label}><input class="ds-input" id={id} type="number" min={0} max={10080} value={value} onInput={(event) => onChange(Number(event.currentTarget.value))} /></Field>;
}

function What({ content, put, setService, desk }: { content: Content; put: Put; setService: (service: Content['service']) => void; desk: Desk }) {
  const { frame } = content;
  const before = desk.earlier.filter((one) => one.state === 'signed' && one.content.service === content.service);
  return (
    <section class="panel" aria-labelledby="d-what">
      <h2 class="ds-heading" data-size="xs" id="d-what">{t('draft.what')}</h2>
      <Field id="d-service" label={t('draft.service')}>
        <select class="ds-input" id="d-service" value={content.service} onChange={(event) => setService(event.currentTarget.value as Content['service'])}>
          {SERVICES.map((one) => <option key={one} value={one}>{Term('ServiceType', one)}</option>)}
        </select>
      </Field>
      <Choice legend={t('draft.outcome')} name="d-outcome" value={content.outcome ?? null} onChange={(outcome) => put({ outcome })} options={OUTCOMES.map((one) => [one, Term('VedtakOutcome', one)] as const)} />
      <Choice legend={t('draft.form')} name="d-form" value={content.form} onChange={(form) => put({ form })} options={FORMS.map((one) => [one, Term('VedtakForm', one)] as const)} />
      {frame?.kind === 'minutesPerWeek' && (
        <fieldset class="pair">
          <legend>{t('draft.frame.minutes')}</legend>
          <Figure id="d-least" label={t('draft.least')} value={frame.from} onChange={(from) => put({ frame: { ...frame, from } })} />
          <Figure id="d-most" label={t('draft.most')} value={frame.to} onChange={(to) => put({ frame: { ...frame, to } })} />
        </fieldset>
      )}
      {frame?.kind === 'count' && <Figure id="d-count" label={t('draft.howmany')} value={frame.count} onChange={(count) => put({ frame: { kind: 'count', count } })} />}
      <div class="pair">
        <Day id="d-from" label={t('draft.from')} value={content.from} onChange={(from) => put({ from })} />
        <Day id="d-until" label={t('draft.until')} value={content.until} onChange={(until) => put({ until, ...(until ? { reviewOn: null } : {}) })} />
      </div>
      {!content.until && <Day id="d-review" label={t('draft.review')} value={content.reviewOn} onChange={(reviewOn) => put({ reviewOn })} />}
      {before.length > 0 && (
        <Field id="d-replaces" label={t('draft.replaces')}>
          <select class="ds-input" id="d-replaces" value={content.replaces ?? ''} onChange={(event) => put({ replaces: event.currentTarget.value || null })}>
            <option value="">{t('draft.replaces.none')}</option>
            {before.map((one) => <option key={one.id} value={one.id}>{Term('VedtakOutcome', one.content.outcome)} {one.content.from ? t('from', { day: shortDay(one.content.from) }) : ''}</option>)}
          </select>
        </Field>
      )}
      <Choice legend={t('draft.payment')} name="d-pay" value={content.ownPayment === null || content.ownPayment === undefined ? null : content.ownPayment ? 'yes' : 'no'}
        onChange={(answer) => put({ ownPayment: answer === 'yes' })} options={[['yes', t('yes')], ['no', t('no')]] as const} />
    </section>
  );
}

function Why({ content, put, desk }: { content: Content; put: Put; desk: Desk }) {
  return (
    <section class="panel" aria-labelledby="d-why">
      <h2 class="ds-heading" data-size="xs" id="d-why">{t('draft.builds')}</h2>
      <Field id="d-assessment" label={t('draft.assessment')}>
        <select class="ds-input" id="d-assessment" value={content.assessment ?? ''} onChange={(event) => put({ assessment: event.currentTarget.value || null })}>
          <option value="">{t('draft.assessment.none')}</option>
          {desk.assessments.map((one) => <option key={one.id} value={one.id}>{Term('AssessmentKind', one.kind)} {shortDay(dayOf(one.heldAt))}</option>)}
        </select>
      </Field>
      <Text id="citizenView" label={t('case.citizen')} hint={t('draft.citizen.hint')} content={content} put={put} />
      <Text id="kinView" label={t('case.kin')} content={content} put={put} rows={2} />
      <Text id="purpose" label={t('case.purpose')} content={content} put={put} rows={2} />
      <Text id="facts" label={t('case.facts')} content={content} put={put} rows={4} />
      <Text id="reasoning" label={t('case.reasoning')} content={content} put={put} rows={4} />
      {(content.outcome === 'refuse' || content.outcome === 'partial') && <Text id="alternatives" label={t('case.alternatives')} content={content} put={put} />}
      <Field id="d-law" label={t('case.law')} description={t('draft.law.hint')}>
        <textarea class="ds-input" id="d-law" rows={2} value={content.legalBasis?.join('\n') ?? ''}
          onInput={(event) => put({ legalBasis: event.currentTarget.value.split('\n').map((line) => line.trimStart()).filter((line, i, all) => line !== '' || i === all.length - 1) })}
          onBlur={() => put({ legalBasis: (content.legalBasis ?? []).map((line) => line.trim()).filter(Boolean) })} />
      </Field>
      <Text id="appealInformation" label={t('case.appeal')} content={content} put={put} rows={2} />
    </section>
  );
}

/** What the law asks for in some cases: prior notice, and whether a frame is clear enough. */
function Check({ content, put, self }: { content: Content; put: Put; self: string }) {
  const { frameCheck, priorNotice } = content;
  const against = content.toDisadvantage === true || content.outcome === 'end' || content.outcome === 'change';
  return (
    <section class="panel" aria-labelledby="d-check">
      <h2 class="ds-heading" data-size="xs" id="d-check">{t('draft.checks')}</h2>
      {content.form === 'frame' && (
        <>
          <Choice legend={t('draft.check')} name="d-clear" value={frameCheck ? (frameCheck.clearToAStranger ? 'yes' : 'no') : null}
            onChange={(answer) => put({ frameCheck: { clearToAStranger: answer === 'yes', by: self, comment: frameCheck?.comment ?? '' } })} options={[['yes', t('yes')], ['no', t('no')]] as const} />
          {frameCheck && (
            <Field id="d-clear-why" label={t('draft.check.why')}>
              <input class="ds-input" id="d-clear-why" value={frameCheck.comment ?? ''} onInput={(event) => put({ frameCheck: { ...frameCheck, comment: event.currentTarget.value } })} />
            </Field>
          )}
        </>
      )}
      <label class="check">
        <input type="checkbox" class="ds-input" checked={content.toDisadvantage ?? false} onChange={(event) => put({ toDisadvantage: event.currentTarget.checked })} />
        {t('draft.disadvantage')}
      </label>
      {against && (
        <div class="pair">
          <Day id="d-notice" label={t('draft.notice')} value={priorNotice?.givenOn} onChange={(givenOn) => put({ priorNotice: givenOn ? { givenOn, ground: priorNotice?.ground ?? '' } : null })} />
          <Field id="d-ground" label={t('draft.ground')}>
            <input class="ds-input" id="d-ground" value={priorNotice?.ground ?? ''} onInput={(event) => put({ priorNotice: { givenOn: priorNotice?.givenOn ?? today(), ground: event.currentTarget.value } })} />
          </Field>
        </div>
      )}
    </section>
  );
}

function People({ drafting, desk, onChange }: { drafting: Drafting; desk: Desk; onChange: (drafting: Drafting) => void }) {
  const people = [...new Map(desk.members.map((one) => [one.employee, one])).values()];
  const select = (id: string, label: string, value: string | null | undefined, set: (employee: string | null) => void, among: Desk['members']) => (
    <Field id={id} label={label}>
      <select class="ds-input" id={id} value={value ?? ''} onChange={(event) => set(event.currentTarget.value || null)}>
        <option value="">{t('draft.nobody')}</option>
        {among.map((one) => <option key={one.employee} value={one.employee}>{one.name}, {Term('Profession', one.profession)}</option>)}
      </select>
    </Field>
  );
  return (
    <section class="panel" aria-labelledby="d-who">
      <h2 class="ds-heading" data-size="xs" id="d-who">{t('draft.who')}</h2>
      {select('d-case-worker', t('draft.caseworker'), drafting.caseWorker, (caseWorker) => onChange({ ...drafting, caseWorker }), people)}
      {select('d-nurse', t('draft.nurse'), drafting.responsibleNurse, (responsibleNurse) => onChange({ ...drafting, responsibleNurse }), people.filter((one) => one.profession === 'nurse'))}
    </section>
  );
}
