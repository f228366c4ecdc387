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

async function begin(): Promise<void> {
  await Promise.all([speak(preferred()), findOut()]);
  if (place) render(<App />, place);
}

void begin();

/** Milliseconds after the page is there before the shell is kept: the first list has the line to itself. */
const LATER = 1_500;

if (import.meta.env.PROD && 'serviceWorker' in navigator) {
  addEventListener('load', () => setTimeout(() => void navigator.serviceWorker.register('/sw.js'), LATER));
}
