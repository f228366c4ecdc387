// Innbyggere (WEB-3): each row answers «hvem kjenner henne, hva haster».
import { useMemo, useState } from 'preact/hooks';
import { type Schemas, api, body } from '../../api/client';
import { me, teams } from '../../api/state';
import { Term, t, term } from '../../i18n';
import { age, duration, shortDay, today } from '../../i18n/dates';
import { useLive, useLoad } from '../../ui/load';
import { Empty, Loading, Refusal, Tag } from '../../ui/parts';

type Line = Schemas['CaseloadLine'];
type Sort = 'urgent' | 'name' | 'evaluation' | 'reassessment' | 'minutes';
const SORTS: Sort[] = ['urgent', 'name', 'evaluation', 'reassessment', 'minutes'];

async function loadAll(team: string): Promise<Line[]> {
  const all: Line[] = [];
  let cursor: string | null | undefined;
  do {
    const query: { limit: number; cursor?: string } = cursor ? { limit: 200, cursor } : { limit: 200 };
    const page: Schemas['CaseloadPage'] = await body(api.GET('/api/v1/teams/{team}/caseload', { params: { path: { team }, query } }));
    all.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor);
  return all;
}

const last = '9999';

/** The order that puts what is urgent first. */
export function sorted(lines: Line[], by: Sort): Line[] {
  const text = (a: string | null | undefined, b: string | null | undefined): number => (a ?? last).localeCompare(b ?? last);
  const orders: Record<Sort, (a: Line, b: Line) => number> = {
    urgent: (a, b) => b.flags.length + b.gaps.length - (a.flags.length + a.gaps.length) || text(a.nextEvaluation, b.nextEvaluation),
    name: (a, b) => a.name.localeCompare(b.name, 'nb'),
    evaluation: (a, b) => text(a.nextEvaluation, b.nextEvaluation),
    reassessment: (a, b) => text(a.nextReassessment, b.nextReassessment),
    minutes: (a, b) => b.plannedWeeklyMinutes - a.plannedWeeklyMinutes,
  };
  return [...lines].sort(orders[by]);
}

export function Caseload() {
  const who = me();
  const mine = who ? teams(who) : [];
  const [chosen, setTeam] = useState<string | null>(null);
  const team = chosen ?? mine[0]?.id ?? '';
  const [search, setSearch] = useState('');
  const [flag, setFlag] = useState<string | null>(null);
  const [own, setOwn] = useState(false);
  const [sort, setSort] = useState<Sort>('urgent');
  const loaded = useLoad(team, () => loadAll(team));
  useLive(team || null, loaded.reload);
  const lines = loaded.data;
  const flags = useMemo(() => [...new Set(lines?.flatMap((line) => line.flags) ?? [])], [lines]);
  const shown = sorted(lines ?? [], sort).filter((line) =>
    line.name.toLowerCase().includes(search.toLowerCase()) && (!flag || (line.flags as string[]).includes(flag)) &&
    (!own || line.primaryContact?.employee === who?.employee || line.secondaryContact?.employee === who?.employee));
  return (
    <div class="page">
      <h1 class="ds-heading" data-size="sm">{t('nav.caseload')} {lines && <span class="muted">({lines.length})</span>}</h1>
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
          <button type="button" class="ds-button" data-size="sm" data-variant={own ? 'primary' : 'secondary'} aria-pressed={own} onClick={() => setOwn(!own)}>{t('caseload.mine')}</button>
          {flags.map((one) => (
            <button key={one} type="button" class="ds-button" data-size="sm" data-variant={flag === one ? 'primary' : 'secondary'} aria-pressed={flag === one}
              onClick={() => setFlag(flag === one ? null : one)}>{Term('CaseloadFlag', one)}</button>
          ))}
        </div>
      </div>
      {!lines && (loaded.problem ? <Refusal problem={loaded.problem} onRetry={loaded.reload} /> : <Loading lines={8} />)}
      {lines && shown.length === 0 && <Empty icon="people" title={t('caseload.none')} />}
      <ul class="plain caseload">
        {shown.map((line) => (
          <li key={line.citizen}>
            <a class="citizen-row" href={`/innbyggere/${line.citizen}`}>
              <span><strong>{line.name}</strong> <span class="muted">{t('years', { n: age(line.birthDate, today()) })}</span></span>
              <span class="knows">
                {line.primaryContact ? <span>{line.primaryContact.name}</span> : <Tag colour="danger">{t('caseload.noprimary')}</Tag>}
                {line.secondaryContact && <span class="muted">{line.secondaryContact.name}</span>}
              </span>
              <span class="tags">
                {line.whereabouts && line.whereabouts !== 'home' && <Tag colour="warning">{Term('Whereabouts', line.whereabouts)}</Tag>}
                {line.flags.filter((one) => one !== 'not_at_home').map((one) => <Tag key={one} colour="danger">{Term('CaseloadFlag', one)}</Tag>)}
                {line.gaps.filter((gap) => gap !== 'no_primary').map((gap) => <Tag key={gap} colour="warning">{term('CareGap', gap)}</Tag>)}
              </span>
              <span class="muted dates">
                {line.nextEvaluation && <span>{t('caseload.evaluation')} {shortDay(line.nextEvaluation)}</span>}
                {line.nextReassessment && <span>{t('caseload.reassessment')} {shortDay(line.nextReassessment)}</span>}
                <span>{t('caseload.week', { time: duration(line.plannedWeeklyMinutes) })}</span>
              </span>
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}
