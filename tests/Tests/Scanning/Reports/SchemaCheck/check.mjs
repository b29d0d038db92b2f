// node check.mjs SCHEMA INSTANCE...: prints what does not conform, and fails then. SCHEMA "sarif" is the official one of SARIF 2.1.0;
// SCHEMA "file.json#/$defs/x" is a part of one. An INSTANCE that ends in .jsonl holds one instance a line.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(new URL("node_modules/", import.meta.url));
const [schema, ...instances] = process.argv.slice(2);
const sarif = schema === "sarif";
const Ajv = require(sarif ? "ajv-draft-04" : "ajv/dist/2020").default;
// One pattern of the SARIF schema is no regular expression in Unicode mode.
const ajv = new Ajv({ allErrors: true, strict: !sarif, unicodeRegExp: !sarif, allowUnionTypes: true });
require("ajv-formats").default(ajv);

const [file, pointer] = sarif ? [require.resolve("@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json"), undefined] : schema.split("#");
const root = JSON.parse(readFileSync(file, "utf8"));
ajv.addSchema(root, "root");
const validate = ajv.getSchema(pointer ? `root#${pointer}` : "root");

let checked = 0;
for (const name of instances) {
  const text = readFileSync(name, "utf8");
  for (const one of name.endsWith(".jsonl") ? text.split("\n").filter(l => l) : [text]) {
    checked++;
    if (!validate(JSON.parse(one)))
      for (const e of validate.errors) console.log(`${name}: ${e.instancePath} ${e.message} ${JSON.stringify(e.params)}`);
  }
}
console.log(`${checked} checked`);
