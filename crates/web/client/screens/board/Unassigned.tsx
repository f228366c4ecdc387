// What nobody has: must-do first. A block dropped here is given back.
import { useState } from 'preact/hooks';
import type { Problem } from '../../api/client';
import { t, term } from '../../i18n';
import { clock } from '../../i18n/dates';
import { Empty, Refusal } from '../../ui/parts';
import { VisitBlock, dragged } from './Lanes';
import { type Block, type DayView, free, teamOf } from './model';

export function Unassigned({ day, picked, onPick, onBack, refused }: {
  day: DayView; picked: Block | null; onPick: (block: Block) => void; onBack: (block: Block) => void; refused: Problem | null;
}) {
  const [search, setSearch] = useState('');
  const all = free(day);
  const shown = all.filter(({ visit }) => `${visit.citizen?.name ?? ''} ${visit.slot ?? ''}`.toLowerCase().includes(search.toLowerCase()));
  const must = all.filter(({ visit }) => visit.mustDo).length;
  return (
    <section class="unassigned" aria-labelledby="free-title" onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => { event.preventDefault(); if (dragged.block?.assignment.employee) onBack(dragged.block); }}>
      <h2 class="ds-heading" data-size="2xs" id="free-title">{t('board.free', { n: all.length })}</h2>
      {must > 0 && <p class="muted">{t('board.free.must', { n: must })}</p>}
      <Refusal problem={refused} />
      {all.length > 8 && <input class="ds-input" type="search" aria-label={t('search')} placeholder={t('search')} value={search} onInput={(event) => setSearch(event.currentTarget.value)} />}
      {all.length === 0 && <Empty icon="check" title={t('board.free.none')} />}
      <ul class="plain free-list" tabIndex={0} aria-labelledby="free-title">
        {shown.map((block) => (
          <li key={block.assignment.id}>
            <VisitBlock day={day} block={block} picked={picked} onPick={onPick} loose />
            <span class="muted">
              {clock(block.visit.window.from)}–{clock(block.visit.window.until)} · {block.visit.minutes} min
              {block.visit.competences.length > 0 && ` · ${block.visit.competences.map((one) => term('CompetenceCode', one)).join(', ')}`}
              {teamOf(day, block.visit) && ` · ${teamOf(day, block.visit)?.name ?? ''}`}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
