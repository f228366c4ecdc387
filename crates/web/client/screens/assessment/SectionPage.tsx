// One question: what was said, one statement at a time, in the citizen's own words.
import { useEffect, useRef, useState } from 'preact/hooks';
import { me } from '../../api/state';
import { language, t } from '../../i18n';
import { Button, Field } from '../../ui/parts';
import type { Content, Talk } from '../../offline/talks';
import { type Section, type Statement, said } from './model';

export function SectionPage({ section, prompts, talk, onChange }: { section: Section; prompts: string[]; talk: Talk; onChange: (content: Content) => void }) {
  const [text, setText] = useState('');
  const { content } = talk;
  const here = content.statements.filter((one) => one.section === section);
  const put = (statements: Statement[]): void => onChange({ ...content, statements });
  const add = (): void => {
    if (!text.trim()) return;
    put([...content.statements, said(section, text.trim())]);
    setText('');
  };
  // What is written and not yet added comes along when one goes on, or puts the tablet away.
  const latest = useRef(add);
  latest.current = add;
  useEffect(() => {
    const leave = (): void => { if (document.visibilityState === 'hidden') latest.current(); };
    document.addEventListener('visibilitychange', leave);
    return () => {
      document.removeEventListener('visibilitychange', leave);
      latest.current();
    };
  }, []);
  const change = (next: Statement): void => put(content.statements.map((one) => (one.id === next.id ? next : one)));
  return (
    <div class="stack">
      {prompts.length > 0 && <ul class="ds-list muted" aria-label={t('talk.prompts')}>{prompts.map((one) => <li key={one}>{one}</li>)}</ul>}
      <ul class="plain">
        {here.map((one) => <Said key={one.id} statement={one} onChange={change} onRemove={() => put(content.statements.filter((other) => other.id !== one.id))} />)}
      </ul>
      <Field id="said" label={t('talk.said')} description={t('talk.said.hint')}>
        <textarea class="ds-input" id="said" rows={3} value={text} onInput={(event) => setText(event.currentTarget.value)} />
      </Field>
      <div><Button variant="secondary" onClick={add}>{t('talk.add')}</Button></div>
    </div>
  );
}

function Said({ statement, onChange, onRemove }: { statement: Statement; onChange: (next: Statement) => void; onRemove: () => void }) {
  const who = me();
  const { voice } = statement;
  const id = `said-${statement.id}`;
  return (
    <li class="said">
      <label class="ds-sr-only" for={id}>{t('talk.said')}</label>
      <textarea class="ds-input" id={id} rows={2} value={statement.text} onInput={(event) => onChange({ ...statement, text: event.currentTarget.value })} />
      <div class="chips">
        <label class="check">
          <input type="checkbox" class="ds-input" checked={voice.kind === 'observed'} onChange={(event) => onChange({
            ...statement,
            voice: event.currentTarget.checked && who
              ? { kind: 'observed', source: who.employee, reason: '' }
              : { kind: 'ownWords', language: language.value, interpreter: false },
          })} />
          {t('talk.observed')}
        </label>
        {voice.kind === 'ownWords' && (
          <label class="check">
            <input type="checkbox" class="ds-input" checked={voice.interpreter} onChange={(event) => onChange({ ...statement, voice: { ...voice, interpreter: event.currentTarget.checked } })} />
            {t('talk.interpreter')}
          </label>
        )}
        <Button variant="tertiary" colour="danger" onClick={onRemove}>{t('talk.remove')}</Button>
      </div>
      {voice.kind !== 'ownWords' && (
        <Field id={`${id}-why`} label={t('talk.why')}>
          <input class="ds-input" id={`${id}-why`} value={voice.reason} onInput={(event) => onChange({ ...statement, voice: { ...voice, reason: event.currentTarget.value } })} />
        </Field>
      )}
    </li>
  );
}
