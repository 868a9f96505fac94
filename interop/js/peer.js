// A js-libp2p host that a test drives: commands come as lines of JSON on stdin, answers and reports go out on stdout.
// It ends with its stdin.
//   node peer.js [tcp|quic] [noise|tls] [Ed25519|RSA|secp256k1]
import './polyfill.js'
import { createHash, randomBytes } from 'node:crypto'
import { peerIdFromString } from '@libp2p/peer-id'
import { multiaddr } from '@multiformats/multiaddr'
import { ABORT, DIGEST, ECHO, fill, measurePerf, send, startHost } from './host.js'
import { obey, say } from './obey.js'

const [transport, security, key] = process.argv.slice(2)
const host = await startHost(say, { transport, security, key })

const commands = {
  async ping ({ at }) {
    return { millis: await host.services.ping.ping(multiaddr(at)) }
  },

  async identify ({ at }) {
    // It identifies whom it dials by itself, and has no room for a second time at once.
    const identified = new Promise(resolve => {
      host.addEventListener('peer:identify', event => resolve(event.detail), { once: true })
    })
    await host.dial(multiaddr(at))
    const told = await identified
    return {
      agent: told.agentVersion,
      protocols: told.protocols,
      listen: told.listenAddrs.map(String),
      observed: String(told.observedAddr),
      record: told.signedPeerRecord?.addresses.map(String) ?? []
    }
  },

  // Sends `mib` MiB and takes them back at the same time; both digests are for the caller to compare.
  async echo ({ at, mib }) {
    const stream = await host.dialProtocol(multiaddr(at), ECHO)
    const back = createHash('sha256')
    const drained = (async () => {
      let got = 0
      for await (const piece of stream) {
        back.update(piece.subarray())
        got += piece.byteLength
      }
      return got
    })()
    const sent = createHash('sha256')
    for (let i = 0; i < mib * 16; i++) {
      const chunk = randomBytes(64 * 1024)
      sent.update(chunk)
      await send(stream, chunk)
    }
    await stream.close()
    return { bytes: await drained, sent: sent.digest('hex'), back: back.digest('hex') }
  },

  // Ends its own side first and then reads the answer.
  async halfClose ({ at, mib }) {
    const stream = await host.dialProtocol(multiaddr(at), DIGEST)
    const answer = []
    const drained = (async () => {
      for await (const piece of stream) {
        answer.push(piece.subarray())
      }
    })()
    await fill(stream, mib * 1024 * 1024)
    await stream.close()
    await drained
    return { digest: Buffer.concat(answer).toString('hex') }
  },

  // Gives a stream up after it has worked.
  async resetUs ({ at, protocol }) {
    const stream = await host.dialProtocol(multiaddr(at), protocol)
    await send(stream, Buffer.from('x'))
    for await (const _ of stream) {
      break
    }
    stream.abort(new Error('on purpose'))
    return {}
  },

  // Has the other side give a stream up.
  async resetByPeer ({ at }) {
    const stream = await host.dialProtocol(multiaddr(at), ABORT)
    await send(stream, Buffer.from('x'))
    try {
      for await (const _ of stream) {
        // only the end matters
      }
      return { ended: 'end' }
    } catch (error) {
      return { ended: error.name }
    }
  },

  async unsupported ({ at }) {
    try {
      await host.dialProtocol(multiaddr(at), '/test/unheard-of/1.0.0')
      return { refused: false }
    } catch (error) {
      return { refused: true, why: error.name }
    }
  },

  // Serves one more protocol, which those who are connected are told.
  async serve ({ protocol }) {
    await host.handle(protocol, stream => stream.close())
    return {}
  },

  // What a peer has said it serves.
  async protocols ({ peer }) {
    const known = await host.peerStore.get(peerIdFromString(peer))
    return { protocols: known.protocols }
  },

  async perf ({ at, up, down }) {
    return { seconds: await measurePerf(host, multiaddr(at), up, down) }
  }
}

obey(host, commands)
