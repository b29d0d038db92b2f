// @file credential.mjs
// @note Standard ESM for Node.js 20 or later; the JSDoc comments give TypeScript its types.
// Reads the __title__ from CyberArk Conjur.

import { inspect } from "node:util";

/**
 * @typedef {object} Credential
 // each part
 * @property {string} __part__
 // or optional
 * @property {string | undefined} __part__
 // end
 */

/** @returns {Promise<Readonly<Credential>>} */
export async function readCredential() {
  const url = setting("CONJUR_APPLIANCE_URL").replace(/\/+$/, "");
  const account = encodeURIComponent(setting("CONJUR_ACCOUNT"));
  const login = encodeURIComponent(setting("CONJUR_AUTHN_LOGIN"));
  const token = await request(`${url}/authn/${account}/${login}/authenticate`, { method: "POST", body: setting("CONJUR_AUTHN_API_KEY") });
  const headers = { Authorization: `Token token="${Buffer.from(token).toString("base64")}"` };

  /** @param {string} id */
  const variable = async (id) => {
    // The slashes of a variable's name are written as %2F.
    const value = await request(`${url}/secrets/${account}/variable/${encodeURIComponent(id)}`, { headers });
    if (value.trim() === "") throw new Error(`Conjur variable ${id} is empty`);
    return value;
  };
  // with optional
  /** @param {string} id */
  const optional = (id) =>
    variable(id).catch((error) => {
      // Conjur has no such variable, or no value in it.
      if (error.cause === 404) return undefined;
      throw error;
    });
  // end
  return concealed({
    // each part
    __part__: await variable("__id__"),
    // or optional
    __part__: await optional("__id__"),
    // end
  });
}

/**
 * @param {string} url
 * @param {RequestInit} options
 */
async function request(url, options) {
  let answer;
  try {
    answer = await fetch(url, { ...options, redirect: "error", signal: AbortSignal.timeout(10_000) });
  } catch (error) {
    // Its cause and not the error itself, which may quote a header.
    throw new Error(`cannot reach Conjur at ${url}`, { cause: /** @type {Error} */ (error).cause });
  }
  if (!answer.ok) throw new Error(`Conjur answered ${answer.status} to ${url}`, { cause: answer.status });
  return answer.text();
}

/**
 * Neither console.log nor JSON.stringify shows the values.
 * @param {Credential} values
 * @returns {Readonly<Credential>}
 */
function concealed(values) {
  const hidden = { value: () => "[credential]" };
  return Object.freeze(Object.defineProperties(values, { toJSON: hidden, [inspect.custom]: hidden }));
}

/** @param {string} variable */
function setting(variable) {
  const value = process.env[variable]?.trim();
  if (!value) throw new Error(`environment variable ${variable} is not set or empty`);
  return value;
}
