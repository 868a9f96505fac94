// js-libp2p against itself, two processes on loopback: how many connections it makes and ends in a second, one by one.
// Prints one line of JSON.
//   node handshake.js [DIALS]
import { startPair } from './pair.js'

const dials = Number(process.argv[2] ?? 1000)

const { host, at, end } = await startPair()

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
await end()
