/** What docker-compose.yml asks the environment for and Almanac itself does not read. */
export const COMPOSE_VARIABLES = {
  POSTGRES_PASSWORD: 'Of the PostgreSQL that compose runs.',
  MINIO_ROOT_PASSWORD: 'Of the MinIO that compose runs.',
  GRAFANA_PASSWORD: 'Of "admin" in Grafana (profile monitoring).',
  ALERTS_TOKEN_FILE: 'File with ALERTS_TOKEN for Alertmanager (profile monitoring); ./alerts-token where unset.',
  BASE_IMAGE: 'Image that ours is built from; node:24-bookworm-slim where unset.',
} as const;
