-- A look-up of some thousand events among millions decompressed 64 KB for each of them.
ALTER TABLE ranking_events MODIFY SETTING min_compress_block_size = 4096, max_compress_block_size = 16384
