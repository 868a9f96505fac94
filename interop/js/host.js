// A js-libp2p host on loopback, with the protocols that the tests speak.
import './polyfill.js'
import { createHash } from 'node:crypto'
import { quic } from '@chainsafe/libp2p-quic'
import { generateKeyPair } from '@libp2p/crypto/keys'
import { identify, identifyPush } from '@libp2p/identify'
import { noise } from '@libp2p/noise'
import { ping } from '@libp2p/ping'
import { tcp } from '@libp2p/tcp'
import { tls } from '@libp2p/tls'
import { yamux } from '@libp2p/yamux'
import { createLibp2p } from 'libp2p'

export const ECHO = '/test/echo/1.0.0'
export const DIGEST = '/test/digest/1.0.0'
export const ABORT = '/test/abort/1.0.0'
export const WATCH = '/test/watch/1.0.0'
export const PERF = '/perf/1.0.0'

// How it speaks: `transport` is tcp or quic, `security` over tcp is noise or tls, `key` is the kind of its identity.
export async function startHost (report = () => {}, { transport = 'tcp', security = 'noise', key = 'Ed25519' } = {}) {
  const overQuic = transport === 'quic'
  const host = await createLibp2p({
    privateKey: await generateKeyPair(key),
    addresses: { listen: [overQuic ? '/ip4/127.0.0.1/udp/0/quic-v1' : '/ip4/127.0.0.1/tcp/0'] },
    transports: [overQuic ? quic() : tcp()],
    connectionEncrypters: overQuic ? [] : [security === 'tls' ? tls() : noise()],
    streamMuxers: [yamux()],
    connectionManager: { inboundConnectionThreshold: 1000, maxIncomingPendingConnections: 1000 },
    services: { identify: identify(), identifyPush: identifyPush(), ping: ping({ maxInboundStreams: 64, maxOutboundStreams: 64 }) }
  })
  await host.handle(ECHO, async stream => {
    for await (const piece of stream) {
      await send(stream, piece.subarray())
    }
    await stream.close()
  })
  await host.handle(DIGEST, async stream => {
    const hash = createHash('sha256')
    for await (const piece of stream) {
      hash.update(piece.subarray())
    }
    await send(stream, hash.digest())
    await stream.close()
  })
  await host.handle(ABORT, async stream => {
    for await (const _ of stream) {
      stream.abort(new Error('on purpose'))
      return
    }
  })
  await host.handle(WATCH, async stream => {
    try {
      for await (const piece of stream) {
        await send(stream, piece.subarray())
      }
      report({ watched: 'end' })
    } catch (error) {
      report({ watched: error.name })
    }
  })
  await host.handle(PERF, servePerf)
  return host
}

export async function send (stream, bytes) {
  if (!stream.send(bytes)) {
    await stream.onDrain()
  }
}

async function servePerf (stream) {
  let header = Buffer.alloc(0)
  for await (const piece of stream) {
    if (header.length < 8) {
      header = Buffer.concat([header, piece.subarray()])
    }
  }
  await fill(stream, Number(header.readBigUInt64BE(0)))
  await stream.close()
}

export async function fill (stream, bytes) {
  const chunk = new Uint8Array(64 * 1024)
  for (let left = bytes; left > 0; left -= chunk.length) {
    await send(stream, left < chunk.length ? chunk.subarray(0, left) : chunk)
  }
}

// The perf protocol from the asking side: seconds for `up` bytes there and `down` bytes back.
export async function measurePerf (host, address, up, down) {
  const start = performance.now()
  const stream = await host.dialProtocol(address, PERF)
  let got = 0
  const drained = (async () => {
    for await (const piece of stream) {
      got += piece.byteLength
    }
  })()
  const header = Buffer.alloc(8)
  header.writeBigUInt64BE(BigInt(down))
  await send(stream, header)
  await fill(stream, up)
  await stream.close()
  await drained
  if (got !== down) {
    throw new Error(`asked for ${down} bytes and got ${got}`)
  }
  return (performance.now() - start) / 1000
}
