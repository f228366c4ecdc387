// Places on paper: where the day's visits stand on the map, with or without tiles under them.
import type { DayOfMine, Visit } from './model';

export const WIDTH = 360;
export const HEIGHT = 240;
const MARGIN = 26;
/** Pixels of a tile's side. */
const TILE = 256;
/** Tiles are drawn no closer than a street, and no wider than the country. */
const CLOSEST = 17;

export interface Point {
  visit: Visit;
  number: number;
  name: string;
  x: number;
  y: number;
}

export interface Tile {
  href: string;
  x: number;
  y: number;
}

interface Placed { visit: Visit; number: number; name: string; lat: number; lon: number }

/** The visits that may stand on a map: a protected address is on none. */
function placed(day: DayOfMine): Placed[] {
  return day.visits.flatMap((visit, i) => {
    const citizen = day.citizens.find((one) => one.id === visit.citizen);
    const place = citizen?.protectedAddress ? null : citizen?.wayIn?.place;
    return place && citizen && !visit.suspended ? [{ visit, number: i + 1, name: citizen.name, lat: place.lat, lon: place.lon }] : [];
  });
}

/** North up, one kilometre as long across as up. */
export function points(day: DayOfMine): Point[] {
  const found = placed(day);
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

/** Web Mercator: parts of the whole world, east and south. */
function mercator(lat: number, lon: number): [number, number] {
  const y = Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360));
  return [(lon + 180) / 360, (1 - y / Math.PI) / 2];
}

/** The same on tiles: as close as everything has room, each tile where it belongs. */
export function onTiles(day: DayOfMine, url: string): { points: Point[]; tiles: Tile[] } {
  const found = placed(day);
  if (found.length === 0) return { points: [], tiles: [] };
  const world = found.map((one) => mercator(one.lat, one.lon));
  const [xs, ys] = [world.map(([x]) => x), world.map(([, y]) => y)];
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  let zoom = CLOSEST;
  const fits = (): boolean => (right - left) * TILE * 2 ** zoom <= WIDTH - 2 * MARGIN && (bottom - top) * TILE * 2 ** zoom <= HEIGHT - 2 * MARGIN;
  while (zoom > 0 && !fits()) zoom--;
  const size = TILE * 2 ** zoom;
  const [originX, originY] = [((left + right) / 2) * size - WIDTH / 2, ((top + bottom) / 2) * size - HEIGHT / 2];
  const tiles: Tile[] = [];
  for (let x = Math.floor(originX / TILE); x * TILE < originX + WIDTH; x++) {
    for (let y = Math.floor(originY / TILE); y * TILE < originY + HEIGHT; y++) {
      if (x < 0 || y < 0 || x >= 2 ** zoom || y >= 2 ** zoom) continue;
      const href = url.replace('{z}', String(zoom)).replace('{x}', String(x)).replace('{y}', String(y));
      tiles.push({ href, x: x * TILE - originX, y: y * TILE - originY });
    }
  }
  const drawn = found.map((one, i) => ({
    visit: one.visit, number: one.number, name: one.name, x: (xs[i] ?? 0) * size - originX, y: (ys[i] ?? 0) * size - originY,
  }));
  return { points: drawn, tiles };
}
