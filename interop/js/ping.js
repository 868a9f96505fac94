// js-libp2p against itself, two processes on loopback: how long pings take while a stream of the same connection is busy.
// Prints one line of JSON: the milliseconds of each ping.
//   node ping.js [PINGS] [LOAD_BYTES]
import { measurePerf } from './host.js'
import { startPair } from './pair.js'

const pings = Number(process.argv[2] ?? 200)
const load = Number(process.argv[3] ?? 64 << 20)

const { host, at, end } = await startPair()

async function measure () {
  let busy = true
  const loader = (async () => {
    while (busy) {
      await measurePerf(host, at, load, 0)
    }
  })()
  const millis = []
  for (let i = 0; i < pings; i++) {
    const start = performance.now()
    await host.services.ping.ping(at)
    millis.push(Math.round((performance.now() - start) * 1000) / 1000)
  }
  busy = false
  await loader
  return millis
}

await measure()
console.log(JSON.stringify({ millis: await measure(), node: process.version }))
await end()
