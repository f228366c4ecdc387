// The day's route, drawn from the places alone (WEB-14): points, order and a line. Nobody is asked
// for a map tile. A protected address is on no map.
import { t } from '../../i18n';
import { type DayOfMine, type Visit } from './model';

const WIDTH = 360;
const HEIGHT = 240;
const MARGIN = 26;

interface Point {
  visit: Visit;
  number: number;
  name: string;
  x: number;
  y: number;
}

/** Places on paper: north up, one kilometre as long across as up. */
export function points(day: DayOfMine): Point[] {
  const found = day.visits.flatMap((visit, i) => {
    const citizen = day.citizens.find((one) => one.id === visit.citizen);
    const place = citizen?.protectedAddress ? null : citizen?.wayIn?.place;
    return place && citizen && !visit.suspended ? [{ visit, number: i + 1, name: citizen.name, lat: place.lat, lon: place.lon }] : [];
  });
  if (found.length === 0) return [];
  const shrink = Math.cos(((found[0]?.lat ?? 60) * Math.PI) / 180);
  const xs = found.map((one) => one.lon * shrink);
  const ys = found.map((one) => -one.lat);
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const scale = Math.min((WIDTH - 2 * MARGIN) / (right - left || 1e-6), (HEIGHT - 2 * MARGIN) / (bottom - top || 1e-6));
  const limited = Math.min(scale, 1e6);
  return found.map((one, i) => ({
    visit: one.visit, number: one.number, name: one.name,
    x: WIDTH / 2 + ((xs[i] ?? 0) - (left + right) / 2) * limited,
    y: HEIGHT / 2 + ((ys[i] ?? 0) - (top + bottom) / 2) * limited,
  }));
}

export function RouteMap({ day, next }: { day: DayOfMine; next: Visit | null }) {
  const all = points(day);
  if (all.length < 2) return null;
  return (
    <details class="ds-details route" open={matchMedia('(min-width: 60rem)').matches}>
      <summary>{t('map')}</summary>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} class="map" role="img" aria-label={t('map.label', { n: all.length })}>
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
      <ol class="ds-sr-only">{all.map((one) => <li key={one.visit.id}>{one.name}</li>)}</ol>
    </details>
  );
}
