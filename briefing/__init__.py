"""Use cases, one verb a file: each reads, decides (purely, in `news/`), and writes."""
