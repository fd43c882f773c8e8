"""How a page is fetched, judged, kept and turned into a document."""
