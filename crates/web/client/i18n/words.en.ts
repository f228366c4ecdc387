// English, fetched as one.
export { default as messages } from './en';
export { default as terms } from './terms.en';
