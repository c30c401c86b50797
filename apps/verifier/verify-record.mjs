#!/usr/bin/env node
// Almanac: checks an exported record. Made by ops/toolchain/bundle-verifier.ts from apps/verifier; needs Node 20 or newer, and nothing else.
//   node verify-record.mjs record.jsonl
import { argv, exit, stderr, stdout } from "node:process";
import { parseArgs, promisify } from "node:util";
import { createReadStream, readSync } from "node:fs";
import { open, readFile, stat } from "node:fs/promises";
import { createGunzip, gunzip } from "node:zlib";
import * as crypto from "node:crypto";
import { createPublicKey, verify } from "node:crypto";
import { fileURLToPath } from "node:url";
import { Worker, parentPort, workerData } from "node:worker_threads";
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
// node_modules/canonicalize/lib/canonicalize.js
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
/** Canonical JSON (RFC 8785): one text for one value. Throws for what JSON cannot say (NaN, undefined root, half a surrogate pair). */
function canonicalText(value) {
	if (isInOrder(value)) return JSON.stringify(value);
	const text = canonicalize(value);
	if (text === void 0) throw new TypeError("only JSON values have a canonical form");
	return text;
}
function canonicalBytes(value) {
	return new TextEncoder().encode(canonicalText(value));
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
		return canonicalText(value) === text ? value : void 0;
	} catch (failure) {
		if (failure instanceof Error) return void 0;
		throw failure;
	}
}
/** Whether a value holds nothing but what JSON can say, every object's names ascending by UTF-16 code units. */
function isInOrder(value) {
	switch (typeof value) {
		case "number": return Number.isFinite(value);
		case "string": return value.isWellFormed();
		case "boolean": return true;
		case "object": return value === null || (Array.isArray(value) ? areInOrder(value) : isPlainInOrder(value));
		default: return false;
	}
}
function areInOrder(values) {
	for (const value of values) if (!isInOrder(value)) return false;
	return true;
}
function isPlainInOrder(value) {
	if (Object.getPrototypeOf(value) !== Object.prototype) return false;
	const names = Object.keys(value);
	for (let i = 0; i < names.length; i++) {
		const name = names[i];
		if (i > 0 && names[i - 1] >= name) return false;
		if (name === "toJSON" || !name.isWellFormed() || !isInOrder(value[name])) return false;
	}
	return true;
}
// domain/ledger/hash.ts
/** SHA-256 in lower-case hexadecimal (FIPS 180-4), of parts one behind the other; text as UTF-8. */
function sha256(...parts) {
	return digest(parts.length === 1 ? parts[0] : joined(parts), "hex");
}
/** SHA-256 of parts one behind the other, as 32 bytes. */
function sha256Bytes(...parts) {
	return Buffer.from(digest(joined(parts), "binary"), "binary");
}
/** At once where Node can (from 20.12 on): objects of class Hash outlive the young generation, and a verifier made hundreds of thousands of them. */
const digest = "hash" in crypto ? (data, encoding) => crypto.hash("sha256", data, encoding) : (data, encoding) => crypto.createHash("sha256").update(data).digest(encoding);
/** Where parts are put together, so that none takes memory of its own. */
const ROOM$1 = Buffer.allocUnsafeSlow(65536);
function joined(parts) {
	let used = 0;
	for (const part of parts) {
		const bytes = typeof part === "string" ? Buffer.from(part) : part;
		if (used + bytes.length > ROOM$1.length) return Buffer.concat(parts.map((each) => Buffer.from(each)));
		ROOM$1.set(bytes, used);
		used += bytes.length;
	}
	return ROOM$1.subarray(0, used);
}
const bytesOfHex = (hex) => Buffer.from(hex, "hex");
const hexOf = (bytes) => Buffer.from(bytes).toString("hex");
/** SHA-256 of what comes bit by bit. */
var RunningSha256 = class {
	#hash = crypto.createHash("sha256");
	add(bytes) {
		this.#hash.update(bytes);
	}
	/** Of everything added so far, in lower-case hexadecimal; more may follow. */
	soFar() {
		return this.#hash.copy().digest("hex");
	}
};
/** One hash over numbers column by column, to the bit, and what they are called; the order of both counts. */
function sha256OfColumns(called, columns) {
	const hashes = columns.map((column) => sha256(new Uint8Array(column.buffer, column.byteOffset, column.byteLength)));
	return sha256(new TextEncoder().encode([...called, ...hashes].join(" ")));
}
// domain/record/lines.ts
const BUNDLE_FORMAT = "almanac-record";
/** No line of a bundle is longer: a commitment has at most 6 KB (DESIGN §10). */
const MAX_LINE_BYTES = 262144;
/** The hash that an entry must have, from the bytes of its line without the line feed: of everything but its member `hash`. */
function hashOfLine(line, hash) {
	const bytes = bufferOf(line);
	const member = `"hash":${JSON.stringify(hash)},`;
	const at = bytes.lastIndexOf(member);
	return sha256(bytes.subarray(0, at), bytes.subarray(at + member.length));
}
/** The same memory. */
function bufferOf(bytes) {
	return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
}
// apps/verifier/lines.ts
/** A file line by line, plain or gzipped, with no more than one line and one read in memory. */
const LINE_FEED$1 = 10;
const READ_BYTES = 262144;
/**
* Each line with its line feed, good until the next one is asked for; of a line that is too long only its beginning, and nothing
* after it.
*/
async function* fileLines(path, maxBytes = MAX_LINE_BYTES) {
	let begun = new Uint8Array();
	for await (const read of fileReads(path)) {
		let from = 0;
		for (let end = read.indexOf(LINE_FEED$1); end >= 0; end = read.indexOf(LINE_FEED$1, from)) {
			const rest = read.subarray(from, end + 1);
			yield from === 0 && begun.length > 0 ? Buffer.concat([begun, rest]) : rest;
			from = end + 1;
		}
		begun = Buffer.concat(from === 0 ? [begun, read] : [read.subarray(from)]);
		if (begun.length > maxBytes) break;
	}
	if (begun.length > 0) yield begun;
}
/** What the file system, or gzip, says when a file cannot be read. */
function isUnreadable(failure) {
	return failure instanceof Error && ("syscall" in failure || "errno" in failure);
}
/**
* Whole pieces of a file; of a plain one always in the same memory, because hundreds of megabytes of it cost a second to give back, and
* without another thread, which takes longer to be woken than to read one.
*/
async function* fileReads(path) {
	if (await isGzip(path)) return yield* unpacked(path);
	const buffer = Buffer.allocUnsafeSlow(READ_BYTES);
	const file = await open(path);
	try {
		for (;;) {
			const bytesRead = readSync(file.fd, buffer, 0, READ_BYTES, null);
			if (bytesRead === 0) return;
			yield buffer.subarray(0, bytesRead);
		}
	} finally {
		await file.close();
	}
}
function unpacked(path) {
	const unpacking = createGunzip({ chunkSize: READ_BYTES });
	const packed = createReadStream(path, { highWaterMark: READ_BYTES });
	packed.once("error", (failure) => unpacking.destroy(failure));
	return packed.pipe(unpacking);
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
// domain/record/verify/members.ts
function membersOf(value) {
	return typeof value === "object" && value !== null && !Array.isArray(value) ? value : void 0;
}
function listOf$1(value) {
	return Array.isArray(value) ? value : void 0;
}
function textsOf(value) {
	return listOf$1(value)?.every((one) => typeof one === "string") ? value : void 0;
}
function numbersOf(value) {
	return listOf$1(value)?.every((one) => typeof one === "number") ? value : void 0;
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
// apps/verifier/thread.ts
/**
* Threads of the verifier. The file that a stranger runs is bundled into one, so that a thread of any of its modules is a thread of
* that whole file: what a thread is for it knows by what it was started with.
*/
const NAME = "almanac-verifier";
const own = workerData;
/** Null in the thread that a person has started. */
const role = own?.name === NAME ? own.role : null;
/** What this thread was given. */
const given = own?.given;
/** `module`: the `import.meta.url` of who answers for the role. */
function startThread(module, starts, given = null) {
	return new Worker(fileURLToPath(module), {
		workerData: {
			name: NAME,
			role: starts,
			given
		},
		execArgv: [],
		resourceLimits: { maxYoungGenerationSizeMb: 24 }
	});
}
// domain/market/candles.ts
const MINUTE_MS = 6e4;
const HOUR_MS = 36e5;
const DAY_MS = 864e5;
const CANDLE_COLUMNS = [
	"openTime",
	"open",
	"high",
	"low",
	"close",
	"volume"
];
function candleCount(candles) {
	return candles.openTime.length;
}
/** Rows [from, to) without copying. */
function sliceCandles(candles, from, to) {
	return {
		symbol: candles.symbol,
		barMs: candles.barMs,
		openTime: candles.openTime.subarray(from, to),
		open: candles.open.subarray(from, to),
		high: candles.high.subarray(from, to),
		low: candles.low.subarray(from, to),
		close: candles.close.subarray(from, to),
		volume: candles.volume.subarray(from, to)
	};
}
// domain/market/moments.ts
/** A moment for messages: `2020-06-28T02:00Z`, seconds only where they matter; the bare number where it is no date. */
function momentText(at) {
	if (!Number.isFinite(at) || Math.abs(at) > 864e13) return String(at);
	const iso = new Date(at).toISOString();
	return at % 6e4 === 0 ? `${iso.slice(0, -8)}Z` : iso;
}
/** The UTC day of a moment: `2020-06-28`. Throws RangeError for what is no date. */
function dayText(at) {
	return new Date(at).toISOString().slice(0, 10);
}
/** A duration for messages: `1h`, `5m`, `90s`; whole units only, else milliseconds. */
function durationText(ms) {
	for (const [unit, unitMs] of [
		["d", DAY_MS],
		["h", HOUR_MS],
		["m", MINUTE_MS],
		["s", 1e3]
	]) if (ms !== 0 && ms % unitMs === 0) return `${ms / unitMs}${unit}`;
	return `${Math.round(ms)}ms`;
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
// domain/ledger/canonical-members.ts
/**
* Finds single values in bytes that are known to be canonical JSON (RFC 8785), without making values of the rest. Of bytes that are
* not, nothing that is found means anything.
*/
const QUOTE$1 = 34;
const COMMA$3 = 44;
const OPEN_BRACKET$1 = 91;
const BACKSLASH$1 = 92;
const OPEN_BRACE$1 = 123;
const CLOSE_BRACE$1 = 125;
/** Brackets and braces differ in this bit alone. */
const BRACE_BIT = 32;
/**
* Where the value of a member of the object that begins at an offset begins itself; undefined where it has none of that name.
*
* @example memberValue(new TextEncoder().encode('{"a":[1,2],"b":3}'), 0, 'b') // 15
*/
function memberValue(bytes, object, name) {
	return memberNamed(bytes, object, JSON.stringify(name))?.value;
}
/**
* The canonical form of the list of objects that begins at an offset, without their members of one name: pieces of the same memory.
*
* @example piecesWithout(new TextEncoder().encode('[{"a":1,"b":2}]'), 0, 'b') // `[{"a":1` and `}]`
*/
function piecesWithout(bytes, list, name) {
	const quoted = JSON.stringify(name);
	const pieces = [];
	let begun = list;
	let object = list + 1;
	while (bytes[object] === OPEN_BRACE$1) {
		const found = memberNamed(bytes, object, quoted);
		let next = object + 1;
		if (found !== void 0) {
			const to = valueEnd$1(bytes, found.value);
			next = overComma(bytes, to);
			const isFirst = found.from === object + 1;
			pieces.push(bytes.subarray(begun, isFirst ? found.from : found.from - 1));
			begun = isFirst ? next : to;
		}
		object = overComma(bytes, objectEnd$1(bytes, next));
	}
	return [...pieces, bytes.subarray(begun, object + 1)];
}
/** Whether these bytes are those of a text in ASCII. */
function isWritten(bytes, from, to, text) {
	if (to - from !== text.length) return false;
	for (let i = 0; i < text.length; i++) if (bytes[from + i] !== text.charCodeAt(i)) return false;
	return true;
}
function memberNamed(bytes, object, quoted) {
	for (let from = object + 1; bytes[from] === QUOTE$1;) {
		const value = stringEnd$1(bytes, from) + 1;
		if (isWritten(bytes, from, value - 1, quoted)) return {
			from,
			value
		};
		from = overComma(bytes, valueEnd$1(bytes, value));
	}
}
/** Behind the object whose next member begins at an offset, if there is one. */
function objectEnd$1(bytes, from) {
	let at = from;
	while (bytes[at] === QUOTE$1) at = overComma(bytes, valueEnd$1(bytes, stringEnd$1(bytes, at) + 1));
	return at + 1;
}
function overComma(bytes, at) {
	return bytes[at] === COMMA$3 ? at + 1 : at;
}
function valueEnd$1(bytes, at) {
	const first = bytes[at];
	if (first === QUOTE$1) return stringEnd$1(bytes, at);
	if (first === OPEN_BRACE$1 || first === OPEN_BRACKET$1) return nestedEnd(bytes, at);
	let next = at;
	while (next < bytes.length && bytes[next] !== COMMA$3 && (bytes[next] | BRACE_BIT) !== CLOSE_BRACE$1) next++;
	return next;
}
function nestedEnd(bytes, at) {
	for (let next = at, depth = 0; next < bytes.length; next++) {
		const code = bytes[next];
		if (code === QUOTE$1) next = stringEnd$1(bytes, next) - 1;
		else if (code >= OPEN_BRACKET$1) {
			if ((code | BRACE_BIT) === OPEN_BRACE$1) depth++;
			else if ((code | BRACE_BIT) === CLOSE_BRACE$1 && --depth === 0) return next + 1;
		}
	}
	return bytes.length;
}
function stringEnd$1(bytes, at) {
	for (let next = at + 1; next < bytes.length; next++) {
		if (bytes[next] === QUOTE$1) return next + 1;
		if (bytes[next] === BACKSLASH$1) next++;
	}
	return bytes.length;
}
// domain/record/verify/entry-body.ts
/**
* What an entry says, as canonical JSON and as a value: one is made of the other when somebody asks, which for most of a record
* is in another thread. Bytes of a line are good as long as the line is there.
*/
var EntryBody = class EntryBody {
	#bytes;
	#value;
	#scanned;
	constructor(bytes, value, scanned = null) {
		this.#bytes = bytes;
		this.#value = value;
		this.#scanned = scanned;
	}
	/** Of bytes that are known to be an object in canonical form. */
	static of(bytes) {
		return new EntryBody(bytes, null);
	}
	/** The same of a part of a line, of which it is known as well where its members are. */
	static scanned(line, from, to, members) {
		return new EntryBody(line.subarray(from, to), null, {
			line,
			members
		});
	}
	static read(value) {
		return new EntryBody(null, value);
	}
	get bytes() {
		this.#bytes ??= canonicalBytes(this.#value);
		return this.#bytes;
	}
	get value() {
		this.#value ??= parsed(this.bytes, 0, this.bytes.length);
		return this.#value;
	}
	/** One of its members, if possible without reading the others; undefined where it has none of that name. */
	member(name) {
		return this.#scanned === null ? this.value[name] : scannedMember(this.#scanned, JSON.stringify(name));
	}
};
function scannedMember({ line, members }, quoted) {
	for (let i = 0; i < members.length; i += 3) {
		const [from, value, to] = [
			members[i],
			members[i + 1],
			members[i + 2]
		];
		if (isWritten(line, from, value - 1, quoted)) return parsed(line, value, to);
	}
}
function parsed(bytes, from, to) {
	return JSON.parse(bufferOf(bytes).toString("utf8", from, to));
}
// domain/record/verify/read-entry.ts
const ENTRY_KINDS = [
	"release",
	"outcome",
	"rule",
	"calendar",
	"correction",
	"candidate"
];
const NAMES = "body,committedAt,hash,key,kind,previousHash,schema,sequence,source";
/** The entry, or what is wrong with its form. */
function readEntry(line, members) {
	if (Object.keys(members).join() !== NAMES) return `an entry has the members ${NAMES}, and no other`;
	const { hash, key, kind, previousHash, schema, sequence, source } = members;
	const committedAt = momentOf(members.committedAt);
	const body = bodyOf(members.body);
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
function bodyOf(value) {
	if (value instanceof EntryBody) return value;
	const members = membersOf(value);
	return members && EntryBody.read(members);
}
function isWhole(value) {
	return Number.isSafeInteger(value);
}
// domain/record/verify/proof-check.ts
/**
* What a proof shows, or why it shows nothing. `known`: roots by day, from posts.
*
* @example checkProof(JSON.parse(await readFile('proof.json', 'utf8')), { '2026-11-20': posted })
*/
function checkProof(proof, known) {
	if (proof.format !== "almanac-proof" || proof.schema !== 1) return `this is no proof of the format ${PROOF_FORMAT} 1`;
	const { entry: line, index, leaves } = proof;
	const siblings = textsOf(proof.siblings);
	const members = typeof line === "string" ? membersOf(parseCanonical(line)) : void 0;
	const entry = members === void 0 ? "the entry is not a line of a bundle" : readEntry(1, members);
	if (typeof entry === "string") return entry;
	if (hashOfLine(new TextEncoder().encode(line), entry.hash) !== entry.hash) return "the entry does not hash to what it says";
	if (!siblings?.every(isHash)) return "the path is no list of hashes";
	const path = {
		index: Number(index),
		leaves: Number(leaves),
		siblings: siblings.map(bytesOfHex)
	};
	const found = rootByPath(bytesOfHex(entry.hash), path);
	const root = found && hexOf(found);
	const day = dayText(entry.committedAt);
	if (root === null || root !== proof.root || day !== proof.day) return "the path does not lead from the entry to the root";
	const told = known[day];
	if (told !== void 0 && told !== root) return `the root of ${day} is ${root}; you were told ${told}`;
	return {
		key: entry.key,
		day,
		root
	};
}
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
// domain/ledger/signed.ts
/** Documents that carry a signature of their own canonical form. */
/** Whose signature a document carries; null where it is not that of its content. */
function signerOfDocument(document) {
	const { signature, ...content } = document;
	const { publicKey, value } = signature ?? {};
	if (typeof publicKey !== "string" || typeof value !== "string") return null;
	return isSignedBy(publicKey, canonicalText(content), value) ? publicKey : null;
}
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
		const rule = readCalendar(entry.body.value);
		if (typeof rule === "string") return this.#flaws.add("calendar", entry, rule);
		const last = this.#rules.at(-1);
		if (rule.effectiveFrom < entry.committedAt) this.#flaws.add("calendar", entry, "the rule takes effect before it was written down");
		if (last && rule.effectiveFrom < last.effectiveFrom) this.#flaws.add("calendar", entry, "the rule takes effect before the one it replaces");
		this.#rules.push(rule);
	}
	addRelease({ line, sequence, key, body }) {
		if (body.member("stream") !== "planned") return;
		this.#planned.set(key, {
			place: {
				line,
				sequence,
				key
			},
			status: String(body.member("status"))
		});
	}
	/** Judges what is there against what was due when the bundle was made. */
	end(source, exportedAt, flaws) {
		const due = expectedSlots(this.#rules, exportedAt).map((slot) => ({
			...slot,
			key: plannedReleaseId(source, slot.symbol, slot.slot, slot.cutoff)
		}));
		const overdue = due.findLast(({ cutoff }) => cutoff + ROW_WITHIN_MS < exportedAt)?.cutoff ?? 0;
		const missing = due.filter(({ key }) => !this.#planned.has(key));
		for (const { key, cutoff } of missing.filter(({ cutoff }) => cutoff < overdue)) {
			const problem = `the calendar has a slot at ${new Date(cutoff).toISOString()}, the chain no row of it`;
			flaws.add("completeness", {
				line: null,
				sequence: null,
				key
			}, problem);
		}
		const expected = new Set(due.map(({ key }) => key));
		for (const [key, { place }] of this.#planned) if (!expected.has(key)) flaws.add("completeness", place, "the calendar has no such slot");
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
	/** `bytes`: its line with the line feed. After a flaw the entry's own place counts, so that one change is not told of every row behind it. */
	add(entry, bytes) {
		const problem = misplaced(entry, this.#head === void 0 ? placeBefore(entry) : this.#head, hashOfLine(bytes.subarray(0, -1), entry.hash));
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
// domain/record/verify/flaw.ts
/** A cut file has as many flaws as it lacks rows: those after so many are counted only. */
const MOST_KEPT = 50;
var Flaws = class Flaws {
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
	addAll({ kept, count }) {
		this.#count += count;
		this.kept.push(...kept.slice(0, MOST_KEPT - this.kept.length));
	}
	/** Flaws of one record that two have looked for, each line by line: those of the first stand first in a line. */
	static byLine(first, second) {
		const kept = [...first.kept, ...second.kept];
		const both = new Flaws();
		both.addAll({
			kept: kept.sort((a, b) => (a.line ?? 0) - (b.line ?? 0)),
			count: first.count + second.count
		});
		return both;
	}
};
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
/** Indexes into LEVELS of 0.01 … 0.99: the levels that CRPS averages over (METHODS §1). */
const CRPS_LEVEL_INDEXES = Array.from({ length: 99 }, (_, i) => LEVELS.indexOf((i + 1) / 100));
/** Position of a level on the grid; throws for a level that is not on it. */
function levelIndex(level) {
	const index = LEVELS.indexOf(level);
	if (index < 0) throw new RangeError(`level ${level} is not on the forecast grid`);
	return index;
}
/** The published central intervals and the levels that bound them (METHODS §1). */
const INTERVALS = {
	"50": [.25, .75],
	"80": [.1, .9],
	"95": [.025, .975]
};
// domain/scoring/brier.ts
/** Brier score of the probability of an event (Brier 1950), in [0, 1], lower is better. */
function brier(probability, happened) {
	return (probability - (happened ? 1 : 0)) ** 2;
}
/** Brier score over exclusive, exhaustive classes: Σ (p_k − o_k)², in [0, 2]. `happened`: index of the class that came. */
function multiClassBrier(probabilities, happened) {
	return probabilities.reduce((sum, p, k) => sum + brier(p, k === happened), 0);
}
// domain/numeric/ordered-search.ts
/** Index of the first value of an ascending sequence that is above `x`; its length when there is none. */
function firstAbove(ascending, x) {
	let low = 0;
	let high = ascending.length;
	while (low < high) {
		const middle = low + high >>> 1;
		if (ascending[middle] <= x) low = middle + 1;
		else high = middle;
	}
	return low;
}
// domain/numeric/distribution.ts
/**
* A forecast on the grid LEVELS read as a whole distribution (METHODS §1): the CDF is linear between the levels and has
* exponential tails that continue through the outermost two levels of each side.
*/
const LAST = LEVELS.length - 1;
/** Both outermost cells go from 0.5 % to 1 % of tail mass: one halving. */
const TAIL_MASS = LEVELS[0];
/**
* F(x) = P(X ≤ x), in [0, 1]. `quantiles`: shape (103), non-decreasing. Where several levels share a value the CDF
* jumps and the upper end of the jump counts.
*/
function cdfAt(quantiles, x) {
	if (x < quantiles[0]) return TAIL_MASS * decay(quantiles[0] - x, lowerTailScale(quantiles));
	if (x >= quantiles[LAST]) return 1 - TAIL_MASS * decay(x - quantiles[LAST], upperTailScale(quantiles));
	const at = lastAtMost(quantiles, x);
	const share = (x - quantiles[at]) / (quantiles[at + 1] - quantiles[at]);
	return LEVELS[at] + share * (LEVELS[at + 1] - LEVELS[at]);
}
/** Density of the same distribution; Infinity on an atom (levels that share a value), 0 outside a tail without scale. */
function densityAt(quantiles, x) {
	if (x < quantiles[0]) return tailDensity(quantiles[0] - x, lowerTailScale(quantiles));
	if (x >= quantiles[LAST]) return tailDensity(x - quantiles[LAST], upperTailScale(quantiles));
	const at = lastAtMost(quantiles, x);
	if (at > 0 && quantiles[at] === x && quantiles[at - 1] === x) return Number.POSITIVE_INFINITY;
	return (LEVELS[at + 1] - LEVELS[at]) / (quantiles[at + 1] - quantiles[at]);
}
function lowerTailScale(quantiles) {
	return (quantiles[1] - quantiles[0]) / Math.LN2;
}
function upperTailScale(quantiles) {
	return (quantiles[LAST] - quantiles[LAST - 1]) / Math.LN2;
}
/** Share of the tail's mass beyond a distance; a tail without scale ends where it begins. */
function decay(distance, scale) {
	return scale > 0 ? Math.exp(-distance / scale) : 0;
}
function tailDensity(distance, scale) {
	return scale > 0 ? TAIL_MASS / scale * Math.exp(-distance / scale) : 0;
}
/** Index of the last element ≤ x of an ascending sequence whose first element is ≤ x. */
function lastAtMost(ascending, x) {
	return Math.max(0, firstAbove(ascending, x) - 1);
}
// domain/scoring/log-score.ts
/**
* Logarithmic score of a forecast distribution: −ln of its density at the outcome (linear CDF between the levels,
* exponential tails, METHODS §1); lower is better, Infinity where the forecast had no mass. `quantiles`: shape (103).
*/
function logScore(quantiles, outcome) {
	return -Math.log(densityAt(quantiles, outcome));
}
/** Logarithmic score over exclusive, exhaustive classes: −ln of the probability given to the class that came. */
function multiClassLogScore(probabilities, happened) {
	return -Math.log(probabilities[happened]);
}
// domain/scenarios/first-touch.ts
/**
* The first bar of [from, to) whose high reaches `upper` or whose low reaches `lower`, and which of them; null when
* none does. Prices on the log scale, on which nearness is measured too.
*/
function firstTouch(bars, from, to, upper, lower) {
	for (let at = from; at < to; at++) {
		const up = bars.high[at] >= upper;
		const down = bars.low[at] <= lower;
		if (!up && !down) continue;
		if (up !== down) return {
			at,
			nearer: up ? "upper" : "lower",
			both: false
		};
		const open = bars.open[at];
		return {
			at,
			nearer: upper - open <= open - lower ? "upper" : "lower",
			both: true
		};
	}
	return null;
}
// domain/scenarios/largest-remainder.ts
/**
* Whole numbers in proportion to `shares` (which sum to 1) that sum to `total` exactly: everybody gets the floor, the
* units left go to the largest remainders, the first of equal ones (Hamilton's method).
*/
function largestRemainder(shares, total) {
	return roundedToSum(shares.map((share) => share * total), total);
}
/** Whole numbers, each within one of its part, that sum to `total`, the whole number nearest to the sum of the parts. */
function roundedToSum(parts, total) {
	const floors = parts.map(Math.floor);
	const left = total - floors.reduce((sum, floor) => sum + floor, 0);
	const byRemainder = parts.map((part, at) => ({
		at,
		remainder: part - floors[at]
	})).sort((a, b) => b.remainder - a.remainder || a.at - b.at);
	for (const { at } of byRemainder.slice(0, left)) floors[at]++;
	return floors;
}
// domain/scenarios/outcome.ts
/** The event that a first touch and the close at the deadline make; `close` on the scale of the barriers. */
function scenarioOf(first, close, upper, lower) {
	if (first === "upper") return close >= upper ? "up-holds" : "up-fades";
	if (first === "lower") return close <= lower ? "down-holds" : "down-fades";
	return "neither";
}
// domain/scenarios/scenario.ts
/** The five exclusive, exhaustive barrier events of METHODS §5. */
const SCENARIO_IDS = [
	"up-holds",
	"up-fades",
	"down-holds",
	"down-fades",
	"neither"
];
// domain/scenarios/scenario-scores.ts
/** What the five probabilities of a release were worth, beside two forecasters who know nothing of the day (METHODS §5). */
/** In the order of SCENARIO_IDS. */
const FIXED_PER_10K = [
	2500,
	2e3,
	3e3,
	1500,
	1e3
];
const YEAR_BARS = 8760;
/** `per10k`: ten-thousandths in the order of SCENARIO_IDS, each above 0. */
function classScores(per10k, happened) {
	const probabilities = per10k.map((share) => share / 1e4);
	const at = SCENARIO_IDS.indexOf(happened);
	return {
		brier: multiClassBrier(probabilities, at),
		logScore: multiClassLogScore(probabilities, at)
	};
}
/**
* How often each event came, at barriers as far from the price in logarithms, after every hour of the past 365 days whose 24
* hours were over at the cutoff and are all there: (count + 1)/(N + 5) in ten-thousandths that sum to 10,000.
*/
function climatologyPer10k(history, frame, basePrice) {
	const from = Math.max(0, history.length - YEAR_BARS - 1);
	const [open, high, low, close] = [
		history.open,
		history.high,
		history.low,
		history.close
	].map((column) => logsFrom(column, from));
	const day = 24 * HOUR_MS / history.barMs;
	const [above, below] = [Math.log(frame.upper / basePrice), Math.log(frame.lower / basePrice)];
	const counts = SCENARIO_IDS.map(() => 0);
	let windows = 0;
	let lastGap = close.subarray(0, day).findLastIndex(Number.isNaN);
	for (let at = 0; at + day < close.length; at++) {
		const end = close[at + day];
		if (Number.isNaN(end)) lastGap = at + day;
		if (lastGap >= at) continue;
		const [upper, lower] = [close[at] + above, close[at] + below];
		const touch = firstTouch({
			open,
			high,
			low
		}, at + 1, at + day + 1, upper, lower);
		counts[SCENARIO_IDS.indexOf(scenarioOf(touch?.nearer ?? null, end, upper, lower))]++;
		windows++;
	}
	return largestRemainder(counts.map((count) => (count + 1) / (windows + SCENARIO_IDS.length)), 1e4);
}
function logsFrom(column, from) {
	const logs = new Float64Array(column.length - from);
	for (let i = 0; i < logs.length; i++) logs[i] = Math.log(column[from + i]);
	return logs;
}
// domain/scoring/coverage.ts
/** Indexes into LEVELS. */
const ENDS = {
	"50": endsOf("50"),
	"80": endsOf("80"),
	"95": endsOf("95")
};
/** Ends of a published central interval, in the unit of the quantiles. */
function interval(quantiles, name) {
	const { low, high } = ENDS[name];
	return [quantiles[low], quantiles[high]];
}
function endsOf(name) {
	const [low, high] = INTERVALS[name];
	return {
		low: levelIndex(low),
		high: levelIndex(high)
	};
}
/** Whether the outcome lies inside, ends inclusive (METHODS §1). */
function isCovered(quantiles, name, outcome) {
	const [low, high] = interval(quantiles, name);
	return outcome >= low && outcome <= high;
}
// domain/scoring/pinball.ts
/**
* Pinball (quantile) loss of one forecast quantile (Koenker & Bassett 1978), in the unit of the outcome:
* level·(y − q) when the outcome lies above, (1 − level)·(q − y) when below.
*/
function pinball(level, quantile, outcome) {
	const miss = outcome - quantile;
	return miss >= 0 ? level * miss : (level - 1) * miss;
}
// domain/scoring/crps.ts
const COUNT = CRPS_LEVEL_INDEXES.length;
const AT = Int32Array.from(CRPS_LEVEL_INDEXES);
const LEVEL = Float64Array.from(CRPS_LEVEL_INDEXES, (i) => LEVELS[i]);
/**
* Continuous ranked probability score as METHODS §1 fixes it: (2/99) · Σ pinball over the levels 0.01 … 0.99, in the
* unit of the outcome, ≥ 0, lower is better (Gneiting & Raftery 2007, eq. 22, discretised).
* `quantiles`: shape (103) on LEVELS.
*
* @example crps(forecast.quantiles, outcome(history, cutoff, 4))
*/
function crps(quantiles, outcome) {
	let sum = 0;
	for (let i = 0; i < COUNT; i++) sum += pinball(LEVEL[i], quantiles[AT[i]], outcome);
	return 2 / COUNT * sum;
}
// domain/scoring/outcome.ts
/** Up means strictly above; a tie is not up (METHODS §1). */
function isUp(logReturn) {
	return logReturn > 0;
}
// domain/scoring/winkler.ts
/**
* Winkler (interval) score of a central interval (Gneiting & Raftery 2007, eq. 43): its width, plus 2/α times the
* distance by which the outcome missed it; ends inclusive; in the unit of the outcome, lower is better.
*/
function winkler(quantiles, name, outcome) {
	const [low, high] = interval(quantiles, name);
	const alpha = 1 - Number(name) / 100;
	const missed = Math.max(low - outcome, outcome - high, 0);
	return high - low + 2 / alpha * missed;
}
// domain/scoring/forecast-scores.ts
/**
* `quantiles`: log-returns on LEVELS, shape (103), non-decreasing; `outcome`: the log-return that came.
*
* @example forecastScores(quantiles, 0.52, Math.log(27_400 / 27_012.34)).covered['80']
*/
function forecastScores(quantiles, pUp, outcome) {
	const isIn = (name) => isCovered(quantiles, name, outcome);
	const width = (name) => winkler(quantiles, name, outcome);
	const log = logScore(quantiles, outcome);
	return {
		crps: crps(quantiles, outcome),
		pinball: meanPinball(quantiles, outcome),
		covered: {
			"50": isIn("50"),
			"80": isIn("80"),
			"95": isIn("95")
		},
		winkler: {
			"50": width("50"),
			"80": width("80"),
			"95": width("95")
		},
		brier: brier(pUp, isUp(outcome)),
		logScore: Number.isFinite(log) ? log : null,
		pit: cdfAt(quantiles, outcome)
	};
}
function meanPinball(quantiles, outcome) {
	let sum = 0;
	for (let i = 0; i < LEVELS.length; i++) sum += pinball(LEVELS[i], quantiles[i], outcome);
	return sum / LEVELS.length;
}
// domain/ledger/scaled-prices.ts
/**
* Prices as whole multiples of a power of ten that gives the largest of them 7 digits: `price = quantile × unit`. So a
* coin of 0.00001 takes no more room than one of 100,000.
*/
function scaledPrices(prices) {
	const exponent = Math.floor(Math.log10(Math.max(...prices))) - 6;
	return {
		unit: Number(`1e${exponent}`),
		quantiles: prices.map((price) => Number((price * 10 ** -exponent).toFixed(0)))
	};
}
/** The same as log-returns from the base price: what is scored is what was committed, not what it was rounded from. They are written `into` memory that is at hand. */
function committedReturns({ unit, quantiles }, basePrice, into = null) {
	const returns = into?.length === quantiles.length ? into : new Float64Array(quantiles.length);
	for (let i = 0; i < quantiles.length; i++) returns[i] = Math.log(quantiles[i] * unit / basePrice);
	return returns;
}
/** Rounded to 7 significant digits. */
function sevenDigits(value) {
	return Number(value.toPrecision(7));
}
// domain/ledger/committed-release.ts
/** What a release entry holds of what is scored later: the body of kind `release` read back. */
/** The committed quantiles of one horizon as log-returns from the base price, shape (103); `into` memory of that shape that is at hand. */
function forecastReturns(release, forecast, into = null) {
	return committedReturns(forecast, release.basePrice ?? NaN, into);
}
/** In the order of SCENARIO_IDS. */
function committedPer10k({ scenarios }) {
	return SCENARIO_IDS.map((id) => scenarios.find((scenario) => scenario.id === id)?.probabilityPer10k ?? 0);
}
/** When the outcome of a horizon is known: with the longest one scenarios and cards are settled, which take a day. */
function settledAt(release, horizonHours) {
	const hours = horizonHours === longestHorizon(release) ? Math.max(24, horizonHours) : horizonHours;
	return Date.parse(release.cutoff) + hours * HOUR_MS;
}
/** Hours; 0 without a forecast. */
function longestHorizon({ forecasts }) {
	return Math.max(0, ...forecasts.map(({ horizonHours }) => horizonHours));
}
// domain/ledger/commitment.ts
/**
* What is hashed into the ledger: the release document without what is long or known only here. Quantiles and
* probabilities are rounded to 7 significant digits; members, baselines, similar windows, levels, shadow cards, words and
* artefacts stand in by the SHA-256 of their canonical form, so that whoever holds them can check them. Scenario events
* and intervals follow from the barriers and the quantiles. Since schema 2 the baselines' hash covers all their quantiles,
* which the outcome entry shows later (`committedBaselines`); in schema 1 it covered their medians and intervals alone.
*/
function commitmentOf(document) {
	const { forecasts, artefacts, similar, explanation, sources, touches, levels, scenarios, shadow, regime, ...rest } = document;
	return {
		...rest,
		regime: regime && {
			regime: regime.regime,
			confidence: sevenDigits(regime.confidence),
			since: regime.since
		},
		scenarios: scenarios.map(({ id, probabilityPer10k }) => ({
			id,
			probabilityPer10k
		})),
		sources: sources.map(({ findings, ...source }) => ({
			...source,
			findings: findings.length
		})),
		forecasts: forecasts.map((forecast) => committedForecast(forecast, document.schema)),
		similarSha256: hashOf(similar),
		explanationSha256: hashOf(explanation),
		touchesSha256: hashOf(touches),
		levelsSha256: hashOf(levels),
		shadowSha256: hashOf(shadow),
		artefactsSha256: hashOf(artefacts)
	};
}
/** The baselines that claims are made against (METHODS §7), in the order of the document, those with quantiles. */
function committedBaselines(baselines) {
	return baselines.flatMap(({ name, pUp, quantiles }) => quantiles && CLAIMED_AGAINST.has(name) ? [{
		name,
		pUp: sevenDigits(pUp),
		...scaledPrices(quantiles)
	}] : []);
}
const CLAIMED_AGAINST = new Set([
	"climatology",
	"random-walk",
	"plain-volatility"
]);
/** Canonical JSON of the commitment; the body of a `release` ledger entry. */
function commitmentText(document) {
	return canonicalText(commitmentOf(document));
}
function committedForecast(forecast, schema) {
	const { horizonHours, pUp, directional, method, abstention, walkForward, baseline, quantiles, members, baselines } = forecast;
	return {
		horizonHours,
		pUp: sevenDigits(pUp),
		directional,
		method,
		abstention: sevenDigits(abstention),
		walkForward: walkForward && {
			...walkForward,
			crpsSkillVsClimatology: sevenDigits(walkForward.crpsSkillVsClimatology),
			coverage80: sevenDigits(walkForward.coverage80)
		},
		baseline: baseline.name,
		basePUp: sevenDigits(baseline.pUp),
		...scaledPrices(quantiles),
		membersSha256: hashOf(members),
		baselinesSha256: hashOf(schema === 1 ? baselines : committedBaselines(baselines))
	};
}
function hashOf(value) {
	return sha256(canonicalText(value));
}
// domain/scenarios/resolve.ts
/**
* What became of a frame (METHODS §5). `bars`: candles of the release's bar length that cover the 24 hours before the
* deadline, others are ignored; `finer`: candles of a shorter length, used only for a bar that touches both barriers.
* `void` when a bar is missing: it is counted, never filled.
*
* @example resolveScenario(hourly, frame, minutes) // { id: 'up-fades', flagged: false }
*/
function resolveScenario(bars, frame, finer) {
	const [from, to] = rowsBetween(bars, frame.deadline - 24 * HOUR_MS, frame.deadline);
	if (to - from !== 864e5 / bars.barMs) return "void";
	const [upper, lower] = [Math.log(frame.upper), Math.log(frame.lower)];
	const touch = firstTouch(logBars(bars, from, to), 0, to - from, upper, lower);
	const decided = touch?.both ? decide(touch, bars.openTime[from + touch.at], bars.barMs, frame, finer) : touch;
	return {
		id: scenarioOf(decided?.nearer ?? null, Math.log(bars.close[to - 1]), upper, lower),
		flagged: decided?.both ?? false
	};
}
/** The touch inside a bar as finer candles tell it, the bar's own where they do not. */
function decide(touch, openTime, barMs, frame, finer) {
	if (!finer) return touch;
	const [from, to] = rowsBetween(finer, openTime, openTime + barMs);
	return firstTouch(logBars(finer, from, to), 0, to - from, Math.log(frame.upper), Math.log(frame.lower)) ?? touch;
}
function rowsBetween({ openTime }, start, end) {
	let from = 0;
	while (from < openTime.length && openTime[from] < start) from++;
	let to = from;
	while (to < openTime.length && openTime[to] < end) to++;
	return [from, to];
}
function logBars(candles, from, to) {
	const logs = (column) => column.subarray(from, to).map(Math.log);
	return {
		open: logs(candles.open),
		high: logs(candles.high),
		low: logs(candles.low)
	};
}
// domain/trade/settle.ts
/**
* Entered at the open after the cutoff; the stop before the target in one bar, also on the entry bar; a gap fills at the open;
* the target wants a trade beyond it; what is left ends at the close of `timeExitAt`. Only the first target counts. `void`
* where a bar between is missing.
*
* @example settle(card.plan, candles, cutoff) // { exit: 'stop', … }
*/
function settle(plan, candles, cutoff) {
	const { openTime, open, close, barMs } = candles;
	const first = openTime.indexOf(cutoff);
	const bars = (plan.timeExitAt - cutoff) / barMs;
	if (first < 0 || openTime[first + bars - 1] !== plan.timeExitAt - barMs) return "void";
	const sign = plan.side === "LONG" ? 1 : -1;
	const ended = (at, exit, exitPrice) => ({
		side: plan.side,
		entryPrice: open[first],
		exit,
		exitPrice,
		exitBar: openTime[at],
		grossReturn: sign * (exitPrice - open[first]) / open[first]
	});
	for (let at = first; at < first + bars; at++) {
		const left = leftIn(candles, at, {
			sign,
			stop: Number(plan.stop),
			target: Number(plan.targets[0])
		});
		if (left) return ended(at, left.exit, left.price);
	}
	return ended(first + bars - 1, "time", close[first + bars - 1]);
}
function leftIn({ open, high, low }, at, { sign, stop, target }) {
	const against = sign > 0 ? low[at] : high[at];
	const towards = sign > 0 ? high[at] : low[at];
	if (sign * (open[at] - stop) <= 0) return {
		exit: "stop",
		price: open[at]
	};
	if (sign * (open[at] - target) > 0) return {
		exit: "target",
		price: open[at]
	};
	if (sign * (against - stop) <= 0) return {
		exit: "stop",
		price: stop
	};
	return sign * (towards - target) > 0 ? {
		exit: "target",
		price: target
	} : null;
}
// domain/ledger/outcome.ts
/** From the commitment of a release, what it covers by a hash, and candles to the body of an outcome entry. */
/**
* The outcome of one horizon; `void` where the bar closing at the target is missing.
*
* @throws RangeError when the release has no such horizon
*/
function outcomeOf(from) {
	const { release, horizonHours, baselines, venue, late } = from;
	const forecast = horizonOf(release, horizonHours);
	const { after, price } = settlingBars(from.candles, release, horizonHours);
	const logReturn = price === null || release.basePrice === null ? null : Math.log(price / release.basePrice);
	const scored = (quantiles, pUp) => logReturn === null ? null : forecastScores(quantiles, pUp, logReturn);
	const longest = horizonHours === longestHorizon(release);
	return {
		releaseId: release.releaseId,
		symbol: release.symbol,
		stream: release.stream,
		horizonHours,
		releaseHash: from.releaseHash,
		targetTime: new Date(targetOf(release, horizonHours)).toISOString(),
		status: logReturn === null ? "void" : "resolved",
		late,
		venue,
		candles: {
			end: settledAt(release, horizonHours),
			bars: candleCount(after),
			sha256: candlesSha256(after)
		},
		price,
		logReturn,
		scores: scored(forecastReturns(release, forecast), forecast.pUp),
		baselines: baselines.map((baseline) => ({
			...baseline,
			scores: scored(forecastReturns(release, baseline), baseline.pUp)
		})),
		scenarios: longest ? scenarioOutcome(from, after) : null,
		cards: longest ? cardOutcomes(from, after) : null
	};
}
/** The bars from the cutoff to the moment of settling, and the close at the target; null where its bar is missing. */
function settlingBars(candles, release, horizonHours) {
	const after = candlesBetween(candles, Date.parse(release.cutoff), settledAt(release, horizonHours));
	return {
		after,
		price: closeAt(after, targetOf(release, horizonHours))
	};
}
function targetOf({ cutoff }, horizonHours) {
	return Date.parse(cutoff) + horizonHours * HOUR_MS;
}
/** Over open times, prices and volumes, to the bit. */
function candlesSha256(candles) {
	const columns = CANDLE_COLUMNS.map((name) => candles[name]);
	return sha256OfColumns([candles.symbol, candles.barMs], columns);
}
function horizonOf(release, horizonHours) {
	const forecast = release.forecasts.find((each) => each.horizonHours === horizonHours);
	if (!forecast) throw new RangeError(`${release.releaseId} has no forecast of ${horizonHours} h`);
	return forecast;
}
function candlesBetween(candles, start, end) {
	const from = candles.openTime.findIndex((time) => time >= start);
	const to = candles.openTime.findLastIndex((time) => time < end) + 1;
	return sliceCandles(candles, from < 0 ? to : from, to);
}
function closeAt({ openTime, close, barMs }, at) {
	const row = openTime.indexOf(at - barMs);
	return row < 0 ? null : close[row];
}
function scenarioOutcome({ release, history }, after) {
	const { frame, basePrice } = release;
	if (frame === null || basePrice === null) return null;
	if (history === null) throw new RangeError(`the scenarios of ${release.releaseId} need the bars before its cutoff`);
	const resolution = resolveScenario(after, frame);
	if (resolution === "void") return { happened: "void" };
	const { id, flagged } = resolution;
	const per10k = climatologyPer10k(history, frame, basePrice);
	return {
		happened: id,
		flagged,
		scores: classScores(committedPer10k(release), id),
		climatology: {
			per10k,
			scores: classScores(per10k, id)
		},
		fixed: classScores(FIXED_PER_10K, id)
	};
}
function cardOutcomes({ release, shadow }, after) {
	const settled = (plan) => settle(plan, after, Date.parse(release.cutoff));
	const { plan, action } = release.card;
	return {
		advice: plan && action !== "NO-TRADE" ? settled(plan) : null,
		shadow: shadow && {
			plans: shadow,
			long: settled(shadow.long),
			short: settled(shadow.short)
		}
	};
}
/** One forecast after the other is read into it, so that none takes memory of its own. */
const RETURNS = new Float64Array(LEVELS.length);
/**
* The first thing that does not follow from the release, in words; null when everything does: what was shown later is what was
* hashed, the return follows from the prices, every score from the forecast and the return. `bytes`: the body in its canonical form,
* where it is at hand.
*
* @example outcomeProblem(JSON.parse(entry.body), committedRelease(release.body), release.hash)
*/
function outcomeProblem(body, release, releaseHash, bytes) {
	if (body.releaseId !== release.releaseId || body.releaseHash !== releaseHash) return "it names another release";
	const forecast = horizonOf(release, body.horizonHours);
	if (release.schema > 1 && baselinesSha256(body, bytes) !== forecast.baselinesSha256) return "its baselines are not those that the release was hashed with";
	const plans = body.cards?.shadow?.plans;
	if (plans && hashOf(plans) !== release.shadowSha256) return "its shadow cards are not those that the release was hashed with";
	const { price, logReturn } = body;
	const scored = (prices, pUp) => logReturn === null ? null : forecastScores(forecastReturns(release, prices, RETURNS), pUp, logReturn);
	return difference(body, {
		logReturn: price === null || release.basePrice === null ? null : Math.log(price / release.basePrice),
		scores: scored(forecast, forecast.pUp),
		baselines: body.baselines.map((baseline) => ({
			...baseline,
			scores: scored(baseline, baseline.pUp)
		})),
		scenarios: rescored(body, release)
	});
}
/** The same with the candles from before the cutoff on: the whole entry is made anew. */
function outcomeProblemOnCandles(body, release, { history, candles }) {
	return difference(body, outcomeOf({
		release,
		releaseHash: body.releaseHash,
		horizonHours: body.horizonHours,
		baselines: withoutScores(body),
		shadow: body.cards?.shadow?.plans ?? null,
		history,
		candles,
		venue: body.venue,
		late: body.late
	}));
}
/** Of what the release was hashed with. Hashing what is written takes half of writing it anew. */
function baselinesSha256(body, bytes) {
	const list = bytes && areObjects(body.baselines) ? memberValue(bytes, 0, "baselines") : void 0;
	return bytes && list ? sha256(...piecesWithout(bytes, list, "scores")) : hashOf(withoutScores(body));
}
function areObjects(list) {
	return Array.isArray(list) && list.every((each) => typeof each === "object" && each !== null && !Array.isArray(each));
}
function withoutScores({ baselines }) {
	return baselines.map(({ scores: _, ...baseline }) => baseline);
}
function rescored({ scenarios }, release) {
	if (scenarios === null || scenarios.happened === "void") return scenarios;
	const { happened, climatology } = scenarios;
	return {
		...scenarios,
		scores: classScores(committedPer10k(release), happened),
		climatology: {
			...climatology,
			scores: classScores(climatology.per10k, happened)
		},
		fixed: classScores(FIXED_PER_10K, happened)
	};
}
/** Where two values differ first, as a sentence; the second may have fewer fields. */
function difference(recorded, recomputed) {
	const found = firstDifference(recorded, recomputed);
	return found && `${found.path.join(".")} is ${String(found.recorded)}, recomputed it is ${String(found.recomputed)}`;
}
function firstDifference(recorded, recomputed) {
	if (recorded === recomputed) return null;
	if (typeof recorded === "number" && typeof recomputed === "number") return Math.abs(recorded - recomputed) / Math.max(1, Math.abs(recorded)) <= 1e-12 ? null : {
		path: [],
		recorded,
		recomputed
	};
	if (typeof recorded !== "object" || typeof recomputed !== "object" || recorded === null || recomputed === null) return {
		path: [],
		recorded,
		recomputed
	};
	for (const key of Object.keys(recomputed)) {
		const theirs = recorded[key];
		const ours = recomputed[key];
		const found = theirs === ours ? null : firstDifference(theirs, ours);
		if (found) return {
			...found,
			path: [key, ...found.path]
		};
	}
	return null;
}
// domain/ledger/outcome-entry.ts
function outcomeKey(releaseId, horizonHours) {
	return `${releaseId}_${horizonHours}h`;
}
// domain/market/history.ts
/** Most hourly bars that a release loads (DESIGN §10). */
const MAX_HISTORY_BARS = 17520;
/**
* The bars of `candles` that closed at or before `cutoff`, at most `maxBars` of them, on a regular grid.
* The grid starts with the first bar found inside the window. Expects `cutoff` to be a bar close.
*/
function historyAt(candles, cutoff, maxBars = MAX_HISTORY_BARS) {
	const { barMs, openTime } = candles;
	const lastOpen = cutoff - barMs;
	const earliest = cutoff - maxBars * barMs;
	let from = 0;
	while (from < openTime.length && openTime[from] < earliest) from++;
	let to = openTime.length;
	while (to > from && openTime[to - 1] > lastOpen) to--;
	const firstOpenTime = from < to ? openTime[from] : cutoff;
	const length = Math.round((cutoff - firstOpenTime) / barMs);
	const column = () => new Float64Array(length).fill(NaN);
	const history = {
		open: column(),
		high: column(),
		low: column(),
		close: column(),
		volume: column()
	};
	for (let row = from; row < to; row++) {
		const at = Math.round((openTime[row] - firstOpenTime) / barMs);
		history.open[at] = candles.open[row];
		history.high[at] = candles.high[row];
		history.low[at] = candles.low[row];
		history.close[at] = candles.close[row];
		history.volume[at] = candles.volume[row];
	}
	return {
		symbol: candles.symbol,
		barMs,
		cutoff,
		firstOpenTime,
		length,
		...history
	};
}
// domain/record/verify/outcome-check.ts
/** A planned release whose outcome is not there by then has been left without one. */
const OUTCOME_WITHIN_DAYS = 14;
/** How far candles must reach back for the scenarios of the longest horizon: their climatology takes a year. */
const REACH_BACK_MS = 367 * DAY_MS;
/** Every outcome follows from its release: each price, return and score, and with candles all of it. */
var OutcomeCheck = class {
	#flaws;
	#prices;
	/** Those with outcomes to come: few, whatever the length of the chain. */
	#open = new Map();
	#rescored = 0;
	#repriced = 0;
	constructor(flaws, prices) {
		this.#flaws = flaws;
		this.#prices = prices;
	}
	/** A published one that does not contradict itself. */
	addRelease({ line, sequence, key, hash, body }) {
		const release = body.value;
		const left = new Set(release.forecasts.map(({ horizonHours }) => horizonHours));
		if (left.size > 0) this.#open.set(key, {
			line,
			sequence,
			key,
			hash,
			release,
			left
		});
	}
	addOutcome(entry) {
		const open = this.#open.get(String(entry.body.value.releaseId));
		if (open === void 0) return this.#flaws.add("outcome", entry, "no release before it waits for this outcome");
		const body = entry.body.value;
		const found = formProblem(entry, body, open) ?? this.#valueProblem(body, open, entry.body.bytes);
		if (found !== null) this.#flaws.add(found.check, entry, found.problem);
		open.left.delete(body.horizonHours);
		if (open.left.size === 0) this.#open.delete(open.key);
	}
	/** `overdue` takes what has not come in time. */
	end(exportedAt, overdue) {
		let pending = 0;
		for (const open of this.#open.values()) {
			for (const horizon of open.left) checkOverdue(open, horizon, exportedAt, overdue);
			pending += open.left.size;
		}
		return {
			rescored: this.#rescored,
			repriced: this.#repriced,
			pending
		};
	}
	#valueProblem(body, { release, hash }, bytes) {
		try {
			const problem = outcomeProblem(body, release, hash, bytes);
			if (problem !== null) return {
				check: "score",
				problem
			};
			this.#rescored++;
			const priced = this.#problemOnCandles(body, release);
			return priced === null ? null : {
				check: "candles",
				problem: `by the candles given ${priced}`
			};
		} catch (failure) {
			if (failure instanceof TypeError || failure instanceof RangeError) return {
				check: "outcome",
				problem: `it cannot be read: ${failure.message}`
			};
			throw failure;
		}
	}
	#problemOnCandles(body, release) {
		const all = this.#prices(release.symbol);
		const cutoff = Date.parse(release.cutoff);
		const end = settledAt(release, body.horizonHours);
		const reachBackMs = body.horizonHours === longestHorizon(release) ? REACH_BACK_MS : 0;
		if (all === null || all.openTime[0] > cutoff - reachBackMs) return null;
		if ((all.openTime.at(-1) ?? 0) + all.barMs < end) return null;
		const candles = sliceCandles(all, firstAbove(all.openTime, cutoff - 1), firstAbove(all.openTime, end - 1));
		const before = sliceCandles(all, firstAbove(all.openTime, cutoff - reachBackMs), firstAbove(all.openTime, cutoff - 1));
		this.#repriced++;
		return outcomeProblemOnCandles(body, release, {
			candles,
			history: historyAt(before, cutoff)
		});
	}
};
function checkOverdue({ release, line, sequence }, horizonHours, exportedAt, overdue) {
	const due = settledAt(release, horizonHours) + OUTCOME_WITHIN_DAYS * DAY_MS;
	if (release.stream !== "planned" || due >= exportedAt) return;
	const problem = `its outcome has been due for more than ${OUTCOME_WITHIN_DAYS} days`;
	overdue.add("completeness", {
		line,
		sequence,
		key: outcomeKey(release.releaseId, horizonHours)
	}, problem);
}
function formProblem({ key, committedAt }, body, { release, left }) {
	const { horizonHours } = body;
	if (!left.has(horizonHours)) return {
		check: "outcome",
		problem: `its release has no open forecast of ${String(horizonHours)} h`
	};
	if (key !== outcomeKey(release.releaseId, horizonHours)) return {
		check: "outcome",
		problem: "its key names another one"
	};
	const target = Date.parse(release.cutoff) + horizonHours * HOUR_MS;
	if (momentOf(body.targetTime) !== target) return {
		check: "outcome",
		problem: "its target is another moment"
	};
	if (committedAt < settledAt(release, horizonHours)) return {
		check: "time",
		problem: "it was known before it happened"
	};
	const longest = horizonHours === longestHorizon(release);
	return body.status === (body.logReturn === null ? "void" : "resolved") && (body.scenarios === null || longest) ? null : {
		check: "outcome",
		problem: "its status is not what it says"
	};
}
// domain/record/verify/release-check.ts
const STATUSES = [
	"published",
	"fallback",
	"missed"
];
const TOTAL_PER_10K = 1e4;
/** What contradicts itself in a release: its name, its times, its distributions. */
function releaseProblem(entry) {
	const problem = contentProblem(entry.body.value, entry);
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
	const forecasts = listOf$1(body.forecasts)?.map(membersOf);
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
	const scenarios = listOf$1(body.scenarios)?.map(membersOf);
	if (scenarios === void 0) return "it has no list of scenarios";
	if (scenarios.length === 0) return null;
	const ids = scenarios.map((scenario) => scenario?.id);
	if (ids.length !== SCENARIO_IDS.length || SCENARIO_IDS.some((id) => !ids.includes(id))) return "its scenarios are not the five there are";
	const total = scenarios.reduce((sum, scenario) => sum + Number(scenario?.probabilityPer10k), 0);
	return total === TOTAL_PER_10K ? null : `its scenarios sum to ${total} of ${TOTAL_PER_10K}`;
}
function timeProblem({ body: { value: body }, committedAt }) {
	const cutoff = momentOf(body.cutoff) ?? NaN;
	if (committedAt < cutoff) return "it was committed before its cutoff";
	const inTime = committedAt <= cutoff + COMMIT_WITHIN_MS;
	if (body.stream !== "planned" || body.status !== "published" || inTime) return null;
	return `it was committed ${Math.round((committedAt - cutoff) / 6e4)} minutes after its cutoff; a planned one later than 15 is missed`;
}
function isPositive(value) {
	return typeof value === "number" && value > 0;
}
// domain/record/verify/content-check.ts
var ContentCheck = class {
	#flaws = new Flaws();
	#outcomes;
	constructor(prices) {
		this.#outcomes = new OutcomeCheck(this.#flaws, prices);
	}
	/** Expects the entries in their order. */
	add(entry) {
		if (entry.kind === "outcome") return this.#outcomes.addOutcome(entry);
		if (entry.kind !== "release") return;
		const problem = releaseProblem(entry);
		if (problem !== null) this.#flaws.add(problem.check, entry, problem.problem);
		if (problem?.check !== "release") this.#outcomes.addRelease(entry);
	}
	/** `exportedAt`: null where the bundle does not say when it was made. */
	end(exportedAt) {
		const overdue = new Flaws();
		const outcomes = exportedAt === null ? null : this.#outcomes.end(exportedAt, overdue);
		return {
			flaws: found(this.#flaws),
			overdue: found(overdue),
			outcomes
		};
	}
};
function found({ kept, count }) {
	return {
		kept,
		count
	};
}
// domain/record/days.ts
/** The Merkle root of every UTC day of a chain. */
/** Entries are stamped before they wait for their turn in the chain: a day's root is final this long after its end. */
const SETTLES_WITHIN_MS = 15 * MINUTE_MS;
var DayRoots = class {
	/** By whole days since 1970. */
	#trees = new Map();
	/** An entry's hash in hexadecimal, in the order of the chain. */
	add(committedAt, hash) {
		const day = Math.floor(committedAt / DAY_MS);
		const tree = this.#trees.get(day) ?? new GrowingTree();
		this.#trees.set(day, tree);
		tree.add(bytesOfHex(hash));
	}
	/** The days that had ended for good at a moment, ascending; a day without an entry has no root. */
	finalAt(now) {
		return [...this.#trees].sort(([a], [b]) => a - b).map(([day, tree]) => [dayText(day * DAY_MS), tree]).filter(([day]) => isFinal(day, now)).map(([day, tree]) => ({
			kind: "day",
			day,
			entries: tree.leaves,
			root: hexOf(tree.root())
		}));
	}
};
function isFinal(day, now) {
	return finalAfter(day) <= now;
}
/** The moment from which on a day's root does not change. */
function finalAfter(day) {
	return Date.parse(day) + DAY_MS + SETTLES_WITHIN_MS;
}
// domain/record/verify/post-check.ts
const STATES = [
	"sending",
	"sent",
	"unknown",
	"refused",
	"pending"
];
/** Every post that a bundle tells of shows a release of its chain, by the hash of that very entry. */
var PostCheck = class {
	#flaws;
	#hashes = new Map();
	#sent = 0;
	constructor(flaws) {
		this.#flaws = flaws;
	}
	get sent() {
		return this.#sent;
	}
	addRelease(key, hash) {
		this.#hashes.set(key, hash);
	}
	add(line, { releaseId, releaseHash, publisher, state, contentSha256 }) {
		const place = {
			line,
			sequence: null,
			key: String(releaseId)
		};
		const hash = this.#hashes.get(String(releaseId));
		if (hash === void 0) this.#flaws.add("post", place, "it shows a release that is not in the chain");
		else if (hash !== releaseHash) this.#flaws.add("post", place, `it carries the hash ${String(releaseHash)}, the release has ${hash}`);
		else if (!isPost({
			publisher,
			state,
			contentSha256
		})) this.#flaws.add("post", place, "its publisher, state or content hash is none");
		else if (state === "sent") this.#sent++;
	}
};
/** Whether a publisher, the state it is in and the hash of what it was sent are those of a post. */
function isPost({ publisher, state, contentSha256 }) {
	return isHash(contentSha256) && typeof publisher === "string" && STATES.includes(state);
}
// domain/record/verify/day-check.ts
/** The roots that a bundle states are those of its entries, day by day, none left out. */
var DayCheck = class {
	#roots = new DayRoots();
	#stated = [];
	addEntry(committedAt, hash) {
		this.#roots.add(committedAt, hash);
	}
	addStated(line, members) {
		this.#stated.push({
			line,
			members
		});
	}
	/** Days whose root somebody was sent. */
	get posted() {
		const isSent = (post) => membersOf(post)?.state === "sent";
		return this.#stated.filter(({ members }) => listOf$1(members.posts)?.some(isSent)).length;
	}
	/** `known`: roots that were posted, by day. */
	end(exportedAt, known, flaws) {
		const days = this.#roots.finalAt(exportedAt);
		days.forEach((day, i) => compare(day, this.#stated[i], flaws));
		for (const { line, members } of this.#stated.slice(days.length)) flaws.add("day", {
			line,
			sequence: null,
			key: String(members.day)
		}, "no such day had ended with entries");
		for (const [day, root] of Object.entries(known)) {
			const found = days.find((each) => each.day === day)?.root;
			if (found === root) continue;
			const problem = `the root of ${day} is ${found ?? "not there"}; you were told ${root}`;
			flaws.add("day", {
				line: null,
				sequence: null,
				key: day
			}, problem);
		}
		return days;
	}
};
function compare(made, stated, flaws) {
	const place = {
		line: stated?.line ?? null,
		sequence: null,
		key: made.day
	};
	if (stated === void 0) return flaws.add("day", place, `there is no line with the root of ${made.day}`);
	for (const name of [
		"day",
		"entries",
		"root"
	]) {
		if (stated.members[name] === made[name]) continue;
		flaws.add("day", place, `${name} is ${String(stated.members[name])}, the entries make ${made[name]}`);
		return;
	}
	const { posts = [] } = stated.members;
	if (listOf$1(posts)?.every((post) => isPost(membersOf(post) ?? {}))) return;
	flaws.add("day", place, "its posts are none: each has a publisher, a state and the hash of its content");
}
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
	"post",
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
	end(lines, flaws) {
		const place = {
			line: lines === 0 ? null : lines,
			sequence: null,
			key: null
		};
		if (lines === 0) flaws.add("form", place, "the file is empty");
		else if (this.#section !== "footer") flaws.add("footer", place, "the file ends without a footer");
	}
	#tell(line, check, problem) {
		this.#flaws.add(check, {
			line,
			sequence: null,
			key: null
		}, problem);
	}
};
// domain/ledger/canonical-scan.ts
/**
* One look over bytes that tells whether they surely are canonical JSON (RFC 8785), without making a text or a value of them. A
* record is hundreds of megabytes of plain names and numbers; whatever is rarer (text beyond ASCII, escapes, deep nesting)
* is left to `parseCanonical`, which takes its time.
*/
/** The answer where a value is not canonical, or not so simply that one look would tell. */
const UNSURE = -1;
const DEEPEST = 32;
/** A decimal of so many digits is the shortest of its double: no two of them share one (IEEE 754, DBL_DIG). */
const EXACT_DIGITS = 15;
/** ECMAScript writes smaller numbers with an exponent: 0.000001, but 1e-7. */
const ZEROS_BEFORE_EXPONENT = 5;
const SPACE = 32;
const QUOTE = 34;
const PLUS = 43;
const COMMA$2 = 44;
const MINUS = 45;
const DOT = 46;
const ZERO = 48;
const NINE = 57;
const COLON = 58;
const OPEN_BRACKET = 91;
const BACKSLASH = 92;
const CLOSE_BRACKET = 93;
const SMALL_E = 101;
const OPEN_BRACE = 123;
const CLOSE_BRACE = 125;
const DELETE = 127;
const LITERALS = [
	"true",
	"false",
	"null"
].map((word) => new TextEncoder().encode(word));
const LATIN1 = new TextDecoder("latin1");
/** Where numbers to be written anew are put together. */
const ROOM = Buffer.allocUnsafeSlow(65536);
/**
* The offset behind the canonical value that begins at another; negative where it is not canonical, or one look does not tell.
* `members` takes where those of an object begin: name, value, and behind the value, three offsets each.
*
* @example canonicalEnd(new TextEncoder().encode('{"a":[1,2]}'), 5) // 10
* @example canonicalEnd(new TextEncoder().encode('1.0'), 0) // -1
*/
function canonicalEnd(bytes, at, members = []) {
	const long = [];
	const end = bytes[at] === OPEN_BRACE ? objectEnd(bytes, at, 1, long, members) : valueEnd(bytes, at, 0, long);
	return end !== UNSURE && areWritten(bytes, long) ? end : UNSURE;
}
/**
* The same for the rest of an object: the offset behind it, from the one of the comma before a member.
*
* @example canonicalRestEnd(new TextEncoder().encode('{"a":1,"b":2}'), 6) // 13
*/
function canonicalRestEnd(bytes, comma) {
	const long = [];
	const end = objectEnd(bytes, comma, 1, long, null);
	return end !== UNSURE && areWritten(bytes, long) ? end : UNSURE;
}
/** `long` takes where numbers begin and end that only writing them anew can tell of. */
function valueEnd(bytes, at, depth, long) {
	switch (bytes[at]) {
		case OPEN_BRACE: return depth < DEEPEST ? objectEnd(bytes, at, depth + 1, long, null) : UNSURE;
		case OPEN_BRACKET: return depth < DEEPEST ? listEnd(bytes, at, depth + 1, long) : UNSURE;
		case QUOTE: return stringEnd(bytes, at);
		case 116: return literalEnd(bytes, at, LITERALS[0]);
		case 102: return literalEnd(bytes, at, LITERALS[1]);
		case 110: return literalEnd(bytes, at, LITERALS[2]);
		default: return numberEnd(bytes, at, long);
	}
}
function objectEnd(bytes, at, depth, long, members) {
	let next = at + 1;
	if (bytes[next] === CLOSE_BRACE) return next + 1;
	for (let before = UNSURE;; next++) {
		const nameEnd = bytes[next] === QUOTE ? stringEnd(bytes, next) : UNSURE;
		if (nameEnd === UNSURE || bytes[nameEnd] !== COLON) return UNSURE;
		if (before !== UNSURE && !areAscending(bytes, before, next)) return UNSURE;
		before = next;
		next = valueEnd(bytes, nameEnd + 1, depth, long);
		if (next === UNSURE) return UNSURE;
		members?.push(before, nameEnd + 1, next);
		if (bytes[next] === CLOSE_BRACE) return next + 1;
		if (bytes[next] !== COMMA$2) return UNSURE;
	}
}
/** Of two names that begin at these quotes the first one is the lower. */
function areAscending(bytes, first, second) {
	for (let i = 1;; i++) {
		const a = bytes[first + i];
		const b = bytes[second + i];
		if (a !== b) return b !== QUOTE && (a === QUOTE || a < b);
		if (a === QUOTE) return false;
	}
}
function listEnd(bytes, at, depth, long) {
	let next = at + 1;
	if (bytes[next] === CLOSE_BRACKET) return next + 1;
	for (;; next++) {
		const whole = wholeEnd(bytes, next);
		next = whole === UNSURE ? valueEnd(bytes, next, depth, long) : whole;
		if (next === UNSURE) return UNSURE;
		if (bytes[next] === CLOSE_BRACKET) return next + 1;
		if (bytes[next] !== COMMA$2) return UNSURE;
	}
}
/** Of printable ASCII without an escape. */
function stringEnd(bytes, at) {
	for (let next = at + 1; next < bytes.length; next++) {
		const code = bytes[next];
		if (code === QUOTE) return next + 1;
		if (code < SPACE || code >= DELETE || code === BACKSLASH) return UNSURE;
	}
	return UNSURE;
}
function literalEnd(bytes, at, word) {
	for (let i = 0; i < word.length; i++) if (bytes[at + i] !== word[i]) return UNSURE;
	return at + word.length;
}
function numberEnd(bytes, at, long) {
	const first = bytes[at] === MINUS ? at + 1 : at;
	const point = digitsEnd(bytes, first);
	const leading = bytes[first] === ZERO;
	if (point === first || leading && point > first + 1) return UNSURE;
	if (bytes[point] === DOT) return decimalEnd(bytes, at, first, point, long);
	if (bytes[point] === SMALL_E) return exponentEnd(bytes, at, point);
	if (leading) return first > at ? UNSURE : point;
	if (point - first > EXACT_DIGITS) long.push(at, point);
	return point;
}
function decimalEnd(bytes, at, first, point, long) {
	const end = digitsEnd(bytes, point + 1);
	if (bytes[end] === SMALL_E) return exponentEnd(bytes, at, end);
	if (end === point + 1 || bytes[end - 1] === ZERO) return UNSURE;
	if (bytes[first] === ZERO && zerosFrom(bytes, point + 1) > ZEROS_BEFORE_EXPONENT) return UNSURE;
	if (end - first - 1 > EXACT_DIGITS) long.push(at, end);
	return end;
}
function exponentEnd(bytes, at, exponent) {
	const sign = bytes[exponent + 1];
	const end = digitsEnd(bytes, exponent + (sign === MINUS || sign === PLUS ? 2 : 1));
	const number = LATIN1.decode(bytes.subarray(at, end));
	return String(Number(number)) === number ? end : UNSURE;
}
/** Numbers without an exponent that ECMAScript writes as they are written here: asked all at once, which costs half of one by one. */
function areWritten(bytes, long) {
	if (long.length === 0) return true;
	const list = listOf(bytes, long);
	return JSON.stringify(JSON.parse(list)) === list;
}
/** `[1,2]` of numbers between offsets. */
function listOf(bytes, long) {
	let length = 1;
	for (let i = 0; i < long.length; i += 2) length += long[i + 1] - long[i] + 1;
	const list = length <= ROOM.length ? ROOM : Buffer.allocUnsafe(length);
	let at = 0;
	for (let i = 0; i < long.length; i += 2) {
		list[at++] = COMMA$2;
		for (let from = long[i]; from < long[i + 1]; from++) list[at++] = bytes[from];
	}
	list[0] = OPEN_BRACKET;
	list[at] = CLOSE_BRACKET;
	return list.toString("latin1", 0, length);
}
/** Behind a whole number above 0 that is short enough to be exact, with no point or exponent behind it. */
function wholeEnd(bytes, at) {
	if (!(bytes[at] > ZERO && bytes[at] <= NINE)) return UNSURE;
	const end = digitsEnd(bytes, at + 1);
	return end - at <= EXACT_DIGITS && bytes[end] !== DOT && bytes[end] !== SMALL_E ? end : UNSURE;
}
function digitsEnd(bytes, at) {
	let next = at;
	while (bytes[next] >= ZERO && bytes[next] <= NINE) next++;
	return next;
}
function zerosFrom(bytes, at) {
	let next = at;
	while (bytes[next] === ZERO) next++;
	return next - at;
}
// domain/record/verify/read-line.ts
const BODY = new TextEncoder().encode("{\"body\":{");
const COMMA$1 = 44;
const LINE_FEED = 10;
const CARRIAGE_RETURN$1 = 13;
const UTF8 = new TextDecoder("utf-8", {
	fatal: true,
	ignoreBOM: true
});
/** The value of a line with its line feed, or what is wrong with its form. */
function readLine(bytes) {
	if (bytes.length > 262144) return `the line is longer than ${MAX_LINE_BYTES} bytes; no line of a bundle is`;
	if (bytes.at(-1) !== LINE_FEED) return "the file ends in the middle of a line: the rest was cut off";
	if (bytes.at(-2) === CARRIAGE_RETURN$1) return "the line ends with a carriage return: the file was changed on its way; get it again as it is";
	if (bytes[0] === 239 && bytes[1] === 187 && bytes[2] === 191) return "the file begins with a byte order mark: an editor has changed it; get it again as it is";
	const entry = entryMembers(bytes);
	if (entry !== void 0) return entry;
	const text = decoded(bytes.subarray(0, -1));
	if (text === null) return "the line is not UTF-8";
	return membersOf(parseCanonical(text)) ?? "the line is not a JSON object in canonical form (RFC 8785)";
}
/** Those of an entry, its body unread; undefined for other lines, and where one look does not tell that it is canonical. */
function entryMembers(bytes) {
	if (BODY.some((byte, i) => bytes[i] !== byte)) return void 0;
	const from = BODY.length - 1;
	const members = [];
	const end = canonicalEnd(bytes, from, members);
	if (end < 0 || bytes[end] !== COMMA$1) return void 0;
	if (canonicalRestEnd(bytes, end) !== bytes.length - 1) return void 0;
	const rest = JSON.parse(`{${bufferOf(bytes).toString("latin1", end + 1, bytes.length - 1)}`);
	if (!(Object.keys(rest)[0] > "body")) return void 0;
	return {
		body: EntryBody.scanned(bytes, from, end, members),
		...rest
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
	#contents;
	#elsewhere;
	#posts = new PostCheck(this.#flaws);
	#days = new DayCheck();
	#bytes = new RunningSha256();
	#heads;
	#entries = Object.fromEntries(ENTRY_KINDS.map((kind) => [kind, 0]));
	#lines = 0;
	#first = null;
	#last = null;
	#steppedBack = 0;
	constructor(known = {}, elsewhere = null) {
		this.#known = known;
		this.#heads = new Set(known.heads);
		this.#contents = new ContentCheck(known.prices ?? (() => null));
		this.#elsewhere = elsewhere;
	}
	/** Null while the bundle has not said it. */
	get exportedAt() {
		return this.#frame.header?.exportedAt ?? null;
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
		} else this.#addMembers(line, bytes, read);
		this.#bytes.add(bytes);
	}
	/** `contents`: what was found elsewhere, if entries went there. */
	end(contents = this.#contents.end(this.exportedAt)) {
		const { header } = this.#frame;
		const flaws = Flaws.byLine(this.#flaws, contents.flaws);
		this.#frame.end(this.#lines, flaws);
		flaws.addAll(contents.overdue);
		const slots = header && this.#calendar.end(header.source, header.exportedAt, flaws);
		const days = header ? this.#days.end(header.exportedAt, this.#known.roots ?? {}, flaws) : [];
		this.#checkKnown(header?.publicKey, flaws);
		const { outcomes } = contents;
		const found = {
			flaws: flaws.kept,
			flawCount: flaws.count,
			source: header?.source ?? null,
			exportedAt: header && new Date(header.exportedAt).toISOString(),
			lines: this.#lines,
			entries: this.#entries,
			firstCommittedAt: this.#first,
			lastCommittedAt: this.#last,
			head: this.#chain.head,
			slots,
			outcomes,
			posts: this.#posts.sent,
			days,
			rootsPosted: this.#days.posted,
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
			candles: (outcomes?.repriced ?? 0) > 0
		};
		return {
			verified: flaws.count === 0,
			...found,
			unproven: unproven(found, known)
		};
	}
	#addMembers(line, bytes, members) {
		const section = this.#frame.enter(line, members.kind);
		switch (section) {
			case "header":
				this.#frame.readHeader(line, members);
				return this.#chain.begin(this.#frame.header?.source ?? "");
			case "entries": return this.#addEntry(line, bytes, members);
			case "post": return this.#posts.add(line, members);
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
	#addEntry(line, bytes, members) {
		const entry = readEntry(line, members);
		if (typeof entry === "string") {
			this.#chain.unreadable();
			return this.#flaws.add("form", {
				line,
				sequence: null,
				key: null
			}, entry);
		}
		this.#chain.add(entry, bytes);
		this.#days.addEntry(entry.committedAt, entry.hash);
		this.#heads.delete(entry.hash);
		this.#clock(entry);
		this.#entries[entry.kind]++;
		this.#promises(entry);
		if (this.#elsewhere === null) this.#contents.add(entry);
		else this.#elsewhere(entry);
	}
	/** What the calendar promised, and what was kept of it. */
	#promises(entry) {
		if (entry.kind === "calendar") return this.#calendar.addRule(entry);
		if (entry.kind !== "release") return;
		this.#calendar.addRelease(entry);
		this.#posts.addRelease(entry.key, entry.hash);
	}
	#clock(entry) {
		const { committedAt } = entry;
		if (committedAt > (this.#frame.header?.exportedAt ?? Number.POSITIVE_INFINITY) + CLOCKS_DIFFER_MS) this.#flaws.add("time", entry, "it was committed after the bundle was made");
		if (this.#last !== null && committedAt < this.#last) this.#steppedBack++;
		this.#first ??= committedAt;
		this.#last = committedAt;
	}
	/** After the whole chain was seen. */
	#checkKnown(publicKey, flaws) {
		for (const hash of this.#heads) {
			const problem = `no entry has the hash ${hash}: rows were cut off, or this is another chain`;
			flaws.add("head", {
				line: null,
				sequence: null,
				key: null
			}, problem);
		}
		const { publicKey: told } = this.#known;
		if (told === void 0 || told === publicKey) return;
		flaws.add("signature", {
			line: 1,
			sequence: null,
			key: null
		}, `the bundle is signed by another key, ${publicKey}`);
	}
};
// domain/record/verify/signed-check.ts
/** What a signed release shows, or why it shows nothing. `told`: the public key as the operator tells it elsewhere. */
function checkSignedRelease(document, told) {
	if (document.format !== "almanac-release" || document.schema !== 1) return "this is no signed release that we know";
	const publicKey = signerOfDocument(document);
	if (publicKey === null) return "the signature is not that of this content: something in it was changed";
	if (told !== null && told !== publicKey) return `it is signed by another key, ${publicKey}`;
	const { release, commitment, ledger, committedAt } = document;
	try {
		if (commitmentText(release) !== canonicalText(commitment)) return "what was hashed is not this document";
	} catch (failure) {
		if (failure instanceof TypeError || failure instanceof RangeError) return `it is no release: ${failure.message}`;
		throw failure;
	}
	return placeProblem(release, commitment, ledger, committedAt) ?? {
		releaseId: release.releaseId,
		hash: ledger.hash,
		publicKey
	};
}
function placeProblem({ schema, source, releaseId: key }, body, ledger, committedAt) {
	if (membersOf(ledger) === void 0) return "it has no place in the chain";
	const { sequence, previousHash } = ledger;
	const entry = {
		schema,
		kind: "release",
		source,
		sequence,
		previousHash,
		committedAt,
		key,
		body
	};
	return misplaced(ledger, {
		sequence: sequence - 1,
		hash: previousHash,
		previousHash
	}, sha256(canonicalText(entry)));
}
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
/** `heads`: hashes of ledger entries, from posts. */
function signedText(file, checked, heads) {
	if (typeof checked === "string") return `DOES NOT VERIFY  ${file}\n  ${checked}`;
	const { releaseId, hash, publicKey } = checked;
	const told = heads.includes(hash) ? "the one you were told" : "compare it with the one in the post";
	return [
		`SIGNED  ${releaseId} is what was hashed, and nothing in it was changed`,
		`  ledger hash  ${hash} (${told})`,
		`  signed by    ${fingerprint(publicKey)} (compare the fingerprint with the one told elsewhere)`
	].join("\n");
}
function good(file, verdict) {
	const { entries, slots, outcomes, posts, days, rootsPosted, signedBy, head, firstCommittedAt, lastCommittedAt } = verdict;
	const kinds = Object.entries(entries).flatMap(([kind, n]) => n > 0 ? [`${n} ${kind}`] : []);
	const span = firstCommittedAt === null || lastCommittedAt === null ? "nothing was recorded yet" : `${isoTime(firstCommittedAt)} to ${isoTime(lastCommittedAt)}`;
	return [
		`VERIFIED  ${file}`,
		`  record      ${verdict.source} prices, exported ${verdict.exportedAt}; ${span}`,
		`  entries     ${kinds.join(", ") || "none"}; each behind the one before, none changed, doubled or left out`,
		`  slots       ${slotText(slots)}`,
		`  outcomes    ${outcomeText(outcomes)}`,
		`  posts       ${posts} sent, each carrying the hash of its release`,
		`  days        ${days.length} Merkle roots, ${rootsPosted} of them posted${days.length > 0 ? `, the last one ${days[days.length - 1].day} ${days[days.length - 1].root}` : ""}`,
		`  signed by   ${signedBy?.fingerprint ?? "nobody"}`,
		`  head        ${head}`
	];
}
function slotText(slots) {
	if (!slots || slots.expected === 0) return "no calendar yet: nothing was promised";
	const { expected, published, fallback, missed, open } = slots;
	return `${expected} promised by the calendar: ${published} published, ${fallback} refused for bad data, ${missed} missed${open > 0 ? `, ${open} still open` : ""}`;
}
function outcomeText(outcomes) {
	const { rescored, repriced, pending } = outcomes ?? {
		rescored: 0,
		repriced: 0,
		pending: 0
	};
	return `${rescored} with every score computed anew to 1e-12${repriced > 0 ? `, ${repriced} of them made anew from the candles given` : ""}; ${pending} still to come`;
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
		line === null ? "not there" : `line ${line}`,
		sequence === null ? null : `sequence ${sequence}`,
		key === null || key === "" ? null : key
	].filter((part) => part !== null).join(", ");
}
function unprovenLines({ unproven }) {
	return ["What this file alone cannot show:", ...unproven.map((sentence) => `  - ${sentence}`)];
}
// adapters/candle-file/bytes.ts
/**
* The content of a candle file, by what it is and not by what it is called: gzip is unpacked, Parquet recognised.
* A file that is absent, a folder, unreadable or half-written gzip is `input.unreadable-file`; an empty one `data.empty`.
*/
async function readCandleBytes(path) {
	const bytes = await readWhole(path);
	if (bytes.length === 0) throw new AlmanacError("data.empty", `${path} is empty. Get the file again.`, { path });
	if (startsWith(bytes, [31, 139])) return contentOf(await unpack(bytes, path));
	return contentOf(bytes);
}
function contentOf(bytes) {
	if (startsWith(bytes, [
		80,
		65,
		82,
		49
	])) return {
		format: "parquet",
		bytes
	};
	return {
		format: "csv",
		text: bytes.toString("utf8")
	};
}
async function readWhole(path) {
	try {
		if ((await stat(path)).isDirectory()) throw unreadable(path, "it is a folder", "Name the files in it one by one");
		return await readFile(path);
	} catch (cause) {
		if (cause instanceof AlmanacError) throw cause;
		throw unreadable(path, cause.code === "ENOENT" ? "it does not exist" : String(cause), "Check the path and its permissions", cause);
	}
}
async function unpack(bytes, path) {
	try {
		return await promisify(gunzip)(bytes);
	} catch (cause) {
		throw unreadable(path, "the gzip data is damaged or ends too early", "Get the file again", cause);
	}
}
function unreadable(path, what, advice, cause) {
	return new AlmanacError("input.unreadable-file", `${path} cannot be read: ${what}. ${advice}.`, { path }, { cause });
}
function startsWith(bytes, magic) {
	return magic.every((byte, i) => bytes[i] === byte);
}
// domain/market/decimal-field.ts
/** Reading numbers out of a long text without cutting it into pieces: candle files are a hot path. */
const POWERS_OF_TEN = Float64Array.from({ length: 23 }, (_, k) => Number(`1e${k}`));
/**
* The number written in text[from, to); NaN for an empty field and for `nan`, `null`, `none`; undefined for anything
* that is no number. Correctly rounded: up to 15 digits a plain decimal is one exact division (Clinger 1990, "How to
* read floating point numbers accurately"), everything else goes through `Number`.
*/
function readDecimal(text, from, to) {
	let mantissa = 0;
	let digits = 0;
	let decimals = -1;
	for (let at = from; at < to; at++) {
		const code = text.charCodeAt(at);
		if (code >= 48 && code <= 57) {
			mantissa = mantissa * 10 + (code - 48);
			digits++;
			if (decimals >= 0) decimals++;
		} else if (code === 46 && decimals < 0) decimals = 0;
		else return readUnusual(text.slice(from, to));
	}
	if (digits === 0 || digits > 15) return readUnusual(text.slice(from, to));
	return decimals > 0 ? mantissa / POWERS_OF_TEN[decimals] : mantissa;
}
function readUnusual(field) {
	const word = field.trim().toLowerCase();
	if (/^([+-]?nan|null|none|)$/.test(word)) return NaN;
	const infinite = /^([+-]?)inf(inity)?$/.exec(word);
	if (infinite !== null) return infinite[1] === "-" ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
	const value = Number(word);
	return Number.isNaN(value) ? void 0 : value;
}
// domain/market/symbols.ts
/** Quotes by which names such as `BTCUSDT` are taken apart. Coins are quotes only behind a whole coin: `ETHBTC`. */
const MONEY = [
	"FDUSD",
	"USDT",
	"USDC",
	"TUSD",
	"BUSD",
	"USD",
	"EUR",
	"GBP",
	"TRY"
];
const COINS = [
	"BTC",
	"ETH",
	"BNB"
];
/** `BTC/USDT`, `btc-usdt`, `BTC_USDT` → `BTCUSDT`: how file names and symbol columns are compared. */
function compactSymbol(symbol) {
	return symbol.replaceAll(/[^A-Za-z0-9]/g, "").toUpperCase();
}
/**
* The symbols that a file's name speaks of, compact: `bitfinex-BTCUSD-1m-2019H1.csv.gz` → `BTCUSD`,
* `BTC_USDT-1h.csv` → `BTCUSDT`. Empty for a name that speaks of none.
*/
function symbolsInFileName(name) {
	const words = name.split(/[^A-Za-z0-9]+/);
	const found = [];
	words.forEach((word, at) => {
		if (isRunTogether(word)) found.push(word.toUpperCase());
		const before = words[at - 1] ?? "";
		if (MONEY.includes(word) && /^[A-Z0-9]{2,10}$/.test(before) && !isRunTogether(before)) found.push(before + word);
	});
	return found;
}
/** Upper case, or lower case throughout with a dollar quote: words like `recovery` or `entrepreneur` are not symbols. */
function isRunTogether(word) {
	if (/^[a-z0-9]{2,10}(usdt|usdc|usd)$/.test(word)) return true;
	if (!/^[A-Z0-9]+$/.test(word)) return false;
	const endsWith = (quote, leastBase) => word.endsWith(quote) && word.length - quote.length >= leastBase;
	return MONEY.some((quote) => endsWith(quote, 2)) || COINS.some((quote) => endsWith(quote, 3));
}
// domain/market/candle-file.ts
/** The candle file format of DESIGN §9: CSV with a header; more columns are allowed and ignored. */
const CANDLE_FILE_COLUMNS = [
	"timestamp_ms",
	"open",
	"high",
	"low",
	"close",
	"volume"
];
const COMMA = 44;
const CARRIAGE_RETURN = 13;
/**
* Rows of a CSV text in file order, unchecked but for their form: an empty or NaN field becomes NaN.
* Throws `data.empty`, `data.malformed` (header, time, field; with path and line) and `data.wrong-symbol`.
*
* @example parseCandleFile('timestamp_ms,open,high,low,close,volume\n0,1,2,1,2,5\n', { path: 'a.csv', symbol, cutoff })
*/
function parseCandleFile(text, context) {
	const start = text.charCodeAt(0) === 65279 ? 1 : 0;
	if (text.trim() === "") throw emptyFile(context);
	const headerEnd = lineEnd(text, start);
	const layout = readHeader(text.slice(start, headerEnd), context);
	const ends = new Int32Array(1 + Math.max(layout.symbol, ...layout.columns) + 1);
	const rows = [];
	let laterTime = null;
	for (let at = headerEnd + 1, number = 2; at < text.length; number++) {
		const end = lineEnd(text, at);
		if (!isBlank(text, at, end)) {
			const line = {
				text,
				at,
				number,
				ends,
				fields: splitFields(text, at, end, ends)
			};
			const openTime = readTime(line, layout.columns[0], context);
			if (openTime < context.cutoff) rows.push(readRow(openTime, line, layout, context));
			else laterTime = Math.max(openTime, laterTime ?? 0);
		}
		at = end + 1;
	}
	return {
		rows,
		laterTime
	};
}
function readHeader(header, context) {
	const names = header.split(",").map((name) => name.trim().toLowerCase());
	const columns = CANDLE_FILE_COLUMNS.map((name) => names.indexOf(name));
	const missing = CANDLE_FILE_COLUMNS.filter((_, i) => columns[i] < 0);
	if (missing.length > 0) throw malformed(context, 1, `the header lacks ${missing.join(", ")}; it must be ${CANDLE_FILE_COLUMNS.join(",")}`, header);
	return {
		columns,
		symbol: names.indexOf("symbol")
	};
}
/** Ends of the fields of text[at, end) into `ends`; how many there are, at most as many as `ends` holds. */
function splitFields(text, at, end, ends) {
	let count = 0;
	for (let i = at; i < end && count < ends.length - 1; i++) if (text.charCodeAt(i) === COMMA) ends[count++] = i;
	ends[count++] = text.charCodeAt(end - 1) === CARRIAGE_RETURN ? end - 1 : end;
	return count;
}
function readRow(openTime, line, { columns, symbol }, context) {
	if (symbol >= 0) checkSymbol(fieldText(line, symbol), line.number, context);
	return [
		openTime,
		readNumber(line, columns[1], context),
		readNumber(line, columns[2], context),
		readNumber(line, columns[3], context),
		readNumber(line, columns[4], context),
		readNumber(line, columns[5], context)
	];
}
function readTime(line, column, context) {
	const time = column < line.fields ? readDecimal(line.text, fieldStart(line, column), line.ends[column]) : void 0;
	if (time !== void 0 && Number.isInteger(time) && time >= 0) return time;
	throw malformed(context, line.number, "the time cannot be read; it must be whole milliseconds since 1970, UTC", fieldText(line, column));
}
function readNumber(line, column, context) {
	if (column >= line.fields) throw malformed(context, line.number, "the line ends too early", lineText(line));
	const value = readDecimal(line.text, fieldStart(line, column), line.ends[column]);
	if (value === void 0) throw malformed(context, line.number, "a field is not a number", fieldText(line, column));
	return value;
}
function fieldStart(line, column) {
	return column === 0 ? line.at : line.ends[column - 1] + 1;
}
function fieldText(line, column) {
	return column < line.fields ? line.text.slice(fieldStart(line, column), line.ends[column]) : "";
}
function lineText(line) {
	return line.text.slice(line.at, line.ends[line.fields - 1]);
}
function checkSymbol(field, line, context) {
	if (compactSymbol(field) === compactSymbol(context.symbol)) return;
	throw new AlmanacError("data.wrong-symbol", `${context.path}, line ${line}: the symbol is "${printable(field)}", not ${context.symbol}. Use a file of ${context.symbol}.`, {
		path: context.path,
		line,
		found: printable(field),
		symbol: context.symbol
	});
}
function isBlank(text, at, end) {
	return end - at < 8 && text.slice(at, end).trim() === "";
}
function lineEnd(text, from) {
	const end = text.indexOf("\n", from);
	return end < 0 ? text.length : end;
}
function malformed(context, line, what, found) {
	return new AlmanacError("data.malformed", `${context.path}, line ${line}: ${what}; found "${printable(found)}". Correct the line or get the file again.`, {
		path: context.path,
		line,
		found: printable(found)
	});
}
function emptyFile({ path, symbol }) {
	return new AlmanacError("data.empty", `${path} is empty. Get the candles of ${symbol} again.`, {
		path,
		symbol
	});
}
function printable(text) {
	return text.slice(0, 60).replaceAll(/[^\x20-\x7e]/g, "?");
}
// domain/market/bar-length.ts
/**
* Length of the bars in milliseconds: the most frequent distance between neighbours, so that gaps and a stray row do
* not mislead it. `rows` ascend strictly in time. Null with fewer than two rows.
*/
function inferBarMs(rows) {
	const counts = new Map();
	for (let i = 1; i < rows.length; i++) {
		const distance = rows[i][0] - rows[i - 1][0];
		counts.set(distance, (counts.get(distance) ?? 0) + 1);
	}
	let best = null;
	let bestCount = 0;
	for (const [distance, count] of counts) if (count > bestCount || count === bestCount && best !== null && distance < best) {
		best = distance;
		bestCount = count;
	}
	return best;
}
/** Refuses a bar that does not open on a multiple of its length since 1970, UTC: `data.wrong-bar-length`. */
function checkGrid(rows, barMs, symbol) {
	const stray = rows.find((row) => row[0] % barMs !== 0);
	if (stray === void 0) return;
	throw new AlmanacError("data.wrong-bar-length", `A candle of ${symbol} opens at ${momentText(stray[0])}, which is not a multiple of ${barMs} ms. Remove the row, or use data of regular bars.`, {
		symbol,
		openTimeMs: stray[0],
		barMs
	});
}
// domain/market/aggregate.ts
/**
* Base bars from finer ones: first open, highest high, lowest low, last close, sum of volume.
*
* Some venues have no bar for a minute without a trade, so an hour may be built although minutes are missing; but an
* hour seen only in part is not an hour. A base bar is built when no hole in it, its ends included, is longer than a
* twelfth of it (five minutes of an hour) or than a minute; otherwise it has no row, which is a gap. Both are named in the findings.
*
* `finer` ascend strictly; `barMs` is a multiple of `finerMs`. Throws `data.wrong-bar-length` for a row off the grid.
*/
function aggregateCandles(finer, finerMs, barMs, symbol) {
	checkGrid(finer, finerMs, symbol);
	const rows = [];
	let incomplete = 0;
	let withHoles = 0;
	for (let start = 0; start < finer.length;) {
		const openTime = Math.floor(finer[start][0] / barMs) * barMs;
		let end = start;
		while (end < finer.length && finer[end][0] < openTime + barMs) end++;
		if (longestHoleMs(finer, start, end, openTime, finerMs, barMs) > Math.max(barMs / 12, 6e4)) incomplete++;
		else {
			if (end - start < barMs / finerMs) withHoles++;
			rows.push(baseBar(finer, start, end, openTime));
		}
		start = end;
	}
	const finerText = durationText(finerMs);
	const findings = [`bars of ${durationText(barMs)} built from bars of ${finerText}`];
	if (withHoles > 0) findings.push(`${withHoles} of them lack some ${finerText} bars (no trade)`);
	if (incomplete > 0) findings.push(`${incomplete} left out: too many ${finerText} bars missing`);
	return {
		rows,
		findings
	};
}
function longestHoleMs(finer, start, end, openTime, finerMs, barMs) {
	let hole = 0;
	let expected = openTime;
	for (let i = start; i < end; i++) {
		hole = Math.max(hole, finer[i][0] - expected);
		expected = finer[i][0] + finerMs;
	}
	return Math.max(hole, openTime + barMs - expected);
}
function baseBar(finer, start, end, openTime) {
	let [, , high, low] = finer[start];
	let volume = 0;
	for (let i = start; i < end; i++) {
		high = Math.max(high, finer[i][2]);
		low = Math.min(low, finer[i][3]);
		volume += finer[i][5];
	}
	return [
		openTime,
		finer[start][1],
		high,
		low,
		finer[end - 1][4],
		volume
	];
}
// domain/market/price-checks.ts
/** Checks of the numbers of rows in ascending order. */
/**
* Largest believable factor between neighbouring closes, and between a bar's wick and its body. A misplaced decimal
* point is a factor of ten; eight leaves room for a fifth of real movement in the same bar.
*/
const MAX_JUMP_FACTOR = 8;
const FIELDS = [
	"open time",
	"open",
	"high",
	"low",
	"close",
	"volume"
];
/** NaN or infinite: `data.not-finite`. */
function checkFinite(rows, symbol) {
	for (const row of rows) for (let column = 1; column < 6; column++) if (!Number.isFinite(row[column])) throw refusal("data.not-finite", row, symbol, `${FIELDS[column]} ${row[column]} is not a number`);
}
/** Zero or negative price, negative volume: `data.not-positive`. */
function checkPositive(rows, symbol) {
	for (const row of rows) {
		for (let column = 1; column < 5; column++) if (row[column] <= 0) throw refusal("data.not-positive", row, symbol, `${FIELDS[column]} ${row[column]} is not above zero`);
		if (row[5] < 0) throw refusal("data.not-positive", row, symbol, `volume ${row[5]} is below zero`);
	}
}
/** High below low, or open or close outside them: `data.inconsistent-bar`. */
function checkConsistent(rows, symbol) {
	for (const row of rows) {
		const [, open, high, low, close] = row;
		if (high < low) throw refusal("data.inconsistent-bar", row, symbol, `high ${high} is below low ${low}`);
		if (open > high || open < low) throw refusal("data.inconsistent-bar", row, symbol, `open ${open} lies outside ${low} … ${high}`);
		if (close > high || close < low) throw refusal("data.inconsistent-bar", row, symbol, `close ${close} lies outside ${low} … ${high}`);
	}
}
/** A factor of `MAX_JUMP_FACTOR` or more from close to close or from body to wick: `data.absurd`. */
function checkBelievable(rows, symbol) {
	let previous = rows.length > 0 ? rows[0][1] : 1;
	for (const row of rows) {
		const [, open, high, low, close] = row;
		const jump = Math.max(close / previous, previous / close);
		const wick = Math.max(high / Math.max(open, close), Math.min(open, close) / low);
		if (jump >= MAX_JUMP_FACTOR) throw refusal("data.absurd", row, symbol, `close ${close} follows ${previous}, a factor of ${jump.toPrecision(3)}`);
		if (wick >= MAX_JUMP_FACTOR) throw refusal("data.absurd", row, symbol, `the bar spans ${low} … ${high}, a factor of ${wick.toPrecision(3)} from its body`);
		previous = close;
	}
}
function refusal(code, row, symbol, what) {
	return new AlmanacError(code, `Candle of ${symbol} opening at ${momentText(row[0])}: ${what}. Correct the data or use another source.`, {
		symbol,
		openTimeMs: row[0],
		open: row[1],
		high: row[2],
		low: row[3],
		close: row[4],
		volume: row[5]
	});
}
// domain/market/rows.ts
/** Checked rows as columns of equal length. */
function candlesOf(rows, symbol, barMs) {
	const [openTime, open, high, low, close, volume] = CANDLE_COLUMNS.map((_, column) => {
		const values = new Float64Array(rows.length);
		for (let i = 0; i < rows.length; i++) values[i] = rows[i][column];
		return values;
	});
	return {
		symbol,
		barMs,
		openTime,
		open,
		high,
		low,
		close,
		volume
	};
}
// domain/market/time-checks.ts
/** Checks of the open times of rows as a venue or a file gave them. */
/** Milliseconds below are 1973 or earlier, from here on the year 5138 or later: the number has another unit. */
const EARLIEST_MS = 1e11;
const LATEST_MS = 0x5af3107a4000;
/** A time that is no whole number is refused wherever the row stands: nobody can say whether it is before the cutoff. */
function checkReadableTimes(rows, symbol) {
	const at = rows.findIndex((row) => !Number.isInteger(row[0]) || row[0] < 0);
	if (at < 0) return;
	throw new AlmanacError("data.malformed", `The open time of row ${at + 1} of ${symbol} cannot be read: ${rows[at][0]}. It must be whole milliseconds since 1970, UTC.`, {
		symbol,
		row: at + 1,
		openTime: String(rows[at][0])
	});
}
/** Times that are seconds among rows before the cutoff. */
function checkTimeUnit(rows, symbol) {
	const odd = rows.find((row) => row[0] < EARLIEST_MS || row[0] >= LATEST_MS);
	if (odd !== void 0) throw wrongTimeUnit(odd[0], symbol);
}
/**
* Micro- and nanoseconds lie after any cutoff, so their rows are dropped before any check. Where that leaves nothing,
* or leaves stale data, this gives the refusal its right name; null when the dropped time is a later one indeed.
*/
function wrongUnitOfDropped(time, symbol) {
	return time >= LATEST_MS ? wrongTimeUnit(time, symbol) : null;
}
function wrongTimeUnit(time, symbol) {
	const unit = time < EARLIEST_MS ? "seconds" : time < 0x16345785d8a0000 ? "microseconds" : "nanoseconds";
	return new AlmanacError("data.wrong-time-unit", `Open times of ${symbol} look like ${unit}: ${time}. They must be milliseconds since 1970, UTC; convert the data.`, {
		symbol,
		openTime: time,
		unit
	});
}
/**
* Rows without identical duplicates, with how many were dropped. Two rows of one time that differ are refused
* (`data.conflicting-duplicates`), then rows out of order (`data.unsorted`). Ascending rows come back as they are.
*/
function checkOrder(rows, symbol) {
	if (ascends(rows)) return {
		rows,
		dropped: 0
	};
	const unique = dropIdentical(rows, symbol);
	const at = unique.findIndex((row, i) => i > 0 && row[0] < unique[i - 1][0]);
	if (at > 0) throw unsorted(unique[at][0], unique[at - 1][0], symbol);
	return {
		rows: unique,
		dropped: rows.length - unique.length
	};
}
function ascends(rows) {
	for (let i = 1; i < rows.length; i++) if (rows[i][0] <= rows[i - 1][0]) return false;
	return true;
}
function dropIdentical(rows, symbol) {
	const seen = new Map();
	for (const row of rows) {
		const earlier = seen.get(row[0]);
		if (earlier === void 0) seen.set(row[0], row);
		else if (!sameBar(earlier, row)) throw conflict(earlier, row, symbol);
	}
	return [...seen.values()];
}
/** Equal prices; volumes equal but for the rounding of a sum. */
function sameBar(a, b) {
	for (let column = 0; column < 5; column++) if (!Object.is(a[column], b[column])) return false;
	return Object.is(a[5], b[5]) || Math.abs(a[5] - b[5]) <= 1e-9 * Math.max(Math.abs(a[5]), Math.abs(b[5]));
}
function conflict(a, b, symbol) {
	return new AlmanacError("data.conflicting-duplicates", `Two different candles of ${symbol} open at ${momentText(a[0])}: closes ${a[4]} and ${b[4]}, volumes ${a[5]} and ${b[5]}. Decide which is right and remove the other.`, {
		symbol,
		openTimeMs: a[0],
		firstClose: a[4],
		secondClose: b[4]
	});
}
function unsorted(time, before, symbol) {
	return new AlmanacError("data.unsorted", `Candles of ${symbol} are out of order: ${momentText(time)} follows ${momentText(before)}. Sort them by open time.`, {
		symbol,
		openTimeMs: time,
		previousOpenTimeMs: before
	});
}
// domain/market/checks.ts
/** Fresh or silent (P1): what rows of any source must pass before a forecast may be made from them. */
/**
* The rows that open before the cutoff, each possible by itself and beside its neighbour, ascending and unique.
* Rows from the cutoff on are dropped before any check. Findings name identical duplicates that were dropped.
* Throws `data.malformed`, `data.empty`, `data.wrong-time-unit`, `data.conflicting-duplicates`, `data.unsorted`,
* `data.not-finite`, `data.not-positive`, `data.inconsistent-bar`, `data.absurd`.
*/
function checkRows(given, cutoff, symbol) {
	checkReadableTimes(given, symbol);
	const before = given.filter((row) => row[0] < cutoff);
	if (before.length === 0) throw wrongUnit(given, symbol) ?? empty(given, cutoff, symbol);
	checkTimeUnit(before, symbol);
	const { rows, dropped } = checkOrder(before, symbol);
	checkFinite(rows, symbol);
	checkPositive(rows, symbol);
	checkConsistent(rows, symbol);
	checkBelievable(rows, symbol);
	return {
		rows,
		findings: dropped > 0 ? [`identical duplicates dropped: ${dropped}`] : []
	};
}
function wrongUnit(given, symbol) {
	return wrongUnitOfDropped(given.reduce((latest, row) => Math.max(latest, row[0]), 0), symbol);
}
function empty(given, cutoff, symbol) {
	const what = given.length === 0 ? "there are none at all" : `all ${given.length} open at it or later`;
	return new AlmanacError("data.empty", `No candle of ${symbol} opens before the cutoff ${momentText(cutoff)}: ${what}. Use data that reaches further back, or a later moment.`, {
		symbol,
		cutoffMs: cutoff,
		rows: given.length
	});
}
// domain/market/merge.ts
/** A data set may be several files, overlapping and of different bar lengths. */
/**
* One file's rows, checked one by one and brought to the base bar. Coarser bars than the base are refused
* (`data.wrong-bar-length`), as are lengths that do not divide it.
*/
function baseRows(given, request, path) {
	const { symbol, barMs, cutoff } = request;
	const { rows, findings } = checkRows(given, cutoff, symbol);
	const ownMs = inferBarMs(rows) ?? barMs;
	if (ownMs === barMs) {
		checkGrid(rows, barMs, symbol);
		return {
			rows,
			findings,
			built: false
		};
	}
	if (ownMs > barMs || barMs % ownMs !== 0) throw wrongLength(path, ownMs, barMs);
	const aggregated = aggregateCandles(rows, ownMs, barMs, symbol);
	return {
		rows: aggregated.rows,
		findings: [...findings, ...aggregated.findings],
		built: true
	};
}
/**
* Union of the rows of several files, ascending. A bar that two files agree on is kept once; one they differ on is
* refused (`data.conflicting-duplicates`). Bars that were built from finer ones yield to bars that a venue recorded as
* such: their volumes differ a little where the venue corrected minutes later.
*/
function mergeRows(files, symbol) {
	const recorded = uniteAll(files.filter((file) => !file.built), symbol);
	const built = uniteAll(files.filter((file) => file.built), symbol);
	const times = new Set(recorded.rows.map((row) => row[0]));
	const extra = built.rows.filter((row) => !times.has(row[0]));
	const { rows } = unite(recorded.rows, extra, symbol);
	const duplicates = recorded.duplicates + built.duplicates + built.rows.length - extra.length;
	return {
		rows,
		findings: duplicates > 0 ? [`bars in several files kept once: ${duplicates}`] : []
	};
}
function uniteAll(files, symbol) {
	let union = {
		rows: files[0]?.rows ?? [],
		duplicates: 0
	};
	for (const { rows } of files.slice(1)) {
		const next = unite(union.rows, rows, symbol);
		union = {
			rows: next.rows,
			duplicates: union.duplicates + next.duplicates
		};
	}
	return union;
}
function unite(a, b, symbol) {
	if (a.length === 0 || b.length === 0) return {
		rows: a.length === 0 ? b : a,
		duplicates: 0
	};
	const rows = [];
	let i = 0;
	let j = 0;
	while (i < a.length || j < b.length) {
		const left = i < a.length ? a[i][0] : Number.POSITIVE_INFINITY;
		const right = j < b.length ? b[j][0] : Number.POSITIVE_INFINITY;
		if (left === right && !sameBar(a[i], b[j])) throw conflict(a[i], b[j], symbol);
		rows.push(left <= right ? a[i] : b[j]);
		if (left <= right) i++;
		if (right <= left) j++;
	}
	return {
		rows,
		duplicates: a.length + b.length - rows.length
	};
}
function wrongLength(path, ownMs, barMs) {
	return new AlmanacError("data.wrong-bar-length", `${path} has bars of ${durationText(ownMs)}, from which bars of ${durationText(barMs)} cannot be built. Use a file of that length or finer.`, {
		path,
		foundBarMs: ownMs,
		neededBarMs: barMs
	});
}
// apps/verifier/candle-book.ts
/** Candles of one's own, by symbol, from CSV files (plain or gzipped). */
/**
* Read at once, parsed when a symbol is first asked for. A file belongs to the symbols that its name speaks of.
* @throws AlmanacError input.unreadable-file; when asked, `data.*` for what is wrong with the candles
*/
async function candleBook(paths) {
	const texts = await Promise.all(paths.map(readText));
	const books = new Map();
	return (symbol) => {
		if (!books.has(symbol)) books.set(symbol, candlesFrom(texts, symbol));
		return books.get(symbol) ?? null;
	};
}
async function readText(path) {
	const content = await readCandleBytes(path);
	if (content.format !== "csv") throw unreadable(path, "it is Parquet", "Give candles as CSV");
	return {
		path,
		text: content.text,
		symbols: symbolsInFileName(path.split(/[/\\]/).at(-1) ?? path)
	};
}
function candlesFrom(texts, symbol) {
	const own = texts.filter(({ symbols }) => symbols.length === 0 || symbols.includes(compactSymbol(symbol)));
	if (own.length === 0) return null;
	const request = {
		symbol,
		barMs: HOUR_MS,
		cutoff: Number.POSITIVE_INFINITY
	};
	return candlesOf(mergeRows(own.map(({ path, text }) => baseRows(parseCandleFile(text, {
		path,
		...request
	}).rows, request, path)), symbol).rows, symbol, HOUR_MS);
}
// apps/verifier/batch.ts
/** Entries on their way to another thread: their bodies in one piece of memory, which changes hands and comes back to be filled again. */
const LARGEST_BATCH_BYTES = 524288;
var BatchWriter = class {
	#bodies;
	#heads = [];
	#ends = [];
	#used = 0;
	constructor(buffer = new ArrayBuffer(LARGEST_BATCH_BYTES)) {
		this.#bodies = new Uint8Array(buffer);
	}
	/** False, and nothing is done, where the entry has no room any more. */
	add({ body: { bytes }, ...head }) {
		if (this.#used + bytes.length > this.#bodies.length) return false;
		this.#bodies.set(bytes, this.#used);
		this.#used += bytes.length;
		this.#ends.push(this.#used);
		this.#heads.push(head);
		return true;
	}
	batch() {
		return {
			heads: this.#heads,
			bodies: this.#bodies,
			ends: this.#ends
		};
	}
};
function* batchEntries({ heads, bodies, ends }) {
	const bytes = Buffer.from(bodies.buffer);
	for (let i = 0, from = 0; i < heads.length; from = ends[i], i++) yield {
		...heads[i],
		body: EntryBody.of(bytes.subarray(from, ends[i]))
	};
}
// apps/verifier/content-thread.ts
/** Scores are computed anew in a thread of their own, beside the chain: the longer half of a verification. */
/** So much may wait for the thread: what is read faster than it is scored would fill the memory. */
const MOST_WAITING = 8;
/** To be closed by whoever has begun it: Node 20.0 to 20.3 know no `await using`. */
var ContentThread = class {
	#worker = startThread(import.meta.url, "contents");
	#free = [];
	#ended;
	#writer = new BatchWriter();
	#waiting = 0;
	#wake = () => void 0;
	constructor() {
		this.#ended = new Promise((resolve, reject) => {
			this.#worker.once("error", reject);
			this.#worker.on("message", (answer) => {
				if ("findings" in answer) resolve(answer.findings);
				else this.#takeBack(answer.done);
			});
		});
		this.#ended.catch(() => this.#wake());
	}
	add(entry) {
		if (this.#writer.add(entry)) return;
		this.#send();
		this.#writer.add(entry);
	}
	/** Resolves when there is room for more. */
	async room() {
		if (this.#waiting < MOST_WAITING) return;
		await Promise.race([new Promise((resolve) => this.#wake = resolve), this.#ended]);
	}
	/** What was found in everything added. `exportedAt`: null where the bundle does not say it. */
	async end(exportedAt) {
		this.#send();
		this.#ask({ end: exportedAt });
		return await this.#ended;
	}
	async close() {
		await this.#worker.terminate();
	}
	#send() {
		const batch = this.#writer.batch();
		this.#waiting++;
		this.#ask({ batch }, batch.bodies.buffer);
		this.#writer = new BatchWriter(this.#free.pop());
	}
	#ask(asked, ...moved) {
		this.#worker.postMessage(asked, moved);
	}
	#takeBack(buffer) {
		this.#free.push(buffer);
		this.#waiting--;
		this.#wake();
	}
};
if (role === "contents" && parentPort) answer(parentPort);
function answer(port) {
	const contents = new ContentCheck(() => null);
	const tell = (said, ...moved) => port.postMessage(said, moved);
	port.on("message", (asked) => {
		if ("end" in asked) return tell({ findings: contents.end(asked.end) });
		for (const entry of batchEntries(asked.batch)) contents.add(entry);
		const { buffer } = asked.batch.bodies;
		tell({ done: buffer }, buffer);
	});
}
// apps/verifier/chain-thread.ts
/** A large record is checked by two threads: the chain in this one, the scores in the one beside it. */
/** Throws what the file system throws where the file cannot be read. */
async function verifyInThreads(asked) {
	const thread = startThread(import.meta.url, "chain", asked);
	try {
		return await new Promise((resolve, reject) => thread.once("message", resolve).once("error", reject));
	} finally {
		await thread.terminate();
	}
}
if (role === "chain") parentPort?.postMessage(await verify$1(given));
async function verify$1(asked) {
	const contents = new ContentThread();
	try {
		return await verifyBeside(contents, asked);
	} finally {
		await contents.close();
	}
}
async function verifyBeside(contents, { path, known }) {
	const verifier = new RecordVerifier(known, (entry) => {
		if (entry.kind === "release" || entry.kind === "outcome") contents.add(entry);
	});
	for await (const line of fileLines(path)) {
		verifier.add(line);
		await contents.room();
	}
	return verifier.end(await contents.end(verifier.exportedAt));
}
// apps/verifier/verify-file.ts
/** A file that is no longer may be a proof; a bundle of this size is no JSON document. */
const LONGEST_DOCUMENT_BYTES = 1048576;
/** Checks a bundle, a proof, or one signed release, in a file. Throws what the file system throws where it cannot be read. */
async function verifyFile(path, given, candleFiles = []) {
	const known = candleFiles.length > 0 ? {
		...given,
		prices: await candleBook(candleFiles)
	} : given;
	const document = await wholeDocument(path);
	const { format } = document ?? {};
	if (document !== null && format === "almanac-proof") return verifyProof(path, document, known);
	if (document !== null && format === "almanac-release") return verifySigned(path, document, known);
	const verdict = (await stat(path)).size > LONGEST_DOCUMENT_BYTES && candleFiles.length === 0 ? await verifyInThreads({
		path,
		known: given
	}) : await verifyHere(path, known);
	return {
		verified: verdict.verified,
		document: verdict,
		text: verdictText(path, verdict)
	};
}
async function verifyHere(path, known) {
	const verifier = new RecordVerifier(known);
	for await (const line of fileLines(path)) verifier.add(line);
	return verifier.end();
}
function verifySigned(path, document, { publicKey, heads = [] }) {
	const checked = checkSignedRelease(document, publicKey ?? null);
	const text = signedText(path, checked, heads);
	return typeof checked === "string" ? {
		verified: false,
		document: { problem: checked },
		text
	} : {
		verified: true,
		document: checked,
		text
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
		document: proven,
		text
	};
}
/** A file that is one JSON object; null for anything else. */
async function wholeDocument(path) {
	if ((await stat(path)).size > LONGEST_DOCUMENT_BYTES) return null;
	const text = await readFile(path, "utf8");
	try {
		return membersOf(JSON.parse(text)) ?? null;
	} catch (failure) {
		if (failure instanceof SyntaxError) return null;
		throw failure;
	}
}
// apps/verifier/main.ts
/** `node verify-record.mjs FILE`: the check of a bundle for somebody who has nothing but this file and Node. */
const USAGE = `node verify-record.mjs FILE [--head=HASH] [--root=DAY:HASH] [--key=KEY] [--candles=A,B] [--json]

FILE is an exported record (record.jsonl, also gzipped) or a proof of one release (proof.json). --head and --root take what posts of the channel say and may be
repeated; --key takes the public key as it is told elsewhere; --candles takes hourly candles (or finer) of your own as CSV,
named for their symbol, with the columns timestamp_ms,open,high,low,close,volume, and makes every outcome anew. Exit code 0: it verifies; 3: it does not; 2: called wrongly.
`;
if (role === null) exit(await run());
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
		const { verified, document, text } = await verifyFile(file, known, (values.candles ?? []).flatMap((files) => files.split(",")));
		stdout.write(`${values.json ? JSON.stringify({
			file,
			...document
		}, null, 2) : text}\n`);
		return verified ? 0 : 3;
	} catch (failure) {
		if (failure instanceof AlmanacError) return wrongly(failure.message);
		if (isUnreadable(failure)) return wrongly(`${file} cannot be read: ${failure.message}`);
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
				candles: {
					type: "string",
					multiple: true
				},
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
