/** How bases are spread: all on the one server, or each a shard of a Citus cluster. */
export type Sharding = 'none' | 'citus';
