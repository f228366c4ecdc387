// The citizen's vedtak, those in force first.
import type { Schemas } from '../../api/client';
import { mayPrepare, me } from '../../api/state';
import { Term, t, term } from '../../i18n';
import { shortDay } from '../../i18n/dates';
import { Tag } from '../../ui/parts';

export function VedtakPanel({ citizen, vedtak, reads = false }: { citizen: string; vedtak: Schemas['VedtakView'][]; reads?: boolean }) {
  const who = me();
  const sorted = [...vedtak].sort((a, b) => Number(b.inForce) - Number(a.inForce) || b.createdAt.localeCompare(a.createdAt));
  return (
    <section class="panel" aria-labelledby="vedtak-title">
      <h2 class="ds-heading" data-size="xs" id="vedtak-title">{t('nav.vedtak')}</h2>
      <ul class="plain">
        {sorted.map((one) => (
          <li key={one.id}>
            <a class="ds-link" href={`/vedtak/${one.id}`}>{Term('ServiceType', one.content.service)}</a>{' '}
            <Tag colour={one.inForce ? 'success' : 'neutral'}>{term('VedtakState', one.state)}</Tag>
            <p class="muted">{one.content.from ? t('from', { day: shortDay(one.content.from) }) : ''} {one.content.until ? t('until', { day: shortDay(one.content.until) }) : ''}</p>
          </li>
        ))}
        {vedtak.length === 0 && <li class="muted">{t('vedtak.none')}</li>}
      </ul>
      {who && !reads && mayPrepare(who) && <a class="ds-button" data-variant="secondary" href={`/innbyggere/${citizen}/vedtak/nytt`}>{t('vedtak.new')}</a>}
    </section>
  );
}
