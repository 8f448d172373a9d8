// Start mockscript from tests: one server for all of them, one session for each. No dependency; node 18 or later.

import { spawn } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { request as httpRequest } from "node:http";
import { delimiter, join } from "node:path";

/** The server refused a request, did not start, or a check of a session failed. */
export class MockScriptError extends Error {
  /** @param {string} message @param {number} [status] the HTTP status @param {object} [problem] the problem document (RFC 9457) */
  constructor(message, status, problem) {
    super(message);
    this.name = "MockScriptError";
    this.status = status;
    this.problem = problem ?? {};
  }
}

/** The path of the binary: `MOCKSCRIPT` in the environment, else `mockscript` on the `PATH`. */
export function findBinary(environment = process.env) {
  if (environment.MOCKSCRIPT) {
    if (!isProgram(environment.MOCKSCRIPT)) {
      throw new MockScriptError(`MOCKSCRIPT is "${environment.MOCKSCRIPT}", which is no program that can be run`);
    }
    return environment.MOCKSCRIPT;
  }
  const name = process.platform === "win32" ? "mockscript.exe" : "mockscript";
  const folders = (environment.PATH ?? "").split(delimiter).filter(Boolean);
  const found = folders.map((folder) => join(folder, name)).find(isProgram);
  if (!found) {
    throw new MockScriptError("there is no program 'mockscript' on the PATH: install mockscript, or set MOCKSCRIPT to the path of the binary");
  }
  return found;
}

function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * Starts `mockscript serve SOURCE` on a free port and waits for its ready line.
 *
 * The server ends when this process ends, also by SIGKILL: its stdin is a pipe that closes then, and it watches the process id.
 *
 * @param {string} [source] a folder or file
 * @param {{ arguments?: string[], binary?: string, timeout?: number }} [options] further flags; the binary; milliseconds to wait
 * @returns {Promise<Server>}
 */
export async function serve(source = ".", options = {}) {
  const flags = ["serve", source, "--port", "0", "--json", "--parent-pid", String(process.pid), ...(options.arguments ?? [])];
  const binary = options.binary ?? findBinary();
  const child = spawn(binary, flags, { stdio: ["pipe", "pipe", "pipe"] });
  const errors = collect(child.stderr);
  child.stdin.on("error", () => {});
  try {
    const ready = await readyEvent(child, options.timeout ?? 30_000);
    return new Server(child, ready, errors);
  } catch (reason) {
    child.kill("SIGKILL");
    throw new MockScriptError(`${binary} ${flags.join(" ")} did not start (${reason.message}):\n${errors.text}`);
  }
}

/** Keeps the last 64 KiB of a stream. */
function collect(stream) {
  const kept = { text: "" };
  stream.setEncoding("utf8").on("data", (part) => { kept.text = (kept.text + part).slice(-65_536); });
  return kept;
}

/** The first line of stdout; the events after it are read and dropped, since the admin API tells the same. */
function readyEvent(child, timeout) {
  return new Promise((resolve, reject) => {
    let line = "";
    const timer = setTimeout(() => reject(new Error(`no ready line within ${timeout} ms`)), timeout);
    child.once("error", (error) => { clearTimeout(timer); reject(error); });
    child.once("close", (code) => { clearTimeout(timer); reject(new Error(`exit code ${code}`)); });
    child.stdout.setEncoding("utf8").on("data", (part) => {
      if (line.includes("\n")) return;
      line += part;
      if (!line.includes("\n")) return;
      clearTimeout(timer);
      try {
        const event = JSON.parse(line.slice(0, line.indexOf("\n")));
        if (event.event !== "ready") throw new Error(`the first line is no ready event: ${line}`);
        resolve(event);
      } catch (error) {
        reject(error);
      }
    });
  });
}

/** A server that ends with `stop()` or with this process, whichever comes first. */
export class Server {
  #child;
  #errors;

  constructor(child, ready, errors) {
    this.url = ready.url;
    this.port = ready.port;
    this.pid = ready.pid;
    this.admin = ready.admin;
    this.#child = child;
    this.#errors = errors;
    // The child does not keep the event loop of a test runner alive.
    for (const each of [child, child.stdin, child.stdout, child.stderr]) each.unref?.();
  }

  /** The text that the server wrote to stderr up to now. */
  get errors() {
    return this.#errors.text;
  }

  /**
   * Makes a session. The options are those of `POST /_mock/sessions`:
   * `id`, `scenario`, `seed`, `clock`, `state`, `collections`.
   */
  async session(options = {}) {
    return new Session(this.admin, await request(this.admin, "POST", "/sessions", { body: options }));
  }

  /** Ends the server and gives its exit code; a server that does not end in time is killed. */
  async stop(timeout = 10_000) {
    const child = this.#child;
    if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
    child.ref();
    const ended = new Promise((resolve) => child.once("exit", resolve));
    child.stdin.end();
    child.kill("SIGTERM");
    const timer = setTimeout(() => child.kill("SIGKILL"), timeout);
    const code = await ended;
    clearTimeout(timer);
    return code;
  }

  async [Symbol.asyncDispose ?? Symbol.for("Symbol.asyncDispose")]() {
    await this.stop();
  }
}

/** A world of its own on a running server. `url` is the base URL for the code under test. */
export class Session {
  #admin;
  #closed = false;

  constructor(admin, facts) {
    this.#admin = admin;
    this.id = facts.id;
    this.url = facts.url;
    /** The header that chooses this session on the server's own port. */
    this.headers = { [facts.header.split(":")[0]]: facts.id };
    this.clock = new Clock(this);
    this.state = new State(this);
  }

  /** Calls a path of the admin API below this session: `session.call("GET", "/state")`. */
  call(method, path, options) {
    return request(this.#admin, method, `/sessions/${encodeURIComponent(this.id)}${path}`, options);
  }

  collection(name) {
    return new Collection(this, name);
  }

  useScenario(name) {
    return this.call("PUT", "/scenario", { body: { name } });
  }

  /** Pins an example: `useExample("POST /payments", "declined")`. */
  useExample(route, example) {
    return this.call("PATCH", "/examples", { body: { [route]: example } });
  }

  /** Sets a behavior: `behave("/quotes/**", { delay: "200ms" })`. */
  behave(pattern, behavior) {
    return this.call("PATCH", "/behaviors", { body: { [pattern]: behavior } });
  }

  /** Answers a route over files: `stub("GET /rates/{pair}", { status: 503, json: { error: "down" } }, { times: 2 })`. */
  stub(route, answer, { times } = {}) {
    return this.call("POST", "/stubs", { body: { route, answer, times } });
  }

  /** The calls, oldest first; filters are those of the admin API: `{ status: "4xx", unmatched: true, since: 3 }`. */
  async calls(route, filters = {}) {
    return (await this.call("GET", "/calls", { query: { route, ...filters } })).calls;
  }

  /** Waits on the server until that many calls have arrived; rejects when they have not within `timeout` milliseconds. */
  async waitFor(route, { count = 1, timeout = 5_000 } = {}) {
    const query = { route, count, timeout: `${timeout}ms` };
    return (await this.call("GET", "/calls/wait", { query, timeout: timeout + 30_000 })).calls;
  }

  /** Rejects unless the route was called so: `times` is a count or `{ at_least: 1 }`, `where` are parts of the request. */
  async verify(route, { times = 1, where } = {}) {
    const counts = typeof times === "number" ? { exactly: times } : times;
    const found = await this.call("POST", "/calls/verify", { body: { route, times: counts, where } });
    if (!found.ok) throw new MockScriptError(complaint(found), undefined, found);
  }

  snapshot() {
    return this.call("GET", "/snapshot");
  }

  restore(snapshot) {
    return this.call("PUT", "/snapshot", { body: snapshot });
  }

  reset() {
    return this.call("POST", "/reset");
  }

  /** Ends the session; rejects with what went wrong in it, unless `{ check: false }` asks for the report alone. */
  async finish({ check = true } = {}) {
    this.#closed = true;
    const report = await this.call("POST", "/finish");
    if (check && !report.ok) throw new MockScriptError(report.message ?? JSON.stringify(report), undefined, report);
    return report;
  }

  /** Ends the session without a check. */
  async close() {
    if (this.#closed) return;
    this.#closed = true;
    await request(this.#admin, "DELETE", `/sessions/${encodeURIComponent(this.id)}`);
  }

  async [Symbol.asyncDispose ?? Symbol.for("Symbol.asyncDispose")]() {
    if (!this.#closed) await this.finish();
  }
}

/** The clock of a session. Times are RFC 3339 texts, durations are texts such as `15m`. */
export class Clock {
  #session;

  constructor(session) {
    this.#session = session;
  }

  /** The mode and the time. */
  read() {
    return this.#session.call("GET", "/clock");
  }

  /** Stops the clock, at the time that it has or at another. */
  freeze(at) {
    return this.#session.call("PUT", "/clock", { body: { mode: "frozen", now: at } });
  }

  /** Moves the clock to a time; timers that are due on the way run. */
  set(at) {
    return this.#session.call("PUT", "/clock", { body: { now: at } });
  }

  /** Lets the clock run with the system's again. */
  resume() {
    return this.#session.call("PUT", "/clock", { body: { mode: "real" } });
  }

  /** Moves the clock on; the answer tells the timers, webhooks and expiries that ran, in order. */
  advance(by) {
    return this.#session.call("POST", "/clock/advance", { body: { by } });
  }
}

/** The values that handlers keep, by key. */
export class State {
  #session;

  constructor(session) {
    this.#session = session;
  }

  all() {
    return this.#session.call("GET", "/state");
  }

  /** Removes all values and sets these. */
  replace(values) {
    return this.#session.call("PUT", "/state", { body: values });
  }

  /** The value of a key; `undefined` when there is none. */
  async get(key) {
    try {
      return await this.#session.call("GET", `/state/${encodeURIComponent(key)}`);
    } catch (error) {
      if (error.status === 404) return undefined;
      throw error;
    }
  }

  /** Sets a value; `ttl` is a duration of the session's clock. */
  set(key, value, { ttl } = {}) {
    return this.#session.call("PUT", `/state/${encodeURIComponent(key)}`, { body: value, query: { ttl } });
  }

  remove(key) {
    return this.#session.call("DELETE", `/state/${encodeURIComponent(key)}`);
  }
}

/** The records of one collection. */
export class Collection {
  #session;
  #path;

  constructor(session, name) {
    this.#session = session;
    this.#path = `/collections/${encodeURIComponent(name)}`;
  }

  all() {
    return this.#session.call("GET", this.#path);
  }

  replace(records) {
    return this.#session.call("PUT", this.#path, { body: records });
  }

  get(id) {
    return this.#session.call("GET", `${this.#path}/${encodeURIComponent(id)}`);
  }

  put(id, record) {
    return this.#session.call("PUT", `${this.#path}/${encodeURIComponent(id)}`, { body: record });
  }

  update(id, changes) {
    return this.#session.call("PATCH", `${this.#path}/${encodeURIComponent(id)}`, { body: changes });
  }

  remove(id) {
    return this.#session.call("DELETE", `${this.#path}/${encodeURIComponent(id)}`);
  }
}

async function request(admin, method, path, { body, query = {}, timeout = 60_000 } = {}) {
  const wanted = Object.entries(query).filter(([, value]) => value !== undefined);
  const url = admin + path + (wanted.length ? `?${new URLSearchParams(wanted.map(([name, value]) => [name, String(value)]))}` : "");
  const { status, text } = await exchange(method, url, body === undefined ? undefined : JSON.stringify(body), timeout);
  const value = parsed(text);
  if (status < 400) return value;
  const told = [value?.title, value?.detail, value?.hint].filter(Boolean).join(". ");
  throw new MockScriptError(`${method} ${path}: ${status} ${told || text}`, status, value);
}

// Not fetch: node's sends Sec-Fetch-Mode, by which the admin API takes the call for one of a browser's page and asks for a token.
function exchange(method, url, body, timeout) {
  return new Promise((resolve, reject) => {
    const failed = (error) => reject(new MockScriptError(`${method} ${url}: no answer (${error.message})`));
    const headers = { Accept: "application/json", ...(body === undefined ? {} : { "Content-Type": "application/json", "Content-Length": Buffer.byteLength(body) }) };
    const call = httpRequest(url, { method, headers, agent: false, signal: AbortSignal.timeout(timeout) }, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (part) => { text += part; }).on("error", failed);
      response.on("end", () => resolve({ status: response.statusCode, text }));
    });
    call.on("error", failed).end(body);
  });
}

function parsed(text) {
  try {
    return text ? JSON.parse(text) : undefined;
  } catch {
    return text;
  }
}

function complaint(found) {
  const lines = [found.message];
  for (const { call, differs = [] } of found.closest ?? []) {
    for (const { at, want, got } of differs) lines.push(`  call ${call}: ${at}: want ${JSON.stringify(want)}, got ${JSON.stringify(got)}`);
  }
  return lines.join("\n");
}
