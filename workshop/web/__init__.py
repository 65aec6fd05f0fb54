"""The workshop in a browser: plain pages, one small script, one websocket. Phones get HTML and send acts."""
