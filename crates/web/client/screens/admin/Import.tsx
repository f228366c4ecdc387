// A caseload, or its plans, from a file: tried first, with every fault by line; then taken in, with how
// far it has come (docs/import.md). The file stays on the device until the leader says so.
import { useEffect, useRef, useState } from 'preact/hooks';
import { Problem, type Schemas, api, body } from '../../api/client';
import { t } from '../../i18n';
import { moment } from '../../i18n/dates';
import { useDoing, useLoad } from '../../ui/load';
import { Alert, Button, Choice, Field, Loading, Refusal, Tag } from '../../ui/parts';
import { type Step, type View, faultsOf, over, standing, stepOf, words } from './import';

const KINDS = ['caseload', 'plans'] as const;
/** Milliseconds between two looks at how far it has come. */
const LOOK = 700;
/** So many faults are shown before one asks for the rest. */
const FIRST = 20;

/** Sends a file; `text/csv` as it is, whichever letters it is in. */
async function send(unit: string, kind: Schemas['ImportKind'], file: Blob, dryRun: boolean): Promise<View> {
  return body(api.POST('/api/v1/units/{unit}/imports', {
    params: { path: { unit }, query: { kind, dryRun } }, body: file as unknown as string, bodySerializer: (told) => told, headers: { 'content-type': 'text/csv' },
  }));
}

export function Import({ unit, name }: { unit: string; name: string }) {
  const before = useLoad(unit, () => body(api.GET('/api/v1/units/{unit}/imports', { params: { path: { unit } } })));
  const [kind, setKind] = useState<(typeof KINDS)[number]>('caseload');
  const [file, setFile] = useState<File | null>(null);
  const [step, setStep] = useState<Step | null>(null);
  const doing = useDoing();
  const stopped = useRef(false);
  useEffect(() => {
    stopped.current = false;
    return () => { stopped.current = true; };
  }, []);
  const go = (dryRun: boolean): void => void doing.run(async () => {
    if (!file) return;
    let view: View;
    try {
      view = await send(unit, kind, file, dryRun);
    } catch (error) {
      // A whole list of faults is an answer about the file, and shown as one.
      const refused = error instanceof Problem ? faultsOf(error) : null;
      if (!refused) throw error;
      setStep({ dryRun, view: refused });
      return;
    }
    setStep({ dryRun, view });
    while (view.id && !over(view) && !stopped.current) {
      await new Promise((wait) => setTimeout(wait, LOOK));
      view = await body(api.GET('/api/v1/units/{unit}/imports/{import}', { params: { path: { unit, import: view.id } } }));
      setStep({ dryRun, view });
    }
    await before.reload();
  });
  const choose = (chosen: File | null): void => { setFile(chosen); setStep(null); doing.clear(); };
  const tried = step !== null && stepOf(step) === 'tried';
  return (
    <section class="panel" aria-labelledby={`import-${unit}`}>
      <h2 class="ds-heading" data-size="xs" id={`import-${unit}`}>{t('import.title', { team: name })}</h2>
      <p class="muted">{t('import.lead')}</p>
      <form class="stack" onSubmit={(event) => { event.preventDefault(); go(true); }}>
        <Choice legend={t('import.kind')} name={`import-kind-${unit}`} value={kind} onChange={(value) => { setKind(value); setStep(null); }} options={KINDS.map((one) => [one, t(`import.kind.${one}`)] as const)} />
        <Field id={`import-file-${unit}`} label={t('import.file')} description={t('import.file.hint')}>
          <input class="ds-input" id={`import-file-${unit}`} type="file" accept=".csv,text/csv" required aria-describedby={`import-file-${unit}-hint`} onChange={(event) => choose(event.currentTarget.files?.[0] ?? null)} />
        </Field>
        <Refusal problem={doing.problem} />
        {step && <Shown step={step} />}
        <div class="chips">
          <Button type="submit" variant={tried ? 'secondary' : 'primary'} busy={doing.busy} disabled={!file}>{t('import.try')}</Button>
          {tried && <Button busy={doing.busy} onClick={() => go(false)}>{t('import.do')}</Button>}
        </div>
      </form>
      {!before.data && before.loading && <Loading lines={1} />}
      {before.data && before.data.items.length > 0 && (
        <details class="ds-details">
          <summary>{t('import.before', { n: before.data.items.length })}</summary>
          <ul class="plain">{before.data.items.map((one) => (
            <li key={one.id}><strong>{t(`import.kind.${one.kind}`)}</strong> {moment(one.askedAt)} <Tag colour={standing(one) === 'applied' ? 'success' : 'neutral'}>{t(`import.state.${standing(one)}`)}</Tag> <span class="muted">{words(one)}</span></li>
          ))}</ul>
        </details>
      )}
    </section>
  );
}

function Shown({ step }: { step: Step }) {
  const { view } = step;
  const at = stepOf(step);
  const [all, setAll] = useState(false);
  if (at === 'working') {
    return (
      <div role="status" class="stack">
        <label for="import-progress">{t(step.dryRun ? 'import.checking' : 'import.working', { done: view.done, total: view.total })}</label>
        <progress id="import-progress" value={view.done} max={Math.max(view.total, 1)} />
      </div>
    );
  }
  if (at === 'faults' || at === 'failed') {
    const shown = all ? view.faults : view.faults.slice(0, FIRST);
    return (
      <Alert colour="danger" live title={view.faults.length > 0 ? t('import.faults', { n: view.faults.length }) : t('import.failed')}>
        {shown.length > 0 && (
          <div class="table-scroll" tabIndex={0} role="region" aria-label={t('import.faults', { n: view.faults.length })}>
            <table class="ds-table">
              <thead><tr><th scope="col">{t('import.line')}</th><th scope="col">{t('import.column')}</th><th scope="col">{t('import.what')}</th></tr></thead>
              <tbody>{shown.map((one, i) => <tr key={i}><th scope="row">{one.line}</th><td><code>{one.column ?? ''}</code></td><td>{one.message} <span class="rule">{one.rule}</span></td></tr>)}</tbody>
            </table>
          </div>
        )}
        {!all && view.faults.length > FIRST && <Button variant="secondary" onClick={() => setAll(true)}>{t('import.all', { n: view.faults.length })}</Button>}
        <p>{t('import.nothing')}</p>
      </Alert>
    );
  }
  return <Alert colour={at === 'done' ? 'success' : 'info'} live title={t(at === 'done' ? 'import.done' : 'import.tried')}><p>{words(view)}</p></Alert>;
}
