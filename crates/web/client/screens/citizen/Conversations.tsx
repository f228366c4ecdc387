// The conversations that have been held, and the way into a new one.
import type { Schemas } from '../../api/client';
import { Term, t } from '../../i18n';
import { dayOf, shortDay } from '../../i18n/dates';
import { Tag } from '../../ui/parts';

export function Conversations({ citizen, lines, reads = false }: { citizen: string; lines: Schemas['AssessmentLine'][]; reads?: boolean }) {
  return (
    <section class="panel" aria-labelledby="talks-title">
      <h2 class="ds-heading" data-size="xs" id="talks-title">{t('talks')}</h2>
      <ul class="plain">
        {lines.map((one) => (
          <li key={one.id}>
            <a class="ds-link" href={`/kartlegging/${citizen}/${one.id}`}>{Term('AssessmentKind', one.kind)} {shortDay(dayOf(one.heldAt))}</a>{' '}
            {one.state === 'draft' && <Tag colour="warning">{t('talks.draft')}</Tag>}
          </li>
        ))}
      </ul>
      {!reads && <a class="ds-button" data-variant="secondary" href={`/kartlegging/${citizen}/ny`}>{t('talks.new')}</a>}
    </section>
  );
}
