// Days and times as the municipality reads them: Oslo's clock, whatever the device's is.
import { language } from './index';

export const ZONE = 'Europe/Oslo';

const tags = { nb: 'nb-NO', nn: 'nn-NO', en: 'en-GB' } as const;
const made = new Map<string, Intl.DateTimeFormat>();

function format(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = language.value + JSON.stringify(options);
  let found = made.get(key);
  if (!found) {
    found = new Intl.DateTimeFormat(tags[language.value], { timeZone: ZONE, ...options });
    made.set(key, found);
  }
  return found;
}

/** `07:34` */
export function clock(at: string | Date | number): string {
  return format({ hour: '2-digit', minute: '2-digit', hour12: false }).format(new Date(at)).replace('.', ':');
}

/** `2026-11-23`, the local day of an instant. */
export function dayOf(at: string | Date | number): string {
  const parts = new Intl.DateTimeFormat('sv-SE', { timeZone: ZONE }).format(new Date(at));
  return parts.slice(0, 10);
}

const noon = (day: string): Date => new Date(`${day}T12:00:00Z`);

/** `mandag 23. november` */
export function longDay(day: string): string {
  return format({ weekday: 'long', day: 'numeric', month: 'long' }).format(noon(day));
}

/** `23. nov. 2026` */
export function shortDay(day: string): string {
  return format({ day: 'numeric', month: 'short', year: 'numeric' }).format(noon(day));
}

/** `man. 23.11.` */
export function weekday(day: string): string {
  return format({ weekday: 'short', day: 'numeric', month: 'numeric' }).format(noon(day));
}

/** `man.` */
export function weekdayName(day: string): string {
  return format({ weekday: 'short' }).format(noon(day));
}

/** `23. nov. 07:34` */
export function moment(at: string): string {
  return `${format({ day: 'numeric', month: 'short' }).format(new Date(at))} ${clock(at)}`;
}

export function today(): string {
  return dayOf(Date.now());
}

export function plusDays(day: string, days: number): string {
  return new Date(noon(day).getTime() + days * 864e5).toISOString().slice(0, 10);
}

/** Minutes since local midnight of `day` at which an instant lies; right on the long and the short day. */
export function minutesInto(day: string, at: string): number {
  return Math.round((new Date(at).getTime() - instant(day, '00:00').getTime()) / 60_000);
}

/** The instant of a local time on a local day. */
export function instant(day: string, time: string): Date {
  const guess = new Date(`${day}T${time.length === 5 ? time + ':00' : time}Z`);
  const shown = (at: Date): number => {
    const parts = new Intl.DateTimeFormat('sv-SE', { timeZone: ZONE, dateStyle: 'short', timeStyle: 'medium' }).format(at);
    return new Date(parts.replace(' ', 'T') + 'Z').getTime();
  };
  const first = new Date(guess.getTime() - (shown(guess) - guess.getTime()));
  return new Date(first.getTime() - (shown(first) - guess.getTime()));
}

/** `1 t 20 min` */
export function duration(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  const hour = language.value === 'en' ? 'h' : 't';
  if (hours === 0) return `${rest} min`;
  return rest === 0 ? `${hours} ${hour}` : `${hours} ${hour} ${rest} min`;
}

export function age(birth: string, on: string): number {
  const years = Number(on.slice(0, 4)) - Number(birth.slice(0, 4));
  return on.slice(5) < birth.slice(5) ? years - 1 : years;
}

/** `4,7` hours: for a row in a list, where every sign counts. */
export function hours(minutes: number): string {
  return new Intl.NumberFormat(tags[language.value], { maximumFractionDigits: 1 }).format(minutes / 60);
}
