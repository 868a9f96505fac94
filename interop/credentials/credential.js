// Verifies and issues Verifiable Credentials with eddsa-jcs-2022, by Digital Bazaar's libraries.
//   node credential.js verify FILE      {"verified":true} or {"verified":false,"error":"…"}
//   node credential.js issue SEEDHEX SUBJECT      a credential, signed
import {readFileSync} from 'node:fs';
import {webcrypto} from 'node:crypto';

globalThis.self ??= globalThis;
self.crypto ??= webcrypto;

const {DataIntegrityProof} = await import('@digitalbazaar/data-integrity');
const {createSignCryptosuite, createVerifyCryptosuite} =
  await import('@digitalbazaar/eddsa-jcs-2022-cryptosuite');
const Ed25519Multikey = await import('@digitalbazaar/ed25519-multikey');
const vc = await import('@digitalbazaar/vc');

// A did:key is its own document.
async function documentLoader(url) {
  const [did, fragment] = url.split('#');
  if(!did.startsWith('did:key:')) {
    return vc.defaultDocumentLoader(url);
  }
  const key = did.slice('did:key:'.length);
  const method = {
    '@context': 'https://w3id.org/security/multikey/v1',
    id: `${did}#${key}`, type: 'Multikey', controller: did, publicKeyMultibase: key
  };
  const document = fragment ? method : {
    '@context': ['https://www.w3.org/ns/did/v1', 'https://w3id.org/security/multikey/v1'],
    id: did, verificationMethod: [method], assertionMethod: [method.id]
  };
  return {contextUrl: null, documentUrl: url, document};
}

async function verify(file) {
  const credential = JSON.parse(readFileSync(file, 'utf8'));
  const result = await vc.verifyCredential({
    credential,
    suite: new DataIntegrityProof({cryptosuite: createVerifyCryptosuite()}),
    documentLoader,
    // whether it was revoked is asked at its issuer's node, which is not here
    checkStatus: async ({credential: {credentialStatus: {type}}}) => ({verified: type === 'KithRevocation'})
  });
  const error = result.error && [result.error, ...(result.error.errors ?? [])].map(String).join('; ');
  return {verified: result.verified, error};
}

async function issue(seedHex, subject) {
  const key = await Ed25519Multikey.generate({seed: Uint8Array.from(Buffer.from(seedHex, 'hex'))});
  key.controller = `did:key:${key.publicKeyMultibase}`;
  key.id = `${key.controller}#${key.publicKeyMultibase}`;
  return vc.issue({
    credential: {
      '@context': ['https://www.w3.org/ns/credentials/v2', 'https://www.w3.org/ns/credentials/undefined-terms/v2'],
      type: ['VerifiableCredential'],
      issuer: key.controller,
      validFrom: '2026-01-01T00:00:00Z',
      credentialSubject: {id: subject, skill: ['bicycles', {since: 2019.5}], 'naïve "key"\u2028': 1e21}
    },
    suite: new DataIntegrityProof({signer: key.signer(), cryptosuite: createSignCryptosuite()}),
    documentLoader
  });
}

const [, , what, ...words] = process.argv;
console.log(JSON.stringify(await (what === 'verify' ? verify(...words) : issue(...words))));
