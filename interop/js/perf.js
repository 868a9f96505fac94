// js-libp2p against itself, two processes on loopback: what one stream carries over TCP, Noise and yamux.
// Prints one line of JSON: the runs of upload and of download, in MiB/s.
//   node perf.js [MIB] [RUNS]
import './polyfill.js'
import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { multiaddr } from '@multiformats/multiaddr'
import { measurePerf, startHost } from './host.js'

const mib = Number(process.argv[2] ?? 256)
const runs = Number(process.argv[3] ?? 5)

const child = spawn(process.execPath, [fileURLToPath(new URL('./peer.js', import.meta.url))], {
  stdio: ['pipe', 'pipe', 'inherit']
})
const ready = await new Promise((resolve, reject) => {
  createInterface({ input: child.stdout }).once('line', line => resolve(JSON.parse(line)))
  child.once('exit', code => reject(new Error(`the peer ended with ${code}`)))
})
const host = await startHost()
const at = multiaddr(ready.addresses[0])
const rate = seconds => Math.round(mib / seconds * 10) / 10
await measurePerf(host, at, 64 << 20, 64 << 20)
const upload = []
const download = []
for (let i = 0; i < runs; i++) {
  upload.push(rate(await measurePerf(host, at, mib << 20, 0)))
  download.push(rate(await measurePerf(host, at, 0, mib << 20)))
}
console.log(JSON.stringify({ mib, upload, download, node: process.version }))
child.stdin.end()
await host.stop()
process.exit(0)
