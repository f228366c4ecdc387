// Everybody who works here: log-ins, and roles that are given and taken. No health information.
import { useEffect, useRef, useState } from 'preact/hooks';
import { type Schemas, api, body } from '../../api/client';
import { Term, t } from '../../i18n';
import { shortDay } from '../../i18n/dates';
import { useLoad } from '../../ui/load';
import { Button, Dialog, Loading, Refusal, Tag } from '../../ui/parts';
import { Account } from './Account';
import { EndRole } from './EndRole';
import { NewEmployee } from './NewEmployee';
import { NewRole } from './NewRole';
import { ResetPassword } from './ResetPassword';

export type Employee = Schemas['ListedEmployee'];
export type Held = Schemas['HeldRole'];
/** Milliseconds of quiet before what is typed is searched for. */
const QUIET = 250;
const PAGE = 50;

/** So many pages as are asked for. */
async function load(query: string, pages: number): Promise<{ items: Employee[]; more: boolean }> {
  const items: Employee[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < pages; page++) {
    const found = await body(api.GET('/api/v1/employees', { params: { query: { query, limit: PAGE, ...(cursor ? { cursor } : {}) } } }));
    items.push(...found.items);
    if (!found.nextCursor) return { items, more: false };
    cursor = found.nextCursor;
  }
  return { items, more: true };
}

type Open = { kind: 'new' } | { kind: 'role' | 'password' | 'account'; who: Employee } | { kind: 'end'; who: Employee; held: Held };

export function People({ units }: { units: Schemas['UnitView'][] }) {
  const [typed, setTyped] = useState('');
  const [query, setQuery] = useState('');
  const [pages, setPages] = useState(1);
  const [open, setOpen] = useState<Open | null>(null);
  useEffect(() => {
    const timer = setTimeout(() => { setQuery(typed); setPages(1); }, QUIET);
    return () => clearTimeout(timer);
  }, [typed]);
  const loaded = useLoad(`${query}|${pages}`, () => load(query, pages));
  // What was found before stands until the next is there.
  const before = useRef(loaded.data);
  if (loaded.data) before.current = loaded.data;
  const shown = loaded.data ?? before.current;
  const done = (): void => { setOpen(null); void loaded.reload(); };
  return (
    <section class="panel wide" aria-labelledby="people-title">
      <div class="call">
        <h2 class="ds-heading" data-size="xs" id="people-title">{t('admin.people')}</h2>
        <Button variant="secondary" onClick={() => setOpen({ kind: 'new' })}>{t('admin.new')}</Button>
      </div>
      <input class="ds-input slim" type="search" aria-label={t('admin.people.search')} placeholder={t('admin.people.search')} value={typed} onInput={(event) => setTyped(event.currentTarget.value)} />
      <Refusal problem={loaded.problem} onRetry={loaded.reload} />
      {!shown && !loaded.problem && <Loading lines={3} />}
      {shown && <p class="ds-sr-only" role="status">{t('admin.people.count', { n: shown.items.length })}</p>}
      {shown?.items.length === 0 && <p class="muted">{t('admin.people.none')}</p>}
      <ul class="plain people">
        {shown?.items.map((one) => (
          <li key={one.id} class="person">
            <div class="call">
              <span>
                <strong>{one.name}</strong> <span class="muted">{Term('Profession', one.profession)}{one.userName && `, ${one.userName}`}</span>{' '}
                {one.secondFactor && <Tag colour="success">{t('enrol.title')}</Tag>}{' '}
                {one.closed && <Tag colour="danger">{t('account.closed')}</Tag>}
              </span>
              <span class="chips">
                <Button variant="tertiary" data-size="sm" onClick={() => setOpen({ kind: 'role', who: one })}>{t('admin.role.new')}<span class="ds-sr-only"> {one.name}</span></Button>
                {one.userName && !one.closed && <Button variant="tertiary" data-size="sm" onClick={() => setOpen({ kind: 'password', who: one })}>{t('admin.reset')}<span class="ds-sr-only"> {one.name}</span></Button>}
                {one.userName && <Button variant="tertiary" data-size="sm" colour={one.closed ? undefined : 'danger'} onClick={() => setOpen({ kind: 'account', who: one })}>{t(one.closed ? 'account.open' : 'account.close')}<span class="ds-sr-only"> {one.name}</span></Button>}
              </span>
            </div>
            {one.roles.length === 0 && <p class="muted">{t('admin.role.none')}</p>}
            <ul class="plain">{one.roles.map((held, i) => <Line key={held.membership ?? i} who={one} held={held} onEnd={() => setOpen({ kind: 'end', who: one, held })} />)}</ul>
          </li>
        ))}
      </ul>
      {shown?.more && <Button variant="secondary" busy={loaded.loading} onClick={() => setPages(pages + 1)}>{t('admin.people.more')}</Button>}
      {open?.kind === 'new' && <Dialog title={t('admin.new')} onClose={() => setOpen(null)}><NewEmployee units={units} onDone={() => void loaded.reload()} /></Dialog>}
      {open?.kind === 'role' && <Dialog title={t('admin.role.for', { name: open.who.name })} onClose={() => setOpen(null)}><NewRole who={open.who} units={units} onDone={done} /></Dialog>}
      {open?.kind === 'end' && <Dialog title={t('admin.role.end', { name: open.who.name })} onClose={() => setOpen(null)}><EndRole held={open.held} onDone={done} /></Dialog>}
      {open?.kind === 'account' && <Account who={open.who} onClose={() => setOpen(null)} onDone={done} />}
      {open?.kind === 'password' && <Dialog title={t('admin.reset.for', { name: open.who.name })} onClose={() => setOpen(null)}><ResetPassword who={open.who} /></Dialog>}
    </section>
  );
}

function Line({ who, held, onEnd }: { who: Employee; held: Held; onEnd: () => void }) {
  return (
    <li class="call">
      <span>
        {Term('Role', held.role)}{held.unitName && `, ${held.unitName}`}
        <span class="muted">{held.share ? ` · ${held.share} %` : ''} · {t('from', { day: shortDay(held.from) })}{held.until ? ` ${t('until', { day: shortDay(held.until) })}` : ''}</span>{' '}
        {!held.confirmed && <Tag colour="warning">{t('admin.role.waits')}</Tag>}
      </span>
      {held.membership && <Button variant="tertiary" colour="danger" data-size="sm" onClick={onEnd}>{t('admin.end')}<span class="ds-sr-only"> {Term('Role', held.role)} {held.unitName} {who.name}</span></Button>}
    </li>
  );
}
