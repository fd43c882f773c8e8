"""The only HTML: what an edition says and how it looks."""
