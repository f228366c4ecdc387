// The conversation «Hva er viktig for deg?» in one's own words (R-ASM-2): for the municipality or one unit, in three languages. A
// conversation that has begun keeps the words it was begun with.
import { useState } from 'preact/hooks';
import { type Schemas, api, body } from '../../api/client';
import { Term, t } from '../../i18n';
import { LANGUAGES } from '../../signin';
import { useDoing, useLoad } from '../../ui/load';
import { Alert, Button, Field, Loading, Refusal } from '../../ui/parts';
import { type Content, type Tongue, newest, reworded, whole } from './template';

export function Template({ unit, name }: { unit: string | null; name: string }) {
  const [open, setOpen] = useState(false);
  const id = `template-${unit ?? 'all'}`;
  return (
    <section class="panel" aria-labelledby={id}>
      <h2 class="ds-heading" data-size="xs" id={id}>{t('template.title', { team: name })}</h2>
      <p class="muted">{t('template.lead')}</p>
      {open ? <Words unit={unit} /> : <div><Button variant="secondary" onClick={() => setOpen(true)}>{t('template.open')}<span class="ds-sr-only"> {name}</span></Button></div>}
    </section>
  );
}

function Words({ unit }: { unit: string | null }) {
  const loaded = useLoad(unit ?? '', async () => newest((await body(api.GET('/api/v1/assessment-templates'))).items, unit));
  if (!loaded.data) return loaded.problem ? <Refusal problem={loaded.problem} onRetry={loaded.reload} /> : <Loading lines={3} />;
  return <Form unit={unit} version={loaded.data} />;
}

function Form({ unit, version }: { unit: string | null; version: Schemas['TemplateVersion'] }) {
  const [content, setContent] = useState<Content>(version.content);
  const [at, setAt] = useState(0);
  const [saved, setSaved] = useState(false);
  const doing = useDoing();
  const section = content.sections[at];
  const id = `words-${unit ?? 'all'}`;
  const save = async (): Promise<void> => {
    if (unit) await body(api.POST('/api/v1/units/{unit}/assessment-templates', { params: { path: { unit } }, body: whole(content) }));
    else await body(api.POST('/api/v1/assessment-templates', { body: whole(content) }));
    setSaved(true);
  };
  const put = (what: 'name' | 'question' | number, tongue: Tongue, text: string): void => {
    setSaved(false);
    setContent(reworded(content, at, what, tongue, text));
  };
  if (!section) return null;
  return (
    <form class="stack" onSubmit={(event) => { event.preventDefault(); void doing.run(save); }}>
      <Field id={id} label={t('template.section')}>
        <select class="ds-input" id={id} value={at} onChange={(event) => setAt(Number(event.currentTarget.value))}>
          {content.sections.map((one, i) => <option key={one.section} value={i}>{one.name.nb || Term('Section', one.section)}</option>)}
        </select>
      </Field>
      {LANGUAGES.map(([tongue, label]) => (
        <fieldset key={tongue} class="part-of stack" lang={tongue}>
          <legend>{label}</legend>
          {tongue !== 'nb' && <p class="muted">{t('template.falls')}</p>}
          <Field id={`${id}-name-${tongue}`} label={t('template.name')}><input class="ds-input" id={`${id}-name-${tongue}`} required={tongue === 'nb'} maxLength={100} value={section.name[tongue] ?? ''} onInput={(event) => put('name', tongue, event.currentTarget.value)} /></Field>
          <Field id={`${id}-question-${tongue}`} label={t('template.question')}><textarea class="ds-input" id={`${id}-question-${tongue}`} rows={2} required={tongue === 'nb'} maxLength={300} value={section.question[tongue] ?? ''} onInput={(event) => put('question', tongue, event.currentTarget.value)} /></Field>
          {(section.prompts ?? []).map((one, i) => (
            <Field key={i} id={`${id}-prompt-${i}-${tongue}`} label={t('template.prompt', { n: i + 1 })}><input class="ds-input" id={`${id}-prompt-${i}-${tongue}`} maxLength={300} value={one[tongue] ?? ''} onInput={(event) => put(i, tongue, event.currentTarget.value)} /></Field>
          ))}
        </fieldset>
      ))}
      <div><Button variant="secondary" onClick={() => put((section.prompts ?? []).length, 'nb', '')}>{t('template.more')}</Button></div>
      <Refusal problem={doing.problem} />
      {saved && !doing.busy && <Alert colour="success" live>{t('template.saved')}</Alert>}
      <Button type="submit" busy={doing.busy}>{t('template.save')}</Button>
    </form>
  );
}
