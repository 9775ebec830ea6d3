// SMTP servers to send to: a real one that keeps what it takes, and one that does what it is told at one stage.
import { createServer } from "node:net";
import { simpleParser } from "mailparser";
import { SMTPServer } from "smtp-server";

const listening = (server) => new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(server.address().port)));

/**
 * A server of npm's smtp-server. `mails` fills with what it has taken, parsed by mailparser, `ended` with the
 * connections that are over; `close` ends it. `fate` decides about each mail: "taken", "busy" (451, it is not taken) or "lost" (it is taken, and
 * the connection breaks before the answer).
 */
export async function startMailServer({ fate = () => "taken", ...options } = {}) {
  const mails = [];
  const sessions = [];
  const ended = [];
  const server = new SMTPServer({
    authOptional: true,
    disableReverseLookup: true,
    logger: false,
    onAuth: ({ username, password }, _session, done) =>
      username === "an@site.example" && password === "p:é/" ? done(null, { user: username }) : done(new Error("Unknown name or password")),
    onClose: ({ id }) => ended.push(id),
    ...options,
    onData: (stream, session, done) => {
      const chunks = [];
      stream.on("data", (chunk) => chunks.push(chunk));
      stream.on("end", async () => {
        const word = fate();
        if (word === "busy") return done(Object.assign(new Error("Busy, come again"), { responseCode: 451 }));
        const raw = Buffer.concat(chunks);
        mails.push({ raw, envelope: session.envelope, parsed: await simpleParser(raw) });
        sessions.push({ secure: session.secure, user: session.user });
        if (word === "lost") return [...server.connections].find(({ session: { id } }) => id === session.id)?.close();
        return done();
      });
    },
  });
  server.on("error", () => {}); // a client that breaks off is part of the tests
  const port = await listening(server.server);
  return { port, mails, sessions, ended, close: () => new Promise((resolve) => server.close(resolve)) };
}

export const stages = ["connect", "EHLO", "AUTH", "MAIL", "RCPT", "DATA", "."];

const usual = {
  connect: "220 peer.example ESMTP\r\n",
  EHLO: "250-peer.example\r\n250 AUTH PLAIN LOGIN\r\n",
  AUTH: "235 welcome\r\n",
  MAIL: "250 ok\r\n",
  RCPT: "250 ok\r\n",
  DATA: "354 go\r\n",
  ".": "250 taken\r\n",
  QUIT: "221 bye\r\n",
};

/** A server that does `act(socket, how often this stage came)` at one stage, and the usual everywhere else; `promises` is its answer to EHLO. */
export async function startOddServer(stage, act, promises = usual.EHLO) {
  const heard = [];
  const counts = {};
  const open = new Set();
  const server = createServer((socket) => {
    open.add(socket);
    socket.on("error", () => {});
    socket.on("close", () => open.delete(socket));
    const react = (word) => {
      counts[word] = (counts[word] ?? 0) + 1;
      if (word === stage) act(socket, counts[word]);
      else socket.write(word === "EHLO" ? promises : (usual[word] ?? "500 what?\r\n"));
    };
    let inMessage = false;
    let unread = "";
    socket.on("data", (part) => {
      unread += part.toString("latin1");
      for (let end = unread.indexOf("\r\n"); end >= 0; end = unread.indexOf("\r\n")) {
        const line = unread.slice(0, end);
        unread = unread.slice(end + 2);
        if (inMessage) {
          if (line !== ".") continue;
          inMessage = false;
          react(".");
        } else {
          heard.push(line);
          const word = line.split(/[ :]/)[0].toUpperCase();
          inMessage = word === "DATA" && stage !== "DATA";
          react(word);
        }
      }
    });
    react("connect");
  });
  const port = await listening(server);
  const close = () => {
    for (const socket of open) socket.destroy();
    return new Promise((resolve) => server.close(resolve));
  };
  return { url: `smtp://an%40site.example:secret@127.0.0.1:${port}`, heard, close };
}
