// English, complete: the type asks for every key.
import type { Messages } from './index';
import account from './en/account';
import admin from './en/admin';
import ask from './en/ask';
import board from './en/board';
import citizens from './en/citizens';
import day from './en/day';
import forms from './en/forms';
import share from './en/share';
import shell from './en/shell';
import staffing from './en/staffing';
import talk from './en/talk';
import vedtak from './en/vedtak';
import week from './en/week';

export default { ...shell, ...day, ...board, ...citizens, ...talk, ...vedtak, ...week, ...admin, ...share, ...ask, ...forms, ...staffing, ...account } satisfies Messages;
