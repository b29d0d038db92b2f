// @file credential.mjs
// @note Standard ESM for Node.js 20 or later; the JSDoc comments give TypeScript its types.
// Reads the __title__ from environment variables.

import { inspect } from "node:util";

/**
 * @typedef {object} Credential
 // each part
 * @property {string} __part__
 // or optional
 * @property {string | undefined} __part__
 // end
 */

/** @returns {Readonly<Credential>} */
export function readCredential() {
  return concealed({
    // each part
    __part__: required("__variable__"),
    // or optional
    __part__: optional("__variable__"),
    // end
  });
}

// with optional
/** @param {string} variable */
function optional(variable) {
  return process.env[variable]?.trim() ? required(variable) : undefined;
}

// end
/** @param {string} variable */
function required(variable) {
  const value = process.env[variable];
  if (value === undefined || value.trim() === "") throw new Error(`environment variable ${variable} is not set or empty`);
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
