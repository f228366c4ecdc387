// Innbyggere (WEB-3): each row answers «hvem kjenner henne, hva haster».
import { useMemo, useState } from 'preact/hooks';
import { me, teams } from '../../api/state';
import { Term, t, term } from '../../i18n';
import { age, duration, hours, shortDay, today } from '../../i18n/dates';
import { useLive } from '../../ui/live';
import { useLoad } from '../../ui/load';
import { Bar, Chip, Empty, Loading, Refusal, Tag } from '../../ui/parts';
import { Due } from './Due';
import { type Line, MANY_FACES, SORTS, type Sort, frameOf, loadAll, narrowed, sorted } from './model';
import '../../ui/record.css';

export function Caseload() {
  const who = me();
  const mine = who ? teams(who) : [];
  const [chosen, setTeam] = useState<string | null>(null);
  const team = chosen ?? mine[0]?.id ?? '';
  const [search, setSearch] = useState('');
  const [flag, setFlag] = useState<string | null>(null);
  const [own, setOwn] = useState(false);
  const [tasks, setTasks] = useState(false);
  const [faces, setFaces] = useState(false);
  const [sort, setSort] = useState<Sort>('urgent');
  const loaded = useLoad(team, () => loadAll(team));
  useLive(team || null, loaded.reload);
  const lines = loaded.data;
  const flags = useMemo(() => [...new Set(lines?.flatMap((line) => line.flags) ?? [])], [lines]);
  const count = (yes: (line: Line) => boolean): number => (lines ?? []).filter(yes).length;
  const withTasks = count((line) => line.openTasks > 0);
  const many = count((line) => line.differentEmployees > MANY_FACES);
  if (!team) return <div class="page"><Empty title={t('board.noteam')} /></div>;
  const shown = narrowed(sorted(lines ?? [], sort), { search, flag, own: own ? (who?.employee ?? null) : null, tasks, faces });
  return (
    <div class="page">
      <header class="page-head">
        <div class="call">
          <h1 class="ds-heading" data-size="sm">{t('nav.caseload')}</h1>
          <a class="ds-button" data-variant="tertiary" data-size="sm" href="/bibliotek">{t('library.title')}</a>
        </div>
        {lines && <p class="muted" role="status">{t('caseload.count', { n: shown.length, all: lines.length })}</p>}
      </header>
      <div class="filters">
        {mine.length > 1 && (
          <select class="ds-input slim" aria-label={t('team')} value={team} onChange={(event) => setTeam(event.currentTarget.value)}>
            {mine.map((one) => <option key={one.id} value={one.id}>{one.name}</option>)}
          </select>
        )}
        <input class="ds-input slim" type="search" aria-label={t('search')} placeholder={t('search')} value={search} onInput={(event) => setSearch(event.currentTarget.value)} />
        <select class="ds-input slim" aria-label={t('sort')} value={sort} onChange={(event) => setSort(event.currentTarget.value as Sort)}>
          {SORTS.map((one) => <option key={one} value={one}>{t(`sort.${one}`)}</option>)}
        </select>
        <div class="chips" role="group" aria-label={t('filter')}>
          <Chip on={own} onPress={() => setOwn(!own)}>{t('caseload.mine')}</Chip>
          {flags.map((one) => <Chip key={one} on={flag === one} onPress={() => setFlag(flag === one ? null : one)}>{Term('CaseloadFlag', one)} {count((line) => line.flags.includes(one))}</Chip>)}
          {withTasks > 0 && <Chip on={tasks} onPress={() => setTasks(!tasks)}>{t('caseload.withtasks')} {withTasks}</Chip>}
          {many > 0 && <Chip on={faces} onPress={() => setFaces(!faces)}>{t('caseload.manyfaces')} {many}</Chip>}
        </div>
      </div>
      <Due team={team} />
      {!lines && (loaded.problem ? <Refusal problem={loaded.problem} onRetry={loaded.reload} /> : <Loading lines={8} />)}
      {lines && shown.length === 0 && <Empty icon="people" title={t('caseload.none')} />}
      <ul class="plain caseload">{shown.map((line) => <Row key={line.citizen} line={line} />)}</ul>
    </div>
  );
}

function Row({ line }: { line: Line }) {
  return (
    <li>
      <a class="citizen-row" href={`/innbyggere/${line.citizen}`}>
        <span class="row-who"><strong>{line.name}</strong> <span class="muted">{t('years', { n: age(line.birthDate, today()) })}</span></span>
        <span class="knows">
          {line.primaryContact ? <span>{line.primaryContact.name}</span> : <Tag colour="danger">{t('caseload.noprimary')}</Tag>}
          {line.secondaryContact && <span class="muted">{line.secondaryContact.name}</span>}
        </span>
        <span class="urgent">
          <span class="tags">
            {line.whereabouts && line.whereabouts !== 'home' && <Tag colour="warning">{Term('Whereabouts', line.whereabouts)}</Tag>}
            {line.flags.filter((one) => one !== 'not_at_home').map((one) => <Tag key={one} colour="danger">{Term('CaseloadFlag', one)}</Tag>)}
            {line.gaps.filter((gap) => gap !== 'no_primary').map((gap) => <Tag key={gap} colour="warning">{term('CareGap', gap)}</Tag>)}
            {line.openTasks > 0 && <Tag colour="info">{t('caseload.tasks', { n: line.openTasks })}</Tag>}
          </span>
          <span class="muted dates">
            {line.nextEvaluation && <span>{t('caseload.evaluation')} {shortDay(line.nextEvaluation)}</span>}
            {line.nextReassessment && <span>{t('caseload.reassessment')} {shortDay(line.nextReassessment)}</span>}
            {line.nextVedtakEnd && <span>{t('caseload.vedtakend')} {shortDay(line.nextVedtakEnd)}</span>}
          </span>
        </span>
        <Time line={line} />
      </a>
    </li>
  );
}

/** Planned minutes against the frame, and how many different people come. */
function Time({ line }: { line: Line }) {
  const frame = frameOf(line);
  const words = frame
    ? t('caseload.frame', { planned: hours(frame.planned), from: hours(frame.from), to: hours(frame.to) })
    : t('caseload.week', { time: duration(line.plannedWeeklyMinutes) });
  return (
    <span class="row-time">
      <span class="muted">{words}</span>
      {frame && <Bar value={frame.planned} most={frame.to} low={frame.from} label={words} colour={frame.outside ? 'danger' : 'accent'} small />}
      <span class={line.differentEmployees > MANY_FACES ? 'fault' : 'muted'}>{t('caseload.faces', { n: line.differentEmployees })}</span>
    </span>
  );
}
