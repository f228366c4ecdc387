// The day's route (WEB-14): points, order and a line, from the places alone. Where the municipality has a
// tile server the streets are under them; without one nobody is asked for anything.
import { me } from '../../api/state';
import { t } from '../../i18n';
import { type DayOfMine, type Visit } from './model';
import { HEIGHT, WIDTH, onTiles, points } from './places';

/** Pixels of a tile's side, and a hair more so that no seam shows. */
const SIDE = 256.5;

export function RouteMap({ day, next }: { day: DayOfMine; next: Visit | null }) {
  const map = me()?.mapTiles ?? null;
  const { points: all, tiles } = map ? onTiles(day, map.url) : { points: points(day), tiles: [] };
  if (all.length < 2) return null;
  return (
    <details class="ds-details route" open={matchMedia('(min-width: 60rem)').matches}>
      <summary>{t('map')}</summary>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} class="map" role="img" aria-label={t('map.label', { n: all.length })}>
        {tiles.map((one) => <image key={one.href} href={one.href} x={one.x} y={one.y} width={SIDE} height={SIDE} />)}
        <path d={all.map((one, i) => `${i === 0 ? 'M' : 'L'}${one.x.toFixed(1)} ${one.y.toFixed(1)}`).join('')} class="map-way" />
        {all.map((one) => (
          <g key={one.visit.id} class="map-point" data-next={one.visit.id === next?.id}>
            <title>{one.name}</title>
            <circle cx={one.x} cy={one.y} r={11} />
            <text x={one.x} y={one.y + 4} text-anchor="middle">{one.number}</text>
          </g>
        ))}
        <text x={WIDTH - 14} y={18} text-anchor="middle" class="map-north">N↑</text>
      </svg>
      {map?.credit && <p class="muted map-credit">{map.credit}</p>}
      <ol class="ds-sr-only">{all.map((one) => <li key={one.visit.id}>{one.name}</li>)}</ol>
    </details>
  );
}
