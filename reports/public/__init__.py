"""The folder for a web server: every edition in its forms, feeds, dossiers, and a page that leads to all of them."""
