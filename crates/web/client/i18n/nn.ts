// Nynorsk, complete: the type asks for every key.
import type { Messages } from './index';
import admin from './nn/admin';
import board from './nn/board';
import citizens from './nn/citizens';
import day from './nn/day';
import shell from './nn/shell';
import talk from './nn/talk';
import vedtak from './nn/vedtak';
import week from './nn/week';

export default { ...shell, ...day, ...board, ...citizens, ...talk, ...vedtak, ...week, ...admin } satisfies Messages;
