// Nynorsk, fetched as one.
export { default as messages } from './nn';
export { default as terms } from './terms.nn';
