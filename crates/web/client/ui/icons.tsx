// A few line icons, drawn here so that nothing is fetched. They stand beside words, never instead.
const PATHS = {
  day: 'M8 3v3M16 3v3M4 9h16M5 5h14a1 1 0 0 1 1 1v13a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1V6a1 1 0 0 1 1-1z',
  board: 'M4 5h16M4 12h10M4 19h13M18 10v4',
  people: 'M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM2.5 20c0-3.6 2.9-6 6.5-6s6.5 2.4 6.5 6M16 4.5a3.5 3.5 0 0 1 0 6.3M18 14.6c2.100.9 3.5 2.900 3.5 5.400',
  pen: 'M4 20l1-4L16.500 4.500a2 2 0 0 1 3 3L8 19l-4 1zM14 7l3 3',
  tasks: 'M4 6.500l1.500 1.500L8 5M4 12.500L5.500 14 8 11M4 18.500L5.500 20 8 17M11.500 6.500H20M11.500 12.500H20M11.500 18.500H20',
  week: 'M4 6h16v14H4zM4 10h16M9 10v10M14.500 10v10M8 3v3M16 3v3',
  gear: 'M12 15a3 3 0 1 0 0-6 3 3 0 0 0 0 6zM12 3v3M12 18v3M3 12h3M18 12h3M5.600 5.600l2.100 2.100M16.300 16.300l2.100 2.100M18.400 5.600l-2.100 2.100M7.700 16.300l-2.100 2.100',
  close: 'M6 6l12 12M18 6L6 18',
  key: 'M14 10a4 4 0 1 0-3.600 4L12 15.500V18h2.500v2.500H18V17l-4.300-4.300A4 4 0 0 0 14 10zM9 9h.01',
  pin: 'M12 21s7-6.200 7-11.500A7 7 0 0 0 5 9.500C5 14.800 12 21 12 21zM12 12a2.500 2.500 0 1 0 0-5 2.500 2.500 0 0 0 0 5z',
  phone: 'M6 3h3l1.500 5-2 1.500a12 12 0 0 0 6 6l1.500-2 5 1.500v3a2 2 0 0 1-2 2A16 16 0 0 1 4 5a2 2 0 0 1 2-2z',
  heart: 'M12 20S4 15 4 9.300A4.300 4.300 0 0 1 12 7a4.300 4.300 0 0 1 8 2.300C20 15 12 20 12 20z',
  check: 'M5 12.500l4.500 4.500L19 7.500',
  play: 'M8 5v14l11-7z',
  sync: 'M4 12a8 8 0 0 1 13.700-5.600L20 8.500M20 4v4.500h-4.500M20 12a8 8 0 0 1-13.700 5.600L4 15.500M4 20v-4.500h4.500',
  lock: 'M6 11h12v9H6zM8.500 11V8a3.500 3.500 0 0 1 7 0v3',
  leaf: 'M5 19C5 9 11 5 20 4c0 9-4 15-13 15M5 20c2-5 5-8 9-10',
  warning: 'M12 4l9 16H3zM12 10v4M12 17h.01',
  left: 'M14 6l-6 6 6 6',
  right: 'M10 6l6 6-6 6',
  more: 'M5 12h.01M12 12h.01M19 12h.01',
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name, size = 22 }: { name: IconName; size?: number }) {
  return (
    <svg class="icon" width={size} height={size} viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2"
      stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  );
}
