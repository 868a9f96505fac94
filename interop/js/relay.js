// A js-libp2p host for relays, AutoNAT and hole punching, driven by lines of JSON as peer.js is.
//   node relay.js [LISTEN [autonat]]       LISTEN is 127.0.0.1 unless told
// With AutoNAT it tells nobody of a public address that was not found reachable; without, of all.
import './polyfill.js'
import { autoNATv2 } from '@libp2p/autonat-v2'
import { circuitRelayServer, circuitRelayTransport } from '@libp2p/circuit-relay-v2'
import { dcutr } from '@libp2p/dcutr'
import { identify, identifyPush } from '@libp2p/identify'
import { noise } from '@libp2p/noise'
import { ping } from '@libp2p/ping'
import { tcp } from '@libp2p/tcp'
import { yamux } from '@libp2p/yamux'
import { multiaddr } from '@multiformats/multiaddr'
import { createLibp2p } from 'libp2p'
import { ECHO, send } from './host.js'
import { obey } from './obey.js'

const ip = process.argv[2] ?? '127.0.0.1'
const autonat = process.argv[3] !== 'autonat' ? {} : {
  // It wants a way to find peers at random; there are none to be found here.
  randomWalk: () => ({
    [Symbol.toStringTag]: 'nobody',
    async * walk () {},
    start () {},
    stop () {}
  }),
  autonat: autoNATv2()
}
const host = await createLibp2p({
  addresses: { listen: [`/ip4/${ip}/tcp/0`] },
  transports: [tcp(), circuitRelayTransport()],
  connectionEncrypters: [noise()],
  streamMuxers: [yamux()],
  connectionManager: { inboundConnectionThreshold: 1000, maxIncomingPendingConnections: 1000 },
  services: {
    identify: identify(),
    push: identifyPush(),
    ping: ping(),
    relay: circuitRelayServer({ reservations: { maxReservations: 4 } }),
    ...autonat,
    dcutr: dcutr()
  }
})
await host.handle(ECHO, async stream => {
  for await (const piece of stream) {
    await send(stream, piece.subarray())
  }
  await stream.close()
}, { runOnLimitedConnection: true })

if (process.argv[3] !== 'autonat') {
  host.getMultiaddrs()
  host.components.transportManager.getAddrs().forEach(address => {
    host.components.addressManager.confirmObservedAddr(address, { type: 'transport' })
  })
}

function known (peer) {
  return host.getConnections().filter(connection => String(connection.remotePeer) === peer)
    .map(connection => ({
      remote: String(connection.remoteAddr),
      direction: connection.direction,
      limited: connection.limits != null
    }))
}

const commands = {
  // Reserves at a relay and is then reached through it.
  async reserve ({ at }) {
    const through = multiaddr(`${at}/p2p-circuit`)
    await host.components.transportManager.listen([through])
    const deadline = Date.now() + 10_000
    const relayed = () => host.getMultiaddrs().map(String).filter(address => address.includes('/p2p-circuit'))
    while (relayed().length === 0 && Date.now() < deadline) {
      await new Promise(resolve => setTimeout(resolve, 20))
    }
    return { addresses: relayed() }
  },

  async dial ({ at }) {
    const connection = await host.dial(multiaddr(at))
    return { remote: String(connection.remoteAddr), limited: connection.limits != null }
  },

  // Sends so many bytes and takes them back.
  async echo ({ at, bytes }) {
    const stream = await host.dialProtocol(multiaddr(at), ECHO, { runOnLimitedConnection: true })
    const drained = (async () => {
      let got = 0
      for await (const piece of stream) {
        got += piece.byteLength
      }
      return got
    })()
    for (let left = bytes; left > 0; left -= 16384) {
      await send(stream, new Uint8Array(Math.min(left, 16384)))
    }
    await stream.close()
    return { bytes: await drained }
  },

  async connections ({ peer }) {
    return { connections: known(peer) }
  },

  async reservations () {
    return { peers: [...host.services.relay.reservations.keys()].map(String) }
  },

  // What it tells others of itself.
  async told () {
    return { addresses: host.getMultiaddrs().map(String) }
  }
}

obey(host, commands, host.components.transportManager.getAddrs().map(address => `${address}/p2p/${host.peerId}`))
