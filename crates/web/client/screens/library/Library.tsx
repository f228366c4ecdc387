// The team's plan library: goals and tiltak that are the same for many, written once (R-PLAN-2). An entry
// is copied into a citizen's plan from her own page, where it becomes hers.
import { useState } from 'preact/hooks';
import { type Schemas, api, body } from '../../api/client';
import { me, teams } from '../../api/state';
import { Term, t, term } from '../../i18n';
import { useDoing, useLoad } from '../../ui/load';
import { useLive } from '../../ui/live';
import { Button, Dialog, Empty, Loading, Refusal } from '../../ui/parts';
import { often } from '../citizen/Goals';
import { EntryForm, nothing } from './EntryForm';
import '../../ui/record.css';

type View = Schemas['LibraryView'];

export function Library() {
  const who = me();
  const mine = who ? teams(who) : [];
  const [chosen, setTeam] = useState<string | null>(null);
  const team = chosen ?? mine[0]?.id ?? '';
  const [open, setOpen] = useState<View | 'new' | null>(null);
  const loaded = useLoad(team, () => body(api.GET('/api/v1/teams/{team}/plan-library', { params: { path: { team } } })));
  useLive(team || null, loaded.reload);
  if (!team) return <div class="page"><Empty title={t('board.noteam')} /></div>;
  const done = (): void => { setOpen(null); void loaded.reload(); };
  return (
    <div class="page">
      <header class="board-when">
        <h1 class="ds-heading" data-size="sm">{t('library.title')}</h1>
        {mine.length > 1 && (
          <select class="ds-input slim" aria-label={t('team')} value={team} onChange={(event) => setTeam(event.currentTarget.value)}>
            {mine.map((one) => <option key={one.id} value={one.id}>{one.name}</option>)}
          </select>
        )}
        <div class="chips board-do"><Button onClick={() => setOpen('new')}>{t('library.new')}</Button></div>
      </header>
      <p class="muted">{t('library.lead')}</p>
      {!loaded.data && (loaded.problem ? <Refusal problem={loaded.problem} onRetry={loaded.reload} /> : <Loading />)}
      {loaded.data?.items.length === 0 && <Empty title={t('library.none')}><p>{t('library.none.text')}</p></Empty>}
      <ul class="plain">{loaded.data?.items.map((one) => <Entry key={one.id} entry={one} team={team} onOpen={() => setOpen(one)} reload={loaded.reload} />)}</ul>
      {open && (
        <Dialog title={open === 'new' ? t('library.new') : t('library.change')} onClose={() => setOpen(null)} wide>
          <EntryForm team={team} first={open === 'new' ? nothing() : open.content} saved={open === 'new' ? null : open} onDone={done} />
        </Dialog>
      )}
    </div>
  );
}

function Entry({ entry, team, onOpen, reload }: { entry: View; team: string; onOpen: () => void; reload: () => Promise<void> }) {
  const doing = useDoing();
  const [sure, setSure] = useState(false);
  const { content } = entry;
  const remove = (): void => void doing.run(async () => {
    await body(api.DELETE('/api/v1/teams/{team}/plan-library/{entry}', { params: { path: { team, entry: entry.id }, header: { 'If-Match': entry.etag } } }));
    await reload();
  });
  return (
    <li class="panel">
      <div class="call">
        <h2 class="ds-heading" data-size="xs">{content.title}</h2>
        <span class="chips">
          <Button variant="tertiary" data-size="sm" onClick={onOpen}>{t('admin.change')}<span class="ds-sr-only"> {content.title}</span></Button>
          <Button variant="tertiary" colour="danger" data-size="sm" busy={doing.busy} onClick={() => (sure ? remove() : setSure(true))}>{t(sure ? 'library.remove.sure' : 'talk.remove')}<span class="ds-sr-only"> {content.title}</span></Button>
        </span>
      </div>
      {content.when && <p class="muted">{content.when}</p>}
      <ul class="plain">{content.goals.map((goal, i) => <li key={i}><strong>{goal.text}</strong> <span class="muted">{Term('Scale', goal.scale)}, {t('library.evaluated', { n: goal.evaluateAfterDays })}</span></li>)}</ul>
      <ul class="tiltak">{content.tiltak.map((one, i) => <li key={i}>{one.description} <span class="muted">{term('ServiceType', one.service)}, {one.minutes} min, {often(one.recurrence)}</span></li>)}</ul>
      <Refusal problem={doing.problem} />
    </li>
  );
}
