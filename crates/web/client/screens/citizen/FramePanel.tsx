// The frame of the vedtak against the plan: inside it the team is free (R-PLAN-3).
import type { Schemas } from '../../api/client';
import { Term, t } from '../../i18n';
import { duration } from '../../i18n/dates';
import { Bar } from '../../ui/parts';

export interface Framed {
  service: string;
  planned: number;
  from: number;
  to: number;
}

/** Planned minutes beside the frames in force, by service. */
export function framed(plan: Schemas['PlanView'], vedtak: Schemas['VedtakView'][]): Framed[] {
  const found = new Map<string, Framed>();
  const of = (service: string): Framed => {
    const one = found.get(service) ?? { service, planned: 0, from: 0, to: 0 };
    found.set(service, one);
    return one;
  };
  for (const one of plan.planned) of(one.service).planned += one.weeklyMinutes;
  for (const one of vedtak.filter((v) => v.inForce)) {
    const frame = one.content.frame;
    if (frame?.kind !== 'minutesPerWeek') continue;
    const line = of(one.content.service);
    line.from += frame.from;
    line.to += frame.to;
  }
  return [...found.values()];
}

export function FramePanel({ plan, vedtak }: { plan: Schemas['PlanView']; vedtak: Schemas['VedtakView'][] }) {
  const lines = framed(plan, vedtak);
  return (
    <section class="panel" aria-labelledby="frame-title">
      <h2 class="ds-heading" data-size="xs" id="frame-title">{t('frame')}</h2>
      {lines.length === 0 && <p class="muted">{t('frame.none')}</p>}
      {lines.map((line) => {
        const outside = line.to > 0 && line.planned > line.to * 1.1;
        const words = line.to > 0
          ? t('frame.words', { planned: duration(line.planned), from: duration(line.from), to: duration(line.to) })
          : t('frame.noframe', { planned: duration(line.planned) });
        return (
          <div key={line.service} class="frame-line">
            <p><strong>{Term('ServiceType', line.service)}</strong> <span class="muted">{words}</span></p>
            <Bar value={line.planned} most={line.to || line.planned} low={line.to > 0 ? line.from : undefined} label={words} colour={outside ? 'danger' : 'accent'} />
            {outside && <p class="fault">{t('frame.outside')}</p>}
          </div>
        );
      })}
    </section>
  );
}
