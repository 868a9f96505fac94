const ROOT = '/api/v1';

/** Why a call was not done, as the node tells it (RFC 9457). */
export class Problem extends Error {
  constructor({ status, title, detail, missing, link }) {
    super(title);
    Object.assign(this, { status, detail, missing, link });
  }
}

const GONE = {
  status: 0,
  title: 'Your node does not answer',
  detail: 'is it running? Start it with ./kith run',
};

async function problemOf(response) {
  const told = await response.json().catch(() => ({}));
  return new Problem({ status: response.status, title: `Error ${response.status}`, ...told });
}

async function call(method, path, body) {
  // X-Kith tells the node that this page asks, not one that borrowed its cookie.
  const headers = { 'X-Kith': '1' };
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  const response = await fetch(ROOT + path, {
    method,
    headers,
    body: body === undefined ? undefined : JSON.stringify(body),
    cache: 'no-store',
  }).catch(() => {
    throw new Problem(GONE);
  });
  if (!response.ok) throw await problemOf(response);
  return response.status === 204 ? null : response.json();
}

const file = (cid) => `/files/${encodeURIComponent(cid)}`;

export const api = {
  enter: (token) => call('POST', '/session', { token }),
  status: () => call('GET', '/status'),
  people: async () => (await call('GET', '/people')).people,
  files: async () => (await call('GET', '/files')).files,
  health: (cid) => call('GET', `${file(cid)}/health`),
  check: (cid) => call('POST', `${file(cid)}/check`),
  remove: (cid) => call('DELETE', file(cid)),
  removed: async () => (await call('GET', '/files?removed=true')).files,
  restore: (cid) => call('POST', `${file(cid)}/restore`),
  contentUrl: (cid) => `${ROOT}${file(cid)}/content`,
  invite: (bond, uses, validForSeconds) => call('POST', '/invitations', { bond, uses, validForSeconds }),
  accept: (ticket) => call('POST', '/bonds', { ticket }),
  pledge: (did, bytes) => call('PUT', `/people/${encodeURIComponent(did)}/pledge`, { bytes }),
  trust: (did) => call('GET', `/people/${encodeURIComponent(did)}/trust`),
  unbond: (did) => call('DELETE', `/people/${encodeURIComponent(did)}`),
  endings: async () => (await call('GET', '/endings')).ending,
  visible: async () => (await call('GET', '/visible')).visible,
  devices: async () => (await call('GET', '/devices')).devices,
  joiningDevices: async () => (await call('GET', '/devices/joining')).joining,
  inviteDevice: (validForSeconds) => call('POST', '/devices/invite', { validForSeconds }),
  admitDevice: (peer) => call('POST', `/devices/joining/${encodeURIComponent(peer)}`, {}),
  turnDeviceAway: (peer) => call('DELETE', `/devices/joining/${encodeURIComponent(peer)}`),
  revokeDevice: (peer) => call('POST', `/devices/${encodeURIComponent(peer)}/revoke`, {}),
  settleDevice: (peer, branch) => call('POST', `/devices/${encodeURIComponent(peer)}/settle`, { branch }),
  attestations: async () => (await call('GET', '/attestations')).attestations,
  attest: (subject, says, until) => call('POST', '/attestations', { subject, says, until }),
  revokeAttestation: (id) => call('POST', `/attestations/${encodeURIComponent(id)}/revoke`, {}),
  credentialUrl: (id) => `${ROOT}/attestations/${encodeURIComponent(id)}/credential`,
  guardians: () => call('GET', '/guardians'),
  chooseGuardians: (who, need, waitSeconds) => call('PUT', '/guardians', { who, need, waitSeconds }),
  drillGuardians: () => call('POST', '/guardians/drill'),
  tomorrow: () => call('GET', '/guardians/tomorrow'),
  recoveryRequests: async () => (await call('GET', '/guardians/requests')).requests,
  approveRecovery: (id, words) => call('POST', `/guardians/requests/${encodeURIComponent(id)}/approve`, { words }),
  refuseRecovery: (id) => call('POST', `/guardians/requests/${encodeURIComponent(id)}/refuse`),
  eventsUrl: `${ROOT}/events`,
};

/**
 * Sends a file and returns what the node made of it. XMLHttpRequest, because fetch does not tell how much is sent.
 */
export function upload(source, { reach, to, holders }, onSent) {
  const query = new URLSearchParams({ name: source.name, reach, holders, wait: 'accepted' });
  to.forEach((who) => query.append('to', who));
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', `${ROOT}/files?${query}`);
    request.setRequestHeader('X-Kith', '1');
    request.setRequestHeader('Content-Type', 'application/octet-stream');
    request.responseType = 'json';
    request.upload.onprogress = (event) => onSent(event.loaded, event.total);
    request.onload = () => {
      if (request.status === 201) resolve(request.response);
      else reject(new Problem({ status: request.status, title: `Error ${request.status}`, ...request.response }));
    };
    request.onerror = () => reject(new Problem({ ...GONE, title: 'The upload broke off' }));
    request.send(source);
  });
}
