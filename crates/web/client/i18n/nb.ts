// Bokmål: every text of the client, by key; one file for each screen.
import account from './nb/account';
import admin from './nb/admin';
import ask from './nb/ask';
import board from './nb/board';
import citizens from './nb/citizens';
import day from './nb/day';
import forms from './nb/forms';
import share from './nb/share';
import shell from './nb/shell';
import staffing from './nb/staffing';
import talk from './nb/talk';
import vedtak from './nb/vedtak';
import week from './nb/week';

export default { ...shell, ...day, ...board, ...citizens, ...talk, ...vedtak, ...week, ...admin, ...share, ...ask, ...forms, ...staffing, ...account } as const;
