// A js-libp2p host with two Kademlia networks that a test drives: Kith's and that of IPFS within a house. Commands come
// as lines of JSON on stdin, answers go out on stdout. It ends with its stdin.
import './polyfill.js'
import { identify } from '@libp2p/identify'
import { kadDHT, passthroughMapper, removePublicAddressesMapper } from '@libp2p/kad-dht'
import { noise } from '@libp2p/noise'
import { peerIdFromString } from '@libp2p/peer-id'
import { ping } from '@libp2p/ping'
import { tcp } from '@libp2p/tcp'
import { yamux } from '@libp2p/yamux'
import { multiaddr } from '@multiformats/multiaddr'
import { createLibp2p } from 'libp2p'
import { CID } from 'multiformats/cid'
import { obey } from './obey.js'

// Records of one byte under /test/…, of which the greatest is the best.
const records = {
  validators: {
    test: async (_, value) => {
      if (value.length !== 1 || value[0] < 1) {
        throw new Error('not a version')
      }
    }
  },
  selectors: {
    test: (_, values) => values.reduce((best, value, i) => (value[0] > values[best][0] ? i : best), 0)
  }
}

const network = (prefix, name, peerInfoMapper) => kadDHT({
  protocol: `${prefix}/kad/1.0.0`,
  clientMode: false,
  peerInfoMapper,
  logPrefix: `libp2p:${name}`,
  metricsPrefix: name,
  datastorePrefix: `/${name}`,
  initialQuerySelfInterval: 100,
  ...records
})

const host = await createLibp2p({
  addresses: { listen: ['/ip4/127.0.0.1/tcp/0'] },
  transports: [tcp()],
  connectionEncrypters: [noise()],
  streamMuxers: [yamux()],
  connectionManager: { inboundConnectionThreshold: 1000, maxIncomingPendingConnections: 1000 },
  services: {
    identify: identify(),
    ping: ping(),
    kith: network('/kith', 'kith', passthroughMapper),
    lan: network('/ipfs/lan', 'lan', removePublicAddressesMapper)
  }
})

const told = peer => ({ id: String(peer.id), addresses: peer.multiaddrs.map(String) })
const bytes = base64 => new Uint8Array(Buffer.from(base64, 'base64'))

const commands = {
  async dial ({ at }) {
    await host.dial(multiaddr(at))
    return {}
  },

  // Waits until so many peers are in the table.
  async table ({ net, peers }) {
    const { routingTable } = host.services[net]
    for (let i = 0; i < 400 && routingTable.size < peers; i++) {
      await new Promise(resolve => setTimeout(resolve, 25))
    }
    return { peers: routingTable.size }
  },

  async provide ({ net, cid }) {
    let told = 0
    for await (const event of host.services[net].provide(CID.parse(cid))) {
      told += event.name === 'PEER_RESPONSE' && event.messageName === 'ADD_PROVIDER' ? 1 : 0
    }
    return { told }
  },

  async findProviders ({ net, cid }) {
    const found = new Map()
    for await (const event of host.services[net].findProviders(CID.parse(cid))) {
      if (event.name === 'PROVIDER' || event.name === 'PEER_RESPONSE') {
        event.providers.forEach(peer => found.set(String(peer.id), told(peer)))
      }
    }
    return { providers: [...found.values()] }
  },

  async put ({ net, key, value }) {
    let took = 0
    for await (const event of host.services[net].put(bytes(key), bytes(value))) {
      took += event.name === 'PEER_RESPONSE' && event.messageName === 'PUT_VALUE' ? 1 : 0
    }
    return { took }
  },

  async get ({ net, key }) {
    for await (const event of host.services[net].get(bytes(key))) {
      if (event.name === 'VALUE') {
        return { value: Buffer.from(event.value).toString('base64') }
      }
    }
    return {}
  },

  async findPeer ({ net, peer }) {
    for await (const event of host.services[net].findPeer(peerIdFromString(peer))) {
      if (event.name === 'FINAL_PEER') {
        return told(event.peer)
      }
    }
    return {}
  }
}

obey(host, commands)
