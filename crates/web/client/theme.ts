// Light, dark, or as the device says. Kept for next time: it is no secret.
import { signal } from '@preact/signals';

export type Theme = 'auto' | 'light' | 'dark';

const kept = localStorage.getItem('tillit-theme');
export const theme = signal<Theme>(kept === 'light' || kept === 'dark' ? kept : 'auto');

theme.subscribe((value) => {
  document.documentElement.dataset['colorScheme'] = value;
  localStorage.setItem('tillit-theme', value);
});
