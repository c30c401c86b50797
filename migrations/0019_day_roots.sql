-- A publication tells of a release, or of the Merkle root of a day (`root:live:2026-11-20`), which has no row of its own.
alter table publications drop constraint publications_release_id_fkey;
