"""What lies on disk: records, the cache of records, and the folder of a built graph."""
