// Requests to the staffing office: asked, offered, booked (R-SHF-3).
import { useState } from 'preact/hooks';
import { type Schemas, api, body } from '../../api/client';
import { t } from '../../i18n';
import { clock, dayOf, weekday } from '../../i18n/dates';
import { useDoing } from '../../ui/load';
import { Button, Refusal, Tag } from '../../ui/parts';
import { Keep, breaksOnlyWorkingTime } from './Keep';

type Request = Schemas['RequestView'];
const OPEN = ['asked', 'offered'];
const COLOURS = { asked: 'warning', offered: 'info', booked: 'success', declined: 'danger', withdrawn: 'neutral' } as const;

export function Requests({ team, requests, days, reload }: { team: string; requests: Request[]; days: string[]; reload: () => Promise<void> }) {
  const shown = requests.filter((one) => OPEN.includes(one.state) || one.shifts.some((wanted) => days.includes(dayOf(wanted.interval.from))));
  if (shown.length === 0) return null;
  return (
    <section class="panel" aria-labelledby="requests-title">
      <h2 class="ds-heading" data-size="xs" id="requests-title">{t('requests')}</h2>
      <ul class="plain">{shown.map((one) => <One key={one.id} team={team} request={one} reload={reload} />)}</ul>
    </section>
  );
}

function One({ team, request, reload }: { team: string; request: Request; reload: () => Promise<void> }) {
  const doing = useDoing();
  const [reason, setReason] = useState('');
  const params = { params: { path: { team, request: request.id } } };
  const act = (work: () => Promise<unknown>): void => void doing.run(async () => {
    await work();
    await reload();
  });
  const book = (): void => act(() => body(api.POST('/api/v1/teams/{team}/substitute-requests/{request}/booking', { ...params, body: { keepReason: reason.trim() || null } })));
  const withdraw = (): void => act(() => body(api.POST('/api/v1/teams/{team}/substitute-requests/{request}/withdrawal', params)));
  return (
    <li>
      <div class="call">
        <span>
          {request.shifts.map((wanted, i) => <span key={i}><strong>{weekday(dayOf(wanted.interval.from))}</strong> {clock(wanted.interval.from)}–{clock(wanted.interval.until)} </span>)}
          <Tag colour={COLOURS[request.state]}>{request.stateName}</Tag>
          {request.answer && <span class="muted"> {request.answer}</span>}
        </span>
        <span class="chips">
          {request.state === 'offered' && <Button busy={doing.busy} disabled={breaksOnlyWorkingTime(doing.problem) && reason.trim() === ''} onClick={book}>{t('requests.book')}</Button>}
          {OPEN.includes(request.state) && <Button variant="tertiary" busy={doing.busy} onClick={withdraw}>{t('requests.withdraw')}</Button>}
        </span>
      </div>
      <Refusal problem={doing.problem} />
      <Keep problem={doing.problem} reason={reason} onReason={setReason} />
    </li>
  );
}
