// The dashboard as a browser without scripts uses it: a cookie, links, and forms that are sent as they stand on the page.
import assert from "node:assert/strict";
import { base, send } from "./client.mjs";
import { formsOf, textOf } from "./html.mjs";
import { adminKey } from "./tenants.mjs";

/** Headers of a form that was posted from our own page. */
export const ownForm = { origin: new URL(base).origin, "sec-fetch-site": "same-origin", "content-type": "application/x-www-form-urlencoded" };

/** Posts values as a form. */
export const postForm = (path, values, headers = {}) =>
  send(path, { method: "POST", headers: { ...ownForm, ...headers }, body: new URLSearchParams(values).toString() });

/** The cookie pair of a Set-Cookie header. */
export const cookieOf = (answer) => (answer.headers.get("set-cookie") ?? "").split(";")[0];

export class Admin {
  constructor(cookie) {
    this.cookie = cookie;
  }

  /** Signs in with the key of a test tenant. */
  static of = (slug) => Admin.withKey(adminKey(slug));

  static async withKey(key) {
    const answer = await postForm("/admin/login", { key });
    assert.equal(answer.status, 303, answer.text);
    return new Admin(cookieOf(answer));
  }

  get = (path) => send(path, { headers: { cookie: this.cookie } });
  post = (path, values, headers = {}) => postForm(path, values, { cookie: this.cookie, ...headers });

  /** A page that must be there. */
  async page(path) {
    const answer = await this.get(path);
    assert.equal(answer.status, 200, `${path}: ${answer.status}`);
    return { ...answer, words: textOf(answer.text), forms: formsOf(answer.text) };
  }

  /** Sends the form of a page that has this button, with some values changed, and answers with what came back. */
  async submit(path, button, change = {}) {
    const { forms } = await this.page(path);
    const form = forms.find(({ buttons }) => buttons.some(({ text }) => text === button));
    assert.ok(form, `${path} has no form with the button "${button}"`);
    const values = { ...form.values, ...change };
    for (const [name, value] of Object.entries(values)) if (value === undefined) delete values[name];
    return this.post(form.action || path, values);
  }
}
