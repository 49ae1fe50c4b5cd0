// Starts the built program as a person would, and stops it again.
import { spawn } from 'node:child_process'
import { access, cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = fileURLToPath(new URL('../..', import.meta.url))
/** The built program; THROUGHLINE names another. */
export const program = process.env.THROUGHLINE ?? join(root, 'bin', 'throughline')

const startSeconds = 120 // the demonstration lives through its dates before it listens, on a machine that may be busy
const stopSeconds = 20

/** A folder that nobody else has; remove() takes it away. */
export async function folder () {
  const path = await mkdtemp(join(tmpdir(), 'throughline-e2e-'))
  return { path, remove: () => rm(path, { recursive: true, force: true }) }
}

/**
 * Runs the demonstration on a free port, with its data in a new folder. DEMONSTRATION names a folder that holds one built before,
 * which is copied, so that not every file of journeys lives through its dates again.
 *
 * `command` and `args` say otherwise: `{ args: ['serve', '--data', path] }`. The address is added.
 * Resolves to `{ origin, data, output, stop, kill }` once the program has printed where it listens; rejects with all it printed
 * if it ends before that. `output()` is what it has printed so far. `kill()` ends it with no warning, as a power cut does;
 * the data is then kept until `stop()`.
 */
export async function startServer ({ command = program, args, env = {} } = {}) {
  await access(command).catch(() => {
    throw new Error(`${command} is not there: run \`make build\` first`)
  })
  const data = await folder()
  const built = process.env.DEMONSTRATION
  if (built && command === program && args === undefined) {
    await cp(built, data.path, { recursive: true }).catch(async (err) => {
      await data.remove()
      throw new Error(`the demonstration that DEMONSTRATION names cannot be copied: ${err.message}`)
    })
  }
  const child = spawn(command, [...(args ?? ['demo', '--data', data.path]), '--addr', '127.0.0.1:0'], {
    cwd: root, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe']
  })
  let printed = ''
  const ended = new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code, signal) => resolve(signal ?? code))
  })
  const listening = new Promise((resolve) => {
    const read = (text) => {
      printed += text
      const found = /Listening on (http:\/\/[^\s/]+)/.exec(printed)
      if (found) resolve(found[1])
    }
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', read)
  })
  const end = async (signal) => {
    child.kill(signal)
    const how = await within(stopSeconds, ended)
    if (how !== late) return how
    child.kill('SIGKILL')
    await ended
    throw new Error(`the program did not stop within ${stopSeconds} seconds of ${signal}; it printed:\n${printed}`)
  }
  try {
    const origin = await within(startSeconds, Promise.race([
      listening,
      ended.then((how) => { throw new Error(`the program ended (${how}) before it listened; it printed:\n${printed}`) })
    ]))
    if (origin === late) {
      await end('SIGKILL')
      throw new Error(`the program did not listen within ${startSeconds} seconds; it printed:\n${printed}`)
    }
    return {
      origin,
      data: data.path,
      output: () => printed,
      kill: () => end('SIGKILL'),
      stop: async () => {
        try { await end('SIGTERM') } finally { await data.remove() }
      }
    }
  } catch (err) {
    await data.remove()
    throw err
  }
}

const late = Symbol('late')

async function within (seconds, promise) {
  let timer
  const timeout = new Promise((resolve) => { timer = setTimeout(resolve, seconds * 1000, late) })
  try {
    return await Promise.race([promise, timeout])
  } finally {
    clearTimeout(timer)
  }
}
