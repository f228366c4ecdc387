// Bokmål: every text of the client, by key; one file for each screen.
import admin from './nb/admin';
import board from './nb/board';
import citizens from './nb/citizens';
import day from './nb/day';
import shell from './nb/shell';
import talk from './nb/talk';
import vedtak from './nb/vedtak';
import week from './nb/week';

export default { ...shell, ...day, ...board, ...citizens, ...talk, ...vedtak, ...week, ...admin } as const;
