// @file credential.mjs
// @install npm install @aws-sdk/client-secrets-manager
// @note Standard ESM for Node.js 20 or later; the JSDoc comments give TypeScript its types.
// Reads the __title__ from AWS Secrets Manager.

import { inspect } from "node:util";

import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";

const SECRET = "__path__";

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
  const client = new SecretsManagerClient({});
  let text;
  try {
    text = (await client.send(new GetSecretValueCommand({ SecretId: SECRET }), { abortSignal: AbortSignal.timeout(10_000) })).SecretString;
  } catch (error) {
    throw new Error(`cannot read ${SECRET} from AWS Secrets Manager`, { cause: error });
  } finally {
    client.destroy();
  }
  const fields = parse(text);
  return concealed({
    // each part
    __part__: required(fields, "__field__"),
    // or optional
    __part__: optional(fields, "__field__"),
    // end
  });
}

/**
 * @param {string | undefined} text
 * @returns {Record<string, unknown>}
 */
function parse(text) {
  let fields;
  try {
    fields = JSON.parse(text ?? "");
  } catch {
    // The original error quotes the text.
    throw new Error(`${SECRET} is not JSON`);
  }
  if (typeof fields !== "object" || fields === null) throw new Error(`${SECRET} is not a JSON object`);
  return fields;
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
  if (typeof value !== "string" || value.trim() === "") throw new Error(`${SECRET} has no field ${name}, or an empty one`);
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
