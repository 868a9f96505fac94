// js-libp2p against itself, two processes on loopback: what one stream carries, over TCP, Noise and yamux unless told
// otherwise.
// Prints one line of JSON: the runs of upload and of download, in MiB/s.
//   node perf.js [MIB] [RUNS] [tcp|quic] [noise|tls]
import { measurePerf } from './host.js'
import { startPair } from './pair.js'

const mib = Number(process.argv[2] ?? 256)
const runs = Number(process.argv[3] ?? 5)

const { host, at, end } = await startPair(process.argv[4], process.argv[5])
const rate = seconds => Math.round(mib / seconds * 10) / 10
await measurePerf(host, at, 64 << 20, 64 << 20)
const upload = []
const download = []
for (let i = 0; i < runs; i++) {
  upload.push(rate(await measurePerf(host, at, mib << 20, 0)))
  download.push(rate(await measurePerf(host, at, 0, mib << 20)))
}
console.log(JSON.stringify({ mib, upload, download, node: process.version }))
await end()
