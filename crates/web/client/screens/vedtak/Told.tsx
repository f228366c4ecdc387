// That the citizen was told: from the day the letter arrived, the time to appeal counts (R-VED-9).
import { useState } from 'preact/hooks';
import { type Schemas, api, body } from '../../api/client';
import { Term, t } from '../../i18n';
import { shortDay, today } from '../../i18n/dates';
import { useDoing, useLoad } from '../../ui/load';
import { Button, Choice, Field, Refusal } from '../../ui/parts';

const CHANNELS = ['digital', 'letter', 'handed_over'] as const;

export function Told({ vedtak, version }: { vedtak: string; version: number }) {
  const path = { path: { vedtak } };
  const loaded = useLoad(`${vedtak}|${version}`, () => body(api.GET('/api/v1/vedtak/{vedtak}/notification', { params: path })));
  const [channel, setChannel] = useState<Schemas['NoticeChannel']>('letter');
  const [sentOn, setSent] = useState(today());
  const [arrivedOn, setArrived] = useState('');
  const doing = useDoing();
  const items = loaded.data?.items ?? [];
  return (
    <section class="panel" aria-labelledby="told-title">
      <h2 class="ds-heading" data-size="xs" id="told-title">{t('case.told')}</h2>
      {loaded.data && items.length === 0 && <p class="muted">{t('case.told.none')}</p>}
      <ul class="plain">
        {items.map(({ id, content, appealUntil }) => (
          <li key={id}>
            {t('case.told.line', { channel: Term('NoticeChannel', content.channel), day: shortDay(content.sentOn) })}
            {content.arrivedOn && <span class="muted">, {t('case.told.came', { day: shortDay(content.arrivedOn), until: appealUntil ? shortDay(appealUntil) : '–' })}</span>}
          </li>
        ))}
      </ul>
      <form class="stack" onSubmit={(event) => {
        event.preventDefault();
        void doing.run(async () => {
          await body(api.POST('/api/v1/vedtak/{vedtak}/notification', { params: path, body: { channel, sentOn, arrivedOn: arrivedOn || null } }));
          await loaded.reload();
        });
      }}>
        <Choice legend={t('case.told.how')} name="channel" value={channel} onChange={setChannel} options={CHANNELS.map((one) => [one, Term('NoticeChannel', one)] as const)} />
        <div class="pair">
          <Field id="told-sent" label={t('case.told.sent')}><input class="ds-input" id="told-sent" type="date" required value={sentOn} onInput={(event) => setSent(event.currentTarget.value)} /></Field>
          <Field id="told-arrived" label={t('case.told.arrived')}><input class="ds-input" id="told-arrived" type="date" value={arrivedOn} onInput={(event) => setArrived(event.currentTarget.value)} /></Field>
        </div>
        <Refusal problem={doing.problem} />
        <div><Button type="submit" variant="secondary" busy={doing.busy}>{t('case.told.save')}</Button></div>
      </form>
    </section>
  );
}
