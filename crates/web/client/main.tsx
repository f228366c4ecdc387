// Where the client begins.
import { render } from 'preact';
import './ui/designsystemet.css';
import '../theme/tillit.css';
import './ui/style.css';
import { App } from './app';
import { preferred, speak } from './i18n';
import { findOut } from './session';
import './theme';

const place = document.getElementById('app');

// The screen of the day comes along at once when it is the one asked for: one wait less on a slow line.
if (location.pathname === '/') void import('./screens/day/Day');

async function begin(): Promise<void> {
  await Promise.all([speak(preferred()), findOut()]);
  if (place) render(<App />, place);
}

void begin();

if (import.meta.env.PROD && 'serviceWorker' in navigator) void navigator.serviceWorker.register('/sw.js');
