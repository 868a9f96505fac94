// Two js-libp2p hosts in two processes on loopback: this one, and one that answers.
import './polyfill.js'
import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { multiaddr } from '@multiformats/multiaddr'
import { startHost } from './host.js'

export async function startPair (transport = 'tcp', security = 'noise') {
  const peer = [fileURLToPath(new URL('./peer.js', import.meta.url)), transport, security]
  const child = spawn(process.execPath, peer, {
    stdio: ['pipe', 'pipe', 'inherit']
  })
  const ready = await new Promise((resolve, reject) => {
    createInterface({ input: child.stdout }).once('line', line => resolve(JSON.parse(line)))
    child.once('exit', code => reject(new Error(`the peer ended with ${code}`)))
  })
  const host = await startHost(() => {}, { transport, security })
  return {
    host,
    at: multiaddr(ready.addresses[0]),
    async end () {
      child.stdin.end()
      await host.stop()
      process.exit(0)
    }
  }
}
