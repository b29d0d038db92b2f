// @file credential.mjs
// @note Standard ESM for Node.js 20 or later; the JSDoc comments give TypeScript its types.
// Reads the __title__ from HashiCorp Vault.

import { inspect } from "node:util";

const MOUNT = "secret";
const PATH = "__path__";

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
  const path = PATH.split("/").map(encodeURIComponent).join("/");
  const fields = await fetchFields(`${setting("VAULT_ADDR").replace(/\/+$/, "")}/v1/${MOUNT}/data/${path}`);
  return concealed({
    // each part
    __part__: required(fields, "__field__"),
    // or optional
    __part__: optional(fields, "__field__"),
    // end
  });
}

/**
 * @param {string} url
 * @returns {Promise<Record<string, unknown>>}
 */
async function fetchFields(url) {
  /** @type {Record<string, string>} */
  const headers = { "X-Vault-Token": setting("VAULT_TOKEN"), "X-Vault-Request": "true" };
  if (process.env.VAULT_NAMESPACE) headers["X-Vault-Namespace"] = process.env.VAULT_NAMESPACE;

  let answer;
  try {
    answer = await fetch(url, { headers, signal: AbortSignal.timeout(10_000) });
  } catch (error) {
    // Its cause and not the error itself, which may quote a header.
    throw new Error(`cannot reach Vault at ${url}`, { cause: /** @type {Error} */ (error).cause });
  }
  if (!answer.ok) throw new Error(`Vault answered ${answer.status} to ${url}`);

  // The original error would quote the answer.
  const body = await answer.json().catch(() => undefined);
  // KV version 2: the fields stand in the data of the data.
  return body?.data?.data ?? {};
}

// with optional
/**
 * @param {Record<string, unknown>} fields
 * @param {string} name
 */
function optional(fields, name) {
  return (fields[name] ?? "") === "" ? undefined : required(fields, name);
}

// end
/**
 * @param {Record<string, unknown>} fields
 * @param {string} name
 */
function required(fields, name) {
  const value = fields[name];
  if (typeof value !== "string" || value.trim() === "") throw new Error(`${PATH} has no field ${name}, or an empty one`);
  return value;
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
