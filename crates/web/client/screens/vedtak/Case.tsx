// One vedtak on one page: what it decides, what it builds on, the letter, and the act — prepare, sign,
// send back — or why not, and who may.
import { useRoute } from 'preact-iso';
import { type Schemas, api, body, tagged } from '../../api/client';
import { Term, t, term } from '../../i18n';
import { dayOf, duration, moment, shortDay } from '../../i18n/dates';
import { useLive } from '../../ui/live';
import { useLoad } from '../../ui/load';
import { Alert, Loading, Refusal, Tag } from '../../ui/parts';
import { Letter } from './Letter';
import { Prepare } from './Prepare';
import { Sign } from './Sign';
import { Told } from './Told';
import '../../ui/record.css';

async function loadCase(vedtak: string) {
  const path = { params: { path: { vedtak } } };
  const { data, etag } = await tagged(api.GET('/api/v1/vedtak/{vedtak}', path));
  const [citizen, options] = await Promise.all([
    body(api.GET('/api/v1/citizens/{citizen}', { params: { path: { citizen: data.citizen } } })),
    data.state === 'submitted' ? body(api.GET('/api/v1/vedtak/{vedtak}/signing-options', path)) : null,
  ]);
  const members = await body(api.GET('/api/v1/teams/{team}/members', { params: { path: { team: data.unit } } })).then((list) => list.items, () => []);
  return { vedtak: data, etag, citizen, options, names: new Map(members.map((one) => [one.employee, one.name])) };
}

function frameText(frame: Schemas['VedtakFrame'] | null | undefined): string {
  if (!frame) return '–';
  if (frame.kind === 'count') return t('case.count', { n: frame.count });
  return t('case.minutes', { from: duration(frame.from), to: duration(frame.to) });
}

export function Case() {
  const { params } = useRoute();
  const id = params['id'] ?? '';
  const loaded = useLoad(id, () => loadCase(id));
  useLive(loaded.data?.vedtak.unit ?? null, loaded.reload);
  if (!loaded.data) return <div class="page">{loaded.problem ? <Refusal problem={loaded.problem} onRetry={loaded.reload} /> : <Loading />}</div>;
  const { vedtak, etag, citizen, options, names } = loaded.data;
  const { content } = vedtak;
  const open = vedtak.state === 'draft' || vedtak.state === 'returned';
  const signed = vedtak.signature !== null && vedtak.signature !== undefined;
  const facts: [string, string | undefined | null][] = [
    [t('case.citizen'), content.citizenView], [t('case.kin'), content.kinView],
    [t('case.purpose'), content.purpose], [t('case.facts'), content.facts], [t('case.reasoning'), content.reasoning],
    [t('case.alternatives'), content.alternatives],
    [t('case.law'), content.legalBasis?.join(', ')], [t('case.appeal'), content.appealInformation],
    [t('draft.caseworker'), names.get(vedtak.caseWorker ?? '')], [t('draft.nurse'), names.get(vedtak.responsibleNurse ?? '')],
  ];
  return (
    <div class="page case">
      <header class="page-head">
        <p><a class="ds-link" href={`/innbyggere/${vedtak.citizen}`}>{citizen.name.given} {citizen.name.family}</a></p>
        <h1 class="ds-heading" data-size="sm">{Term('ServiceType', content.service)}{content.outcome ? `: ${term('VedtakOutcome', content.outcome)}` : ''}</h1>
        <div class="tags">
          <Tag colour={vedtak.inForce ? 'success' : 'info'}>{Term('VedtakState', vedtak.state)}</Tag>
          <Tag>{frameText(content.frame)}</Tag>
          {content.from && <Tag>{t('from', { day: shortDay(content.from) })}</Tag>}
          {content.until && <Tag>{t('until', { day: shortDay(content.until) })}</Tag>}
        </div>
      </header>
      {vedtak.returnComment && <Alert colour="warning" title={t('case.returned')}><p>{vedtak.returnComment}</p></Alert>}
      {vedtak.signature && <Alert colour="success">{t('case.signed', { when: moment(vedtak.signature.at) })}</Alert>}
      <div class="record">
        <div class="record-main">
          {open && <Prepare vedtak={vedtak} etag={etag} reload={loaded.reload} />}
          {vedtak.state === 'submitted' && options && <Sign vedtak={vedtak} etag={etag} options={options} reload={loaded.reload} />}
          {signed && <Told vedtak={id} version={vedtak.version} />}
          <section class="panel" aria-labelledby="facts-title">
            <h2 class="ds-heading" data-size="xs" id="facts-title">{t('case.onepage')}</h2>
            <dl class="facts">{facts.filter(([, text]) => text).map(([label, text]) => <div key={label}><dt>{label}</dt><dd>{text}</dd></div>)}</dl>
          </section>
          <section class="panel" aria-labelledby="said-title">
            <h2 class="ds-heading" data-size="xs" id="said-title">{t('case.statements')}</h2>
            <ul class="plain">
              {vedtak.statements.map((one, i) => (
                <li key={i}><p>{one.text}</p><p class="muted">{names.get(one.by) ?? ''} {term('StatementRole', one.role)}, {shortDay(dayOf(one.at))}</p></li>
              ))}
              {vedtak.statements.length === 0 && <li class="muted">{t('case.statements.none')}</li>}
            </ul>
          </section>
        </div>
        <div class="record-side">
          {vedtak.state !== 'withdrawn' && <Letter vedtak={id} version={vedtak.version} signed={signed} />}
        </div>
      </div>
    </div>
  );
}
