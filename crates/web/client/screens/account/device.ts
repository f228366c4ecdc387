// What a session's device is called by people. Browsers call themselves by each other's names, so the order
// here decides; what none of it fits is shown as it was told.
import { t } from '../../i18n';

type Names = readonly (readonly [RegExp, string])[];

const BROWSERS: Names = [
  [/\bEdg(?:A|iOS)?\//, 'Edge'], [/\bOPR\//, 'Opera'], [/SamsungBrowser\//, 'Samsung Internet'], [/Firefox\/|FxiOS\//, 'Firefox'], [/Chrome\/|CriOS\//, 'Chrome'],
  // What is kept of the name may end before «Safari».
  [/AppleWebKit\/.*Version\//, 'Safari'],
];
const SYSTEMS: Names = [[/iPhone/, 'iPhone'], [/iPad/, 'iPad'], [/Android/, 'Android'], [/Windows/, 'Windows'], [/CrOS/, 'ChromeOS'], [/Macintosh/, 'Mac'], [/Linux/, 'Linux']];

const find = (names: Names, told: string): string | undefined => names.find(([sign]) => sign.test(told))?.[1];

/** «Firefox på Windows» */
export function deviceName(told: string | null | undefined): string {
  if (!told) return t('session.unknown');
  const browser = find(BROWSERS, told);
  const system = find(SYSTEMS, told);
  if (!browser || !system) return told;
  // An iPad says that it is a Mac.
  return t('session.on', { browser, system: browser === 'Safari' && system === 'Mac' ? t('session.mac') : system });
}
