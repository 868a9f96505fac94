// js-libp2p against itself, two processes on loopback: how many connections it makes and ends in a second, one by one.
// Prints one line of JSON.
//   node handshake.js [DIALS]
import './polyfill.js'
import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { multiaddr } from '@multiformats/multiaddr'
import { startHost } from './host.js'

const dials = Number(process.argv[2] ?? 1000)

const child = spawn(process.execPath, [fileURLToPath(new URL('./peer.js', import.meta.url))], {
  stdio: ['pipe', 'pipe', 'inherit']
})
const ready = await new Promise((resolve, reject) => {
  createInterface({ input: child.stdout }).once('line', line => resolve(JSON.parse(line)))
  child.once('exit', code => reject(new Error(`the peer ended with ${code}`)))
})
const host = await startHost()
const at = multiaddr(ready.addresses[0])

async function dial (times) {
  for (let i = 0; i < times; i++) {
    const connection = await host.dial(at)
    await connection.close()
  }
}

await dial(dials)
const start = performance.now()
await dial(dials)
const perSecond = dials / ((performance.now() - start) / 1000)
console.log(JSON.stringify({ dials, perSecond: Math.round(perSecond * 10) / 10, node: process.version }))
child.stdin.end()
await host.stop()
process.exit(0)
