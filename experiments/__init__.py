"""Questions put to the model: what trace each barrier leaves, what becomes of the claims of the documents."""
