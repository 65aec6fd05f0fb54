"""The pages of the sandbox: each a module that turns finished results into HTML, with its words and its style beside it."""
