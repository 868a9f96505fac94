// A js-libp2p host that looks for others in its network, driven like peer.js.
import './polyfill.js'
import { identify } from '@libp2p/identify'
import { mdns } from '@libp2p/mdns'
import { noise } from '@libp2p/noise'
import { tcp } from '@libp2p/tcp'
import { yamux } from '@libp2p/yamux'
import { createLibp2p } from 'libp2p'
import { obey } from './obey.js'

const host = await createLibp2p({
  addresses: { listen: ['/ip4/127.0.0.1/tcp/0'] },
  transports: [tcp()],
  connectionEncrypters: [noise()],
  streamMuxers: [yamux()],
  peerDiscovery: [mdns({ interval: 1000 })],
  services: { identify: identify() }
})
const found = new Map()
host.addEventListener('peer:discovery', ({ detail }) => {
  found.set(String(detail.id), detail.multiaddrs.map(String))
})

const commands = {
  // Where a peer is, once it is found.
  async find ({ peer }) {
    const end = Date.now() + 30_000
    while (!found.has(peer) && Date.now() < end) {
      await new Promise(resolve => setTimeout(resolve, 20))
    }
    return { addresses: found.get(peer) ?? [] }
  }
}

obey(host, commands)
