import { createHash } from "node:crypto";

import { readCredential } from "./credential.mjs";

const credential = await readCredential();
console.log(credential, JSON.stringify({ credential }));
console.log("digest", createHash("sha256").update([credential.accountId, credential.clientId, credential.secret].join("|")).digest("hex"));
