"""The sandbox: the page in the browser. It stands on ``sim`` and knows nothing of the command line."""
