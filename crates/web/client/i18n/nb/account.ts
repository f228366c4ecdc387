// What every field for a password says.
export default {
  'password.show': 'Vis',
} as const;
