// Somebody is away: the three ways on, each with what it would do, before one is chosen (R-SHF-3).
import { useState } from 'preact/hooks';
import { type Schemas, api, body } from '../../api/client';
import { Term, capital, t } from '../../i18n';
import { duration, weekday } from '../../i18n/dates';
import { useDoing, useLoad } from '../../ui/load';
import { Alert, Button, Chip, Dialog, Loading, Refusal } from '../../ui/parts';

/** An absence whose freed visits are to be settled, and the days to look at. */
export interface Away {
  id: string;
  name: string;
  days: string[];
  /** Her duties that others hold now; known when it was just entered. */
  duties: Schemas['DutyMoved'][];
}

export function Ways({ team, away, onClose, onDone }: { team: string; away: Away; onClose: () => void; onDone: () => unknown }) {
  const [date, setDate] = useState(away.days[0] ?? '');
  const [chosen, setChosen] = useState('');
  const path = { team, absence: away.id };
  const loaded = useLoad(`${away.id}|${date}`, () => body(api.GET('/api/v1/teams/{team}/absences/{absence}/ways', { params: { path, query: { date } } })));
  const doing = useDoing();
  const seen = loaded.data;
  const choose = (way: Schemas['WayView']): void => void doing.run(async () => {
    if (!seen) return;
    await body(api.POST('/api/v1/teams/{team}/absences/{absence}/choices', {
      params: { path }, body: { way: way.way, date: seen.date, asOf: seen.asOf, preview: way.preview },
    }));
    setChosen(way.name);
    await onDone();
  });
  const look = (day: string): void => {
    setChosen('');
    doing.clear();
    setDate(day);
  };
  return (
    <Dialog title={t('ways.title', { name: away.name })} onClose={onClose} wide>
      {away.days.length > 1 && (
        <div class="chips" role="group" aria-label={t('week.day')}>
          {away.days.map((day) => <Chip key={day} on={day === date} onPress={() => look(day)}>{weekday(day)}</Chip>)}
        </div>
      )}
      {away.duties.length > 0 && (
        <ul class="plain">{away.duties.map((one) => <li key={one.duty + (one.own ?? '') + one.date}>{one.own ?? Term('Duty', one.duty)} {weekday(one.date)}: <strong>{one.name ?? t('week.nobody')}</strong>{one.flagged && ` (${t('week.flagged')})`}</li>)}</ul>
      )}
      {chosen && <Alert colour="success" live>{t('ways.done', { way: capital(chosen) })}</Alert>}
      {!seen && (loaded.problem ? <Refusal problem={loaded.problem} onRetry={loaded.reload} /> : <Loading lines={3} />)}
      {!chosen && seen?.toSettle.length === 0 && <Alert colour="success">{t('ways.settled')}</Alert>}
      <Refusal problem={doing.problem} onRetry={doing.problem?.status === 409 ? () => { doing.clear(); void loaded.reload(); } : undefined} />
      {!chosen && seen && seen.toSettle.length > 0 && (
        <>
          <p>{t('ways.tosettle', { n: seen.toSettle.length })}</p>
          <div class="ways">{seen.ways.map((way) => <One key={way.way} way={way} busy={doing.busy} onChoose={() => choose(way)} />)}</div>
        </>
      )}
    </Dialog>
  );
}

function One({ way, busy, onChoose }: { way: Schemas['WayView']; busy: boolean; onChoose: () => void }) {
  const { effect } = way;
  const figures: [string, string | number][] = [
    [t('ways.taken'), effect.taken], [t('ways.moved'), effect.moved], [t('ways.new'), effect.newFaces],
    [t('ways.minutes'), duration(effect.minutes)], [t('ways.travel'), t('ways.more', { n: signed(way.travel) })], [t('ways.left'), way.unplaced.length],
  ];
  const help = [...new Set(way.unplaced.flatMap((one) => one.help.slice(0, 1)))].slice(0, 3);
  return (
    <section class="panel way-on" aria-label={capital(way.name)}>
      <h3 class="ds-heading" data-size="2xs">{capital(way.name)}</h3>
      <dl class="effect">{figures.map(([label, value]) => <div key={label}><dt>{label}</dt><dd>{value}</dd></div>)}</dl>
      {way.postponed.length > 0 && <p>{t('ways.postponed', { n: way.postponed.length })}</p>}
      {way.minutes.length > 0 && (
        <ul class="plain muted">{way.minutes.map((one) => <li key={one.employee}>{one.name ?? t('ways.somebody')}: {t('ways.more', { n: signed(one.minutes) })}</li>)}</ul>
      )}
      {help.length > 0 && <ul class="ds-list">{help.map((one) => <li key={one}>{capital(one)}</li>)}</ul>}
      <Button busy={busy} variant={way.unplaced.length === 0 ? 'primary' : 'secondary'} onClick={onChoose}>{t('ways.choose')}<span class="ds-sr-only"> {way.name}</span></Button>
    </section>
  );
}

function signed(minutes: number): string {
  return minutes > 0 ? `+${minutes}` : String(minutes).replace('-', '−');
}
