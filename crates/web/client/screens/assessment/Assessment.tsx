// Kartlegging (WEB-5): the conversation as calm pages, one question at a time, saved all the while.
import { useLocation, useRoute } from 'preact-iso';
import { useEffect, useRef, useState } from 'preact/hooks';
import { Problem, api, asProblem, body, tagged } from '../../api/client';
import { me, reachable } from '../../api/state';
import { Term, t } from '../../i18n';
import { dayOf, shortDay, today } from '../../i18n/dates';
import { type Talk, sealTalk, sendTalk, waitingTalk } from '../../offline/talks';
import { kept, vault } from '../../offline/vault';
import { useLoad } from '../../ui/load';
import { Alert, Button, Loading, Refusal } from '../../ui/parts';
import { type KeptDay, keepTemplate } from '../day/model';
import { Conflict } from './Conflict';
import { Finish } from './Finish';
import { FunctionPage } from './FunctionPage';
import { SectionPage } from './SectionPage';
import { WhoPage } from './WhoPage';
import { begin } from './model';
import '../../ui/record.css';

/** Milliseconds of quiet before a change is saved. */
const QUIET = 700;

async function open(citizen: string, id: string | null): Promise<{ talk: Talk; template: Awaited<ReturnType<typeof keepTemplate>>; completed: boolean; waits: boolean }> {
  const template = await keepTemplate().catch(async (error: unknown) => {
    const old = await kept<Awaited<ReturnType<typeof keepTemplate>>>('template');
    if (old) return old;
    throw error;
  });
  const waiting = await waitingTalk(citizen, id);
  if (waiting) return { talk: waiting, template, completed: false, waits: true };
  const name = await nameOf(citizen);
  if (!id) return { talk: begin(citizen, name, template), template, completed: false, waits: false };
  const { data, etag } = await tagged(api.GET('/api/v1/assessments/{assessment}', { params: { path: { assessment: id } } }));
  // A conversation that has begun keeps the words it was begun with.
  const { templateVersion: version } = data.content;
  const asBegun = version === template.version ? template : await body(api.GET('/api/v1/assessment-template', { params: { query: { version } } }));
  return { talk: { citizen, name, id, etag, key: crypto.randomUUID(), content: data.content }, template: asBegun, completed: data.state === 'completed', waits: false };
}

async function nameOf(citizen: string): Promise<string> {
  try {
    const found = await body(api.GET('/api/v1/citizens/{citizen}', { params: { path: { citizen } } }));
    return `${found.name.given} ${found.name.family}`;
  } catch (error) {
    const day = await kept<KeptDay>(`day:${today()}`);
    const here = day?.day.citizens.find((one) => one.id === citizen);
    if (here) return here.name;
    throw error;
  }
}

/** What a unit of one's own is called. */
function unitName(id: string): string {
  return me()?.roles.find((role) => role.unit === id)?.unitName ?? t('talk.unit');
}

export function Assessment() {
  const { params } = useRoute();
  const citizen = params['citizen'] ?? '';
  const id = params['id'] === 'ny' ? null : (params['id'] ?? null);
  const loaded = useLoad(`${citizen}|${vault.value}`, () => open(citizen, id));
  if (!loaded.data) return <div class="page">{loaded.problem ? <Refusal problem={loaded.problem} onRetry={loaded.reload} /> : <Loading />}</div>;
  return <Conversation key={citizen} {...loaded.data} />;
}

function Conversation({ talk: first, template, completed, waits }: Awaited<ReturnType<typeof open>>) {
  const { route } = useLocation();
  const [talk, setTalk] = useState(first);
  const [page, setPage] = useState(0);
  const [state, setState] = useState<'saved' | 'saving' | 'sealed' | 'unsaved'>(waits ? 'sealed' : 'saved');
  const [problem, setProblem] = useState<Problem | null>(null);
  const latest = useRef(first);
  const timer = useRef<ReturnType<typeof setTimeout>>();
  const sending = useRef(false);
  const pages = [t('talk.who'), ...template.sections.map((one) => one.name), t('talk.function'), t('talk.finish')];

  const save = async (): Promise<void> => {
    if (sending.current) return;
    sending.current = true;
    setState('saving');
    const sent = latest.current;
    try {
      const saved = await sendTalk(sent);
      const more = latest.current.content !== sent.content;
      latest.current = { ...latest.current, id: saved.id, etag: saved.etag };
      setTalk(latest.current);
      setProblem(null);
      setState('saved');
      if (more) timer.current = setTimeout(() => void save(), QUIET);
    } catch (error) {
      const found = asProblem(error);
      if (!found.isOffline) setProblem(found);
      setState(vault.value === 'open' ? 'sealed' : 'unsaved');
    } finally {
      sending.current = false;
    }
  };
  const change = (content: Talk['content']): void => {
    latest.current = { ...latest.current, content };
    setTalk(latest.current);
    setState('unsaved');
    void sealTalk(latest.current).then((sealed) => { if (sealed) setState((now) => (now === 'unsaved' ? 'sealed' : now)); });
    clearTimeout(timer.current);
    timer.current = setTimeout(() => void save(), QUIET);
  };
  const online = reachable.value;
  useEffect(() => {
    if (online && state !== 'saved' && state !== 'saving' && problem?.status !== 412) void save();
    // eslint-disable-next-line react-hooks/exhaustive-deps -- only when the line comes back
  }, [online]);
  useEffect(() => () => clearTimeout(timer.current), []);

  const heading = useRef<HTMLHeadingElement>(null);
  const go = (to: number): void => {
    setPage(to);
    heading.current?.focus();
  };
  const section = template.sections[page - 1];
  return (
    <div class="page talk">
      <header class="talk-head">
        <p class="muted">{talk.name} · {Term('AssessmentKind', talk.content.kind)} {shortDay(dayOf(talk.content.heldAt))}</p>
        <p class="muted" role="status">{completed ? t('talk.completed') : t(`talk.${state}`)}</p>
      </header>
      <nav class="steps" aria-label={t('talk.pages')}>
        {pages.map((name, i) => (
          <button key={i} type="button" class="step" aria-current={i === page ? 'step' : undefined} onClick={() => go(i)}>
            <span class="ds-sr-only">{name}</span>
          </button>
        ))}
      </nav>
      {template.unit && page === 0 && <p class="muted">{t('talk.ownwords', { unit: unitName(template.unit) })}</p>}
      <h1 class="ds-heading" data-size="md" ref={heading} tabIndex={-1}>{section ? section.question : pages[page]}</h1>
      {problem?.status === 412 && <Conflict talk={talk} onMine={(etag) => { latest.current = { ...latest.current, etag }; setProblem(null); void save(); }}
        onTheirs={(theirs) => { latest.current = theirs; setTalk(theirs); setProblem(null); void sendTalk(theirs).then(() => setState('saved')); }} />}
      {problem && problem.status !== 412 && <Refusal problem={problem} />}
      {state === 'unsaved' && !online && vault.value !== 'open' && <Alert colour="warning">{t('talk.nopin')}</Alert>}
      <fieldset class="bare" disabled={completed}>
        {page === 0 && <WhoPage talk={talk} onChange={change} />}
        {section && <SectionPage key={section.code} section={section.code} prompts={section.prompts} talk={talk} onChange={change} />}
        {page === pages.length - 2 && <FunctionPage template={template} talk={talk} onChange={change} />}
      </fieldset>
      {page === pages.length - 1 && <Finish talk={talk} completed={completed} saved={state === 'saved'} onChange={change} onDone={() => route(`/innbyggere/${talk.citizen}`)} />}
      <div class="talk-move">
        {page > 0 && <Button variant="secondary" icon="left" onClick={() => go(page - 1)}>{t('talk.previous')}</Button>}
        {page < pages.length - 1 && <Button onClick={() => go(page + 1)}>{t('talk.next')}</Button>}
      </div>
    </div>
  );
}
