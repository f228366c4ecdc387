// Min dag (WEB-1): the list, and the visit that is next or chosen. What matters to the citizen
// stands above the tasks; the buttons are where the thumb is.
import { useRoute, useLocation } from 'preact-iso';
import { useEffect, useRef, useState } from 'preact/hooks';
import { me, reachable, signedIn } from '../../api/state';
import { t } from '../../i18n';
import { clock, longDay, plusDays, today } from '../../i18n/dates';
import { events, tellAgain, whenSynced } from '../../offline/outbox';
import { owner, vault } from '../../offline/vault';
import { Icon } from '../../ui/icons';
import { useLive } from '../../ui/live';
import { useLoad } from '../../ui/load';
import { Alert, Empty, Heading, Loading, Refusal } from '../../ui/parts';
import { List } from './List';
import { type Visit, loadDay, nextVisit } from './model';
import { OfferPin, Unlock } from './Pin';
import { RouteMap } from './RouteMap';
import { Trouble } from './Trouble';
import { VisitPage } from './VisitPage';

export function Day() {
  const who = me();
  // The phone's own day is sealed: the PIN comes first, for the one whose it is.
  if (vault.value === 'locked' && (signedIn.value === 'offline' || who?.employee === owner.value)) return <Unlock />;
  return <MyDay />;
}

function MyDay() {
  const who = me();
  const { params } = useRoute();
  const { route } = useLocation();
  const chosen = params['visit'];
  const [date, setDate] = useState(today());
  const loaded = useLoad(`${date}|${vault.value}`, () => loadDay(date));
  const { reload } = loaded;
  const day = loaded.data?.day;
  useEffect(() => whenSynced(reload), [reload]);
  const unit = typeof signedIn.value === 'object' ? (day?.units[0]?.id ?? null) : null;
  useLive(unit, (reset) => { void reload(); if (reset) void tellAgain(); });
  const online = reachable.value;
  const was = useRef(online);
  useEffect(() => {
    if (online && !was.current) void reload();
    was.current = online;
  }, [online, reload]);

  if (!day) return loaded.problem ? <Refusal problem={loaded.problem} onRetry={reload} /> : <Loading lines={6} />;
  const next = nextVisit(day.visits, events.value);
  const current: Visit | null = day.visits.find((visit) => visit.id === chosen) ?? null;
  const beside = current ?? next;
  return (
    <div class={`day ${current ? 'day-open' : ''}`}>
      <section class="day-list" aria-labelledby="day-title">
        <div class="day-head">
          <button type="button" class="ds-button" data-variant="tertiary" data-icon="true" aria-label={t('day.before')} onClick={() => setDate(plusDays(date, -1))}><Icon name="left" /></button>
          <h1 class="ds-heading" data-size="xs" id="day-title">{date === today() ? t('day.today') : ''} {longDay(date)}</h1>
          <button type="button" class="ds-button" data-variant="tertiary" data-icon="true" aria-label={t('day.after')} onClick={() => setDate(plusDays(date, 1))}><Icon name="right" /></button>
        </div>
        {loaded.data?.stale && <Alert colour="warning">{t('day.stale', { time: clock(loaded.data.at) })}</Alert>}
        {who && vault.value === 'none' && day.visits.length > 0 && date === today() && <OfferPin employee={who.employee} />}
        <Trouble day={day} />
        {day.shifts.length > 0 && (
          <p class="muted">{t('day.shift')} {day.shifts.map((shift) => `${clock(shift.from)}–${clock(shift.until)}`).join(', ')}</p>
        )}
        {day.visits.some((visit) => visit.draft) && <p class="muted">{t('day.draft')}</p>}
        {day.visits.length === 0
          ? <Empty icon="leaf" title={t('day.empty')}><p>{day.shifts.length > 0 ? t('day.empty.shift') : t('day.empty.free')}</p></Empty>
          : <List day={day} next={next} chosen={current} />}
        {day.visits.length > 0 && <RouteMap day={day} next={next} />}
      </section>
      <section class="day-visit" aria-live="off">
        {beside && (current !== null || wide()) && <VisitPage key={beside.id} day={day} visit={beside} alone={!wide()} editable={date === today() || !beside.draft}
          onBack={() => route('/')} />}
        {!beside && day.visits.length > 0 && <Empty icon="check" title={t('day.all')}><Heading level={2} size="2xs">{t('day.all.text')}</Heading></Empty>}
      </section>
    </div>
  );
}

/** On a tablet the next visit stands beside the list. */
function wide(): boolean {
  return matchMedia('(min-width: 60rem)').matches;
}
