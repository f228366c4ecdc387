// Proposing to share certain hours with other teams (R-TEAM-8). Nothing happens before they have agreed.
import { useState } from 'preact/hooks';
import { type Schemas, api, body } from '../../api/client';
import { t } from '../../i18n';
import { today } from '../../i18n/dates';
import { type Said, said } from '../../ui/form';
import { useDoing, useLoad } from '../../ui/load';
import { Button, Dialog, Field, Loading, Refusal } from '../../ui/parts';
import { WEEKDAYS, dayName } from '../../ui/pools';

type Hours = Schemas['PoolHours'];

export function PoolForm({ team, name, onClose, onDone }: { team: string; name: string; onClose: () => void; onDone: () => Promise<void> }) {
  const units = useLoad('units', () => body(api.GET('/api/v1/units')));
  const others = units.data?.items.filter((one) => one.kind === 'team' && one.id !== team) ?? [];
  const [lines, setLines] = useState<Hours[]>([{ name: t('pool.evening'), days: [...WEEKDAYS], holidays: true, from: '15:00:00', until: '22:30:00' }]);
  const doing = useDoing();
  const put = (at: number, more: Partial<Hours>): void => setLines(lines.map((one, i) => (i === at ? { ...one, ...more } : one)));
  const send = async (form: Said): Promise<void> => {
    await body(api.POST('/api/v1/teams/{team}/pools', {
      params: { path: { team } },
      body: { name: form.text('name'), with: form.all('with'), hours: lines, from: form.text('from'), until: form.maybe('until') },
    }));
    await onDone();
  };
  return (
    <Dialog title={t('pool.new')} onClose={onClose} wide>
      {!units.data && (units.problem ? <Refusal problem={units.problem} onRetry={units.reload} /> : <Loading lines={3} />)}
      {units.data && (
        <form class="stack" onSubmit={(event) => { event.preventDefault(); const form = said(event.currentTarget); void doing.run(() => send(form)); }}>
          <p class="muted">{t('pool.lead')}</p>
          <Field id="pool-name" label={t('admin.name')}><input class="ds-input" id="pool-name" name="name" required maxLength={60} defaultValue={t('pool.name', { team: name })} /></Field>
          <fieldset class="choice">
            <legend>{t('pool.with')}</legend>
            {others.map((one) => <label key={one.id}><input type="checkbox" class="ds-input" name="with" value={one.id} />{one.name}</label>)}
          </fieldset>
          {lines.map((line, i) => (
            <fieldset key={i} class="part-of stack">
              <legend>{line.name || t('pool.hours')}</legend>
              <div class="part">
                <Field id={`pool-hours-${i}`} label={t('pool.hours.name')}><input class="ds-input" id={`pool-hours-${i}`} required maxLength={60} value={line.name} onInput={(event) => put(i, { name: event.currentTarget.value })} /></Field>
                <Field id={`pool-from-${i}`} label={t('week.from')}><input class="ds-input" id={`pool-from-${i}`} type="time" required value={line.from.slice(0, 5)} onInput={(event) => put(i, { from: `${event.currentTarget.value}:00` })} /></Field>
                <Field id={`pool-until-${i}`} label={t('week.until')}><input class="ds-input" id={`pool-until-${i}`} type="time" required value={line.until.slice(0, 5)} onInput={(event) => put(i, { until: `${event.currentTarget.value}:00` })} /></Field>
              </div>
              <fieldset class="choice">
                <legend>{t('pool.days')}</legend>
                {WEEKDAYS.map((day) => (
                  <label key={day}><input type="checkbox" class="ds-input" checked={line.days.includes(day)}
                    onChange={(event) => put(i, { days: event.currentTarget.checked ? [...line.days, day].sort((a, b) => a - b) : line.days.filter((one) => one !== day) })} />{dayName(day)}</label>
                ))}
                <label><input type="checkbox" class="ds-input" checked={line.holidays ?? false} onChange={(event) => put(i, { holidays: event.currentTarget.checked })} />{t('pool.holidays')}</label>
              </fieldset>
              {lines.length > 1 && <div><Button variant="tertiary" colour="danger" onClick={() => setLines(lines.filter((_, j) => j !== i))}>{t('talk.remove')}<span class="ds-sr-only"> {line.name}</span></Button></div>}
            </fieldset>
          ))}
          <div><Button variant="secondary" onClick={() => setLines([...lines, { name: t('pool.weekend'), days: [6, 7], holidays: true, from: '07:30:00', until: '15:00:00' }])}>{t('pool.hours.more')}</Button></div>
          <div class="pair">
            <Field id="pool-first" label={t('pool.first')}><input class="ds-input" id="pool-first" name="from" type="date" required min={today()} defaultValue={today()} /></Field>
            <Field id="pool-until" label={t('admin.until')}><input class="ds-input" id="pool-until" name="until" type="date" min={today()} /></Field>
          </div>
          <Refusal problem={doing.problem} />
          <Button type="submit" busy={doing.busy}>{t('pool.propose')}</Button>
        </form>
      )}
    </Dialog>
  );
}
