// Bokmål, fetched as one.
export { default as messages } from './nb';
export { default as terms } from './terms.nb';
