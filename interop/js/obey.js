// How a test drives a host: commands come as lines of JSON on stdin, answers and reports go out on stdout, and the host ends
// with its stdin.
import { createInterface } from 'node:readline'

export const say = line => process.stdout.write(JSON.stringify(line) + '\n')

export function obey (host, commands, addresses = host.getMultiaddrs().map(String)) {
  say({ peer: String(host.peerId), addresses })
  const lines = createInterface({ input: process.stdin })
  lines.on('line', async line => {
    const { id, command, ...args } = JSON.parse(line)
    try {
      say({ id, ...await commands[command](args) })
    } catch (error) {
      say({ id, error: `${error.name}: ${error.message}` })
    }
  })
  lines.on('close', async () => {
    await host.stop()
    process.exit(0)
  })
}
