// A real OpenID provider for the tests of log-in (SEC-8): `oidc-provider`, which is certified, on a free
// port of its own, with people who are invented. It reads one line of JSON from its standard input (the
// clients' public keys), prints its address when it answers, and ends when its input is closed.
import { createServer } from 'node:http';
import { createInterface } from 'node:readline';
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import Provider from 'oidc-provider';

const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const { clientJwks, redirectUri } = JSON.parse((await lines.next()).value);

const PID = 'helseid://claims/identity/pid';
const HPR = 'helseid://claims/hpr/hpr_number';
const LEVEL = 'helseid://claims/identity/security_level';

// Numbers of the national test population (month + 80).
const PEOPLE = {
  kari: { [PID]: '15877050073', [LEVEL]: '4' },
  per: { [HPR]: '431001110', [LEVEL]: '4' },
  weak: { [PID]: '15877050073', [LEVEL]: '3' },
  stranger: { [HPR]: '999999999', [LEVEL]: '4' },
};

const key = (kid, alg) => {
  const { privateKey } = alg === 'ES256' ? generateKeyPairSync('ec', { namedCurve: 'P-256' }) : generateKeyPairSync('rsa', { modulusLength: 2048 });
  return { ...privateKey.export({ format: 'jwk' }), kid, alg, use: 'sig' };
};

const scopes = ['openid', 'helseid://scopes/identity/pid', 'helseid://scopes/hpr/hpr_number', 'helseid://scopes/identity/security_level'];
const client = {
  redirect_uris: [redirectUri],
  response_types: ['code'],
  grant_types: ['authorization_code'],
  scope: scopes.join(' '),
};

function build(issuer, generation) {
  const provider = new Provider(issuer, {
    jwks: { keys: [key(`es-${generation}`, 'ES256'), key(`rs-${generation}`, 'RS256')] },
    clients: [
      // As HelseID has it: everything is asked for.
      {
        ...client,
        client_id: 'as-helseid',
        token_endpoint_auth_method: 'private_key_jwt',
        token_endpoint_auth_signing_alg: 'ES256',
        jwks: clientJwks,
        id_token_signed_response_alg: 'ES256',
        require_pushed_authorization_requests: true,
        dpop_bound_access_tokens: true,
      },
      // As Entra ID has it: a secret, nothing pushed, nothing bound.
      {
        ...client,
        client_id: 'as-entra',
        client_secret: 'a secret that only tests have',
        token_endpoint_auth_method: 'client_secret_post',
        id_token_signed_response_alg: 'RS256',
      },
    ],
    scopes,
    claims: {
      'helseid://scopes/identity/pid': [PID],
      'helseid://scopes/hpr/hpr_number': [HPR],
      'helseid://scopes/identity/security_level': [LEVEL],
    },
    // Claims in the ID token, as HelseID does.
    conformIdTokenClaims: false,
    // A test moves Tillit's clock by a minute.
    clockTolerance: 90,
    pkce: { required: () => true },
    features: {
      devInteractions: { enabled: true },
      pushedAuthorizationRequests: { enabled: true },
      dPoP: { enabled: true, nonceSecret: randomBytes(32), requireNonce: () => true },
    },
    enabledJWA: {
      dPoPSigningAlgValues: ['ES256'],
      clientAuthSigningAlgValues: ['ES256'],
      idTokenSigningAlgValues: ['ES256', 'RS256'],
    },
    ttl: { AccessToken: 60, AuthorizationCode: 60, IdToken: 300, Interaction: 600, Session: 600, Grant: 600 },
    cookies: { keys: [randomBytes(16).toString('hex')] },
    findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, ...PEOPLE[id] }) }),
  });
  provider.on('server_error', (_, error) => console.error(error));
  return provider.callback();
}

let answer;
const server = createServer((request, response) => answer(request, response));
server.listen(0, '127.0.0.1', async () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  answer = build(issuer, 1);
  console.log(JSON.stringify({ issuer }));
  let generation = 1;
  for (;;) {
    const { value, done } = await lines.next();
    if (done) process.exit(0);
    if (value !== 'rotate') continue;
    generation += 1;
    answer = build(issuer, generation);
    console.log(JSON.stringify({ generation }));
  }
});
