// Nynorsk, complete: the type asks for every key.
import type { Messages } from './index';
import account from './nn/account';
import admin from './nn/admin';
import ask from './nn/ask';
import board from './nn/board';
import citizens from './nn/citizens';
import day from './nn/day';
import forms from './nn/forms';
import share from './nn/share';
import shell from './nn/shell';
import staffing from './nn/staffing';
import talk from './nn/talk';
import vedtak from './nn/vedtak';
import week from './nn/week';

export default { ...shell, ...day, ...board, ...citizens, ...talk, ...vedtak, ...week, ...admin, ...share, ...ask, ...forms, ...staffing, ...account } satisfies Messages;
