// What happy-dom lacks: a database, and the message files loaded before anything is drawn.
import 'fake-indexeddb/auto';
import { beforeAll } from 'vitest';
import { speak } from '../client/i18n';

beforeAll(() => speak('nb'));
