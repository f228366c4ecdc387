// A proposal in figures and words: what it would give, what found no place and what would help.
import { t } from '../../i18n';
import { clock, duration } from '../../i18n/dates';
import { Button } from '../../ui/parts';
import { type DayView, type Proposal, ghosts } from './model';

export function ProposalBar({ day, proposal, busy, onTake, onLeave }: {
  day: DayView; proposal: Proposal; busy: boolean; onTake: (visits?: string[]) => Promise<unknown>; onLeave: () => void;
}) {
  const before = proposal.before as Record<string, number>;
  const after = proposal.after as Record<string, number>;
  const lines = ghosts(day, proposal);
  const name = (id: string): string => day.visits.find((one) => one.id === id)?.citizen?.name ?? '';
  const figure = (key: string): number => after[key] ?? 0;
  return (
    <section class="panel proposal" aria-labelledby="proposal-title" data-size="sm">
      <h2 class="ds-heading" data-size="2xs" id="proposal-title">{t('proposal.title', { n: lines.length })}</h2>
      {proposal.failed.map((reason, i) => <p key={i}>{reason.message}</p>)}
      <dl class="figures">
        <div><dt>{t('proposal.uncovered')}</dt><dd>{before['uncovered'] ?? 0} → {figure('uncovered')}</dd></div>
        <div><dt>{t('proposal.primary')}</dt><dd>{t('proposal.of', { n: figure('byPrimary'), all: figure('withPrimary') })}</dd></div>
        <div><dt>{t('proposal.new')}</dt><dd>{figure('newFaces')}</dd></div>
        <div><dt>{t('proposal.travel')}</dt><dd>{duration(figure('travel'))}</dd></div>
      </dl>
      {proposal.unplaced.length > 0 && (
        <details class="ds-details">
          <summary>{t('proposal.unplaced', { n: proposal.unplaced.length })}</summary>
          <ul class="plain">
            {proposal.unplaced.map((one) => (
              <li key={one.visit}>
                <strong>{name(one.visit)}</strong>
                {one.help.map((text, i) => <span key={i}> · {text}</span>)}
                {one.impossible.map((reason, i) => <span key={i}> · {reason.message}</span>)}
                <ul class="ds-list muted">{one.blocks.slice(0, 6).map((block, i) => <li key={i}>{block.name}: {block.reason.message}</li>)}</ul>
              </li>
            ))}
          </ul>
        </details>
      )}
      {lines.length > 0 && (
        <details class="ds-details">
          <summary>{t('proposal.lines')}</summary>
          <ul class="plain proposal-lines">
            {lines.map((line) => (
              <li key={line.visit + line.employee} class="call">
                <span><strong>{clock(line.start)} {name(line.visit)}</strong> <span>{line.name}</span> <span class="muted">{line.why}</span></span>
                <Button variant="tertiary" data-size="sm" busy={busy} onClick={() => void onTake([line.visit])}>{t('ghost.take')}<span class="ds-sr-only"> {name(line.visit)}</span></Button>
              </li>
            ))}
          </ul>
        </details>
      )}
      <div class="chips">
        <Button busy={busy} disabled={lines.length === 0} onClick={() => void onTake()}>{t('proposal.take')}</Button>
        <Button variant="tertiary" onClick={onLeave}>{t('proposal.leave')}</Button>
        <span class="muted">{t('proposal.hint')}</span>
      </div>
    </section>
  );
}
