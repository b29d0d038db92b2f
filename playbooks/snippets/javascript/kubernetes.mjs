// @file credential.mjs
// @note Standard ESM for Node.js 20 or later; the JSDoc comments give TypeScript its types.
// Reads the __title__ from a mounted Kubernetes Secret.

import { readFile } from "node:fs/promises";
import { inspect } from "node:util";

const FOLDER = "/var/run/secrets/__label__";

/**
 * @typedef {object} Credential
 // each part
 * @property {string} __part__
 // or optional
 * @property {string | undefined} __part__
 // end
 */

/**
 * Reads anew at each call: the kubelet replaces the files when the Secret changes.
 * @returns {Promise<Readonly<Credential>>}
 */
export async function readCredential() {
  return concealed({
    // each part
    __part__: await required("__field__", "__variable__"),
    // or optional
    __part__: await optional("__field__", "__variable__"),
    // end
  });
}

// with optional
/**
 * @param {string} name
 * @param {string} variable
 */
async function optional(name, variable) {
  const value = (await content(`${FOLDER}/${name}`)) ?? process.env[variable];
  return value?.trim() ? value : undefined;
}

// end
/**
 * @param {string} name
 * @param {string} variable
 */
async function required(name, variable) {
  const file = `${FOLDER}/${name}`;
  const value = (await content(file)) ?? process.env[variable];
  if (value === undefined || value.trim() === "") throw new Error(`${file} and environment variable ${variable} are both missing or empty`);
  return value;
}

/** @param {string} file */
async function content(file) {
  try {
    return (await readFile(file, "utf8")).replace(/[\r\n]+$/, "");
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === "ENOENT") return undefined;
    throw new Error(`cannot read ${file}`, { cause: error });
  }
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
