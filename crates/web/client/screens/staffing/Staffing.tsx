// Vikarer: what teams ask the staffing office for, the soonest need first, and the answer to each: who comes, or why nobody does. Nothing
// of who is away or why, and nothing about citizens (R-SHF-3).
import { useEffect, useState } from 'preact/hooks';
import { api, body } from '../../api/client';
import { me } from '../../api/state';
import { Term, t, term } from '../../i18n';
import { clock, dayOf, moment, weekday } from '../../i18n/dates';
import { useDoing, useLoad } from '../../ui/load';
import { Button, Empty, Field, Loading, Refusal, Tag } from '../../ui/parts';
import { type Request, byNeed, choicesFor, waits } from './model';
import '../../ui/record.css';

/** Milliseconds between two looks for new requests. */
const AGAIN = 10_000;
const COLOURS = { asked: 'warning', offered: 'info', booked: 'success', declined: 'danger', withdrawn: 'neutral' } as const;

async function load(office: string) {
  const [requests, units] = await Promise.all([
    body(api.GET('/api/v1/teams/{team}/substitute-requests', { params: { path: { team: office } } })),
    body(api.GET('/api/v1/units')),
  ]);
  return { requests: byNeed(requests.items), units: new Map(units.items.map((one) => [one.id, one.name])) };
}

export function Staffing() {
  const office = me()?.roles.find((one) => one.role === 'staffing')?.unit ?? '';
  const loaded = useLoad(office, () => load(office));
  // The office has no part in the teams' change feed (SEC-2): it looks again, while the page is seen.
  const { reload } = loaded;
  useEffect(() => {
    const look = (): void => { if (document.visibilityState === 'visible') void reload(); };
    const timer = setInterval(look, AGAIN);
    document.addEventListener('visibilitychange', look);
    return () => { clearInterval(timer); document.removeEventListener('visibilitychange', look); };
  }, [reload]);
  const data = loaded.data;
  const open = data?.requests.filter(waits) ?? [];
  const rest = data?.requests.filter((one) => !waits(one)) ?? [];
  const name = (unit: string): string => data?.units.get(unit) ?? '';
  return (
    <div class="page">
      <h1 class="ds-heading" data-size="sm">{t('staffing.title')}</h1>
      {!data && (loaded.problem ? <Refusal problem={loaded.problem} onRetry={loaded.reload} /> : <Loading />)}
      {data && open.length === 0 && <Empty icon="check" title={t('staffing.none')} />}
      {open.length > 0 && <p>{t('staffing.waits', { n: open.length })}</p>}
      {open.map((one) => <One key={one.id} office={office} request={one} team={name(one.unit)} reload={loaded.reload} />)}
      {rest.length > 0 && (
        <section class="panel" aria-labelledby="staffing-rest">
          <h2 class="ds-heading" data-size="xs" id="staffing-rest">{t('staffing.answered')}</h2>
          <ul class="plain">{rest.map((one) => <Settled key={one.id} office={office} request={one} team={name(one.unit)} reload={loaded.reload} />)}</ul>
        </section>
      )}
    </div>
  );
}

function When({ request }: { request: Request }) {
  return <>{request.shifts.map((wanted, i) => <span key={i}><strong>{weekday(dayOf(wanted.interval.from))}</strong> {clock(wanted.interval.from)}–{clock(wanted.interval.until)} </span>)}</>;
}

/** What is answered may be thought over until it is booked. */
function Settled({ office, request, team, reload }: { office: string; request: Request; team: string; reload: () => Promise<void> }) {
  const [again, setAgain] = useState(false);
  if (again) return <li><One office={office} request={request} team={team} reload={async () => { setAgain(false); await reload(); }} /></li>;
  return (
    <li class="call">
      <span>
        <strong>{team}</strong> <When request={request} /><Tag colour={COLOURS[request.state]}>{request.stateName}</Tag>
        {request.answer && <span class="muted"> {request.answer}</span>}
      </span>
      {(request.state === 'offered' || request.state === 'declined') && <Button variant="tertiary" data-size="sm" onClick={() => setAgain(true)}>{t('staffing.again')}<span class="ds-sr-only"> {team}</span></Button>}
    </li>
  );
}

function One({ office, request, team, reload }: { office: string; request: Request; team: string; reload: () => Promise<void> }) {
  const params = { params: { path: { team: office, request: request.id } } };
  const found = useLoad(`${request.id}|${request.etag}`, () => body(api.GET('/api/v1/teams/{team}/substitute-requests/{request}/candidates', params)));
  const [who, setWho] = useState<Record<number, string>>(Object.fromEntries(request.offers.map((one) => [one.shift, one.employee ?? ''])));
  const [said, setSaid] = useState(request.answer ?? '');
  const doing = useDoing();
  const offered = request.shifts.some((_, i) => who[i]);
  const answer = (nobody: boolean): void => void doing.run(async () => {
    const offers = request.shifts.map((_, shift) => ({ shift, employee: nobody ? null : who[shift] || null }));
    await body(api.POST('/api/v1/teams/{team}/substitute-requests/{request}/answers', { ...params, body: { offers, answer: said.trim() || null } }));
    await reload();
  });
  return (
    <section class="panel" aria-label={t('staffing.one', { team, day: weekday(dayOf(request.shifts[0]?.interval.from ?? '')) })}>
      <div class="call">
        <h2 class="ds-heading" data-size="xs">{team}</h2>
        <span class="muted">{t('staffing.asked', { when: moment(request.askedAt) })}</span>
      </div>
      {request.competences.length > 0 && <p class="tags">{t('staffing.able')} {request.competences.map((one) => <Tag key={one} colour="info">{term('CompetenceCode', one)}</Tag>)}</p>}
      {request.note && <p class="answer">{request.note}</p>}
      {!found.data && (found.problem ? <Refusal problem={found.problem} onRetry={found.reload} /> : <Loading lines={1} />)}
      {found.data && request.shifts.map((wanted, i) => (
        <Field key={i} id={`offer-${request.id}-${i}`} label={`${weekday(dayOf(wanted.interval.from))} ${clock(wanted.interval.from)}–${clock(wanted.interval.until)}, ${Term('ShiftKind', wanted.kind)}`}>
          <select class="ds-input" id={`offer-${request.id}-${i}`} value={who[i] ?? ''} onChange={(event) => setWho({ ...who, [i]: event.currentTarget.value })}>
            <option value="">{t('staffing.nobody')}</option>
            {choicesFor(found.data?.items ?? [], i).map(({ candidate, lacks }) => (
              <option key={candidate.employee} value={candidate.employee}>
                {[candidate.name, term('Profession', candidate.profession), candidate.knowsTeam ? t('staffing.knows') : '', lacks.length > 0 ? t('staffing.lacks', { what: lacks.map((one) => term('CompetenceCode', one)).join(', ') }) : ''].filter(Boolean).join(' · ')}
              </option>
            ))}
          </select>
        </Field>
      ))}
      {found.data?.items.length === 0 && <p class="muted">{t('staffing.free')}</p>}
      <Field id={`said-${request.id}`} label={t('staffing.said')} description={t('staffing.said.hint')}>
        <input class="ds-input" id={`said-${request.id}`} maxLength={500} value={said} aria-describedby={`said-${request.id}-hint`} onInput={(event) => setSaid(event.currentTarget.value)} />
      </Field>
      <Refusal problem={doing.problem} />
      <div class="chips">
        <Button busy={doing.busy} disabled={!offered} onClick={() => answer(false)}>{t('staffing.offer')}<span class="ds-sr-only"> {team}</span></Button>
        <Button variant="secondary" busy={doing.busy} disabled={said.trim() === ''} onClick={() => answer(true)}>{t('staffing.decline')}<span class="ds-sr-only"> {team}</span></Button>
      </div>
    </section>
  );
}
