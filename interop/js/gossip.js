// A js-libp2p host that gossips, strict signatures and all defaults, driven like peer.js.
import './polyfill.js'
import { gossipsub } from '@libp2p/gossipsub'
import { identify } from '@libp2p/identify'
import { noise } from '@libp2p/noise'
import { ping } from '@libp2p/ping'
import { tcp } from '@libp2p/tcp'
import { yamux } from '@libp2p/yamux'
import { multiaddr } from '@multiformats/multiaddr'
import { createLibp2p } from 'libp2p'
import { obey } from './obey.js'

const host = await createLibp2p({
  addresses: { listen: ['/ip4/127.0.0.1/tcp/0'] },
  transports: [tcp()],
  connectionEncrypters: [noise()],
  streamMuxers: [yamux()],
  connectionManager: { inboundConnectionThreshold: 1000 },
  services: {
    identify: identify(),
    ping: ping(),
    pubsub: gossipsub({ globalSignaturePolicy: 'StrictSign', fallbackToFloodsub: false })
  }
})
const pubsub = host.services.pubsub
const heard = []
const text = bytes => new TextDecoder().decode(bytes)
pubsub.addEventListener('message', ({ detail }) => {
  heard.push({ from: String(detail.from), text: text(detail.data), type: detail.type })
})

const until = async condition => {
  const end = Date.now() + 30_000
  while (!condition() && Date.now() < end) {
    await new Promise(resolve => setTimeout(resolve, 20))
  }
  return condition()
}

const commands = {
  async dial ({ at }) {
    await host.dial(multiaddr(at))
    return {}
  },

  async follow ({ topic }) {
    pubsub.subscribe(topic)
    return {}
  },

  // The mesh, once so many peers are in it.
  async mesh ({ topic, peers }) {
    await until(() => pubsub.getMeshPeers(topic).length >= peers)
    return { mesh: pubsub.getMeshPeers(topic) }
  },

  async say ({ topic, text }) {
    const { recipients } = await pubsub.publish(topic, new TextEncoder().encode(text))
    return { recipients: recipients.map(String) }
  },

  // What was heard, once there is so much.
  async heard ({ count }) {
    await until(() => heard.length >= count)
    return { heard }
  }
}

obey(host, commands)
