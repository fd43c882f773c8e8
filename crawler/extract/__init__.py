"""From the body of an ok capture to documents: blocks in page order, and products.

Take `documents` from dispatch, `Page` from page: whoever only names a page need not load what takes it apart.
"""
