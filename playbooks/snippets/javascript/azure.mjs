// @file credential.mjs
// @install npm install @azure/identity @azure/keyvault-secrets
// @note Standard ESM for Node.js 20 or later; the JSDoc comments give TypeScript its types.
// Reads the __title__ from Azure Key Vault.

import { inspect } from "node:util";

import { DefaultAzureCredential } from "@azure/identity";
import { SecretClient } from "@azure/keyvault-secrets";

const SECRET = "__label__";

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
  const vaultUrl = setting("AZURE_KEY_VAULT_URL");
  let text;
  try {
    const client = new SecretClient(vaultUrl, new DefaultAzureCredential());
    text = (await client.getSecret(SECRET, { abortSignal: AbortSignal.timeout(10_000) })).value;
  } catch (error) {
    throw new Error(`cannot read ${SECRET} from ${vaultUrl}`, { cause: error });
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

/** @param {string} variable */
function setting(variable) {
  const value = process.env[variable]?.trim();
  if (!value) throw new Error(`environment variable ${variable} is not set or empty`);
  return value;
}
