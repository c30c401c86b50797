#!/usr/bin/env node
// Almanac: checks an exported record. Made by ops/toolchain/bundle-verifier.ts from apps/verifier; needs Node 20 or newer, and nothing else.
//   node verify-record.mjs record.jsonl
import { argv, exit, stderr, stdout } from "node:process";
import { parseArgs } from "node:util";
import { open, readFile, stat } from "node:fs/promises";
import { createHash, createPublicKey, verify } from "node:crypto";
import { createReadStream } from "node:fs";
import { createGunzip } from "node:zlib";
// domain/record/verify/members.ts
function membersOf(value) {
	return typeof value === "object" && value !== null && !Array.isArray(value) ? value : void 0;
}
function listOf(value) {
	return Array.isArray(value) ? value : void 0;
}
function textsOf(value) {
	return listOf(value)?.every((one) => typeof one === "string") ? value : void 0;
}
function numbersOf(value) {
	return listOf(value)?.every((one) => typeof one === "number") ? value : void 0;
}
/** Milliseconds of a time as every line writes it: ISO 8601 in UTC with three decimals. */
function momentOf(value) {
	if (typeof value !== "string") return void 0;
	const at = Date.parse(value);
	return Number.isFinite(at) && new Date(at).toISOString() === value ? at : void 0;
}
function isHash(value) {
	return typeof value === "string" && /^[0-9a-f]{64}$/.test(value);
}
// apps/verifier/options.ts
/** The options of `verify-record`, the same for the command and for the file that a stranger runs. */
/** What was given, or which option is wrong and how. */
function knownElsewhere({ head = [], root = [], key }) {
	const wrongHead = head.find((hash) => !isHash(hash));
	if (wrongHead !== void 0) return `--head=${wrongHead} is not 64 hexadecimal digits`;
	const roots = root.map((text) => /^(\d{4}-\d{2}-\d{2}):([0-9a-f]{64})$/.exec(text));
	const wrongRoot = roots.indexOf(null);
	if (wrongRoot >= 0) return `--root=${root[wrongRoot]} is not a day and a root, e.g. 2026-11-20:9f86d0…`;
	if (key !== void 0 && !/^[\w-]{43}$/.test(key)) return `--key=${key} is not a public key of 43 characters`;
	return {
		heads: head,
		roots: Object.fromEntries(roots.map((found) => [found?.[1] ?? "", found?.[2] ?? ""])),
		...key !== void 0 && { publicKey: key }
	};
}
// ../../../work/main/node_modules/canonicalize/lib/canonicalize.js
function serializeString(value) {
	if (!value.isWellFormed()) throw new Error("Lone surrogate is not allowed");
	return JSON.stringify(value);
}
function serializePrimitive(value) {
	switch (typeof value) {
		case "number":
			if (isNaN(value)) throw new Error("NaN is not allowed");
			if (!isFinite(value)) throw new Error("Infinity is not allowed");
			return JSON.stringify(value);
		case "string": return serializeString(value);
		case "boolean": return value ? "true" : "false";
		default: return JSON.stringify(value);
	}
}
function enterValue(value, seen) {
	let wrappers = null;
	while (value !== null && typeof value === "object" && typeof value.toJSON === "function") {
		if (seen.has(value)) throw new Error("Circular reference detected");
		seen.add(value);
		(wrappers ??= []).push(value);
		value = value.toJSON();
	}
	if (value instanceof Number || value instanceof String || value instanceof Boolean) value = value.valueOf();
	if (value === null || typeof value !== "object") {
		if (wrappers !== null) for (const wrapper of wrappers) seen.delete(wrapper);
		return serializePrimitive(value);
	}
	if (seen.has(value)) throw new Error("Circular reference detected");
	seen.add(value);
	return {
		container: value,
		keys: Array.isArray(value) ? null : Object.keys(value).sort(),
		index: 0,
		first: true,
		wrappers
	};
}
function canonicalize(object) {
	if (object === null || typeof object !== "object") return serializePrimitive(object);
	const seen = new Set();
	const root = enterValue(object, seen);
	if (typeof root !== "object") return root;
	let result = root.keys === null ? "[" : "{";
	const stack = [root];
	outer: while (stack.length > 0) {
		const frame = stack[stack.length - 1];
		const container = frame.container;
		if (frame.keys === null) {
			while (frame.index < container.length) {
				const i = frame.index++;
				if (i > 0) result += ",";
				const element = container[i];
				const value = element === void 0 || typeof element === "symbol" || typeof element === "function" ? null : element;
				if (value === null || typeof value !== "object") {
					result += serializePrimitive(value);
					continue;
				}
				const child = enterValue(value, seen);
				if (typeof child !== "object") {
					result += child === void 0 ? "null" : child;
					continue;
				}
				result += child.keys === null ? "[" : "{";
				stack.push(child);
				continue outer;
			}
			result += "]";
		} else {
			const keys = frame.keys;
			while (frame.index < keys.length) {
				const key = keys[frame.index++];
				const value = container[key];
				if (value === void 0 || typeof value === "symbol" || typeof value === "function") continue;
				if (value === null || typeof value !== "object") {
					if (frame.first) frame.first = false;
					else result += ",";
					result += serializeString(key) + ":" + serializePrimitive(value);
					continue;
				}
				const child = enterValue(value, seen);
				if (child === void 0) continue;
				if (frame.first) frame.first = false;
				else result += ",";
				result += serializeString(key) + ":";
				if (typeof child !== "object") {
					result += child;
					continue;
				}
				result += child.keys === null ? "[" : "{";
				stack.push(child);
				continue outer;
			}
			result += "}";
		}
		seen.delete(container);
		if (frame.wrappers !== null) for (const wrapper of frame.wrappers) seen.delete(wrapper);
		stack.pop();
	}
	return result;
}
// domain/ledger/canonical.ts
/** Canonical JSON (RFC 8785): one text for one value. Throws TypeError for what JSON cannot say (NaN, undefined root). */
function canonicalText(value) {
	const text = canonicalize(value);
	if (text === void 0) throw new TypeError("only JSON values have a canonical form");
	return text;
}
/**
* The value whose canonical form a text is; undefined when it is no JSON or not in that form (other order of names,
* spaces, other digits, a name twice, half a surrogate pair).
*
* @example parseCanonical('{"a":1}') // { a: 1 }
* @example parseCanonical('{"a":1.0}') // undefined
*/
function parseCanonical(text) {
	try {
		const value = JSON.parse(text);
		return isWrittenSo(value, text) ? value : void 0;
	} catch (failure) {
		if (failure instanceof Error) return void 0;
		throw failure;
	}
}
/** `JSON.stringify` writes numbers and strings as RFC 8785 does, and is native; what is left is the order of names. */
function isWrittenSo(value, text) {
	if (!text.includes("\\ud") && JSON.stringify(value) === text && namesAscend(value)) return true;
	return canonicalText(value) === text;
}
function namesAscend(value) {
	if (typeof value !== "object" || value === null) return true;
	if (Array.isArray(value)) return value.every(namesAscend);
	const names = Object.keys(value);
	for (let i = 1; i < names.length; i++) if (names[i - 1] >= names[i]) return false;
	return Object.values(value).every(namesAscend);
}
// domain/ledger/hash.ts
/** SHA-256 in lower-case hexadecimal (FIPS 180-4). */
function sha256(bytes) {
	return createHash("sha256").update(bytes).digest("hex");
}
/** SHA-256 of parts one behind the other, as 32 bytes. */
function sha256Bytes(...parts) {
	const hash = createHash("sha256");
	for (const part of parts) hash.update(part);
	return new Uint8Array(hash.digest());
}
const bytesOfHex = (hex) => Buffer.from(hex, "hex");
const hexOf = (bytes) => Buffer.from(bytes).toString("hex");
/** SHA-256 of what comes bit by bit. */
var RunningSha256 = class {
	#hash = createHash("sha256");
	add(bytes) {
		this.#hash.update(bytes);
	}
	/** Of everything added so far, in lower-case hexadecimal; more may follow. */
	soFar() {
		return this.#hash.copy().digest("hex");
	}
};
// domain/record/lines.ts
const BUNDLE_FORMAT = "almanac-record";
/** No line of a bundle is longer: a commitment has at most 6 KB (DESIGN §10). */
const MAX_LINE_BYTES = 262144;
/** What the hash of an entry covers, from its line: everything but the hash. */
function hashedPart(text, hash) {
	const member = `"hash":${JSON.stringify(hash)},`;
	const at = text.lastIndexOf(member);
	return text.slice(0, at) + text.slice(at + member.length);
}
/** `2026-11-20` */
function dayOf(at) {
	return new Date(at).toISOString().slice(0, 10);
}
// domain/record/merkle.ts
/**
* Merkle trees as in RFC 6962, section 2.1: a leaf is SHA-256(0 ‖ data), a node SHA-256(1 ‖ left ‖ right), so that neither
* can pass for the other; the left side of a node is the largest power of two smaller than its leaves.
*/
const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);
function leafHash(data) {
	return sha256Bytes(LEAF, data);
}
/** A tree that grows by leaves and keeps only the roots of its complete halves: memory grows with the logarithm. */
var GrowingTree = class {
	#complete = [];
	#leaves = 0;
	get leaves() {
		return this.#leaves;
	}
	add(data) {
		this.#leaves++;
		let grown = {
			leaves: 1,
			root: leafHash(data)
		};
		for (let last = this.#complete.at(-1); last?.leaves === grown.leaves; last = this.#complete.at(-1)) {
			this.#complete.pop();
			grown = {
				leaves: 2 * grown.leaves,
				root: sha256Bytes(NODE, last.root, grown.root)
			};
		}
		this.#complete.push(grown);
	}
	/** Of no leaves: the hash of nothing (RFC 6962). */
	root() {
		const [last, ...before] = this.#complete.toReversed();
		if (last === void 0) return sha256Bytes();
		return before.reduce((right, { root }) => sha256Bytes(NODE, root, right), last.root);
	}
};
/** The root that a leaf and its path lead to (RFC 9162, section 2.1.3.2); null for a path that fits no such tree. */
function rootByPath(data, { index, leaves, siblings }) {
	if (!(Number.isSafeInteger(index) && Number.isSafeInteger(leaves) && index >= 0 && index < leaves)) return null;
	let at = index;
	let last = leaves - 1;
	let root = leafHash(data);
	for (const sibling of siblings) {
		if (last === 0) return null;
		if (at % 2 === 1 || at === last) {
			root = sha256Bytes(NODE, sibling, root);
			while (at % 2 === 0 && at !== 0) {
				at /= 2;
				last = Math.floor(last / 2);
			}
		} else root = sha256Bytes(NODE, root, sibling);
		at = Math.floor(at / 2);
		last = Math.floor(last / 2);
	}
	return last === 0 ? root : null;
}
// domain/record/proof.ts
const PROOF_FORMAT = "almanac-proof";
// domain/record/verify/read-entry.ts
const ENTRY_KINDS = [
	"release",
	"outcome",
	"rule",
	"calendar",
	"correction"
];
const NAMES = "body,committedAt,hash,key,kind,previousHash,schema,sequence,source";
/** The entry, or what is wrong with its form. */
function readEntry(line, members) {
	if (Object.keys(members).join() !== NAMES) return `an entry has the members ${NAMES}, and no other`;
	const { hash, key, kind, previousHash, schema, sequence, source } = members;
	const committedAt = momentOf(members.committedAt);
	const body = membersOf(members.body);
	if (committedAt === void 0) return "committedAt is not a time in UTC with milliseconds";
	if (body === void 0) return "the body is not an object";
	if (!isHash(hash) || !isHash(previousHash)) return "a hash is not 64 hexadecimal digits";
	if (typeof key !== "string" || typeof source !== "string") return "key or source is not a text";
	if (!isWhole(schema) || !isWhole(sequence)) return "schema or sequence is not a whole number";
	const known = ENTRY_KINDS.find((name) => name === kind);
	if (known === void 0) return `"${String(kind)}" is no kind of entry`;
	return {
		line,
		kind: known,
		hash,
		previousHash,
		sequence,
		key,
		source,
		schema,
		committedAt,
		body
	};
}
function isWhole(value) {
	return Number.isSafeInteger(value);
}
// domain/record/verify/proof-check.ts
/**
* What a proof shows, or why it shows nothing. `known`: roots by day, from posts.
*
* @example checkProof(await readFile('proof.json', 'utf8'), { '2026-11-20': posted })
*/
function checkProof(text, known) {
	const proof = membersOf(parsed(text));
	if (proof?.format !== "almanac-proof" || proof.schema !== 1) return `this is no proof of the format ${PROOF_FORMAT} 1`;
	const { entry: line, index, leaves } = proof;
	const siblings = textsOf(proof.siblings);
	const members = typeof line === "string" ? membersOf(parseCanonical(line)) : void 0;
	const entry = members === void 0 ? "the entry is not a line of a bundle" : readEntry(1, members);
	if (typeof entry === "string") return entry;
	if (sha256(hashedPart(line, entry.hash)) !== entry.hash) return "the entry does not hash to what it says";
	if (!siblings?.every(isHash)) return "the path is no list of hashes";
	const path = {
		index: Number(index),
		leaves: Number(leaves),
		siblings: siblings.map(bytesOfHex)
	};
	const found = rootByPath(bytesOfHex(entry.hash), path);
	const root = found && hexOf(found);
	const day = dayOf(entry.committedAt);
	if (root === null || root !== proof.root || day !== proof.day) return "the path does not lead from the entry to the root";
	const told = known[day];
	if (told !== void 0 && told !== root) return `the root of ${day} is ${root}; you were told ${told}`;
	return {
		key: entry.key,
		day,
		root
	};
}
function parsed(text) {
	try {
		return JSON.parse(text);
	} catch (failure) {
		if (failure instanceof SyntaxError) return void 0;
		throw failure;
	}
}
// domain/errors.ts
/**
* Message: what failed, with which value, and what to do. Detail: the offending values, machine-readable.
*
* @example throw new AlmanacError('data.stale', 'The bar closing at 12:00Z is missing; the last one closed at 09:00Z. Wait or choose another exchange.', { lastCloseMs: 1 });
*/
var AlmanacError = class extends Error {
	name = "AlmanacError";
	code;
	detail;
	world;
	constructor(code, message, detail = {}, options = {}) {
		super(message, options.cause === void 0 ? void 0 : { cause: options.cause });
		this.code = code;
		this.detail = detail;
		this.world = options.world ?? "nothing-happened";
	}
	body() {
		return {
			code: this.code,
			message: this.message,
			detail: this.detail,
			world: this.world
		};
	}
};
// domain/ledger/signature.ts
/** Ed25519 (RFC 8032) over text. Keys and signatures are base64url without padding: a public key 43 characters, a signature 86. */
/** False also for a key or a signature that is none. */
function isSignedBy(publicKey, text, signature) {
	const key = publicKeyOf(publicKey);
	return key !== null && verify(null, Buffer.from(text), key, Buffer.from(signature, "base64url"));
}
/** What people compare: the first 16 digits of the SHA-256 of the key, in fours. */
function fingerprint(publicKey) {
	const digits = sha256(Buffer.from(publicKey, "base64url")).slice(0, 16);
	return digits.match(/.{4}/g)?.join(" ") ?? digits;
}
function publicKeyOf(x) {
	try {
		return createPublicKey({
			key: {
				kty: "OKP",
				crv: "Ed25519",
				x
			},
			format: "jwk"
		});
	} catch (failure) {
		if (failure instanceof Error) return null;
		throw failure;
	}
}
// domain/market/candles.ts
const MINUTE_MS = 6e4;
const HOUR_MS = 36e5;
const DAY_MS = 864e5;
// domain/market/zone.ts
const SECOND_MS = 1e3;
/** The clocks of one IANA zone, by the rules that JavaScript's own `Intl` carries. */
var Zone = class {
	#parts;
	/** @throws RangeError for a name that is no zone */
	constructor(name) {
		this.#parts = new Intl.DateTimeFormat("en-US", {
			timeZone: name,
			hourCycle: "h23",
			year: "numeric",
			month: "numeric",
			day: "numeric",
			hour: "numeric",
			minute: "numeric",
			second: "numeric"
		});
	}
	wallTime(at) {
		const { year, month, day, hour, minute, second } = Object.fromEntries(this.#parts.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
		return Date.UTC(year, month - 1, day, hour, minute, second) + (at - Math.floor(at / SECOND_MS) * SECOND_MS);
	}
	/** The wall time at the start of the calendar day of a moment. */
	day(at) {
		return Math.floor(this.wallTime(at) / DAY_MS) * DAY_MS;
	}
	/** When the clocks show a wall time, ascending: never where daylight saving skips it, twice where it comes again. */
	instants(wall) {
		const candidates = [wall - DAY_MS, wall + DAY_MS].map((near) => wall - (this.wallTime(near) - near));
		return [...new Set(candidates)].filter((at) => this.wallTime(at) === wall).sort((a, b) => a - b);
	}
};
// domain/market/slots.ts
/** `12:00` → `1200`. */
function slotName(slot) {
	return slot.replace(":", "");
}
/**
* Every planned slot instant in [from, to), ascending. A wall time that daylight saving skips has no instant that day;
* one that occurs twice has two. This is what Temporal's schedule calendars do as well.
*
* @example slotInstants({ zone: 'Asia/Jerusalem', slots: ['00:00', '12:00'] }, from, to)
*/
function slotInstants(plan, from, to) {
	const zone = new Zone(plan.zone);
	const instants = [];
	const lastDay = zone.day(to);
	for (let day = zone.day(from); day <= lastDay; day += DAY_MS) for (const slot of plan.slots) for (const cutoff of zone.instants(day + timeOfDay(slot))) if (cutoff >= from && cutoff < to) instants.push({
		slot: slotName(slot),
		cutoff
	});
	return instants.sort((a, b) => a.cutoff - b.cutoff);
}
/** `12:00` → milliseconds since midnight. */
function timeOfDay(slot) {
	const [hours, minutes] = slot.split(":").map(Number);
	return hours * HOUR_MS + minutes * MINUTE_MS;
}
// domain/ledger/calendar.ts
/** A planned release not committed this long after its cutoff is missed. */
const COMMIT_WITHIN_MS = 15 * MINUTE_MS;
/** A release still open this long after its cutoff never writes its row: somebody else writes that it was missed. */
const ROW_WITHIN_MS = 45e5;
/** Every slot that the calendar has had up to a moment, one per symbol, ascending by time. */
function expectedSlots(rules, until) {
	return rules.flatMap((rule, i) => {
		const end = Math.min(rules[i + 1]?.effectiveFrom ?? Number.POSITIVE_INFINITY, until + 1);
		if (end <= rule.effectiveFrom) return [];
		return slotInstants(rule, rule.effectiveFrom, end).flatMap((instant) => rule.symbols.map((symbol) => ({
			...instant,
			symbol
		})));
	});
}
// domain/ledger/release-id.ts
/**
* `<base>-<quote>_<cutoff>_<slot>`, e.g. `BTC-USDT_20261120T1000Z_1200`; letters, digits, `-` and `_` only. It is the
* workflow id, the object prefix and the key of every row. The stream's source is part of the slot for anything but
* live, so that chains never share an id.
*/
function releaseId(symbol, cutoff, slot) {
	const id = `${symbol.replace("/", "-")}_${compactTime(cutoff)}_${slot}`;
	if (!/^[A-Za-z0-9_-]{1,120}$/.test(id)) throw new AlmanacError("input.invalid", `The release id "${id}" may hold letters, digits, - and _ only, at most 120; check the symbol and the slot.`, { id });
	return id;
}
/** The id of the one release that a calendar slot has. */
function plannedReleaseId(source, symbol, slot, cutoff) {
	return releaseId(symbol, cutoff, source === "live" ? slot : `${slot}-${source}`);
}
/** `20261120T1000Z` */
function compactTime(at) {
	return `${new Date(at).toISOString().slice(0, 16).replaceAll(/[-:]/g, "")}Z`;
}
// domain/record/verify/read-calendar.ts
/** The rule that an entry of kind `calendar` sets, or what is wrong with it. */
function readCalendar(body) {
	const { effectiveFrom, zone } = body;
	const symbols = textsOf(body.symbols);
	const slots = textsOf(body.slots);
	const horizonsHours = numbersOf(body.horizonsHours);
	if (!Number.isSafeInteger(effectiveFrom)) return "effectiveFrom is not a moment";
	if (!symbols?.every((symbol) => /^[A-Z0-9]{1,15}\/[A-Z0-9]{1,15}$/.test(symbol))) return "symbols are not symbols";
	if (!slots?.every((slot) => /^([01]\d|2[0-3]):[0-5]\d$/.test(slot))) return "slots are not times of day";
	if (!horizonsHours?.every((hours) => hours > 0)) return "horizonsHours are not hours";
	if (typeof zone !== "string" || !isZone(zone)) return `${String(zone)} is no time zone`;
	return {
		effectiveFrom,
		symbols,
		slots,
		horizonsHours,
		zone,
		baselines: "baseline-v1",
		scoring: 1
	};
}
function isZone(name) {
	try {
		return new Zone(name).wallTime(0) !== Number.POSITIVE_INFINITY;
	} catch (failure) {
		if (failure instanceof RangeError) return false;
		throw failure;
	}
}
// domain/record/verify/calendar-check.ts
/** What the calendar promised is in the chain, once each, and no planned release besides (METHODS §8). */
var CalendarCheck = class {
	#flaws;
	#rules = [];
	#planned = new Map();
	constructor(flaws) {
		this.#flaws = flaws;
	}
	addRule(entry) {
		const rule = readCalendar(entry.body);
		if (typeof rule === "string") return this.#flaws.add("calendar", entry, rule);
		const last = this.#rules.at(-1);
		if (rule.effectiveFrom < entry.committedAt) this.#flaws.add("calendar", entry, "the rule takes effect before it was written down");
		if (last && rule.effectiveFrom < last.effectiveFrom) this.#flaws.add("calendar", entry, "the rule takes effect before the one it replaces");
		this.#rules.push(rule);
	}
	addRelease({ line, sequence, key, body: { stream, status } }) {
		if (stream === "planned") this.#planned.set(key, {
			place: {
				line,
				sequence,
				key
			},
			status: String(status)
		});
	}
	/** Judges what is there against what was due when the bundle was made. */
	end(source, exportedAt) {
		const due = expectedSlots(this.#rules, exportedAt).map((slot) => ({
			...slot,
			key: plannedReleaseId(source, slot.symbol, slot.slot, slot.cutoff)
		}));
		const overdue = due.findLast(({ cutoff }) => cutoff + ROW_WITHIN_MS < exportedAt)?.cutoff ?? 0;
		const missing = due.filter(({ key }) => !this.#planned.has(key));
		for (const { key, cutoff } of missing.filter(({ cutoff }) => cutoff < overdue)) {
			const problem = `the calendar has a slot at ${new Date(cutoff).toISOString()}, the chain no row of it`;
			this.#flaws.add("completeness", {
				line: null,
				sequence: null,
				key
			}, problem);
		}
		const expected = new Set(due.map(({ key }) => key));
		for (const [key, { place }] of this.#planned) if (!expected.has(key)) this.#flaws.add("completeness", place, "the calendar has no such slot");
		const open = missing.filter(({ cutoff }) => cutoff >= overdue);
		const rows = [...this.#planned.values()];
		const having = (wanted) => rows.filter(({ status }) => status === wanted).length;
		return {
			expected: due.length,
			published: having("published"),
			fallback: having("fallback"),
			missed: having("missed"),
			open: open.length,
			openSince: open[0]?.cutoff ?? null
		};
	}
};
// domain/ledger/chain.ts
/** What stands before the first entry. */
const GENESIS_HASH = "0".repeat(64);
/** Where an entry's place is not what the one before it and its own content make it; null where all fits. */
function misplaced(found, head, contentHash) {
	const expected = {
		sequence: (head?.sequence ?? 0) + 1,
		previousHash: head?.hash ?? GENESIS_HASH,
		hash: contentHash
	};
	const wrong = [
		"sequence",
		"previousHash",
		"hash"
	].find((field) => found[field] !== expected[field]);
	return wrong === void 0 ? null : `${wrong} is ${found[wrong]}, should be ${expected[wrong]}`;
}
// domain/record/verify/chain-check.ts
/** Every entry stands behind the one before it, hashes to what it says, and is there once. */
var ChainCheck = class {
	#flaws;
	#keys = new Set();
	#source = null;
	/** Null before the first entry; undefined behind a line that could not be read. */
	#head = null;
	#count = 0;
	constructor(flaws) {
		this.#flaws = flaws;
	}
	get count() {
		return this.#count;
	}
	get head() {
		return this.#head?.hash ?? GENESIS_HASH;
	}
	begin(source) {
		this.#source = source;
	}
	/** After a flaw the entry's own place counts, so that one change is not told of every row behind it. */
	add(entry, text) {
		const problem = misplaced(entry, this.#head === void 0 ? placeBefore(entry) : this.#head, sha256(hashedPart(text, entry.hash)));
		if (problem !== null) this.#flaws.add("chain", entry, `${problem}: something was changed, removed or put in`);
		if (entry.source !== this.#source) this.#flaws.add("chain", entry, `it is of the source ${entry.source}, the bundle of ${this.#source}`);
		const name = `${entry.kind} ${entry.key}`;
		if (this.#keys.has(name)) this.#flaws.add("duplicate", entry, `there is a second ${name}`);
		this.#keys.add(name);
		this.#head = {
			sequence: entry.sequence,
			hash: entry.hash,
			previousHash: entry.previousHash
		};
		this.#count++;
	}
	unreadable() {
		this.#head = void 0;
	}
};
function placeBefore({ sequence, previousHash }) {
	return {
		sequence: sequence - 1,
		hash: previousHash,
		previousHash: GENESIS_HASH
	};
}
// domain/record/days.ts
/** The Merkle root of every UTC day of a chain. */
/** Entries are stamped before they wait for their turn in the chain: a day's root is final this long after its end. */
const SETTLES_WITHIN_MS = 15 * MINUTE_MS;
var DayRoots = class {
	#trees = new Map();
	/** An entry's hash in hexadecimal, in the order of the chain. */
	add(committedAt, hash) {
		const day = dayOf(committedAt);
		const tree = this.#trees.get(day) ?? new GrowingTree();
		this.#trees.set(day, tree);
		tree.add(bytesOfHex(hash));
	}
	/** The days that had ended for good at a moment, ascending; a day without an entry has no root. */
	finalAt(now) {
		return [...this.#trees].filter(([day]) => isFinal(day, now)).sort(([a], [b]) => a < b ? -1 : 1).map(([day, tree]) => ({
			kind: "day",
			day,
			entries: tree.leaves,
			root: hexOf(tree.root())
		}));
	}
};
function isFinal(day, now) {
	return Date.parse(day) + DAY_MS + SETTLES_WITHIN_MS <= now;
}
// domain/record/verify/day-check.ts
/** The roots that a bundle states are those of its entries, day by day, none left out. */
var DayCheck = class {
	#flaws;
	#roots = new DayRoots();
	#stated = [];
	constructor(flaws) {
		this.#flaws = flaws;
	}
	addEntry(committedAt, hash) {
		this.#roots.add(committedAt, hash);
	}
	addStated(line, members) {
		this.#stated.push({
			line,
			members
		});
	}
	/** `known`: roots that were posted, by day. */
	end(exportedAt, known) {
		const days = this.#roots.finalAt(exportedAt);
		days.forEach((day, i) => this.#compare(day, this.#stated[i]));
		for (const { line, members } of this.#stated.slice(days.length)) this.#flaws.add("day", {
			line,
			sequence: null,
			key: String(members.day)
		}, "no such day had ended with entries");
		for (const [day, root] of Object.entries(known)) {
			const found = days.find((each) => each.day === day)?.root;
			if (found === root) continue;
			const problem = `the root of ${day} is ${found ?? "not there"}; you were told ${root}`;
			this.#flaws.add("day", {
				line: null,
				sequence: null,
				key: day
			}, problem);
		}
		return days;
	}
	#compare(made, stated) {
		const place = {
			line: stated?.line ?? null,
			sequence: null,
			key: made.day
		};
		if (stated === void 0) return this.#flaws.add("day", place, `there is no line with the root of ${made.day}`);
		for (const name of [
			"day",
			"entries",
			"root"
		]) {
			if (stated.members[name] === made[name]) continue;
			this.#flaws.add("day", place, `${name} is ${String(stated.members[name])}, the entries make ${made[name]}`);
			return;
		}
	}
};
// domain/record/verify/flaw.ts
/** A cut file has as many flaws as it lacks rows: those after so many are counted only. */
const MOST_KEPT = 50;
var Flaws = class {
	kept = [];
	#count = 0;
	get count() {
		return this.#count;
	}
	add(check, { line, sequence, key }, problem) {
		this.#count++;
		if (this.kept.length < MOST_KEPT) this.kept.push({
			check,
			line,
			sequence,
			key,
			problem
		});
	}
};
// domain/market/sources.ts
/** Where the prices of a release come from; each kind has a ledger chain of its own (DESIGN §10). */
const SOURCE_KINDS = [
	"live",
	"recorded",
	"simulated"
];
// domain/record/verify/frame-check.ts
/** What stands around the entries: header and footer, and that their order is kept. */
/** In this order they come. */
const SECTIONS = [
	"header",
	"entries",
	"day",
	"footer"
];
var FrameCheck = class {
	#flaws;
	#section = null;
	#header = null;
	constructor(flaws) {
		this.#flaws = flaws;
	}
	get header() {
		return this.#header;
	}
	/** To which section a line of this kind belongs; told where it should not stand here. */
	enter(line, kind) {
		const section = SECTIONS.find((name) => name === kind) ?? "entries";
		const before = this.#section === null ? -1 : SECTIONS.indexOf(this.#section);
		const once = section === "header" || section === "footer";
		const at = SECTIONS.indexOf(section);
		if (this.#section === null && section !== "header") this.#tell(line, "header", "the file does not begin with a header");
		else if (at < before || once && at === before) this.#tell(line, "form", `a line of kind ${section} stands here`);
		this.#section = section;
		return section;
	}
	readHeader(line, { format, schema, source, exportedAt, publicKey }) {
		const kind = SOURCE_KINDS.find((name) => name === source);
		const at = momentOf(exportedAt);
		if (format !== "almanac-record" || schema !== 1) this.#tell(line, "header", `the format is ${String(format)} ${String(schema)}; this verifier knows ${BUNDLE_FORMAT} 1`);
		else if (kind === void 0) this.#tell(line, "header", `"${String(source)}" is no source; there are ${SOURCE_KINDS.join(", ")}`);
		else if (at === void 0 || typeof publicKey !== "string") this.#tell(line, "header", "it does not say when it was exported, or whose signature it carries");
		else this.#header = {
			source: kind,
			exportedAt: at,
			publicKey
		};
	}
	readFooter(line, { signature, ...footer }, contents) {
		for (const name of [
			"count",
			"head",
			"sha256"
		]) {
			if (footer[name] === contents[name]) continue;
			this.#tell(line, "footer", `${name} is ${String(footer[name])}, the lines before it make ${contents[name]}`);
		}
		const key = this.#header?.publicKey ?? "";
		if (typeof signature !== "string" || !isSignedBy(key, canonicalText(footer), signature)) this.#tell(line, "signature", "the footer is not signed by the key in the header");
	}
	end(lines) {
		const place = {
			line: lines,
			sequence: null,
			key: null
		};
		if (lines === 0) this.#flaws.add("form", place, "the file is empty");
		else if (this.#section !== "footer") this.#flaws.add("footer", place, "the file ends without a footer");
	}
	#tell(line, check, problem) {
		this.#flaws.add(check, {
			line,
			sequence: null,
			key: null
		}, problem);
	}
};
// domain/record/verify/read-line.ts
const LINE_FEED$1 = 10;
const CARRIAGE_RETURN = 13;
const UTF8 = new TextDecoder("utf-8", {
	fatal: true,
	ignoreBOM: true
});
/** A line with its line feed as text and value, or what is wrong with its form. */
function readLine(bytes) {
	if (bytes.length > 262144) return `the line is longer than ${MAX_LINE_BYTES} bytes; no line of a bundle is`;
	if (bytes.at(-1) !== LINE_FEED$1) return "the file ends in the middle of a line: the rest was cut off";
	if (bytes.at(-2) === CARRIAGE_RETURN) return "the line ends with a carriage return: the file was changed on its way; get it again as it is";
	if (bytes[0] === 239 && bytes[1] === 187 && bytes[2] === 191) return "the file begins with a byte order mark: an editor has changed it; get it again as it is";
	const text = decoded(bytes.subarray(0, -1));
	if (text === null) return "the line is not UTF-8";
	const members = membersOf(parseCanonical(text));
	return members === void 0 ? "the line is not a JSON object in canonical form (RFC 8785)" : {
		text,
		members
	};
}
function decoded(bytes) {
	try {
		return UTF8.decode(bytes);
	} catch (failure) {
		if (failure instanceof TypeError) return null;
		throw failure;
	}
}
// domain/numeric/levels.ts
/**
* The quantile grid of every forecast (DESIGN §5): 0.005, 0.01 … 0.99 in steps of 0.01, 0.025, 0.975, 0.995, ascending.
* Shape: 103 probabilities in (0, 1).
*/
const LEVELS = [
	...Array.from({ length: 99 }, (_, i) => (i + 1) / 100),
	.005,
	.025,
	.975,
	.995
].sort((a, b) => a - b);
Array.from({ length: 99 }, (_, i) => LEVELS.indexOf((i + 1) / 100));
// domain/scenarios/scenario.ts
/** The five exclusive, exhaustive barrier events of METHODS §5. */
const SCENARIO_IDS = [
	"up-holds",
	"up-fades",
	"down-holds",
	"down-fades",
	"neither"
];
// domain/record/verify/release-check.ts
const STATUSES = [
	"published",
	"fallback",
	"missed"
];
const TOTAL_PER_10K = 1e4;
/** What contradicts itself in a release: its name, its times, its distributions. */
function releaseProblem(entry) {
	const problem = contentProblem(entry.body, entry);
	if (problem !== null) return {
		check: "release",
		problem
	};
	const late = timeProblem(entry);
	return late === null ? null : {
		check: "time",
		problem: late
	};
}
function contentProblem(body, { key, source }) {
	const cutoff = momentOf(body.cutoff);
	const forecasts = listOf(body.forecasts)?.map(membersOf);
	if (body.releaseId !== key) return "its body names another release";
	if (body.source !== source) return "its body names another source";
	if (cutoff === void 0) return "its cutoff is not a time";
	if (typeof body.symbol !== "string" || !key.startsWith(`${body.symbol.replace("/", "-")}_${compactTime(cutoff)}_`)) return "its id does not say its symbol and cutoff";
	if (typeof body.status !== "string" || !STATUSES.includes(body.status)) return "its status is unknown";
	if (forecasts === void 0) return "it has no list of forecasts";
	const published = body.status === "published";
	if (published !== forecasts.length > 0) return published ? "it has no forecast" : "it has a forecast, and no status";
	const horizons = forecasts.map((forecast) => forecast?.horizonHours);
	if (new Set(horizons).size < horizons.length) return "it has two forecasts for one horizon";
	return forecasts.map(forecastProblem).find((problem) => problem !== null) ?? scenarioProblem(body);
}
function forecastProblem(forecast) {
	if (!isPositive(forecast?.horizonHours)) return "a forecast has no horizon";
	const at = `its forecast of ${String(forecast.horizonHours)} h`;
	const quantiles = numbersOf(forecast.quantiles);
	if (quantiles?.length !== LEVELS.length) return `${at} has not ${LEVELS.length} quantiles`;
	if (quantiles.some((quantile, i) => !(quantile > 0) || quantile < quantiles[i - 1])) return `${at} has crossed quantiles`;
	if (!isPositive(forecast.unit)) return `${at} has no unit`;
	const { pUp } = forecast;
	return typeof pUp === "number" && pUp >= 0 && pUp <= 1 ? null : `${at} has no probability`;
}
function scenarioProblem(body) {
	const scenarios = listOf(body.scenarios)?.map(membersOf);
	if (scenarios === void 0) return "it has no list of scenarios";
	if (scenarios.length === 0) return null;
	const ids = scenarios.map((scenario) => scenario?.id);
	if (ids.length !== SCENARIO_IDS.length || SCENARIO_IDS.some((id) => !ids.includes(id))) return "its scenarios are not the five there are";
	const total = scenarios.reduce((sum, scenario) => sum + Number(scenario?.probabilityPer10k), 0);
	return total === TOTAL_PER_10K ? null : `its scenarios sum to ${total} of ${TOTAL_PER_10K}`;
}
function timeProblem({ body, committedAt }) {
	const cutoff = momentOf(body.cutoff) ?? NaN;
	if (committedAt < cutoff) return "it was committed before its cutoff";
	const inTime = committedAt <= cutoff + COMMIT_WITHIN_MS;
	if (body.stream !== "planned" || body.status !== "published" || inTime) return null;
	return `it was committed ${Math.round((committedAt - cutoff) / 6e4)} minutes after its cutoff; a planned one later than 15 is missed`;
}
function isPositive(value) {
	return typeof value === "number" && value > 0;
}
// domain/ledger/assemble.ts
function isoTime(at) {
	return new Date(at).toISOString();
}
// domain/record/verify/unproven.ts
/** What a bundle cannot show by itself: said aloud with every verdict, with the way to check it. */
function unproven(verdict, known) {
	const { slots, steppedBack, entries } = verdict;
	const said = [];
	if (!known.head && !known.root) said.push("That rows were not cut off at the end, and that no second chain was shown to others: compare a hash from a post with --head=HASH, or the posted root of a day with --root=DAY:HASH.");
	said.push("When it was written: committedAt is the word of its writer. The messages of the channel carry a hash each; that a message is older than the hours it forecasts is what its own date shows.");
	if (!known.publicKey) said.push("Whose signature it is: compare the fingerprint with the one told elsewhere, or give the key with --key=KEY.");
	if (!known.candles && entries.outcome > 0) said.push("That the prices were the market’s: give candles of your own with --candles=FILE.");
	if (slots?.openSince) said.push(`What became of the last ${slots.open} planned release(s), due from ${isoTime(slots.openSince)} on: they had no row yet when this was exported.`);
	if (steppedBack > 0) said.push(`The clock: ${steppedBack} entries carry an earlier time than the one before them.`);
	return said;
}
// domain/record/verify/record-verifier.ts
/** Checks a bundle line by line, with little more in memory than the names of its entries. */
/** Machines that write and export may differ by so much. */
const CLOCKS_DIFFER_MS = MINUTE_MS;
var RecordVerifier = class {
	#known;
	#flaws = new Flaws();
	#frame = new FrameCheck(this.#flaws);
	#chain = new ChainCheck(this.#flaws);
	#calendar = new CalendarCheck(this.#flaws);
	#days = new DayCheck(this.#flaws);
	#bytes = new RunningSha256();
	#heads;
	#entries = Object.fromEntries(ENTRY_KINDS.map((kind) => [kind, 0]));
	#lines = 0;
	#first = null;
	#last = null;
	#steppedBack = 0;
	constructor(known = {}) {
		this.#known = known;
		this.#heads = new Set(known.heads);
	}
	/** The next line with its line feed. */
	add(bytes) {
		const line = ++this.#lines;
		const read = readLine(bytes);
		if (typeof read === "string") {
			this.#chain.unreadable();
			this.#flaws.add("form", {
				line,
				sequence: null,
				key: null
			}, read);
		} else this.#addMembers(line, read.text, read.members);
		this.#bytes.add(bytes);
	}
	end() {
		const { header } = this.#frame;
		this.#frame.end(this.#lines);
		const slots = header && this.#calendar.end(header.source, header.exportedAt);
		const days = header ? this.#days.end(header.exportedAt, this.#known.roots ?? {}) : [];
		this.#checkKnown(header?.publicKey);
		const found = {
			flaws: this.#flaws.kept,
			flawCount: this.#flaws.count,
			source: header?.source ?? null,
			exportedAt: header && new Date(header.exportedAt).toISOString(),
			lines: this.#lines,
			entries: this.#entries,
			firstCommittedAt: this.#first,
			lastCommittedAt: this.#last,
			head: this.#chain.head,
			slots,
			days,
			steppedBack: this.#steppedBack,
			signedBy: header && {
				publicKey: header.publicKey,
				fingerprint: fingerprint(header.publicKey)
			}
		};
		const known = {
			head: (this.#known.heads ?? []).length > 0,
			root: Object.keys(this.#known.roots ?? {}).length > 0,
			publicKey: this.#known.publicKey !== void 0,
			candles: false
		};
		return {
			verified: this.#flaws.count === 0,
			...found,
			unproven: unproven(found, known)
		};
	}
	#addMembers(line, text, members) {
		const section = this.#frame.enter(line, members.kind);
		switch (section) {
			case "header":
				this.#frame.readHeader(line, members);
				return this.#chain.begin(this.#frame.header?.source ?? "");
			case "entries": return this.#addEntry(line, text, members);
			case "day": return this.#days.addStated(line, members);
			case "footer": {
				const { count, head } = this.#chain;
				return this.#frame.readFooter(line, members, {
					count,
					head,
					sha256: this.#bytes.soFar()
				});
			}
			default: return section;
		}
	}
	#addEntry(line, text, members) {
		const entry = readEntry(line, members);
		if (typeof entry === "string") {
			this.#chain.unreadable();
			return this.#flaws.add("form", {
				line,
				sequence: null,
				key: null
			}, entry);
		}
		this.#chain.add(entry, text);
		this.#days.addEntry(entry.committedAt, entry.hash);
		this.#heads.delete(entry.hash);
		this.#clock(entry);
		this.#entries[entry.kind]++;
		this.#content(entry);
	}
	#content(entry) {
		switch (entry.kind) {
			case "calendar": return this.#calendar.addRule(entry);
			case "release": {
				this.#calendar.addRelease(entry);
				const problem = releaseProblem(entry);
				return problem === null ? void 0 : this.#flaws.add(problem.check, entry, problem.problem);
			}
			case "outcome":
			case "rule":
			case "correction": return;
			default: return entry.kind;
		}
	}
	#clock(entry) {
		const { committedAt } = entry;
		if (committedAt > (this.#frame.header?.exportedAt ?? Number.POSITIVE_INFINITY) + CLOCKS_DIFFER_MS) this.#flaws.add("time", entry, "it was committed after the bundle was made");
		if (this.#last !== null && committedAt < this.#last) this.#steppedBack++;
		this.#first ??= committedAt;
		this.#last = committedAt;
	}
	/** After the whole chain was seen. */
	#checkKnown(publicKey) {
		for (const hash of this.#heads) {
			const problem = `no entry has the hash ${hash}: rows were cut off, or this is another chain`;
			this.#flaws.add("head", {
				line: null,
				sequence: null,
				key: null
			}, problem);
		}
		const { publicKey: told } = this.#known;
		if (told === void 0 || told === publicKey) return;
		this.#flaws.add("signature", {
			line: 1,
			sequence: null,
			key: null
		}, `the bundle is signed by another key, ${publicKey}`);
	}
};
// domain/record/verify/verdict-text.ts
/** A verdict as a person reads it in a terminal. */
function verdictText(file, verdict) {
	return [
		...verdict.verified ? good(file, verdict) : bad(file, verdict),
		"",
		...unprovenLines(verdict)
	].join("\n");
}
/** `known`: roots by day, from posts. */
function proofText(file, proven, known) {
	if (typeof proven === "string") return `DOES NOT VERIFY  ${file}\n  ${proven}`;
	const { key, day, root } = proven;
	const told = known[day] === root ? `  the root is the one you were told` : `  compare the root with the one that was posted for ${day}, or give it with --root=${day}:HASH`;
	return [
		`PROVEN  ${key} is among the entries of ${day}`,
		`  root of the day  ${root}`,
		told
	].join("\n");
}
function good(file, verdict) {
	const { entries, slots, days, signedBy, head, firstCommittedAt, lastCommittedAt } = verdict;
	const kinds = Object.entries(entries).flatMap(([kind, n]) => n > 0 ? [`${n} ${kind}`] : []);
	const span = firstCommittedAt === null || lastCommittedAt === null ? "nothing was recorded yet" : `${isoTime(firstCommittedAt)} to ${isoTime(lastCommittedAt)}`;
	return [
		`VERIFIED  ${file}`,
		`  record      ${verdict.source} prices, exported ${verdict.exportedAt}; ${span}`,
		`  entries     ${kinds.join(", ") || "none"}; each behind the one before, none changed, doubled or left out`,
		`  slots       ${slotText(slots)}`,
		`  days        ${days.length} Merkle roots${days.length > 0 ? `, the last one ${days[days.length - 1].day} ${days[days.length - 1].root}` : ""}`,
		`  signed by   ${signedBy?.fingerprint ?? "nobody"}`,
		`  head        ${head}`
	];
}
function slotText(slots) {
	if (!slots || slots.expected === 0) return "no calendar yet: nothing was promised";
	const { expected, published, fallback, missed, open } = slots;
	return `${expected} promised by the calendar: ${published} published, ${fallback} refused for bad data, ${missed} missed${open > 0 ? `, ${open} still open` : ""}`;
}
function bad(file, { flaws, flawCount, source }) {
	const more = flawCount - flaws.length;
	return [
		`DOES NOT VERIFY  ${file}${source === null ? "" : ` (${source} prices)`}`,
		...flaws.map((flaw) => `  ${placeText(flaw)}  ${flaw.check}: ${flaw.problem}`),
		...more > 0 ? [`  … and ${more} more`] : []
	];
}
/** @example placeText({ line: 3, sequence: 2, key: 'BTC-USDT_20261120T1000Z_1200' }) */
function placeText({ line, sequence, key }) {
	return [
		line === null ? "absent" : `line ${line}`,
		sequence === null ? null : `sequence ${sequence}`,
		key === null || key === "" ? null : key
	].filter((part) => part !== null).join(", ");
}
function unprovenLines({ unproven }) {
	return ["What this file alone cannot show:", ...unproven.map((sentence) => `  - ${sentence}`)];
}
// apps/verifier/lines.ts
/** A file line by line, plain or gzipped, with no more than one line and one read in memory. */
const LINE_FEED = 10;
const READ_BYTES = 1048576;
/** Each line with its line feed; of a line that is too long only its beginning, and nothing after it. */
async function* fileLines(path) {
	let rest = new Uint8Array();
	for await (const read of await fileBytes(path)) {
		const bytes = rest.length === 0 ? read : Buffer.concat([rest, read]);
		let from = 0;
		for (let end = bytes.indexOf(LINE_FEED); end >= 0; end = bytes.indexOf(LINE_FEED, from)) {
			yield bytes.subarray(from, end + 1);
			from = end + 1;
		}
		rest = bytes.subarray(from);
		if (rest.length > 262144) break;
	}
	if (rest.length > 0) yield rest;
}
async function fileBytes(path) {
	const plain = createReadStream(path, { highWaterMark: READ_BYTES });
	if (!await isGzip(path)) return plain;
	const unpacked = createGunzip({ chunkSize: READ_BYTES });
	plain.once("error", (failure) => unpacked.destroy(failure));
	return plain.pipe(unpacked);
}
async function isGzip(path) {
	const file = await open(path);
	try {
		const { buffer } = await file.read(Buffer.alloc(2), 0, 2, 0);
		return buffer[0] === 31 && buffer[1] === 139;
	} finally {
		await file.close();
	}
}
// apps/verifier/verify-file.ts
/** A file that is no longer may be a proof; a bundle of this size is no JSON document. */
const LONGEST_DOCUMENT_BYTES = 1048576;
/** Checks a bundle, or a proof, in a file. Throws what the file system throws where it cannot be read. */
async function verifyFile(path, known) {
	const document = await wholeDocument(path);
	if (document?.includes(`"almanac-proof"`)) return verifyProof(path, document, known);
	const verifier = new RecordVerifier(known);
	for await (const line of fileLines(path)) verifier.add(line);
	const verdict = verifier.end();
	return {
		verified: verdict.verified,
		document: verdict,
		text: verdictText(path, verdict)
	};
}
function verifyProof(path, document, { roots = {} }) {
	const proven = checkProof(document, roots);
	const text = proofText(path, proven, roots);
	if (typeof proven === "string") return {
		verified: false,
		document: { problem: proven },
		text
	};
	return {
		verified: true,
		document: {
			proven: true,
			...proven
		},
		text
	};
}
/** The text of a file that is one JSON document; null for anything else. */
async function wholeDocument(path) {
	if ((await stat(path)).size > LONGEST_DOCUMENT_BYTES) return null;
	const text = await readFile(path, "utf8");
	try {
		JSON.parse(text);
		return text;
	} catch (failure) {
		if (failure instanceof SyntaxError) return null;
		throw failure;
	}
}
// apps/verifier/main.ts
/** `node verify-record.mjs FILE`: the check of a bundle for somebody who has nothing but this file and Node. */
const USAGE = `node verify-record.mjs FILE [--head=HASH] [--root=DAY:HASH] [--key=KEY] [--json]

FILE is an exported record (record.jsonl, also gzipped) or a proof of one release (proof.json). --head and --root take what posts of the channel say and may be
repeated; --key takes the public key as it is told elsewhere. Exit code 0: it verifies; 3: it does not; 2: called wrongly.
`;
exit(await run());
async function run() {
	const given = readArguments();
	if (typeof given === "string") return wrongly(given);
	const { values, positionals } = given;
	if (values.help || positionals.length !== 1) {
		stderr.write(USAGE);
		return values.help ? 0 : 2;
	}
	const known = knownElsewhere(values);
	if (typeof known === "string") return wrongly(known);
	const [file] = positionals;
	try {
		const { verified, document, text } = await verifyFile(file, known);
		stdout.write(`${values.json ? JSON.stringify({
			file,
			...document
		}, null, 2) : text}\n`);
		return verified ? 0 : 3;
	} catch (failure) {
		if (failure instanceof Error && "code" in failure) return wrongly(`${file} cannot be read: ${failure.message}`);
		throw failure;
	}
}
function readArguments() {
	try {
		return parseArgs({
			args: argv.slice(2),
			allowPositionals: true,
			options: {
				head: {
					type: "string",
					multiple: true
				},
				root: {
					type: "string",
					multiple: true
				},
				key: { type: "string" },
				json: {
					type: "boolean",
					default: false
				},
				help: {
					type: "boolean",
					default: false
				}
			}
		});
	} catch (failure) {
		if (failure instanceof TypeError) return failure.message;
		throw failure;
	}
}
function wrongly(problem) {
	stderr.write(`${problem}\n\n${USAGE}`);
	return 2;
}
export {};
