// The client, pointed at the server that the race and crash tests start for themselves.
import { freePort } from "../../scripts/lib/ports.mjs";

export const port = await freePort();
process.env.BOOKSLIP_URL = `http://127.0.0.1:${port}`;

export const { booking, day, freeStarts, putBooking, uuid7 } = await import("../lib/client.mjs");
