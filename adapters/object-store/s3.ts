import {
  CreateBucketCommand,
  GetObjectCommand,
  HeadBucketCommand,
  paginateListObjectsV2,
  PutObjectCommand,
  S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import type { ObjectStore } from '../../activities/ports.ts';
import { absentObject, requireKey, requirePrefix } from './keys.ts';
import { s3Error } from './s3-errors.ts';

export interface S3Options {
  readonly endpoint: string;
  readonly bucket: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** Objects in one bucket of S3, MinIO or what speaks like them; the bucket is made where it is absent. */
export async function openS3Store(options: S3Options): Promise<ObjectStore> {
  const store = new S3Store(options);
  await store.prepare();
  return store;
}

class S3Store implements ObjectStore {
  readonly #client: S3Client;
  readonly #bucket: string;
  readonly #where: string;

  constructor({ endpoint, bucket, region, accessKeyId, secretAccessKey }: S3Options) {
    this.#bucket = bucket;
    this.#where = `${endpoint}/${bucket}`;
    this.#client = new S3Client({
      endpoint,
      region,
      forcePathStyle: true,
      credentials: { accessKeyId, secretAccessKey },
      requestHandler: { connectionTimeout: 5_000, requestTimeout: 30_000 },
    });
  }

  async prepare(): Promise<void> {
    await this.#told(true, async () => {
      if (await this.#hasBucket()) return;
      try {
        await this.#client.send(new CreateBucketCommand({ Bucket: this.#bucket }));
      } catch (failure) {
        if (!isNamed(failure, 'BucketAlreadyOwnedByYou')) throw failure;
      }
    });
  }

  /**
   * An upload that overlaps with another of the same key may be told 409: neither has happened yet, so it asks again.
   */
  async putIfAbsent(key: string, bytes: Uint8Array, contentType: string): Promise<'written' | 'existed'> {
    requireKey(key);
    const upload = { Bucket: this.#bucket, Key: key, Body: bytes, ContentType: contentType, IfNoneMatch: '*' };
    return await this.#told(true, async () => {
      for (let attempt = 1; ; attempt++) {
        try {
          await this.#client.send(new PutObjectCommand(upload));
          return 'written';
        } catch (failure) {
          if (hasStatus(failure, 412)) return 'existed';
          if (!hasStatus(failure, 409) || attempt === 5) throw failure;
        }
      }
    });
  }

  async get(key: string): Promise<Uint8Array> {
    const bytes = await this.find(key);
    if (bytes === null) throw absentObject(key);
    return bytes;
  }

  async find(key: string): Promise<Uint8Array | null> {
    requireKey(key);
    return await this.#told(false, async () => {
      try {
        const answer = await this.#client.send(new GetObjectCommand({ Bucket: this.#bucket, Key: key }));
        return (await answer.Body?.transformToByteArray()) ?? new Uint8Array();
      } catch (failure) {
        if (isNamed(failure, 'NoSuchKey')) return null;
        throw failure;
      }
    });
  }

  async list(prefix: string): Promise<string[]> {
    requirePrefix(prefix);
    return await this.#told(false, async () => {
      const keys: string[] = [];
      const pages = paginateListObjectsV2({ client: this.#client }, { Bucket: this.#bucket, Prefix: prefix });
      for await (const page of pages) for (const { Key } of page.Contents ?? []) if (Key) keys.push(Key);
      return keys.sort();
    });
  }

  async check(): Promise<void> {
    await this.#told(false, async () => {
      await this.#client.send(new HeadBucketCommand({ Bucket: this.#bucket }));
    });
  }

  async #hasBucket(): Promise<boolean> {
    try {
      await this.#client.send(new HeadBucketCommand({ Bucket: this.#bucket }));
      return true;
    } catch (failure) {
      if (hasStatus(failure, 404)) return false;
      throw failure;
    }
  }

  async #told<T>(writing: boolean, work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (failure) {
      throw s3Error(failure, this.#where, writing);
    }
  }
}

function hasStatus(failure: unknown, status: number): boolean {
  return failure instanceof S3ServiceException && failure.$metadata.httpStatusCode === status;
}

function isNamed(failure: unknown, name: string): boolean {
  return failure instanceof S3ServiceException && failure.name === name;
}
