import { type AddressInfo, createServer, type Socket } from "node:net";

// SMTP with nothing in it: every recipient is known, every mail is thrown away and counted.
let taken = 0;

const answers: readonly (readonly [verb: string, answer: string])[] = [
  ["EHLO", "250-sink\r\n250 8BITMIME\r\n"],
  ["MAIL", "250 OK\r\n"],
  ["RCPT", "250 OK\r\n"],
  ["RSET", "250 OK\r\n"],
  ["DATA", "354 go on\r\n"],
  ["QUIT", "221 bye\r\n"],
];

function serve(socket: Socket): void {
  let isInMail = false;
  let rest = "";
  socket.setNoDelay(true).setEncoding("latin1").write("220 sink ESMTP\r\n");
  socket.on("error", () => {});
  socket.on("data", (chunk: string) => {
    rest += chunk;
    for (;;) {
      const end = isInMail ? rest.indexOf("\r\n.\r\n") : rest.indexOf("\r\n");
      if (end === -1) return;
      const line = rest.slice(0, end);
      rest = rest.slice(end + (isInMail ? 5 : 2));
      if (isInMail) {
        taken++;
        isInMail = false;
        socket.write("250 2.0.0 OK\r\n");
        continue;
      }
      const [, answer = "500 what?\r\n"] = answers.find(([verb]) => line.startsWith(verb)) ?? [];
      isInMail = answer.startsWith("354");
      socket.write(answer);
      if (answer.startsWith("221")) socket.end();
    }
  });
}

const server = createServer(serve).listen(0, "127.0.0.1", () => {
  process.send?.((server.address() as AddressInfo).port);
});
process.on("message", () => {
  process.send?.(taken);
  taken = 0;
});
process.on("disconnect", () => process.exit());
