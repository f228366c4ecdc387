// English, complete: the type asks for every key.
import type { Messages } from './index';
import admin from './en/admin';
import board from './en/board';
import citizens from './en/citizens';
import day from './en/day';
import shell from './en/shell';
import talk from './en/talk';
import vedtak from './en/vedtak';
import week from './en/week';

export default { ...shell, ...day, ...board, ...citizens, ...talk, ...vedtak, ...week, ...admin } satisfies Messages;
