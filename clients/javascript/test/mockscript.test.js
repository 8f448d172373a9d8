// The client against the built binary: set MOCKSCRIPT to its path.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";

import { MockScriptError, serve } from "../mockscript.js";

const shop = fileURLToPath(new URL("../../../examples/shop", import.meta.url));
let server;

before(async () => { server = await serve(shop); });
after(async () => { assert.equal(await server.stop(), 0); });

async function withSession(options, body) {
  const session = await server.session(options);
  await body(session);
  await session.finish();
}

async function get(url, headers = {}) {
  const response = await fetch(url, { headers });
  return { status: response.status, json: await response.json() };
}

test("a session has state and records of its own", () => withSession({ seed: 7 }, async (session) => {
  await session.state.set("sale", true);
  await session.collection("products").update("tee", { stock: 0 });
  assert.deepEqual(await session.state.all(), { sale: true });
  assert.equal(await session.state.get("none"), undefined);
  assert.equal((await get(`${session.url}/products/tee`)).json.stock, 0);
  assert.equal((await get(`${server.url}/products/tee`, session.headers)).json.stock, 0);
  assert.equal((await get(`${server.url}/products/tee`)).json.stock, 5);
}));

test("the clock stands still and moves", () => withSession({}, async (session) => {
  await session.clock.freeze("2026-01-01T00:00:00Z");
  await session.state.set("short", 1, { ttl: "10m" });
  assert.equal((await session.clock.advance("15m")).now, "2026-01-01T00:15:00.000Z");
  assert.equal(await session.state.get("short"), undefined);
}));

test("stubs answer over the files as often as they should", () => withSession({}, async (session) => {
  await session.stub("GET /products/{id}", { status: 503, json: { error: "down" } }, { times: 1 });
  assert.equal((await get(`${session.url}/products/tee`)).status, 503);
  assert.equal((await get(`${session.url}/products/tee`)).status, 200);
}));

test("calls are waited for and verified", () => withSession({}, async (session) => {
  const waiting = session.waitFor("GET /products/{id}", { timeout: 60_000 });
  await get(`${session.url}/products/mug`);
  assert.deepEqual((await waiting)[0].match.params, { id: "mug" });
  await session.verify("GET /products/{id}");
  await assert.rejects(session.verify("GET /products/{id}", { times: 2 }), /wanted exactly 2 calls of GET \/products\/{id}, saw 1/);
  await assert.rejects(session.waitFor("GET /products/{id}", { count: 5, timeout: 100 }), { status: 408 });
}));

test("an unknown scenario is told with the closest one", () => withSession({}, async (session) => {
  await session.useScenario("card-declined");
  await assert.rejects(session.useScenario("card-declind"), /card-declined/);
}));

test("an unmatched call fails finish", async () => {
  const session = await server.session();
  await get(`${session.url}/nothing`);
  await assert.rejects(session.finish(), (error) => error instanceof MockScriptError && /GET \/nothing/.test(error.message));
});

test("eight workers share a server and see their own sessions", async () => {
  await Promise.all(Array.from({ length: 8 }, (_, number) => withSession({}, async (session) => {
    for (let turn = 0; turn < 20; turn += 1) {
      await session.state.set("n", number);
      assert.equal((await get(`${session.url}/products/tee`)).status, 200);
      assert.equal(await session.state.get("n"), number);
    }
    await session.verify("GET /products/{id}", { times: 20 });
  })));
});

test("a source that does not exist is told", () => assert.rejects(serve(`${shop}/nothing`), /no-source/));

test("no server outlives a killed parent", async () => {
  const program = `import { serve } from ${JSON.stringify(new URL("../mockscript.js", import.meta.url).href)};
    console.log((await serve(${JSON.stringify(shop)})).pid); setInterval(() => {}, 1000);`;
  const parent = spawn(process.execPath, ["--input-type=module", "-e", program], { stdio: ["ignore", "pipe", "inherit"] });
  const [line] = await once(parent.stdout, "data");
  parent.kill("SIGKILL");
  assert.ok(await ends(Number(String(line))), "the server runs on");
});

async function ends(pid) {
  for (let turn = 0; turn < 3_000; turn += 1) {
    try {
      process.kill(pid, 0);
    } catch {
      return true;
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return false;
}
