"""Document in; claims, sources and flags out. Pure: no crawling, no storage, no markup."""
