// The client, pointed at the server that the race and crash tests start for themselves.
export const port = 9232;
process.env.BOOKSLIP_URL = `http://127.0.0.1:${port}`;

export const { booking, day, freeStarts, putBooking, uuid7 } = await import("../lib/client.mjs");
